//! The answers of Workable: `apply.workable.com/api/v1/widget/accounts/{account}?details=true`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, joined, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "workable", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "jobs"), &["shortcode", "title"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in each(at(answer.value, "jobs")) {
        let draft = draft(job, answer);
        if !reading.repeats(&draft) {
            reading.add(draft, None);
        }
    }
    // One request brings all the texts.
    if reading.drafts.is_empty() && !reading.links.is_empty() && answer.query("details").is_none() {
        reading.links.splice(.., answer.with("details", "true"));
    }
    reading
}

fn draft(job: &Value, answer: &Answer<'_>) -> Draft {
    let shown = || each(at(job, "locations")).iter().filter(|place| !is(place, "hidden", true));
    let places = together(shown().filter_map(|place| joined(place, &["city", "region", "country"], ", ")), "; ");
    // The fields beside the list repeat its first place, which may be a hidden one.
    let beside = || each(at(job, "locations")).is_empty().then(|| joined(job, &["city", "state", "country"], ", ")).flatten();
    let mut draft = Draft {
        url: first(job, &["url", "shortlink"]),
        identifier: line(job, "shortcode"),
        title: line(job, "title"),
        hiring_organization: line(answer.value, "name"),
        job_location: places.or_else(beside),
        address_country: shown().find_map(|place| country_code(&line(place, "countryCode")?)),
        employment_type: line(job, "employment_type"),
        description: Body::default()
            .part("", job, "description")
            .part("Requirements", job, "requirements")
            .part("Benefits", job, "benefits")
            .finish(),
        ..Draft::default()
    };
    draft.date(first(job, &["published_on", "created_at"]), None, false);
    if is(job, "telecommuting", true) {
        add_remote(&mut draft);
    }
    draft
}
