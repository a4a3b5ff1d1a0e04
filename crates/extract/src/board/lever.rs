//! The answers of Lever: `api.lever.co/v0/postings/{site}?mode=json&skip=&limit=`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "lever", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(answer.value, &["hostedUrl", "text"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let jobs = each(answer.value);
    for job in jobs {
        reading.add(draft(job), None);
    }
    if let Some(limit) = answer.number("limit").filter(|limit| *limit > 0 && jobs.len() as u64 >= *limit) {
        reading.links.extend(answer.with("skip", &answer.number("skip").unwrap_or_default().saturating_add(limit).to_string()));
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let pay = at(job, "salaryRange");
    let (currency, interval) = (line(pay, "currency"), line(pay, "interval"));
    let places = each(at(job, "categories.allLocations")).iter().filter_map(|place| line(place, ""));
    let mut draft = Draft {
        url: line(job, "hostedUrl"),
        identifier: line(job, "id"),
        title: line(job, "text"),
        job_location: together(places, "; ").or_else(|| line(job, "categories.location")),
        address_country: line(job, "country").and_then(|raw| country_code(&raw)),
        employment_type: line(job, "categories.commitment"),
        base_salary: pay::range(line(pay, "min"), line(pay, "max"), currency.as_deref(), interval.as_deref()),
        description: description(job),
        ..Draft::default()
    };
    draft.date(line(job, "createdAt"), None, false);
    if line(job, "workplaceType").as_deref() == Some("remote") {
        add_remote(&mut draft);
    }
    draft
}

/// The three parts that make one text: none of them is an advertisement alone.
fn description(job: &Value) -> String {
    let field = |name: &str| if line(job, name).is_some() { name.to_owned() } else { format!("{name}Plain") };
    let mut body = Body::default().part("", job, &field("description"));
    for list in each(at(job, "lists")) {
        body = body.part(&line(list, "text").unwrap_or_default(), list, "content");
    }
    body.part("", job, &field("additional")).part("Pay", job, "salaryDescription").finish()
}
