//! The answers of Recruitee: `{company}.recruitee.com/api/offers/`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, joined, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "recruitee", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(offers(answer), &["slug", "careers_url"])
}

fn offers<'a>(answer: &Answer<'a>) -> &'a Value {
    answer.value.get("offers").or_else(|| answer.value.get("offer")).unwrap_or(&Value::Null)
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for offer in each(offers(answer)) {
        let draft = draft(offer);
        match line(offer, "status").filter(|status| status != "published") {
            Some(status) => reading.hide(&draft, &status),
            None => reading.add(draft, None),
        }
    }
    reading
}

fn draft(offer: &Value) -> Draft {
    let pay = at(offer, "salary");
    let places =
        each(at(offer, "locations")).iter().filter_map(|place| joined(place, &["city", "state", "country"], ", ").or_else(|| line(place, "name")));
    let mut draft = Draft {
        url: line(offer, "careers_url"),
        identifier: line(offer, "id"),
        title: line(offer, "title"),
        hiring_organization: line(offer, "company_name"),
        job_location: together(places, "; ").or_else(|| first(offer, &["location", "city"])),
        address_country: line(offer, "country_code").and_then(|raw| country_code(&raw)),
        employment_type: line(offer, "employment_type_code"),
        base_salary: pay::range(line(pay, "min"), line(pay, "max"), line(pay, "currency").as_deref(), line(pay, "period").as_deref()),
        description: Body::default().part("", offer, "description").part("Requirements", offer, "requirements").finish(),
        ..Draft::default()
    };
    draft.date(first(offer, &["published_at", "created_at"]), line(offer, "close_at"), false);
    if is(offer, "remote", true) {
        add_remote(&mut draft);
    }
    draft
}
