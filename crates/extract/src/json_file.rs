//! A JSON file to its postings: one object, an array, a `@graph`, or an object a line.

use posting::ParseQuality;
use serde_json::Value;

use crate::board::{self, Answer};
use crate::extraction::Found;
use crate::fault::{Fault, FaultKind};
use crate::json_text;
use crate::origin::Origin;
use crate::schema_org::{is_job_posting, job_posting_of_list};

/// Reads a file that holds one JSON value.
pub(crate) fn read(text: &str, origin: &Origin) -> Found {
    let mut found = Found::default();
    add(&mut found, text, origin);
    found
}

/// Reads a file with a JSON value a line.
pub(crate) fn read_lines(text: &str, origin: &Origin) -> Found {
    let mut found = Found::default();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        add(&mut found, line, origin);
    }
    found
}

fn add(found: &mut Found, text: &str, origin: &Origin) {
    let (value, quality) = match json_text::parse(text) {
        Ok(parsed) => parsed,
        Err(error) => return found.faults.push(Fault::new(FaultKind::JsonSyntax, error)),
    };
    let before = found.postings.len();
    let base = origin.url.as_deref();
    if let Some(reading) = board::read(&Answer::of(base, &value)) {
        reading.add_to(found, origin);
    } else {
        let objects = objects(&value);
        // Several objects without an address must not share that of the file: they would be one.
        let origin = Origin { url: origin.url.clone().filter(|_| objects.len() == 1), ..origin.clone() };
        for object in objects {
            found.add(job_posting_of_list(object, base, &origin));
        }
    }
    if quality != ParseQuality::Clean {
        found.postings[before..].iter_mut().for_each(|posting| posting.parse_quality = quality);
    }
}

/// The objects that may be postings.
fn objects(value: &Value) -> Vec<&Value> {
    const LISTS: [&str; 8] = ["@graph", "jobs", "offers", "postings", "results", "data", "itemListElement", "positions"];
    match value {
        Value::Array(values) => values.iter().flat_map(objects).collect(),
        Value::Object(object) if !is_job_posting(value) => {
            let list = LISTS.iter().find_map(|name| object.get(*name)?.as_array());
            let inner = ["mainEntity", "item", "data", "job", "posting"].iter().find_map(|name| object.get(*name).filter(|inner| inner.is_object()));
            match (list, inner) {
                (Some(values), _) => {
                    values.iter().flat_map(objects).filter(|object| is_job_posting(object) || value.get("@graph").is_none()).collect()
                }
                (None, Some(inner)) => objects(inner),
                (None, None) => vec![value],
            }
        }
        other => vec![other],
    }
}
