//! JSON Feed, which Teamtailor serves at `/jobs.json` with a schema.org `JobPosting` in each item.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::schema_org::{self, Nodes};

pub(super) const BOARD: Board = Board { name: "json_feed", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    line(answer.value, "version").is_some_and(|version| version.contains("jsonfeed.org"))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for item in each(at(answer.value, "items")) {
        let mut draft = draft(item, answer);
        // A board's feed carries the name of the employer.
        if item.get("_jobposting").is_some() && draft.hiring_organization.is_none() {
            draft.hiring_organization = line(answer.value, "title");
        }
        reading.add(draft, None);
    }
    reading.links.extend(line(answer.value, "next_url").and_then(|next| answer.join(&next)));
    reading
}

fn draft(item: &Value, answer: &Answer<'_>) -> Draft {
    let url = first(item, &["url", "external_url"]).and_then(|raw| answer.join(&raw));
    let mut stated = item.get("_jobposting").map(|posting| schema_org::draft(posting, &Nodes::new(), url.as_deref())).unwrap_or_default();
    let shown = if line(item, "content_html").is_some() { "content_html" } else { "content_text" };
    let shown = Body::default().part("", item, shown).finish();
    if posting::text::words_n(&shown) > posting::text::words_n(&stated.description) {
        stated.description = shown;
    }
    let mut draft = Draft { url, title: line(item, "title"), identifier: line(item, "id"), ..Draft::default() };
    draft.date(line(item, "date_published"), None, false);
    stated.url = draft.url.clone().or(stated.url);
    stated.complete(&draft);
    stated
}
