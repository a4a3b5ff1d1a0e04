//! Eightfold: `{company}.eightfold.ai/api/apply/v2/jobs?domain=&start=&num=`, and one position below it.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "eightfold", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(positions(answer), &["name", "t_create"]) || has(positions(answer), &["canonicalPositionUrl"])
}

fn positions<'a>(answer: &Answer<'a>) -> &'a Value {
    answer.value.get("positions").unwrap_or(answer.value)
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let positions = each(positions(answer));
    let domain = line(answer.value, "domain").or_else(|| answer.query("domain"));
    for position in positions {
        let detail = line(position, "id").zip(domain.as_ref()).filter(|_| answer.path().starts_with("/api/"));
        let detail = detail.and_then(|(id, domain)| answer.join(&format!("/api/apply/v2/jobs/{id}?domain={domain}")));
        reading.add(draft(position), detail);
    }
    let (start, total) = (answer.number("start").unwrap_or_default(), at(answer.value, "count").as_u64().unwrap_or_default());
    let next = start.saturating_add(positions.len() as u64);
    if !positions.is_empty() && next < total {
        reading.links.extend(answer.with("start", &next.to_string()));
    }
    reading
}

fn draft(position: &Value) -> Draft {
    let places = each(at(position, "locations")).iter().filter_map(|place| line(place, ""));
    let mut draft = Draft {
        url: line(position, "canonicalPositionUrl"),
        identifier: first(position, &["ats_job_id", "display_job_id", "id"]),
        title: line(position, "name"),
        job_location: together(places, "; ").or_else(|| line(position, "location")),
        employment_type: line(position, "type").filter(|kind| kind != "ATS"),
        description: Body::default().part("", position, "job_description").finish(),
        ..Draft::default()
    };
    draft.date(line(position, "t_create"), None, false);
    if line(position, "work_location_option").is_some_and(|option| option.contains("remote")) {
        add_remote(&mut draft);
    }
    draft
}
