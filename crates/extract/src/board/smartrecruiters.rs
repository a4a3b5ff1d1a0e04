//! SmartRecruiters: `api.smartrecruiters.com/v1/companies/{company}/postings`, and one posting below it.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, has, is, joined, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "smartrecruiters", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(answer.value, &["totalFound", "content"]) || has(answer.value, &["jobAd", "name"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for posting in each(answer.value.get("content").unwrap_or(answer.value)) {
        let draft = draft(posting);
        let hidden = line(posting, "visibility").filter(|visibility| visibility != "PUBLIC");
        if let Some(reason) = hidden.or_else(|| is(posting, "active", false).then(|| "not active".to_owned())) {
            reading.hide(&draft, &reason);
            continue;
        }
        let below = line(posting, "id").and_then(|id| answer.below(&id));
        reading.add(draft, line(posting, "ref").or(below));
    }
    let number = |path: &str| at(answer.value, path).as_u64().unwrap_or_default();
    let next = number("offset").saturating_add(number("limit"));
    if number("limit") > 0 && next < number("totalFound") && !each(at(answer.value, "content")).is_empty() {
        reading.links.extend(answer.with("offset", &next.to_string()));
    }
    reading
}

fn draft(posting: &Value) -> Draft {
    let mut body = Body::default();
    for section in ["companyDescription", "jobDescription", "qualifications", "additionalInformation"] {
        let section = at(at(posting, "jobAd.sections"), section);
        body = body.part(&line(section, "title").unwrap_or_default(), section, "text");
    }
    let place = at(posting, "location");
    let mut draft = Draft {
        url: line(posting, "postingUrl"),
        identifier: line(posting, "id"),
        title: line(posting, "name"),
        hiring_organization: line(posting, "company.name"),
        job_location: line(place, "fullLocation").or_else(|| joined(place, &["city", "region", "country"], ", ")),
        address_country: line(place, "country").and_then(|raw| country_code(&raw)),
        employment_type: line(posting, "typeOfEmployment.label"),
        description: body.finish(),
        ..Draft::default()
    };
    draft.date(line(posting, "releasedDate"), None, false);
    if is(place, "remote", true) {
        add_remote(&mut draft);
    }
    draft
}
