//! What is distinctive for a group: the concepts by which it differs from all other vacancies beyond chance.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tables::public::SkillContrastRow;

use crate::format::{percent, points, points_interval};
use crate::frequency_table::{scrolling, status};
use crate::study::{Level, Study};
use crate::wording::{self, in_sentence};

/// How many concepts are named for a group.
const NAMED: usize = 5;
/// A difference is told from chance below this share of false discoveries.
const CHANCE: f64 = 0.05;

/// The contrasts of one kind of group that are told from chance, the clearest first.
fn clear<'a>(study: &'a Study, group_by: &str) -> Vec<&'a SkillContrastRow> {
    let is_clear = |row: &&SkillContrastRow| row.group_by == group_by && row.group_value != "unknown" && row.q_value.is_some_and(|q| q < CHANCE);
    let mut rows: Vec<&SkillContrastRow> = study.more.contrast.iter().flatten().filter(is_clear).collect();
    let z = |row: &SkillContrastRow| row.log_odds_z.map_or(0.0, f64::abs);
    let key = |row: &SkillContrastRow| (row.group_value.clone(), row.concept_id.clone());
    rows.sort_by(|a, b| z(b).total_cmp(&z(a)).then_with(|| key(a).cmp(&key(b))));
    rows
}

/// The finding for the cover, where there is one.
pub(super) fn headline(study: &Study) -> Option<String> {
    (!clear(study, "role_family").is_empty()).then(|| finding(study, "role_family"))
}

/// The clearest difference between the groups of a kind, in a sentence.
pub(super) fn finding(study: &Study, group_by: &str) -> String {
    let kind = wording::group_by(group_by);
    if study.more.contrast.is_none() {
        return format!("The competencies by {kind}");
    }
    let rows = clear(study, group_by);
    let top = rows.iter().find(|row| row.level == Level::Competency as u64).or(rows.first());
    match top.and_then(|row| Some((row, row.share_in?, row.share_rest?))) {
        Some((row, inside, rest)) => format!(
            "The clearest difference by {kind}: {} is asked for in {} of vacancies of the group “{}”, in {} of all others",
            in_sentence(&row.label),
            percent(inside),
            wording::group_value(group_by, &row.group_value),
            percent(rest)
        ),
        None => format!("By {kind}, no group that can be shown differs from the others beyond chance"),
    }
}

/// What each level asks for clearly more often than all others, in a sentence.
pub(super) fn by_level(study: &Study) -> String {
    if study.more.contrast.is_none() {
        return "What is asked for, from assistant to director".to_owned();
    }
    let mut tops: BTreeMap<u64, &SkillContrastRow> = BTreeMap::new();
    for row in
        clear(study, "seniority").into_iter().filter(|row| row.level == Level::Competency as u64 && row.log_odds.is_some_and(|odds| odds > 0.0))
    {
        tops.entry(wording::level(&row.group_value)).or_insert(row);
    }
    let said: Vec<String> =
        tops.values().map(|row| format!("{} ({})", in_sentence(&row.label), wording::group_value("seniority", &row.group_value))).collect();
    if said.is_empty() {
        return "No level that can be shown asks for a competency more often than the others beyond chance".to_owned();
    }
    format!("Asked for more often at one level than at all others: {}", wording::list(&said))
}

/// The table of what is distinctive for each group; nothing where nothing is.
pub(super) fn list(study: &Study, group_by: &str) -> Markup {
    let mut groups: BTreeMap<(u64, &str), Vec<&SkillContrastRow>> = BTreeMap::new();
    for row in clear(study, group_by) {
        let order = if group_by == "seniority" { wording::level(&row.group_value) } else { u64::MAX - row.n_in };
        let rows = groups.entry((order, &row.group_value)).or_default();
        if rows.len() < NAMED {
            rows.push(row);
        }
    }
    let label = format!("What is distinctive, by {}", wording::group_by(group_by));
    html! {
        @if !groups.is_empty() {
            p.remark {
                strong { (label) ". " }
                "The concepts by which a group differs most clearly from all other vacancies, " (NAMED) " at most a group; all comparisons of the study are "
                "allowed for, so that about 5% of the lines may be chance (Benjamini & Hochberg 1995)."
            }
            (scrolling(&label, table(group_by, &groups)))
        }
    }
}

fn table(group_by: &str, groups: &BTreeMap<(u64, &str), Vec<&SkillContrastRow>>) -> Markup {
    html! {
        table.distinctive {
            thead { tr {
                th scope="col" { "Competency or skill" }
                th.n scope="col" { "In the group" }
                th.n scope="col" { "In all others" }
                th.n scope="col" { "Difference, points" }
                th.n scope="col" { "95% interval" }
            } }
            @for ((_, value), rows) in groups {
                tbody {
                    tr { th.stage-name colspan="5" scope="rowgroup" { bdi { (wording::capitalized_value(group_by, value)) } } }
                    @for row in rows {
                        tr {
                            th scope="row" dir="auto" { (row.label) }
                            td.n { (row.share_in.map_or_else(|| "–".to_owned(), percent)) (status(&row.status)) }
                            td.n { (row.share_rest.map_or_else(|| "–".to_owned(), percent)) }
                            td.n { (points(row.diff_pp)) }
                            td.n { (points_interval(row.diff_lo_pp, row.diff_hi_pp)) }
                        }
                    }
                }
            }
        }
    }
}
