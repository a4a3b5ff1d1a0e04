//! Bundesagentur für Arbeit: `…/jobsuche-service/pc/v4/jobs`, and `/pc/v4/jobdetails/{base64(refnr)}` with one text each.

use data_encoding::BASE64;
use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, joined, line, together};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "arbeitsagentur", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "stellenangebote"), &["refnr"]) || has(answer.value, &["stellenangebotsTitel"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    if answer.value.get("stellenangebotsTitel").is_some() {
        reading.add(draft(answer.value), None);
    }
    for listed in each(at(answer.value, "stellenangebote")) {
        let service = answer.path().strip_suffix("/jobs").zip(line(listed, "refnr"));
        let path = service.map(|(service, number)| format!("{service}/jobdetails/{}", BASE64.encode(number.as_bytes())));
        reading.list(&draft(listed), path.and_then(|path| answer.join(&path)));
    }
    let number = |path: &str| at(answer.value, path).as_u64().unwrap_or_default();
    let (page, size) = (answer.number("page").unwrap_or(1), answer.number("size").unwrap_or_else(|| number("size")));
    if size > 0 && page.saturating_mul(size) < number("maxErgebnisse") && !reading.links.is_empty() {
        reading.links.extend(answer.with("page", &page.saturating_add(1).to_string()));
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let place = |place: &Value| joined(place, &["ort", "adresse.ort", "region", "adresse.region", "land", "adresse.land"], ", ");
    let places = each(at(job, "arbeitsorte")).iter().chain(each(at(job, "stellenlokationen"))).filter_map(place);
    let mut draft = Draft {
        url: line(job, "externeUrl"),
        identifier: line(job, "refnr"),
        title: first(job, &["stellenangebotsTitel", "titel", "beruf"]),
        hiring_organization: first(job, &["arbeitgeber", "firma"]),
        job_location: together(places, "; ").or_else(|| place(at(job, "arbeitsort"))),
        employment_type: line(job, "befristung"),
        base_salary: line(job, "verguetung"),
        description: Body::default().part("", job, "stellenangebotsBeschreibung").finish(),
        ..Draft::default()
    };
    draft.date(first(job, &["ersteVeroeffentlichungsdatum", "aktuelleVeroeffentlichungsdatum"]), None, false);
    draft
}
