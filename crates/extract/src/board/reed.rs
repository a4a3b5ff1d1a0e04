//! Reed: `www.reed.co.uk/api/1.0/search`, whose texts are cut, and `/api/1.0/jobs/{id}` with the whole of one.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;

pub(super) const BOARD: Board = Board { name: "reed", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "results"), &["jobId", "employerName"]) || has(answer.value, &["jobId", "employerName", "jobDescription"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let Some(results) = answer.value.get("results") else {
        reading.add(draft(answer.value), None);
        return reading;
    };
    for listed in each(results) {
        let detail = line(listed, "jobId").and_then(|id| answer.join(&format!("/api/1.0/jobs/{id}")));
        reading.list(&draft(listed), detail);
    }
    let next = answer.number("resultsToSkip").unwrap_or_default().saturating_add(each(results).len() as u64);
    if !each(results).is_empty() && next < at(answer.value, "totalResults").as_u64().unwrap_or_default() {
        reading.links.extend(answer.with("resultsToSkip", &next.to_string()));
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let unit = first(job, &["salaryType"]);
    let numbers = || pay::range(line(job, "minimumSalary"), line(job, "maximumSalary"), line(job, "currency").as_deref(), unit.as_deref());
    let mut draft = Draft {
        url: first(job, &["jobUrl", "externalUrl"]),
        identifier: line(job, "jobId"),
        title: line(job, "jobTitle"),
        hiring_organization: line(job, "employerName"),
        job_location: line(job, "locationName"),
        employment_type: line(job, "contractType"),
        base_salary: line(job, "salary").or_else(numbers),
        description: Body::default().part("", job, "jobDescription").finish(),
        ..Draft::default()
    };
    draft.date(first(job, &["datePosted", "date"]), line(job, "expirationDate"), false);
    draft
}
