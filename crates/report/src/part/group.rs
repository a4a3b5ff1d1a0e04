//! Who asks for what: the competencies by kind of job, level, employer, country, year and language.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::frequency::MARKS;
use super::{Figures, Part, distinctive, figure, group_table, source};
use crate::chart::heat_map::{self, COLUMNS, Cell, Column, Row};
use crate::chart::{Caption, Chart};
use crate::format::{count, interval, part_of, percent};
use crate::frequency_table::{exact, status};
use crate::hidden::HIDDEN;
use crate::study::{Level, Study};
use crate::wording;

/// Groups shown of one kind; the table `skill_frequency` has the rest.
pub(super) const GROUPS: usize = 25;

/// What vacancies are grouped by, and the name of its chart.
const KINDS: [(&str, &str); 6] = [
    ("role_family", "by-role-family"),
    ("seniority", "by-seniority"),
    ("employer_type", "by-employer-type"),
    ("country", "by-country"),
    ("year", "by-year"),
    ("lang", "by-language"),
];

pub(super) fn part(study: &Study, figures: &mut Figures) -> Part {
    let mut files = Vec::new();
    let body = html! {
        @if study.run.vacancies_n == 0 { p.empty { "No vacancies in scope were observed, so there is nothing to compare." } }
        @else {
            p {
                "Shares of the vacancies of each group that ask for the competency; the tables have the 95% intervals. Where two intervals overlap widely, "
                "the groups may well not differ. "
                "Numbers marked " (status("u")) " are unreliable: see Methods."
            }
            @for (group_by, name) in KINDS { (kind(study, figures, &mut files, group_by, name)) }
        }
    };
    Part { files, ..Part::of("groups", "Who asks for what", body) }
}

/// One group: its value, how many vacancies and employers it has, and its rows by concept.
pub(super) struct Group<'a> {
    pub(super) value: &'a str,
    pub(super) vacancies_n: u64,
    pub(super) employers_n: u64,
    hidden: bool,
    pub(super) rows: BTreeMap<&'a str, &'a SkillFrequencyRow>,
}

impl Group<'_> {
    pub(super) fn is_hidden(&self) -> bool {
        self.hidden
    }
}

/// The groups of a kind: years and levels in their order, others the largest first, and what is not stated at the end.
pub(super) fn groups<'a>(study: &'a Study, group_by: &str) -> Vec<Group<'a>> {
    let mut groups: BTreeMap<&str, Group> = BTreeMap::new();
    let wanted = |row: &&SkillFrequencyRow| row.level == Level::Competency as u64 && row.group_by == group_by && row.requirement == "any";
    for row in study.frequency.iter().filter(wanted) {
        let empty = || Group {
            value: &row.group_value,
            vacancies_n: row.vacancies_n,
            employers_n: row.employers_n,
            hidden: row.status == HIDDEN,
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

fn kind(study: &Study, figures: &mut Figures, files: &mut Vec<(String, String)>, group_by: &str, name: &'static str) -> Markup {
    let groups = groups(study, group_by);
    let (shown, small): (Vec<&Group>, Vec<&Group>) = groups.iter().partition(|group| !group.hidden);
    let name_of = |group: &Group| wording::group_value(group_by, group.value);
    html! {
        @if !groups.is_empty() { h3 { "By " (wording::group_by(group_by)) } }
        @if let [one] = shown.as_slice() {
            @if small.is_empty() { p { "All vacancies are in one group: " bdi { (name_of(one)) } "." } }
            @else { p { "One group alone is large enough to show, so there is nothing to compare: " bdi { (name_of(one)) } " (" (count(one.vacancies_n)) ")." } }
        } @else if !groups.is_empty() && shown.is_empty() {
            p { "No group can be shown." }
        } @else if !groups.is_empty() {
            (drawn(study, figures, files, (group_by, name), (&groups, &shown)))
            (distinctive::list(study, group_by))
        }
        @if !small.is_empty() {
            p.remark {
                "Not shown, as there are too few vacancies or employers, or as they would give such a group away: "
                @for (at, group) in small.iter().enumerate() { @if at > 0 { ", " } bdi { (name_of(group)) } " (" (count(group.vacancies_n)) ")" }
                "."
            }
        }
    }
}

/// The heat map over its table. Hidden groups have their columns where all groups fit.
fn drawn(
    study: &Study,
    figures: &mut Figures,
    files: &mut Vec<(String, String)>,
    (group_by, name): (&str, &'static str),
    (groups, shown): (&[Group], &[&Group]),
) -> Markup {
    let n = figures.next();
    let all: Vec<&Group> = groups.iter().collect();
    let columns = if all.len() <= COLUMNS { &all } else { &shown[..shown.len().min(COLUMNS)] };
    let title = distinctive::finding(study, group_by);
    let desc = format!(
        "Heat map of {} competencies by {} {}s; a cell is the share of the group’s vacancies that ask. The table below has the exact numbers.",
        study.overall(Level::Competency, "any").len().min(MARKS),
        columns.len(),
        wording::group_by(group_by)
    );
    let Chart { markup, file } = chart(study, &Caption { name, desc, title: title.clone(), source: source(study) }, group_by, columns);
    files.push(file);
    let what = format!("Share of each group’s vacancies that ask for the competency, by {}", wording::group_by(group_by));
    let shown_n = shown.len().min(GROUPS);
    let remarks = html! {
        @if shown.len() > COLUMNS { p.remark { "Drawn: the " (COLUMNS) " largest of " (shown.len()) " groups; the table has more. " } }
        details id={ (name) "-table" } {
            summary { (exact(n)) }
            @for columns in shown[..shown_n].chunks(group_table::COLUMNS) { (group_table::table(study, group_by, columns)) }
            @if shown.len() > shown_n { p.remark { "Shown: the " (shown_n) " largest groups; the table skill_frequency has all." } }
        }
    };
    figure(n, &title, &what, &markup, remarks)
}

fn chart(study: &Study, caption: &Caption, group_by: &str, groups: &[&Group]) -> Chart {
    let column =
        |group: &&Group| Column { label: wording::capitalized_value(group_by, group.value), note: format!("n = {}", count(group.vacancies_n)) };
    let columns: Vec<Column> = groups.iter().map(column).collect();
    let row = |concept: &SkillFrequencyRow| Row {
        label: concept.label.clone(),
        cells: groups.iter().map(|group| cell(group_by, group, group.rows.get(concept.concept_id.as_str()).copied())).collect(),
    };
    let rows: Vec<Row> = study.overall(Level::Competency, "any").into_iter().take(MARKS).map(row).collect();
    heat_map::draw(caption, &columns, &rows)
}

fn cell(group_by: &str, group: &Group, row: Option<&SkillFrequencyRow>) -> Cell {
    match row.map(|row| (row, row.share, row.share_lo, row.share_hi)) {
        Some((row, _, _, _)) if row.status == HIDDEN => Cell::Hidden,
        Some((row, Some(share), Some(lo), Some(hi))) => Cell::Share {
            share,
            reliable: row.status == "ok",
            spoken: format!(
                "{}, {}: {}, 95% interval {}, {} vacancies",
                row.label,
                wording::group_value(group_by, group.value),
                percent(share),
                interval(lo, hi),
                part_of(row.with_skill_n, row.vacancies_n)
            ),
        },
        _ => Cell::None,
    }
}
