//! The exact numbers by group: a share with its interval in each cell.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::frequency::MARKS;
use super::group::Group;
use crate::format::{counted, interval, percent};
use crate::frequency_table::{scrolling, status};
use crate::study::{Level, Study};
use crate::wording;

/// Columns that fit a page beside each other.
pub(super) const COLUMNS: usize = 5;

pub(super) fn table(study: &Study, group_by: &str, columns: &[&Group]) -> Markup {
    let label = format!("Competencies by {}", wording::group_by(group_by));
    let table = html! {
        table.groups {
            thead { tr {
                th scope="col" { "Competency" }
                @for group in columns {
                    th.n scope="col" {
                        bdi { (wording::capitalized_value(group_by, group.value)) }
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
