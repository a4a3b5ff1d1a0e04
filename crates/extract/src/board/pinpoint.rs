//! The answers of Pinpoint: `{company}.pinpointhq.com/postings.json`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, joined, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;

pub(super) const BOARD: Board = Board { name: "pinpoint", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    let postings = at(answer.value, "data");
    has(postings, &["title", "path"]) && (has(postings, &["key_responsibilities"]) || has(postings, &["skills_knowledge_expertise"]))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for posting in each(at(answer.value, "data")) {
        reading.add(draft(posting, answer), None);
    }
    reading
}

fn draft(posting: &Value, answer: &Answer<'_>) -> Draft {
    let mut draft = Draft {
        url: first(posting, &["url", "path"]).and_then(|raw| answer.join(&raw)),
        identifier: line(posting, "id"),
        title: line(posting, "title"),
        job_location: joined(at(posting, "location"), &["city", "province"], ", ").or_else(|| line(posting, "location.name")),
        employment_type: first(posting, &["employment_type_text", "employment_type"]),
        base_salary: pay(posting).filter(|_| !is(posting, "compensation_visible", false)),
        description: description(posting),
        ..Draft::default()
    };
    draft.date(None, line(posting, "deadline_at"), false);
    if line(posting, "workplace_type").as_deref() == Some("remote") {
        add_remote(&mut draft);
    }
    draft
}

fn pay(posting: &Value) -> Option<String> {
    let numbers = || {
        let (currency, unit) = (line(posting, "compensation_currency"), line(posting, "compensation_frequency"));
        pay::range(line(posting, "compensation_minimum"), line(posting, "compensation_maximum"), currency.as_deref(), unit.as_deref())
    };
    line(posting, "compensation").or_else(numbers)
}

/// Four parts, whose headings an employer may change.
fn description(posting: &Value) -> String {
    let parts = [
        ("key_responsibilities", "Key responsibilities"),
        ("skills_knowledge_expertise", "Skills, knowledge and expertise"),
        ("benefits", "Benefits"),
    ];
    let body = Body::default().part("", posting, "description");
    let with = |body: Body, (part, usual): (&str, &str)| {
        let heading = line(posting, &format!("{part}_header"));
        body.part(heading.as_deref().unwrap_or(usual), posting, part)
    };
    parts.into_iter().fold(body, with).finish()
}
