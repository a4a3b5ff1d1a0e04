//! How institutions arrange the work: whom the posts report to, where they sit, whom they manage and work with.

use maud::{Markup, html};
use tables::public::StructureRow;

use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::bar_list::{self, Item, Section};
use crate::format::{count, counted, percent, percent_exact};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::Study;
use crate::wording::{capitalized_value, words};

const TITLE: &str = "How the work is arranged";
/// Roles or units drawn of one relation.
const DRAWN: usize = 8;
/// A relation and how it is said, from the top of the house to the bottom.
const RELATIONS: [(&str, &str); 4] =
    [("reports_to", "Reports to"), ("sits_in", "Sits in"), ("works_with", "Works with"), ("line_manages", "Manages")];
const OTHER: &str = "other";
const OTHERS: &str = "All others";

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let rows = study.more.structure.as_ref()?;
    let relations = RELATIONS.map(|(code, name)| (name, of_all(rows, code)));
    let sections: Vec<Section> = relations.iter().map(|(name, rows)| section(name, rows)).filter(has_name).collect();
    if sections.is_empty() {
        let body = html! { p.empty { (unnamed(&relations[0].1)) } };
        return Some(Part::of("structure", TITLE, body));
    }
    let n = figures.next();
    let title = finding(&relations[0].1);
    let desc = "Bars: the roles that posts report to, manage and work with, and the units they sit in. The table below has the exact numbers.";
    let caption = Caption { name: "structure", desc: desc.to_owned(), title: title.clone(), source: source(study) };
    let footnote = "Length: share of the vacancies that state such a relation at all. All others: those that fewer than five employers name.";
    let chart = bar_list::draw(&caption, &sections, footnote);
    let remarks = html! {
        details #structure-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table(rows)))
        }
    };
    let what = "Share of the vacancies that state whom the post reports to, where it sits, whom it works with or manages";
    Some(Part { files: vec![chart.file], ..Part::of("structure", TITLE, figure(n, &title, what, &chart.markup, remarks)) })
}

/// Is a role or unit named, with its number? A bar of all the others says nothing.
fn has_name(section: &Section) -> bool {
    section.items.iter().any(|item| item.length.is_some() && item.label != OTHERS)
}

/// What can be said where no role above the posts is named by enough employers.
fn unnamed(reports_to: &[&StructureRow]) -> String {
    match reports_to.first().and_then(|row| row.n.zip(row.employers_n)) {
        Some((n, employers_n)) => format!(
            "{} of {} say whom the post reports to, but no one role is named by five employers or more.",
            counted(n, "vacancy", "vacancies"),
            counted(employers_n, "employer", "employers")
        ),
        None => "Too few vacancies and employers state a reporting line or a unit for any to be shown.".to_owned(),
    }
}

/// The rows of a relation over all vacancies, the largest first and the others last.
fn of_all<'a>(rows: &'a [StructureRow], relation: &str) -> Vec<&'a StructureRow> {
    let mut rows: Vec<&StructureRow> = rows.iter().filter(|row| row.employer_type == "all" && row.relation == relation).collect();
    let key = |row: &StructureRow| (row.to_role == OTHER, u64::MAX - row.n.unwrap_or(0), row.to_role.clone());
    rows.sort_by_key(|row| key(row));
    rows
}

fn section(name: &str, rows: &[&StructureRow]) -> Section {
    let (named, other): (Vec<&StructureRow>, Vec<&StructureRow>) = rows.iter().partition(|row| row.to_role != OTHER);
    Section { heading: Some(name.to_owned()), items: named.into_iter().take(DRAWN).chain(other).map(item).collect() }
}

fn item(row: &StructureRow) -> Item {
    Item {
        label: if row.to_role == OTHER { OTHERS.to_owned() } else { crate::format::capitalized(&words(&row.to_role)) },
        note: None,
        length: row.share,
        number: row.share.map_or_else(|| "[c]".to_owned(), percent),
        detail: match (row.n, row.employers_n) {
            (Some(n), Some(employers)) => format!("{}, {}", counted(n, "vacancy", "vacancies"), counted(employers, "employer", "employers")),
            _ => "hidden, too few".to_owned(),
        },
        reliable: true,
    }
}

fn finding(reports_to: &[&StructureRow]) -> String {
    match reports_to.iter().find(|row| row.to_role != OTHER && row.n.is_some()) {
        Some(row) => format!(
            "Posts report most often to a {}, in {} of the vacancies that say so",
            words(&row.to_role),
            row.share.map_or_else(|| "some".to_owned(), percent)
        ),
        None => "Reporting lines differ from employer to employer: no one role above the posts is named by five of them".to_owned(),
    }
}

fn table(rows: &[StructureRow]) -> Markup {
    let shown = |row: &&StructureRow| row.employer_type == "all" || row.n.is_some();
    let mut rows: Vec<&StructureRow> = rows.iter().filter(shown).collect();
    let order = |row: &StructureRow| RELATIONS.iter().position(|(code, _)| *code == row.relation).unwrap_or(RELATIONS.len());
    let key = |row: &StructureRow| {
        (
            row.employer_type != "all",
            row.employer_type.clone(),
            row.from_role.clone(),
            order(row),
            row.to_role == OTHER,
            u64::MAX - row.n.unwrap_or(0),
        )
    };
    rows.sort_by_key(|row| key(row));
    html! {
        table {
            thead { tr {
                th scope="col" { "Employers" }
                th scope="col" { "Kind of job" }
                th scope="col" { "Relation" }
                th scope="col" { "Role or unit" }
                th.n scope="col" { "Vacancies" }
                th.n scope="col" { "Employers" }
                th.n scope="col" { "Share" }
            } }
            tbody { @for row in rows { (line(row)) } }
        }
    }
}

fn line(row: &StructureRow) -> Markup {
    html! {
        tr {
            th scope="row" { (capitalized_value("employer_type", &row.employer_type)) }
            td { (capitalized_value("role_family", &row.from_role)) }
            td { (RELATIONS.iter().find(|(code, _)| *code == row.relation).map_or_else(|| words(&row.relation), |(_, name)| (*name).to_owned())) }
            td dir="auto" { (words(&row.to_role)) }
            td.n { (count(row.n)) @if row.n.is_none() { (status(&row.status)) } }
            td.n { (count(row.employers_n)) }
            td.n { (percent_exact(row.share)) }
        }
    }
}
