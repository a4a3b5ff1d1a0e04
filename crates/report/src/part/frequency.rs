//! What the sector asks for: the competencies, with their intervals.

use maud::html;
use tables::public::SkillFrequencyRow;

use super::{Part, figure, source};
use crate::chart::Caption;
use crate::chart::dot_interval::{self, Mark};
use crate::finding;
use crate::format::{count, counted, part_of};
use crate::frequency_table::folded;
use crate::study::{Level, Study};

/// The longest a chart gets; the table has the rest.
pub(super) const MARKS: usize = 25;

pub(super) fn part(study: &Study) -> Part {
    let rows = study.overall(Level::Competency, "any");
    let marks = marks(&rows, |_| None);
    let title = finding::competencies(&rows);
    let caption = Caption { name: "competencies", desc: described(&marks, "competencies"), title: title.clone(), source: source(study) };
    let chart = dot_interval::draw(&caption, &marks);
    let what = format!(
        "Share of {} whose advertisement asks for the competency, or for a skill under it",
        counted(study.run.vacancies_n, "vacancy", "vacancies")
    );
    let remarks = html! {
        p.remark {
            "“Most” is said where the whole interval lies above half. "
            @if rows.len() > marks.len() { "Drawn: " (part_of(marks.len() as u64, rows.len() as u64)) " competencies; the table has all. " }
        }
        (folded("competencies-table", "Exact numbers for figure 1", Level::Competency, &rows))
    };
    let body = html! {
        @if marks.is_empty() { p.empty { (title) "." } }
        @else { (figure(1, &title, &what, &chart, remarks)) }
    };
    Part { files: vec![chart.file], ..Part::of("competencies", "What the sector asks for", body) }
}

/// The rows that have a share, as marks of a chart.
pub(super) fn marks(rows: &[&SkillFrequencyRow], note: impl Fn(&SkillFrequencyRow) -> Option<String>) -> Vec<Mark> {
    let mark = |row: &&SkillFrequencyRow| {
        Some(Mark {
            label: row.label.clone(),
            note: note(row),
            share: row.share?,
            lo: row.share_lo?,
            hi: row.share_hi?,
            count: part_of(row.with_skill_n, row.vacancies_n),
            reliable: row.status == "ok",
        })
    };
    rows.iter().filter_map(mark).take(MARKS).collect()
}

/// The chart in words.
pub(super) fn described(marks: &[Mark], what: &str) -> String {
    let (Some(first), Some(last)) = (marks.first(), marks.last()) else { return format!("No {what} to draw.") };
    format!(
        "Dot-and-interval chart of {} {what}, the highest share first: from {} ({}) to {} ({}). The table below has the exact numbers.",
        count(marks.len() as u64),
        first.label,
        first.count,
        last.label,
        last.count
    )
}
