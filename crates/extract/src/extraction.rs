//! A capture to its postings: the decision what it is, and who reads it.

use archive::Capture;
use posting::JobPosting;

use crate::fault::{Fault, FaultKind};

/// What is known of a capture before it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expectation {
    /// It should hold a posting: it was imported, or its address is one of a posting.
    Posting,
    /// Any page of a crawl.
    Page,
}

/// What became of a capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// At least one posting.
    Postings,
    /// A page that is no posting and was not expected to be one.
    OtherPage,
    /// What a crawl needs and nobody reads: `robots.txt`, site maps, reservations, style sheets, images, redirects.
    NotAPage,
    /// Nothing could be read; the faults say why.
    Fault,
}

impl Outcome {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postings => "postings",
            Self::OtherPage => "other_page",
            Self::NotAPage => "not_a_page",
            Self::Fault => "fault",
        }
    }
}

/// What was read from one capture.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// The postings, in the order of the capture.
    pub postings: Vec<JobPosting>,
    /// What was wrong, with the capture or with one of its postings.
    pub faults: Vec<Fault>,
    /// What became of the capture.
    pub outcome: Outcome,
}

/// Reads the postings of `capture`. The same capture gives the same answer, and no bytes make it panic.
pub fn extract(capture: &Capture, expectation: Expectation) -> Extraction {
    let _ = (capture, expectation);
    Extraction { postings: Vec::new(), faults: vec![Fault::new(FaultKind::NoPosting, "")], outcome: Outcome::Fault }
}
