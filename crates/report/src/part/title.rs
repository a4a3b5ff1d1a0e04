//! What the posts are called, and what stands under titles that few employers use or under no kind of job.

use maud::{Markup, html};
use tables::public::TitleRow;

use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::bar_list::{self, Item, Section};
use crate::format::{capitalized, count, counted};
use crate::frequency_table::{exact, scrolling};
use crate::study::Study;
use crate::wording::{capitalized_value, group_value};

const TITLE: &str = "What the posts are called";
/// Titles drawn, and those in the table.
const DRAWN: usize = 15;
const LISTED: usize = 100;
/// The kind of job of what is no engagement work.
const OTHER: &str = "other-not-engagement";

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let rows = study.more.titles.as_ref().filter(|rows| !rows.is_empty())?;
    let mut rows: Vec<&TitleRow> = rows.iter().collect();
    rows.sort_by_key(|row| (is_collected(row), u64::MAX - row.vacancies_n, &row.title_norm, &row.role_family, &row.seniority));
    let named: Vec<&TitleRow> = rows.iter().copied().filter(|row| !is_collected(row)).collect();
    let collected: Vec<&TitleRow> = rows.iter().copied().filter(|row| is_collected(row)).collect();
    let title = finding(study, &named);
    let mut files = Vec::new();
    let body = html! {
        @if named.is_empty() { p.empty { (title) "." } }
        @else { (drawn(study, figures, &mut files, &title, &named)) }
        (under(&collected))
        (other(&rows))
    };
    Some(Part { files, ..Part::of("titles", TITLE, body) })
}

/// Titles of few employers stand together under words in brackets.
fn is_collected(row: &TitleRow) -> bool {
    row.title_norm.starts_with('(')
}

fn drawn(study: &Study, figures: &mut Figures, files: &mut Vec<(String, String)>, title: &str, named: &[&TitleRow]) -> Markup {
    let n = figures.next();
    let most = named.iter().map(|row| row.vacancies_n).max().unwrap_or(1).max(1) as f64;
    let item = |row: &&TitleRow| Item {
        label: capitalized(&row.title_norm),
        note: Some(kind(row)),
        length: Some(row.vacancies_n as f64 / most),
        number: count(row.vacancies_n),
        detail: counted(row.employers_n, "employer", "employers"),
        reliable: true,
    };
    let sections = [Section { heading: None, items: named.iter().take(DRAWN).map(item).collect() }];
    let desc = format!("Bars of the {} titles used most often. The table below has more.", named.len().min(DRAWN));
    let caption = Caption { name: "titles", desc, title: title.to_owned(), source: source(study) };
    let chart = bar_list::draw(
        &caption,
        &sections,
        "Length: vacancies with the title, against the title used most often. Under each title: kind of job, level.",
    );
    files.push(chart.file);
    let remarks = html! {
        details #titles-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table(&named[..named.len().min(LISTED)])))
            @if named.len() > LISTED { p.remark { "Listed: the first " (LISTED) "; the table titles has all." } }
        }
    };
    figure(n, title, "Vacancies by title, for titles that three employers or more use", &chart.markup, remarks)
}

fn kind(row: &TitleRow) -> String {
    format!("{}, {}", group_value("role_family", &row.role_family), group_value("seniority", &row.seniority))
}

fn finding(study: &Study, named: &[&TitleRow]) -> String {
    match named.first() {
        Some(row) => format!(
            "“{}” is the title used most often, for {} of {} vacancies",
            capitalized(&row.title_norm),
            count(row.vacancies_n),
            count(study.run.vacancies_n)
        ),
        None => "No title is used by three employers or more".to_owned(),
    }
}

/// The titles that few use, by the kind of job that was read from them.
fn under(collected: &[&TitleRow]) -> Markup {
    html! {
        @if !collected.is_empty() {
            h3 { "Under titles that fewer than three employers use" }
            p.soft { "A title of one or two employers could name them, so these titles stand together, by kind of job and level." }
            (scrolling("Titles of few employers", table(collected)))
        }
    }
}

/// What was read as no kind of engagement work, by name as far as names may be shown.
fn other(rows: &[&TitleRow]) -> Markup {
    let other: Vec<&TitleRow> = rows.iter().copied().filter(|row| row.role_family == OTHER).collect();
    html! {
        @if !other.is_empty() {
            h3 { "What hides under other kinds of job" }
            p.soft { "Vacancies in scope whose title and duties name none of the kinds of job that are told apart." }
            (scrolling("Titles of other kinds of job", table(&other[..other.len().min(LISTED)])))
        }
    }
}

fn table(rows: &[&TitleRow]) -> Markup {
    html! {
        table {
            thead { tr {
                th scope="col" { "Title" }
                th scope="col" { "Kind of job" }
                th scope="col" { "Level" }
                th.n scope="col" { "Vacancies" }
                th.n scope="col" { "Employers" }
            } }
            tbody { @for row in rows {
                tr {
                    th scope="row" dir="auto" { @if is_collected(row) { "(several titles)" } @else { (capitalized(&row.title_norm)) } }
                    td { (capitalized_value("role_family", &row.role_family)) }
                    td { (capitalized_value("seniority", &row.seniority)) }
                    td.n { (count(row.vacancies_n)) }
                    td.n { (count(row.employers_n)) }
                }
            } }
        }
    }
}
