//! The answers of Eploy: `{site}/feeds/datafeed.ashx?Format=xml`.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line};
use super::{Board, Reading};
use crate::draft::Draft;

pub(super) const BOARD: Board = Board { name: "eploy", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(at(answer.value, "Vacancies.Item"), &["VacancyID"]) || has(at(answer.value, "Vacancies.Vacancy"), &["VacancyID"])
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for item in each(at(answer.value, "Vacancies.Item")).iter().chain(each(at(answer.value, "Vacancies.Vacancy"))) {
        reading.add(draft(item, answer), None);
    }
    reading
}

fn draft(item: &Value, answer: &Answer<'_>) -> Draft {
    let mut draft = Draft {
        url: line(item, "Link").and_then(|raw| answer.join(&raw)),
        identifier: line(item, "VacancyID"),
        title: first(item, &["Title", "Position"]),
        hiring_organization: line(item, "Company"),
        job_location: line(item, "Location"),
        employment_type: first(item, &["VacancyType", "ContractType", "EmploymentType"]),
        base_salary: first(item, &["DisplaySalary", "Salary"]),
        description: Body::default().part("", item, "Description").finish(),
        ..Draft::default()
    };
    draft.date(line(item, "DatePosted"), first(item, &["ClosingDate", "ExpiryDate"]), false);
    draft
}
