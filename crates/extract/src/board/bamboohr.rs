//! BambooHR: `{company}.bamboohr.com/careers/list`, and `/careers/{id}/detail` with one text each.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, joined, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "bamboohr", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "result"), &["jobOpeningName"]) || has(at(answer.value, "result.jobOpening"), &["jobOpeningName"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    match answer.value.get("result").and_then(|result| result.get("jobOpening")) {
        Some(opening) => {
            // The detail does not repeat its own number.
            let mut draft = draft(opening);
            draft.identifier = draft.identifier.or_else(|| answer.path().strip_suffix("/detail")?.rsplit('/').next().map(str::to_owned));
            match line(opening, "jobOpeningStatus").filter(|status| status != "Open") {
                Some(status) => reading.hide(&draft, &status),
                None => reading.add(draft, None),
            }
        }
        None => {
            for opening in each(at(answer.value, "result")) {
                let detail = line(opening, "id").and_then(|id| answer.join(&format!("/careers/{id}/detail")));
                reading.add(draft(opening), detail);
            }
        }
    }
    reading
}

fn draft(opening: &Value) -> Draft {
    let place = |at_path: &str| joined(at(opening, at_path), &["city", "state", "province", "addressCountry", "country"], ", ");
    let mut draft = Draft {
        url: line(opening, "jobOpeningShareUrl"),
        identifier: line(opening, "id"),
        title: line(opening, "jobOpeningName"),
        job_location: place("location").or_else(|| place("atsLocation")),
        address_country: first(opening, &["location.addressCountry", "atsLocation.country"]).and_then(|raw| country_code(&raw)),
        employment_type: first(opening, &["employmentStatusLabel", "employmentType"]),
        base_salary: line(opening, "compensation"),
        description: Body::default().part("", opening, "description").finish(),
        ..Draft::default()
    };
    draft.date(line(opening, "datePosted"), None, false);
    if line(opening, "locationType").as_deref() == Some("1") {
        add_remote(&mut draft);
    }
    draft
}
