//! The answers of USAJOBS: `data.usajobs.gov/api/Search`.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;

pub(super) const BOARD: Board = Board { name: "usajobs", recognizes, read };

/// The parts of a text in the order of the site, each with its heading.
const PARTS: [(&str, &str); 12] = [
    ("Summary", "JobSummary"),
    ("Agency", "AgencyMarketingStatement"),
    ("Duties", "MajorDuties"),
    ("Requirements", "Requirements"),
    ("Conditions of employment", "KeyRequirements"),
    ("Education", "Education"),
    ("Evaluations", "Evaluations"),
    ("How you will be evaluated", "HowYouWillBeEvaluated"),
    ("Required documents", "RequiredDocuments"),
    ("Benefits", "Benefits"),
    ("How to apply", "HowToApply"),
    ("Other information", "OtherInformation"),
];

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "SearchResult"), &["SearchResultItems"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for item in each(at(answer.value, "SearchResult.SearchResultItems")) {
        reading.add(draft(item), None);
    }
    let pages_n = line(answer.value, "SearchResult.UserArea.NumberOfPages").and_then(|raw| raw.parse().ok()).unwrap_or(0_u64);
    let page = answer.number("Page").unwrap_or(1);
    if page < pages_n {
        reading.links.extend(answer.with("Page", &page.saturating_add(1).to_string()));
    }
    reading
}

fn draft(item: &Value) -> Draft {
    let job = at(item, "MatchedObjectDescriptor");
    let places = each(at(job, "PositionLocation")).iter().filter_map(|place| line(place, "LocationName"));
    let named = |path: &str| together(each(at(job, path)).iter().filter_map(|value| line(value, "Name")), ", ");
    let mut draft = Draft {
        url: line(job, "PositionURI"),
        identifier: first(job, &["PositionID"]).or_else(|| line(item, "MatchedObjectId")),
        title: line(job, "PositionTitle"),
        hiring_organization: first(job, &["OrganizationName", "DepartmentName"]),
        job_location: together(places, "; "),
        address_country: each(at(job, "PositionLocation")).iter().any(is_in_united_states).then(|| "US".to_owned()),
        employment_type: together([named("PositionSchedule"), named("PositionOfferingType")].into_iter().flatten(), ", "),
        base_salary: together(each(at(job, "PositionRemuneration")).iter().filter_map(pay_range), "; "),
        description: description(job),
        ..Draft::default()
    };
    draft.date(line(job, "PublicationStartDate"), first(job, &["ApplicationCloseDate", "PositionEndDate"]), true);
    draft
}

fn is_in_united_states(place: &Value) -> bool {
    line(place, "CountryCode").is_some_and(|code| matches!(code.as_str(), "United States" | "US" | "USA"))
}

fn pay_range(pay: &Value) -> Option<String> {
    let unit = match line(pay, "RateIntervalCode").as_deref() {
        Some("PA" | "Per Year") => Some("year"),
        Some("PH" | "Per Hour") => Some("hour"),
        Some("PD" | "Per Day") => Some("day"),
        Some("PM" | "Per Month") => Some("month"),
        _ => None,
    };
    pay::range(line(pay, "MinimumRange"), line(pay, "MaximumRange"), Some("USD"), unit)
}

fn description(job: &Value) -> String {
    let details = at(job, "UserArea.Details");
    let mut body = Body::default();
    for (heading, part) in PARTS {
        body = body.part(heading, details, part);
        if part == "KeyRequirements" {
            body = body.part("Qualifications", job, "QualificationSummary");
        }
    }
    body.finish()
}
