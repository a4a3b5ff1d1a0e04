//! The answers of Breezy: `{company}.breezy.hr/json`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, joined, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "breezy", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(answer.value, &["name", "url", "published_date"]) && (has(answer.value, &["friendly_id"]) || answer.is_at("breezy.hr"))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for position in each(answer.value) {
        let draft = draft(position);
        match line(position, "state").filter(|state| state != "published") {
            Some(state) => reading.hide(&draft, &state),
            None => reading.add(draft, None),
        }
    }
    reading
}

fn draft(position: &Value) -> Draft {
    let place = at(position, "location");
    let mut draft = Draft {
        url: line(position, "url"),
        identifier: first(position, &["id", "_id", "friendly_id"]),
        title: line(position, "name"),
        hiring_organization: line(position, "company.name"),
        job_location: joined(place, &["city", "state.name", "country.name"], ", ").or_else(|| line(place, "name")),
        address_country: line(place, "country.id").and_then(|raw| country_code(&raw)),
        employment_type: line(position, "type.name"),
        base_salary: line(position, "salary"),
        description: Body::default().part("", position, "description").finish(),
        ..Draft::default()
    };
    draft.date(line(position, "published_date"), None, false);
    if is(place, "is_remote", true) {
        add_remote(&mut draft);
    }
    draft
}
