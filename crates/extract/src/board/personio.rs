//! The answers of Personio: `{company}.jobs.personio.de/xml?language=en`.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, has, joined, line, together};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "personio", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(answer.value, &["workzag-jobs"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for position in each(at(answer.value, "workzag-jobs.position")) {
        let draft = draft(position, answer);
        if !reading.repeats(&draft) {
            reading.add(draft, None);
        }
    }
    reading
}

fn draft(position: &Value, answer: &Answer<'_>) -> Draft {
    let more = each(at(position, "additionalOffices.office")).iter().filter_map(|office| line(office, ""));
    let mut body = Body::default();
    for section in each(at(position, "jobDescriptions.jobDescription")) {
        body = body.part(&line(section, "name").unwrap_or_default(), section, "value");
    }
    let identifier = line(position, "id");
    let mut draft = Draft {
        // The feed gives no addresses; every site has this one.
        url: identifier.as_deref().and_then(|id| answer.join(&format!("/job/{id}"))),
        identifier,
        title: line(position, "name"),
        hiring_organization: line(position, "subcompany"),
        job_location: together(line(position, "office").into_iter().chain(more), "; "),
        employment_type: joined(position, &["employmentType", "schedule"], ", "),
        description: body.finish(),
        ..Draft::default()
    };
    draft.date(line(position, "createdAt"), None, false);
    draft
}
