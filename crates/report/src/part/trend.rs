//! Change over time, with a verdict a competency; “insufficient” is one.

use std::collections::BTreeSet;

use maud::{Markup, html};
use tables::public::{SkillTrendRow, SkillTrendTestRow};

use super::ladder::{PANELS, at};
use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::panels::{self, At, Panel, Step, Style};
use crate::format::{part_of, per_year, per_year_interval, percent_exact};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::{Level, Study};
use crate::wording::{in_sentence, list, number};

const TITLE: &str = "Change over time";

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let (rows, tests) = (study.more.trend.as_ref()?, study.more.trend_tests.as_ref()?);
    let of_level = |level: u64| level == Level::Competency as u64;
    let rows: Vec<&SkillTrendRow> = rows.iter().filter(|row| of_level(row.level)).collect();
    let tests: Vec<&SkillTrendTestRow> = tests.iter().filter(|row| of_level(row.level)).collect();
    let periods: BTreeSet<&str> = rows.iter().map(|row| row.period.as_str()).filter(|period| *period != "unknown").collect();
    if rows.iter().all(|row| row.share.is_none()) || periods.len() < 2 {
        let body = html! { p.empty { "Fewer than two periods have enough vacancies and employers to be shown, so nothing can be said of change." } };
        return Some(Part::of("trend", TITLE, body));
    }
    let n = figures.next();
    let steps: Vec<Step> = periods.iter().map(|period| Step { tick: (*period).to_owned(), name: (*period).to_owned() }).collect();
    let concepts = study.overall(Level::Competency, "any");
    let panel = |concept_id: &str, label: &str| Panel {
        label: label.to_owned(),
        note: tests.iter().find(|test| test.concept_id == concept_id).map(|test| verdict(test)),
        at: periods.iter().map(|period| point(&rows, concept_id, period)).collect(),
    };
    let panels: Vec<Panel> = concepts.iter().take(PANELS).map(|concept| panel(&concept.concept_id, &concept.label)).collect();
    let title = finding(&tests);
    let desc = format!(
        "{} small pictures, one a competency: the share by period, with its interval. The tables below have the exact numbers.",
        panels.len()
    );
    let chart = panels::draw(&Caption { name: "trend", desc, title: title.clone(), source: source(study) }, &steps, &panels, Style::Ribbon);
    let remarks = html! {
        p.remark {
            "Insufficient: fewer than four periods of 30 vacancies, so that no test is made. Flat: a change cannot be told from chance. "
            @if concepts.len() > PANELS { "Drawn: " (part_of(PANELS as u64, concepts.len() as u64)) " competencies; the tables have all. " }
        }
        details #trend-table {
            summary { (exact(n)) }
            (scrolling("Verdicts", verdicts(&tests)))
            (scrolling(&exact(n), by_period(&rows, &periods, &tests)))
        }
    };
    let what = "Share of the vacancies posted in each period that ask for the competency";
    Some(Part { files: vec![chart.file], ..Part::of("trend", TITLE, figure(n, &title, what, &chart.markup, remarks)) })
}

/// The finding for the cover: of change, that nothing can be said is said, too.
pub(super) fn headline(study: &Study) -> Option<String> {
    let tests = study.more.trend_tests.as_ref()?.iter().filter(|test| test.level == Level::Competency as u64);
    let tests: Vec<&SkillTrendTestRow> = tests.collect();
    (!tests.is_empty()).then(|| format!("Change over time: {}", in_sentence(&finding(&tests))))
}

/// What rises and what falls, in a sentence.
fn finding(tests: &[&SkillTrendTestRow]) -> String {
    let of = |verdict: &str| -> Vec<String> { tests.iter().filter(|test| test.verdict == verdict).map(|test| in_sentence(&test.label)).collect() };
    let (rising, falling, flat) = (of("rising"), of("falling"), of("flat"));
    let named = |names: &[String], what: &str| match names.len() {
        0 => None,
        1..=3 => Some(format!("{what}: {}", list(names))),
        n => Some(format!("{what}: {} of {} competencies", number(n).to_lowercase(), tests.len())),
    };
    match (named(&rising, "Rising"), named(&falling, "falling")) {
        (Some(rising), Some(falling)) => format!("{rising}; {falling}"),
        (Some(one), None) => one,
        (None, Some(one)) => crate::format::capitalized(&one),
        (None, None) if flat.is_empty() => "Insufficient: too few vacancies over time to say whether anything rises or falls".to_owned(),
        (None, None) => "No competency rises or falls beyond chance".to_owned(),
    }
}

fn verdict(test: &SkillTrendTestRow) -> String {
    match test.slope_pp_per_year {
        Some(slope) => format!("{}, {} points a year", test.verdict, per_year(Some(slope))),
        None => test.verdict.clone(),
    }
}

fn point(rows: &[&SkillTrendRow], concept_id: &str, period: &str) -> At {
    match rows.iter().find(|row| row.concept_id == concept_id && row.period == period) {
        Some(row) => at(&row.status, (row.share, row.share_lo, row.share_hi), || part_of(row.with_skill_n, row.vacancies_n)),
        None => At::None,
    }
}

fn verdicts(tests: &[&SkillTrendTestRow]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Competency" }
                th scope="col" { "Verdict" }
                th.n scope="col" { "Points a year" }
                th.n scope="col" { "95% interval" }
                th.n scope="col" { "Periods tested" }
            } }
            tbody { @for test in tests {
                tr {
                    th scope="row" dir="auto" { (test.label) }
                    td { (test.verdict) }
                    td.n { (per_year(test.slope_pp_per_year)) }
                    td.n { (per_year_interval(test.slope_lo_pp_per_year, test.slope_hi_pp_per_year)) }
                    td.n { (test.periods_n) }
                }
            } }
        }
    }
}

/// A line a period and competency: the share, and what it would be had the mix of sources and employers stayed the same.
fn by_period(rows: &[&SkillTrendRow], periods: &BTreeSet<&str>, tests: &[&SkillTrendTestRow]) -> Markup {
    let shown = |test: &&SkillTrendTestRow, period: &str| rows.iter().find(|row| row.concept_id == test.concept_id && row.period == period).copied();
    html! {
        table {
            thead { tr {
                th scope="col" { "Competency" }
                @for period in periods { th.n scope="col" { (period) } }
            } }
            tbody { @for test in tests {
                tr {
                    th scope="row" dir="auto" { (test.label) }
                    @for period in periods { (cell(shown(test, period))) }
                }
            } }
        }
        p.remark { "Below a share: the share had the mix of sources and kinds of employers been the same in all periods, where it can be computed." }
    }
}

fn cell(row: Option<&SkillTrendRow>) -> Markup {
    html! {
        td.n {
            @match row {
                Some(row) if row.share.is_some() => {
                    (percent_exact(row.share)) (status(&row.status))
                    @if row.share_std.is_some() { span.base { (percent_exact(row.share_std)) } }
                },
                Some(row) if row.status == crate::hidden::HIDDEN => { (status(&row.status)) },
                _ => { "–" },
            }
        }
    }
}
