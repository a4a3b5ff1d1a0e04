//! The answers of Ashby: `api.ashbyhq.com/posting-api/job-board/{board}?includeCompensation=true`.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "ashby", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "jobs"), &["jobUrl", "title"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in each(at(answer.value, "jobs")) {
        let draft = draft(job);
        if is(job, "isListed", false) {
            reading.hide(&draft, "not listed");
        } else {
            reading.add(draft, None);
        }
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let more = each(at(job, "secondaryLocations")).iter().filter_map(|place| line(place, "location"));
    let mut draft = Draft {
        url: line(job, "jobUrl"),
        identifier: line(job, "id"),
        title: line(job, "title"),
        job_location: together(line(job, "location").into_iter().chain(more), "; "),
        address_country: line(job, "address.postalAddress.addressCountry").and_then(|raw| country_code(&raw)),
        employment_type: line(job, "employmentType"),
        base_salary: pay(job).filter(|_| !is(job, "shouldDisplayCompensationOnJobPostings", false)),
        description: Body::default()
            .part("", job, if line(job, "descriptionHtml").is_some() { "descriptionHtml" } else { "descriptionPlain" })
            .finish(),
        ..Draft::default()
    };
    draft.date(line(job, "publishedAt"), None, false);
    // The flag also stands on hybrid posts.
    if line(job, "workplaceType").map_or_else(|| is(job, "isRemote", true), |kind| kind == "Remote") {
        add_remote(&mut draft);
    }
    draft
}

fn pay(job: &Value) -> Option<String> {
    let tiers = each(at(job, "compensation.compensationTiers")).iter().flat_map(|tier| each(at(tier, "components")));
    let salaries = tiers.filter(|part| line(part, "compensationType").as_deref() == Some("Salary"));
    let ranges = salaries.filter_map(|part| {
        pay::range(line(part, "minValue"), line(part, "maxValue"), line(part, "currencyCode").as_deref(), line(part, "interval").as_deref())
    });
    together(ranges, "; ").or_else(|| first(job, &["compensation.scrapeableCompensationSalarySummary", "compensation.compensationTierSummary"]))
}
