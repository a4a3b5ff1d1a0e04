//! Neogov: the RSS feed of an agency, whose text and pay stand in elements of its own.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, line};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;

pub(super) const BOARD: Board = Board { name: "neogov", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    each(at(answer.value, "rss.channel.item")).iter().any(|item| item.get("joblisting:jobId").is_some())
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    let agency = line(answer.value, "rss.channel.title");
    for item in each(at(answer.value, "rss.channel.item")) {
        reading.add(Draft { hiring_organization: agency.clone(), ..draft(item) }, None);
    }
    reading
}

fn draft(item: &Value) -> Draft {
    let own = |name: &str| line(item, &format!("joblisting:{name}"));
    let mut draft = Draft {
        url: line(item, "link"),
        identifier: own("jobId"),
        title: line(item, "title"),
        job_location: own("location"),
        employment_type: own("jobType"),
        base_salary: pay::range(own("minimumSalary"), own("maximumSalary"), own("salaryCurrency").as_deref(), own("salaryInterval").as_deref()),
        description: Body::default()
            .part("", item, "description")
            .part("Examples of duties", item, "joblisting:examplesofduties")
            .part("Qualifications", item, "joblisting:qualifications")
            .part("Supplemental information", item, "joblisting:supplementalinformation")
            .part("Benefits", item, "joblisting:benefits")
            .finish(),
        ..Draft::default()
    };
    // The agency names the day by its own clock, with a time that no parser knows.
    draft.date(line(item, "pubDate"), own("advertiseToDateTimeUTC"), true);
    draft
}
