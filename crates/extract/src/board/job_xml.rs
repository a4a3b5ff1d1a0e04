//! Job feeds in the words of Indeed's XML, which most systems can export: `<source><job>…`, and JazzHR's `<jobs><job>…`.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, joined, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "job_xml", recognizes, read };

/// The roots that such a feed may have.
const ROOTS: [&str; 3] = ["source.job", "jobs.job", "source.jobs.job"];

fn recognizes(answer: &Answer<'_>) -> bool {
    ROOTS.iter().any(|root| has(at(answer.value, root), &["title"]))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in ROOTS.iter().flat_map(|root| each(at(answer.value, root))) {
        let mut draft = draft(job, answer);
        draft.hiring_organization = draft.hiring_organization.or_else(|| line(answer.value, "source.publisher"));
        match line(job, "status").filter(|status| matches!(status.to_lowercase().as_str(), "draft" | "closed" | "filled" | "on hold")) {
            Some(status) => reading.hide(&draft, &status),
            None => reading.add(draft, None),
        }
    }
    reading
}

fn draft(job: &Value, answer: &Answer<'_>) -> Draft {
    let place = joined(job, &["city", "state", "country"], ", ").or_else(|| line(job, "location"));
    let mut draft = Draft {
        url: first(job, &["url", "link"]).and_then(|raw| answer.join(&raw)),
        identifier: first(job, &["referencenumber", "id", "requisitionid", "reference"]),
        title: line(job, "title"),
        hiring_organization: first(job, &["company", "sourcename"]),
        job_location: place,
        address_country: line(job, "country").and_then(|raw| country_code(&raw)),
        employment_type: first(job, &["jobtype", "type"]),
        base_salary: line(job, "salary"),
        description: Body::default()
            .part("", job, "description")
            .part("Requirements", job, "requirements")
            .part("Benefits", job, "benefits")
            .finish(),
        ..Draft::default()
    };
    let is_american = draft.address_country.as_deref() == Some("US");
    draft.date(first(job, &["date", "posted_at", "pubdate"]), first(job, &["expirationdate", "closing_date"]), is_american);
    draft
}
