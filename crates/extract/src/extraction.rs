//! A capture to its postings: the decision what it is, and who reads it.

use archive::Capture;
use posting::JobPosting;

use crate::charset::{MAX_BYTES, decode};
use crate::fault::{Fault, FaultKind};
use crate::format::{Format, format_of};
use crate::origin::Origin;
use crate::rows::ColumnMap;
use crate::{document, html_page, json_file, rows, xml_file};

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
    extract_with(capture, expectation, &ColumnMap::default())
}

/// [`extract`] for a source whose tables have columns of their own names.
pub fn extract_with(capture: &Capture, expectation: Expectation, columns: &ColumnMap) -> Extraction {
    let format = format_of(capture);
    if format == Format::Aside || capture.status.is_some_and(|status| (300..400).contains(&status)) {
        return Extraction { postings: Vec::new(), faults: Vec::new(), outcome: Outcome::NotAPage };
    }
    if let Some(status) = capture.status.filter(|status| *status >= 400) {
        return failed(Fault::new(FaultKind::HttpStatus, status.to_string()));
    }
    if let Format::Unread(name) = format {
        return match expectation {
            Expectation::Posting => failed(Fault::new(FaultKind::UnknownFormat, name)),
            Expectation::Page => Extraction { postings: Vec::new(), faults: Vec::new(), outcome: Outcome::NotAPage },
        };
    }
    if let Format::File(kind) = format {
        return match expectation {
            Expectation::Posting => document::read_file(kind, &capture.payload, &Origin::of(capture)).into_extraction(expectation),
            // A page of a crawl links to files of any kind; what it advertises stands on the page.
            Expectation::Page => Extraction { postings: Vec::new(), faults: Vec::new(), outcome: Outcome::NotAPage },
        };
    }
    let text = match decode(&capture.payload, capture.charset.as_deref()) {
        Ok(text) => text,
        Err(fault) => return failed(fault),
    };
    let origin = Origin::of(capture);
    let found = match format {
        Format::Html => html_page::read(&text, &origin, expectation),
        Format::Json => json_file::read(&text, &origin),
        Format::Xml => xml_file::read(&text, &origin),
        Format::JsonLines => json_file::read_lines(&text, &origin),
        Format::Rows => rows::read(&text, columns, &origin),
        Format::Markdown => document::read_markdown(&text, &origin),
        _ => document::read_text(&text, &origin),
    };
    let mut extraction = found.into_extraction(expectation);
    if extraction.outcome == Outcome::Postings && capture.payload.len() > MAX_BYTES {
        extraction.faults.push(Fault::new(FaultKind::TooLarge, format!("{} bytes", capture.payload.len())));
    }
    extraction
}

/// What a page of a crawl may hold without having tried to be a posting.
fn is_no_matter(kind: FaultKind) -> bool {
    matches!(kind, FaultKind::NotAJobPosting | FaultKind::Listed | FaultKind::Unlisted)
}

fn failed(fault: Fault) -> Extraction {
    Extraction { postings: Vec::new(), faults: vec![fault], outcome: Outcome::Fault }
}

/// What a reader found, before it is known what that makes of the capture.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) postings: Vec<JobPosting>,
    pub(crate) faults: Vec<Fault>,
}

impl Found {
    /// Takes up a posting and its faults, or the fault that it became.
    pub(crate) fn add(&mut self, read: Result<(JobPosting, Vec<Fault>), Fault>) {
        match read {
            Ok((posting, faults)) => {
                self.postings.push(posting);
                self.faults.extend(faults);
            }
            Err(fault) => self.faults.push(fault),
        }
    }

    fn into_extraction(self, expectation: Expectation) -> Extraction {
        let Self { postings, mut faults } = self;
        // A page that was not expected to be a posting is at fault only when it tried to be one.
        let is_at_fault = expectation == Expectation::Posting || faults.iter().any(|fault| !is_no_matter(fault.kind));
        let outcome = match (postings.is_empty(), is_at_fault) {
            (false, _) => Outcome::Postings,
            (true, true) => Outcome::Fault,
            (true, false) => Outcome::OtherPage,
        };
        match outcome {
            Outcome::Fault if faults.is_empty() => faults.push(Fault::new(FaultKind::NoPosting, "nothing in it looks like an advertisement")),
            Outcome::OtherPage => faults.clear(),
            _ => {}
        }
        Extraction { postings, faults, outcome }
    }
}
