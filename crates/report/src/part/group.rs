//! The competencies by year, country and language of the advertisement.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::Part;
use super::frequency::MARKS;
use crate::format::{count, counted, interval, percent};
use crate::frequency_table::{scrolling, status};
use crate::study::{Level, Study};
use crate::wording;

/// Columns that fit a page beside each other.
const COLUMNS: usize = 5;
/// Groups shown of one kind; the table `skill_frequency` has the rest.
const GROUPS: usize = 25;

pub(super) fn part(study: &Study) -> Part {
    let kinds = ["role_family", "seniority", "year", "country", "lang"].map(|group_by| (group_by, groups(study, group_by)));
    let body = html! {
        @if study.run.vacancies_n == 0 { p.empty { "No vacancies in scope were observed, so there is nothing to compare." } }
        @else {
            p {
                "Shares of the vacancies of each group that ask for the competency, with the 95% interval below. Where two intervals overlap widely, "
                "the groups may well not differ. "
                "Numbers marked " (status("u")) " are unreliable: see Methods."
            }
            @for (group_by, groups) in &kinds { (kind(study, group_by, groups)) }
        }
    };
    Part::of("groups", "By kind of job, level, year, country and language", body)
}

/// One group: its value, how many vacancies and employers it has, and its rows by concept.
struct Group<'a> {
    value: &'a str,
    vacancies_n: u64,
    employers_n: u64,
    hidden: bool,
    rows: BTreeMap<&'a str, &'a SkillFrequencyRow>,
}

/// The groups of a kind: years in their order, others the largest first, and what is not stated at the end.
fn groups<'a>(study: &'a Study, group_by: &str) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    let wanted = |row: &&SkillFrequencyRow| row.level == Level::Competency as u64 && row.group_by == group_by && row.requirement == "any";
    for row in study.frequency.iter().filter(wanted) {
        let empty = || Group {
            value: &row.group_value,
            vacancies_n: row.vacancies_n,
            employers_n: row.employers_n,
            hidden: row.status == "c",
            rows: BTreeMap::new(),
        };
        groups.entry(&row.group_value).or_insert_with(empty).rows.insert(&row.concept_id, row);
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    let by_size = |group: &Group| match group_by {
        "year" => 0,
        "seniority" => wording::level(group.value),
        _ => u64::MAX - group.vacancies_n,
    };
    groups.sort_by(|a, b| (a.value == "unknown", by_size(a), a.value).cmp(&(b.value == "unknown", by_size(b), b.value)));
    groups
}

fn kind(study: &Study, group_by: &str, groups: &[Group]) -> Markup {
    let (shown, small): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|group| !group.hidden);
    let shown_n = shown.len().min(GROUPS);
    let name = |group: &Group| wording::group_value(group_by, group.value).to_owned();
    html! {
        h3 { "By " (wording::group_by(group_by)) }
        @if let ([one], true) = (shown.as_slice(), small.is_empty()) {
            p { "All vacancies are in one group: " bdi { (name(one)) } "." }
        } @else if shown.is_empty() {
            p { "No group is large enough to show." }
        } @else {
            @for columns in shown[..shown_n].chunks(COLUMNS) { (table(study, group_by, columns)) }
        }
        @if !small.is_empty() {
            p.remark {
                "Not shown, as there are too few vacancies or employers, or as they would give such a group away: "
                @for (at, group) in small.iter().enumerate() { @if at > 0 { ", " } bdi { (name(group)) } " (" (count(group.vacancies_n)) ")" }
                "."
            }
        }
        @if shown.len() > shown_n { p.remark { "Shown: the " (shown_n) " largest groups; the table skill_frequency has all." } }
    }
}

fn table(study: &Study, group_by: &str, columns: &[&Group]) -> Markup {
    let label = format!("Competencies by {}", wording::group_by(group_by));
    let table = html! {
        table.groups {
            thead { tr {
                th scope="col" { "Competency" }
                @for group in columns {
                    th.n scope="col" {
                        bdi { (wording::group_value(group_by, group.value)) }
                        span.base { (counted(group.vacancies_n, "vacancy", "vacancies")) }
                        span.base { (counted(group.employers_n, "employer", "employers")) }
                    }
                }
            } }
            tbody {
                @for concept in study.overall(Level::Competency, "any").into_iter().take(MARKS) {
                    tr {
                        th scope="row" dir="auto" { (concept.label) }
                        @for group in columns { (cell(group.rows.get(concept.concept_id.as_str()).copied())) }
                    }
                }
            }
        }
    };
    scrolling(&label, table)
}

fn cell(row: Option<&SkillFrequencyRow>) -> Markup {
    let numbers = row.and_then(|row| Some((row, row.share?, row.share_lo?, row.share_hi?)));
    html! {
        td.n {
            @if let Some((row, share, lo, hi)) = numbers {
                (percent(share)) (status(&row.status)) span.base { (interval(lo, hi)) }
            } @else { "–" }
        }
    }
}
