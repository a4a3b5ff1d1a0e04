//! Sentences that say what the numbers say: the titles of the charts and the main points of the cover.

use tables::public::SkillFrequencyRow;

use crate::format::{capitalized, count, counted, part_of, percent};
use crate::wording::{in_sentence, list, number};

/// How many names a title bears.
const NAMES: usize = 3;

/// What the competencies' rows say, the highest share first. “Most” is said only where the whole interval lies above half.
pub(crate) fn competencies(rows: &[&SkillFrequencyRow]) -> String {
    let Some(top) = seen(rows) else { return nothing(rows, "competencies") };
    let most: Vec<&SkillFrequencyRow> = rows.iter().copied().filter(|row| in_most(row)).collect();
    let vacancies = counted(top.vacancies_n, "vacancy", "vacancies");
    match most.len() {
        0 => most_often(rows, top, "asked for most often"),
        n if n <= NAMES => format!("{} asked for in most of {vacancies}", capitalized(&subject(&most))),
        n => format!(
            "{} of {} competencies are asked for in most of {vacancies}, {} most often",
            number(n),
            number(rows.len()).to_lowercase(),
            list(&labels(&leaders(rows, top)))
        ),
    }
}

/// What the skills' rows say, the highest share first.
pub(crate) fn skills(rows: &[&SkillFrequencyRow]) -> String {
    let Some(top) = seen(rows) else { return nothing(rows, "skills") };
    let what = if leaders(rows, top).len() == 1 { "the skill asked for most often" } else { "the skills asked for most often" };
    most_often(rows, top, what)
}

/// What is most often required and most often desired; each list with the highest share first.
pub(crate) fn requirements(required: &[&SkillFrequencyRow], desired: &[&SkillFrequencyRow]) -> String {
    let said = |rows: &[&SkillFrequencyRow], word: &str| {
        let top = seen(rows)?;
        let names = subject(&leaders(rows, top));
        Some((names, format!("most often {word} ({})", percent(top.share?))))
    };
    match (said(required, "required"), said(desired, "desired")) {
        (None, None) => "No person specification names any of the competencies as required or desired".to_owned(),
        (Some((names, what)), None) | (None, Some((names, what))) => format!("{} {what}", capitalized(&names)),
        (Some((names, what)), Some((others, other))) if names == others => format!("{} {what} and {other}", capitalized(&names)),
        (Some((names, what)), Some((others, other))) => format!("{} {what}, {others} {other}", capitalized(&names)),
    }
}

/// Is the whole interval above half, and the number reliable?
fn in_most(row: &SkillFrequencyRow) -> bool {
    row.status == "ok" && row.share_lo.is_some_and(|lo| lo > 0.5)
}

/// The first row, when it was seen at all.
fn seen<'a>(rows: &[&'a SkillFrequencyRow]) -> Option<&'a SkillFrequencyRow> {
    rows.first().copied().filter(|top| top.with_skill_n.is_some_and(|n| n > 0))
}

/// The rows with as high a share as the first; only the first where there are too many to name.
fn leaders<'a>(rows: &[&'a SkillFrequencyRow], top: &'a SkillFrequencyRow) -> Vec<&'a SkillFrequencyRow> {
    let tied: Vec<&SkillFrequencyRow> = rows.iter().copied().take_while(|row| row.with_skill_n == top.with_skill_n).collect();
    if tied.len() > NAMES { vec![top] } else { tied }
}

fn most_often(rows: &[&SkillFrequencyRow], top: &SkillFrequencyRow, what: &str) -> String {
    let leaders = leaders(rows, top);
    let each = if leaders.len() > 1 { " each" } else { "" };
    let vacancies = if top.vacancies_n == 1 { "vacancy" } else { "vacancies" };
    format!("{} {what}, in {} {vacancies}{each}{}", capitalized(&subject(&leaders)), part_of(top.with_skill_n, top.vacancies_n), doubt(top))
}

/// Why the number is not firm, when it is not.
fn doubt(row: &SkillFrequencyRow) -> &'static str {
    match row.status.as_str() {
        "u" if row.vacancies_n < 20 => "; too few vacancies for a firm number",
        "u" if row.employers_n < 10 => "; too few employers for a firm number",
        "u" => "; the interval is wide",
        _ => "",
    }
}

fn nothing(rows: &[&SkillFrequencyRow], what: &str) -> String {
    match rows.first() {
        None => format!("No {what} were looked for"),
        Some(row) if row.vacancies_n == 0 => "No vacancies in scope were observed, so nothing can be said".to_owned(),
        Some(row) => format!("None of the {what} looked for was seen in the {} vacancies", count(row.vacancies_n)),
    }
}

fn labels(rows: &[&SkillFrequencyRow]) -> Vec<String> {
    rows.iter().map(|row| in_sentence(&row.label)).collect()
}

fn subject(rows: &[&SkillFrequencyRow]) -> String {
    format!("{} {}", list(&labels(rows)), if rows.len() == 1 { "is" } else { "are" })
}
