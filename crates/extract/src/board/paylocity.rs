//! Paylocity: the list that the script of `recruiting.paylocity.com/recruiting/jobs/All/…` holds; each text has a page of its own.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, joined, line};
use super::{Board, Reading, script_value};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "paylocity", recognizes, read };

/// The list of a page.
pub(super) fn embedded(page: &str) -> Option<Value> {
    script_value(page, "window.pageData").filter(|value| value.get("Jobs").is_some())
}

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "Jobs"), &["JobId", "JobTitle"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in each(at(answer.value, "Jobs")) {
        let draft = draft(job, answer);
        match job.get("IsInternal").and_then(Value::as_bool) {
            Some(true) => reading.hide(&draft, "internal"),
            _ => reading.add(draft, None),
        }
    }
    reading
}

fn draft(job: &Value, answer: &Answer<'_>) -> Draft {
    let identifier = line(job, "JobId");
    let is_shown = job.get("ShouldDisplayLocation").and_then(Value::as_bool) != Some(false);
    let place = joined(job, &["JobLocation.City", "JobLocation.State", "JobLocation.Country"], ", ").or_else(|| line(job, "LocationName"));
    let mut draft = Draft {
        url: identifier.as_deref().and_then(|id| answer.join(&format!("/Recruiting/Jobs/Details/{id}"))),
        identifier,
        title: line(job, "JobTitle"),
        hiring_organization: line(answer.value, "ModuleTitle"),
        job_location: place.filter(|_| is_shown),
        description: Body::default().part("", job, "Description").finish(),
        ..Draft::default()
    };
    draft.date(first(job, &["PublishedDate"]), None, true);
    draft
}
