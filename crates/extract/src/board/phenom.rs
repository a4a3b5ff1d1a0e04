//! Phenom: the list that the script of a search page holds; each text has a page of its own.

use serde_json::Value;

use super::answer::{Answer, at, each, first, has, line};
use super::{Board, Reading, script_value};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "phenom", recognizes, read };

/// The two places of the list: a search, and the first screen of one.
const LISTS: [&str; 2] = ["eagerLoadRefineSearch.data.jobs", "refineSearch.data.jobs"];

/// The list of a page.
pub(super) fn embedded(page: &str) -> Option<Value> {
    script_value(page, "phApp.ddo")
}

fn recognizes(answer: &Answer<'_>) -> bool {
    LISTS.iter().any(|list| has(at(answer.value, list), &["jobId", "title"]))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in LISTS.iter().flat_map(|list| each(at(answer.value, list))) {
        reading.list(&draft(job, answer), None);
    }
    reading
}

fn draft(job: &Value, answer: &Answer<'_>) -> Draft {
    // A search stands at `/{country}/{language}/search-results`, a job beside it.
    let page = first(job, &["jobSeqNo", "jobId"]).and_then(|id| answer.join(&format!("job/{id}")));
    Draft { url: page, title: line(job, "title"), ..Draft::default() }
}
