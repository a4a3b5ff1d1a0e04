//! NHS Jobs: `www.jobs.nhs.uk/api/v1/search_xml?page=`, a list whose texts are cut.

use serde_json::Value;

use super::answer::{Answer, at, each, line};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "nhs_jobs", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    !each(at(root(answer), "vacancyDetails")).is_empty()
}

/// The one element at the top, whatever it is called.
fn root<'a>(answer: &Answer<'a>) -> &'a Value {
    answer.value.as_object().and_then(|object| object.values().next()).unwrap_or(&Value::Null)
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for vacancy in each(at(root(answer), "vacancyDetails")) {
        let draft = Draft { title: line(vacancy, "title"), url: line(vacancy, "url"), ..Draft::default() };
        reading.list(&draft, None);
    }
    let pages_n = line(root(answer), "totalPages").and_then(|raw| raw.parse().ok()).unwrap_or(0_u64);
    let page = answer.number("page").unwrap_or(1);
    if page < pages_n {
        reading.links.extend(answer.with("page", &page.saturating_add(1).to_string()));
    }
    reading
}
