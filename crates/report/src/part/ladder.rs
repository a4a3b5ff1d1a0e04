//! The ladder: how what is asked for goes with the level of the post, from assistant to director.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::group::{Group, groups};
use super::{Figures, Part, distinctive, figure, group_table, source};
use crate::chart::Caption;
use crate::chart::panels::{self, At, Panel, Point, Step, Style};
use crate::format::{count, part_of};
use crate::frequency_table::exact;
use crate::hidden::HIDDEN;
use crate::study::{Level, Study};
use crate::wording;

/// Pictures that a chart holds; the table has the rest.
pub(super) const PANELS: usize = 12;

/// The levels, from the first step to the last, with what fits under a step.
const LEVELS: [(&str, &str); 6] =
    [("assistant", "Asst"), ("officer", "Off."), ("manager", "Mgr"), ("senior-manager", "Sr mgr"), ("head", "Head"), ("director", "Dir.")];

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let groups = groups(study, "seniority");
    let level = |code: &str| groups.iter().find(|group| group.value == code);
    let levels: Vec<(&str, &str, Option<&Group>)> = LEVELS.iter().map(|(code, tick)| (*code, *tick, level(code))).collect();
    if study.run.vacancies_n == 0 || groups.is_empty() {
        return None;
    }
    let shown: Vec<&Group> = levels.iter().filter_map(|(_, _, group)| *group).filter(|group| !group.is_hidden()).collect();
    if shown.len() < 2 {
        let body = html! { p.empty { "Fewer than two levels have enough vacancies and employers to be shown, so nothing can be said of the steps between them." } };
        return Some(Part::of("ladder", TITLE, body));
    }
    let n = figures.next();
    let steps: Vec<Step> = levels.iter().map(|(code, tick, _)| Step { tick: (*tick).to_owned(), name: wording::words(code) }).collect();
    let concepts = study.overall(Level::Competency, "any");
    let panels: Vec<Panel> = concepts.iter().take(PANELS).map(|concept| panel(concept, &levels)).collect();
    let title = distinctive::by_level(study);
    let desc = format!(
        "{} small pictures, one a competency: the share of vacancies that ask, from assistant to director, with its interval. The table below has the exact numbers.",
        panels.len()
    );
    let chart = panels::draw(&Caption { name: "ladder", desc, title: title.clone(), source: source(study) }, &steps, &panels, Style::Whiskers);
    let what = "Share of the vacancies of each level that ask for the competency, from assistant to director";
    let remarks = html! {
        p.remark {
            "Asst: assistant; Off.: officer; Mgr: manager; Sr mgr: senior manager; Dir.: director. The level is read from the title and, where that is mute, from the text. "
            @if concepts.len() > PANELS { "Drawn: " (part_of(PANELS as u64, concepts.len() as u64)) " competencies; the table has more. " }
        }
        details #ladder-table {
            summary { (exact(n)) }
            @for columns in shown.chunks(group_table::COLUMNS) { (group_table::table(study, "seniority", columns)) }
            (left_out(&levels))
        }
    };
    Some(Part { files: vec![chart.file], ..Part::of("ladder", TITLE, figure(n, &title, what, &chart.markup, remarks)) })
}

const TITLE: &str = "The ladder: from assistant to director";

fn panel(concept: &SkillFrequencyRow, levels: &[(&str, &str, Option<&Group>)]) -> Panel {
    let at = |group: Option<&Group>| match group.and_then(|group| group.rows.get(concept.concept_id.as_str())) {
        Some(row) => at(row.status.as_str(), (row.share, row.share_lo, row.share_hi), || part_of(row.with_skill_n, row.vacancies_n)),
        None => At::None,
    };
    Panel { label: concept.label.clone(), note: None, at: levels.iter().map(|(_, _, group)| at(*group)).collect() }
}

/// A share at a step, where it may be shown.
pub(super) fn at(status: &str, numbers: (Option<f64>, Option<f64>, Option<f64>), count: impl FnOnce() -> String) -> At {
    match numbers {
        _ if status == HIDDEN => At::Hidden,
        (Some(share), Some(lo), Some(hi)) => At::Point(Point { share, lo, hi, count: count(), reliable: status == "ok" }),
        _ => At::None,
    }
}

fn left_out(levels: &[(&str, &str, Option<&Group>)]) -> Markup {
    let hidden: Vec<&Group> = levels.iter().filter_map(|(_, _, group)| *group).filter(|group| group.is_hidden()).collect();
    html! {
        @if !hidden.is_empty() {
            p.remark {
                "Not shown, as there are too few vacancies or employers, or as they would give such a level away: "
                @for (at, group) in hidden.iter().enumerate() { @if at > 0 { ", " } (wording::words(group.value)) " (" (count(group.vacancies_n)) ")" }
                "."
            }
        }
    }
}
