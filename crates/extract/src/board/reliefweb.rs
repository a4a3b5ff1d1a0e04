//! ReliefWeb: `api.reliefweb.int/v2/jobs`, as a list or as one job.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "reliefweb", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "data"), &["fields", "id"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in each(at(answer.value, "data")) {
        let draft = draft(job);
        match line(job, "fields.status").filter(|status| !matches!(status.as_str(), "published" | "expired")) {
            Some(status) => reading.hide(&draft, &status),
            None => reading.add(draft, line(job, "href")),
        }
    }
    reading.links.extend(first(answer.value, &["links.next.href"]).and_then(|next| answer.join(&next)));
    reading
}

fn draft(job: &Value) -> Draft {
    let fields = at(job, "fields");
    let names = |path: &str| each(at(fields, path)).iter().filter_map(|value| first(value, &["name", ""])).collect::<Vec<_>>();
    let html = |name: &str| if line(fields, &format!("{name}-html")).is_some() { format!("{name}-html") } else { name.to_owned() };
    let mut draft = Draft {
        url: first(fields, &["url_alias", "url"]),
        identifier: line(job, "id"),
        title: line(fields, "title"),
        hiring_organization: together(names("source").into_iter().take(1), ""),
        job_location: together(names("city").into_iter().chain(names("country")), ", "),
        employment_type: together(names("type"), ", "),
        description: Body::default().part("", fields, &html("body")).part("How to apply", fields, &html("how_to_apply")).finish(),
        ..Draft::default()
    };
    draft.date(line(fields, "date.created"), line(fields, "date.closing"), false);
    draft
}
