//! Rippling: `api.rippling.com/platform/api/ats/v1/board/{board}/jobs`, and one job below it.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "rippling", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(answer.value, &["uuid", "name"]) && (has(answer.value, &["workLocation"]) || has(answer.value, &["workLocations"]))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let is_api = answer.path().ends_with("/jobs");
    for job in each(answer.value) {
        let detail = line(job, "uuid").filter(|_| is_api).and_then(|id| answer.below(&id));
        reading.add(draft(job), detail);
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let places = each(at(job, "workLocations")).iter().filter_map(|place| first(place, &["label", ""]));
    let mut draft = Draft {
        url: line(job, "url"),
        identifier: line(job, "uuid"),
        title: line(job, "name"),
        hiring_organization: line(job, "companyName"),
        job_location: together(places, "; ").or_else(|| line(job, "workLocation.label")),
        employment_type: first(job, &["employmentType.label", "employmentType.id"]),
        description: Body::default().part("", job, "description.role").part("About the company", job, "description.company").finish(),
        ..Draft::default()
    };
    draft.date(line(job, "createdOn"), None, false);
    draft
}
