//! The exact numbers behind a chart, as a table.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use crate::format::{count, decimal, interval_exact, percent_exact};
use crate::study::Level;

/// A folded table of rows of `skill_frequency`; skills bear the name of their competency.
pub(crate) fn folded(id: &str, summary: &str, level: Level, rows: &[&SkillFrequencyRow]) -> Markup {
    html! {
        details id=(id) {
            summary { (summary) }
            (table(summary, level, rows))
        }
    }
}

/// What the table of a figure is called.
pub(crate) fn exact(n: u8) -> String {
    format!("Exact numbers for figure {n}")
}

/// The ranks in reach: `1–3`, or `2` where there is but one.
pub(crate) fn ranks(row: &SkillFrequencyRow) -> Option<String> {
    match (row.rank_lo?, row.rank_hi?) {
        (lo, hi) if lo == hi => Some(count(lo)),
        (lo, hi) => Some(format!("{}–{}", count(lo), count(hi))),
    }
}

/// A table that scrolls by itself where the screen is narrow.
pub(crate) fn scrolling(label: &str, table: Markup) -> Markup {
    html! { div.scroll role="region" aria-label=(label) tabindex="0" { (table) } }
}

/// A mark that a number is unreliable, for eye and ear.
pub(crate) fn status(code: &str) -> Markup {
    html! { @if code != "ok" { abbr.status title=(status_meaning(code)) { (code) } } }
}

/// What a status letter means.
pub(crate) fn status_meaning(code: &str) -> &'static str {
    match code {
        "ok" => "can be relied on within its interval",
        "u" => "unreliable: under 20 vacancies, under 10 employers, or a bound more than 15 points away",
        "c" => "suppressed, because it could point to a single employer",
        "x" => "not available",
        "z" => "not applicable",
        _ => "of a status that this report does not know",
    }
}

fn table(label: &str, level: Level, rows: &[&SkillFrequencyRow]) -> Markup {
    let of_skills = level == Level::Skill;
    let corrected = rows.iter().any(|row| row.adj_share.is_some());
    let table = html! {
        table {
            thead { tr {
                th scope="col" { (if of_skills { "Skill" } else { "Competency" }) }
                @if of_skills { th scope="col" { "Competency" } }
                th.n scope="col" { "Vacancies that ask" }
                th.n scope="col" { "of" }
                th.n scope="col" { "Share" }
                th.n scope="col" { "95% interval" }
                @if corrected { th.n scope="col" { "Corrected share" } th.n scope="col" { "95% interval" } }
                th scope="col" { "Status" }
                th.n scope="col" { "Rank" }
                th.n scope="col" { "Ranks in reach" }
                th scope="col" { "Tier" }
                th.n scope="col" { "Employers that ask" }
                th.n scope="col" { "of" }
                th.n scope="col" { "Mean of employers’ shares" }
                th.n scope="col" { "Design effect" }
            } }
            tbody { @for row in rows { (line(row, of_skills, corrected)) } }
        }
    };
    scrolling(label, table)
}

fn line(row: &SkillFrequencyRow, of_skills: bool, corrected: bool) -> Markup {
    html! {
        tr {
            th scope="row" dir="auto" { (row.label) }
            @if of_skills { td dir="auto" { (row.competency_label) } }
            td.n { (count(row.with_skill_n)) }
            td.n { (count(row.vacancies_n)) }
            td.n { (percent_exact(row.share)) }
            td.n { (interval_exact(row.share_lo, row.share_hi)) }
            @if corrected { td.n { (percent_exact(row.adj_share)) } td.n { (interval_exact(row.adj_lo, row.adj_hi)) } }
            td { @if row.status == "ok" { "ok" } @else { (status(&row.status)) } }
            td.n { (count(row.rank)) }
            td.n { (ranks(row).unwrap_or_else(|| "–".to_owned())) }
            td { (row.tier.as_deref().unwrap_or("–")) }
            td.n { (count(row.employers_with_skill_n)) }
            td.n { (count(row.employers_n)) }
            td.n { (percent_exact(row.employer_mean_share)) }
            td.n { (decimal(row.deff)) }
        }
    }
}
