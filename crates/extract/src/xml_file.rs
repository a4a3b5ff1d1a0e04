//! An XML file to its postings: a board's answer or a feed.

use crate::board::{self, Answer};
use crate::extraction::Found;
use crate::fault::{Fault, FaultKind};
use crate::origin::Origin;
use crate::xml;

/// Reads a file that holds one XML document.
pub(crate) fn read(text: &str, origin: &Origin) -> Found {
    let mut found = Found::default();
    match xml::parse(text) {
        Ok(value) => match board::read(&Answer::of(origin.url.as_deref(), &value)) {
            Some(reading) => reading.add_to(&mut found, origin),
            None => found.faults.push(Fault::new(FaultKind::NotAJobPosting, format!("XML with the root {}", names(&value)))),
        },
        Err(error) => found.faults.push(Fault::new(FaultKind::XmlSyntax, error)),
    }
    found
}

fn names(value: &serde_json::Value) -> String {
    value.as_object().map(|object| object.keys().map(String::as_str).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}
