//! What the sector asks for: the competencies, with their intervals.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::dot_interval::{self, Mark};
use crate::finding;
use crate::format::{capitalized, count, counted, part_of};
use crate::frequency_table::{exact, folded, ranks};
use crate::study::{Level, Study};

/// The longest a chart gets; the table has the rest.
pub(super) const MARKS: usize = 25;

pub(super) fn part(study: &Study, figures: &mut Figures) -> Part {
    let n = figures.next();
    let rows = study.overall(Level::Competency, "any");
    let marks = marks(&rows, standing);
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
            @if marks.iter().any(|mark| mark.note.is_some()) {
                "Under each name: its tier, and the ranks in reach had other employers advertised (95% of resamples of the employers). "
            }
            @if rows.len() > marks.len() { "Drawn: " (part_of(marks.len() as u64, rows.len() as u64)) " competencies; the table has all. " }
        }
        (tiers(&rows))
        (folded("competencies-table", &exact(n), Level::Competency, &rows))
    };
    let body = html! {
        @if marks.is_empty() { p.empty { (title) "." } }
        @else { (figure(n, &title, &what, &chart.markup, remarks)) }
    };
    Part { files: vec![chart.file], ..Part::of("competencies", "What the sector asks for", body) }
}

/// `core · rank 1–3`; nothing where the table does not say.
fn standing(row: &SkillFrequencyRow) -> Option<String> {
    let rank = ranks(row).map(|ranks| format!("rank {ranks}"));
    match (row.tier.clone(), rank) {
        (Some(tier), Some(rank)) => Some(format!("{tier} · {rank}")),
        (tier, rank) => tier.or(rank),
    }
}

/// A tier, and from which lower bound on a concept belongs to it.
const TIERS: [(&str, &str); 4] = [("core", "50% or more"), ("common", "25 to 50%"), ("occasional", "10 to 25%"), ("rare", "under 10%")];

/// The competencies by tier.
fn tiers(rows: &[&SkillFrequencyRow]) -> Markup {
    let of = |tier: &str| -> Vec<&str> { rows.iter().filter(|row| row.tier.as_deref() == Some(tier)).map(|row| row.label.as_str()).collect() };
    let known = TIERS.iter().map(|(tier, bound)| (tier, bound, of(tier))).filter(|(_, _, names)| !names.is_empty());
    let known: Vec<_> = known.collect();
    html! {
        @if !known.is_empty() {
            p.remark { "Tiers by the lower bound of the share, so that no competency owes its tier to chance:" }
            dl.tiers {
                @for (tier, bound, names) in known {
                    div {
                        dt { (capitalized(tier)) span.base { (bound) } }
                        dd { @for (at, name) in names.iter().enumerate() { @if at > 0 { ", " } bdi { (name) } } }
                    }
                }
            }
        }
    }
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
