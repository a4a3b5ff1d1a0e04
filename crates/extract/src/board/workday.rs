//! Workday: `{host}/wday/cxs/{tenant}/{site}/jobs`, which is asked by POST, and `…/{site}/job/…` with one text each.

use serde_json::Value;

use super::answer::{Answer, Body, add_remote, at, each, first, has, is, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::place::country_code;

pub(super) const BOARD: Board = Board { name: "workday", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "jobPostings"), &["externalPath"]) || has(answer.value, &["jobPostingInfo"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for listed in each(at(answer.value, "jobPostings")) {
        let draft = Draft { title: line(listed, "title"), ..Draft::default() };
        // The list stands at `…/{site}/jobs`, and the paths that it gives begin behind the site.
        let site = answer.path().strip_suffix("/jobs").filter(|site| site.starts_with("/wday/cxs/"));
        let detail = site.zip(line(listed, "externalPath")).and_then(|(site, path)| answer.join(&format!("{site}{path}")));
        reading.list(&draft, detail);
    }
    if let Some(info) = answer.value.get("jobPostingInfo") {
        let draft = draft(info, answer);
        if is(info, "posted", false) {
            reading.hide(&draft, "not posted");
        } else {
            reading.add(draft, None);
        }
    }
    reading
}

fn draft(info: &Value, answer: &Answer<'_>) -> Draft {
    let more = each(at(info, "additionalLocations")).iter().filter_map(|place| line(place, ""));
    let country = first(info, &["jobRequisitionLocation.country.alpha2Code", "country.alpha2Code"]);
    let mut draft = Draft {
        url: line(info, "externalUrl"),
        identifier: first(info, &["jobReqId", "id"]),
        title: line(info, "title"),
        hiring_organization: line(answer.value, "hiringOrganization.name"),
        job_location: together(line(info, "location").into_iter().chain(more), "; "),
        address_country: country.and_then(|raw| country_code(&raw)),
        employment_type: line(info, "timeType"),
        description: Body::default().part("", info, "jobDescription").finish(),
        ..Draft::default()
    };
    draft.date(first(info, &["startDate", "postedOn"]), line(info, "endDate"), false);
    if line(info, "remoteType").is_some_and(|kind| kind.to_lowercase().contains("remote")) {
        add_remote(&mut draft);
    }
    draft
}
