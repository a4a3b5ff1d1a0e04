//! Greenhouse: `boards-api.greenhouse.io/v1/boards/{token}/jobs?content=true`, and one job below it.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, has, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::pay;

pub(super) const BOARD: Board = Board { name: "greenhouse", recognizes, read };

fn recognizes(answer: &Answer<'_>) -> bool {
    has(jobs(answer), &["absolute_url", "id", "title"])
}

fn jobs<'a>(answer: &Answer<'a>) -> &'a Value {
    answer.value.get("jobs").unwrap_or(answer.value)
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for job in each(jobs(answer)) {
        let draft = draft(job);
        if job.get("internal_job_id").is_some_and(Value::is_null) {
            reading.hide(&draft, "a prospect post, with no vacancy behind it");
        } else {
            reading.add(draft, None);
        }
    }
    // One request brings all the texts.
    if reading.drafts.is_empty() && !reading.links.is_empty() && answer.query("content").is_none() {
        reading.links.splice(.., answer.with("content", "true"));
    }
    reading
}

fn draft(job: &Value) -> Draft {
    let offices = || together(each(at(job, "offices")).iter().filter_map(|office| first(office, &["location", "name"])), "; ");
    let mut draft = Draft {
        url: line(job, "absolute_url"),
        identifier: line(job, "id"),
        title: line(job, "title"),
        hiring_organization: line(job, "company_name"),
        job_location: line(job, "location.name").or_else(offices),
        employment_type: employment_type(job),
        base_salary: together(each(at(job, "pay_input_ranges")).iter().filter_map(pay_range), "; "),
        description: Body::default().part("", job, "content").finish(),
        ..Draft::default()
    };
    draft.date(line(job, "first_published"), line(job, "application_deadline"), false);
    draft
}

/// The range in whole units of the currency; its title is the only place that may say per what.
fn pay_range(range: &Value) -> Option<String> {
    let units = |path: &str| Some(format!("{}", at(range, path).as_f64()? / 100.0));
    let title = line(range, "title").unwrap_or_default().to_lowercase();
    let unit = [("hour", "hour"), ("annual", "year"), ("year", "year"), ("month", "month")].iter().find(|(word, _)| title.contains(word));
    pay::range(units("min_cents"), units("max_cents"), line(range, "currency_type").as_deref(), unit.map(|(_, unit)| *unit))
}

/// Employers name the field as they like.
fn employment_type(job: &Value) -> Option<String> {
    let is_it = |field: &&Value| {
        let name = line(field, "name").unwrap_or_default().to_lowercase();
        ["employment type", "time type", "job type", "contract type"].iter().any(|known| name.contains(known))
    };
    each(at(job, "metadata")).iter().find(is_it).and_then(|field| line(field, "value"))
}
