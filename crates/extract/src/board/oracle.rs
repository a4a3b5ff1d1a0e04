//! Oracle Recruiting Cloud: `…/recruitingCEJobRequisitions?finder=findReqs;siteNumber=…`, and `…/recruitingCEJobRequisitionDetails` with a text.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "oracle", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(items(answer), &["requisitionList"]) || has(items(answer), &["Id", "Title", "ExternalDescriptionStr"])
}

fn items<'a>(answer: &Answer<'a>) -> &'a Value {
    answer.value.get("items").unwrap_or(answer.value)
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let finder = answer.query("finder").unwrap_or_default();
    let site = finder.split([',', ';']).find_map(|part| part.trim().strip_prefix("siteNumber=")).map(str::to_owned);
    for item in each(items(answer)) {
        for listed in each(at(item, "requisitionList")) {
            let draft = draft(listed, site.as_deref(), answer);
            let detail = draft.identifier.as_deref().zip(site.as_deref()).and_then(|(id, site)| detail(answer, id, site));
            reading.list(&draft, detail);
        }
        if item.get("ExternalDescriptionStr").is_some() {
            reading.add(draft(item, site.as_deref(), answer), None);
        }
    }
    reading
}

/// The address of the text, below the same API.
fn detail(answer: &Answer<'_>, id: &str, site: &str) -> Option<String> {
    let finder = format!("ById;Id=\"{id}\",siteNumber={site}");
    let finder: String = url::form_urlencoded::byte_serialize(finder.as_bytes()).collect();
    answer.join(&format!("recruitingCEJobRequisitionDetails?expand=all&onlyData=true&finder={finder}"))
}

fn draft(item: &Value, site: Option<&str>, answer: &Answer<'_>) -> Draft {
    let identifier = line(item, "Id");
    let page = identifier.as_deref().zip(site).and_then(|(id, site)| answer.join(&format!("/hcmUI/CandidateExperience/en/sites/{site}/job/{id}")));
    let more = each(at(item, "secondaryLocations")).iter().filter_map(|place| line(place, "Name"));
    let country = first(item, &["PrimaryLocationCountry", "PrimaryLocationCountryCode"]);
    let mut draft = Draft {
        url: page,
        identifier,
        title: line(item, "Title"),
        job_location: together(line(item, "PrimaryLocation").into_iter().chain(more), "; "),
        address_country: country.and_then(|raw| country_code(&raw)),
        employment_type: first(item, &["JobSchedule", "JobType", "ContractType"]),
        description: description(item),
        ..Draft::default()
    };
    draft.date(first(item, &["ExternalPostedStartDate", "PostedDate"]), line(item, "ExternalPostedEndDate"), false);
    if line(item, "WorkplaceType").as_deref() == Some("Remote") {
        add_remote(&mut draft);
    }
    draft
}

fn description(item: &Value) -> String {
    Body::default()
        .part("", item, "ExternalDescriptionStr")
        .part("Responsibilities", item, "ExternalResponsibilitiesStr")
        .part("Qualifications", item, "ExternalQualificationsStr")
        .part("About us", item, "CorporateDescriptionStr")
        .part("About the organization", item, "OrganizationDescriptionStr")
        .finish()
}
