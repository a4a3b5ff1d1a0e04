//! Contract, hours, place, unit and grade, among the vacancies that state them.

use maud::{Markup, html};
use tables::public::ConditionRow;

use super::{Figures, figure, source};
use crate::chart::Caption;
use crate::chart::dot_interval::{self, Mark};
use crate::format::{capitalized, count, interval_exact, part_of, percent, percent_exact};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::Study;
use crate::wording::words;

/// A variable, what it is called, and what a level of it is called where the code does not say; grades are many and stand in the table alone.
const VARIABLES: [(&str, &str); 7] = [
    ("contract_type", "Contract"),
    ("fte_band", "Hours"),
    ("work_mode", "Place of work"),
    ("manages_people", "Manages people"),
    ("is_solo", "The only post of its kind"),
    ("unit_type", "Unit"),
    ("grade_norm", "Grade"),
];
/// Levels drawn of one variable.
const DRAWN: usize = 5;

pub(super) fn conditions(study: &Study, rows: &[ConditionRow], figures: &mut Figures, files: &mut Vec<(String, String)>) -> Markup {
    let variables: Vec<(&str, &str, Vec<&ConditionRow>)> =
        VARIABLES.iter().map(|(code, name)| (*code, *name, levels(rows, code))).filter(|(_, _, rows)| !rows.is_empty()).collect();
    let marks: Vec<Mark> =
        variables.iter().filter(|(code, _, _)| *code != "grade_norm").flat_map(|(code, name, rows)| marks(code, name, rows)).collect();
    if marks.is_empty() {
        return html! { h3 { "Conditions" } p.empty { "Too few vacancies state their conditions for any to be shown." } };
    }
    let n = figures.next();
    let title = finding(&variables);
    let desc =
        "Dot-and-interval chart of contract, hours, place of work and unit, each among the vacancies that state it. The table below has the numbers.";
    let chart = dot_interval::draw(&Caption { name: "conditions", desc: desc.to_owned(), title: title.clone(), source: source(study) }, &marks);
    files.push(chart.file);
    let remarks = html! {
        p.remark { "Shares of the vacancies that state the condition: what an advertisement leaves unsaid is not known." }
        details #conditions-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table(&variables)))
        }
    };
    html! {
        h3 { "Conditions" }
        (figure(n, &title, "Share of the vacancies that state the condition", &chart.markup, remarks))
    }
}

/// The rows of a variable, the highest share first.
fn levels<'a>(rows: &'a [ConditionRow], variable: &str) -> Vec<&'a ConditionRow> {
    let mut rows: Vec<&ConditionRow> = rows.iter().filter(|row| row.variable == variable).collect();
    let share = |row: &ConditionRow| row.share.unwrap_or(-1.0);
    rows.sort_by(|a, b| share(b).total_cmp(&share(a)).then_with(|| a.level.cmp(&b.level)));
    rows
}

fn level(variable: &str, code: &str) -> String {
    match (variable, code) {
        ("grade_norm", _) => code.to_owned(),
        ("fte_band", "1.0") => "Full time".to_owned(),
        ("fte_band", part) => format!("{} of full time", capitalized(part)),
        _ => capitalized(&words(code)),
    }
}

fn marks(variable: &str, name: &str, rows: &[&ConditionRow]) -> Vec<Mark> {
    // Of two levels that make up a whole, one says all.
    let is_yes = matches!(variable, "manages_people" | "is_solo");
    let mark = |row: &&ConditionRow| {
        Some(Mark {
            label: if is_yes { name.to_owned() } else { level(variable, &row.level) },
            note: Some(if is_yes { "of those that say whether" } else { name }.to_owned()),
            share: row.share?,
            lo: row.share_lo?,
            hi: row.share_hi?,
            count: part_of(row.n, row.vacancies_n),
            reliable: row.status == "ok",
        })
    };
    rows.iter().filter(|row| !is_yes || row.level == "yes").filter_map(mark).take(DRAWN).collect()
}

/// The commonest contract and place of work. “Most” is said where the whole interval lies above half.
fn finding(variables: &[(&str, &str, Vec<&ConditionRow>)]) -> String {
    let said = |variable: &str, of: &str| {
        let (_, _, rows) = variables.iter().find(|(code, _, _)| *code == variable)?;
        let top = rows.first()?;
        let share = percent(top.share?);
        let word = words(&top.level);
        let doubt = if top.status == "ok" { "" } else { ", unreliable" };
        Some(if top.status == "ok" && top.share_lo? > 0.5 {
            format!("most are {word} ({share} of those that state the {of})")
        } else {
            format!("{word} is the commonest {of} ({share} of those that state one{doubt})")
        })
    };
    let said: Vec<String> = [said("contract_type", "contract"), said("work_mode", "place of work")].into_iter().flatten().collect();
    if said.is_empty() { "What vacancies say of their conditions".to_owned() } else { capitalized(&said.join("; ")) }
}

fn table(variables: &[(&str, &str, Vec<&ConditionRow>)]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Condition" }
                th.n scope="col" { "Vacancies" }
                th.n scope="col" { "Share" }
                th.n scope="col" { "95% interval" }
                th.n scope="col" { "Do not state it" }
            } }
            @for (code, name, rows) in variables {
                tbody {
                    tr { th.stage-name colspan="5" scope="rowgroup" { (name) } }
                    @for row in rows {
                        tr {
                            th scope="row" dir="auto" { (level(code, &row.level)) }
                            td.n { (part_of(row.n, row.vacancies_n)) }
                            td.n { (percent_exact(row.share)) (status(&row.status)) }
                            td.n { (interval_exact(row.share_lo, row.share_hi)) }
                            td.n { (count(row.missing_n)) }
                        }
                    }
                }
            }
        }
    }
}
