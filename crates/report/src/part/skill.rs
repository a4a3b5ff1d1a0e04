//! The skills under the competencies; what was looked for and never seen is named, too.

use maud::{Markup, html};
use tables::public::SkillFrequencyRow;

use super::frequency::{described, marks};
use super::{Figures, Part, figure, source};
use crate::chart::{Caption, dot_interval};
use crate::finding;
use crate::format::{counted, part_of};
use crate::frequency_table::{exact, folded};
use crate::study::{Level, Study};

pub(super) fn part(study: &Study, figures: &mut Figures) -> Part {
    let n = figures.next();
    let rows = study.overall(Level::Skill, "any");
    let (seen, unseen): (Vec<&SkillFrequencyRow>, Vec<&SkillFrequencyRow>) =
        rows.iter().copied().partition(|row| row.with_skill_n.is_some_and(|n| n > 0));
    let marks = marks(&seen, |row| Some(row.competency_label.clone()));
    let title = finding::skills(&rows);
    let caption = Caption { name: "skills", desc: described(&marks, "skills"), title: title.clone(), source: source(study) };
    let chart = dot_interval::draw(&caption, &marks);
    let what = format!("Share of {} whose advertisement asks for the skill", counted(study.run.vacancies_n, "vacancy", "vacancies"));
    let remarks = html! {
        p.remark {
            "Under each skill: the competency that it counts towards. "
            @if seen.len() > marks.len() { "Drawn: the first " (part_of(marks.len() as u64, seen.len() as u64)) " that were seen; the table has all. " }
        }
        (folded("skills-table", &exact(n), Level::Skill, &seen))
    };
    let body = html! {
        @if rows.is_empty() { p.empty { "The taxonomy of this study has no skills under its competencies." } }
        @else if marks.is_empty() { p.empty { (title) "." } }
        @else { (figure(n, &title, &what, &chart.markup, remarks)) (never_seen(&unseen)) }
    };
    Part { files: vec![chart.file], ..Part::of("skills", "The skills under the competencies", body) }
}

fn never_seen(rows: &[&SkillFrequencyRow]) -> Markup {
    html! {
        @if !rows.is_empty() {
            h3 { "Looked for and never seen in this study" }
            p.soft { "That no advertisement was found to ask for a skill may also mean that the phrases looked for miss how the sector says it." }
            ul.names { @for row in rows { li dir="auto" { (row.label) } } }
        }
    }
}
