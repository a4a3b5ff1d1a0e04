//! What is paid, by currency, and how often it is said.

use std::collections::BTreeMap;

use maud::{Markup, html};
use tables::public::PayRow;

use super::{Figures, Part, condition, figure, source};
use crate::chart::Caption;
use crate::chart::range::{self, Range, Section};
use crate::format::{amount, count, part_of, percent, percent_exact};
use crate::frequency_table::{exact, scrolling, status};
use crate::study::Study;
use crate::wording;

const TITLE: &str = "Pay and conditions";
/// Currencies drawn, each on an axis of its own, and groups of a kind in each.
const CURRENCIES: usize = 4;
const GROUPS: usize = 8;

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    if study.run.vacancies_n == 0 || (study.more.pay.is_none() && study.more.conditions.is_none()) {
        return None;
    }
    let mut files = Vec::new();
    let body = html! {
        @if let Some(rows) = &study.more.pay { (pay(study, rows, figures, &mut files)) }
        @if let Some(rows) = &study.more.conditions { (condition::conditions(study, rows, figures, &mut files)) }
    };
    Some(Part { files, ..Part::of("pay", TITLE, body) })
}

fn pay(study: &Study, rows: &[PayRow], figures: &mut Figures, files: &mut Vec<(String, String)>) -> Markup {
    let currencies = in_currencies(rows);
    let title = finding(of_all(rows), &currencies);
    if currencies.is_empty() {
        return html! {
            h3 { "Pay" }
            p.empty { (title) ". No currency has pay stated by five vacancies of five employers, so no amount is shown." }
        };
    }
    let n = figures.next();
    let sections: Vec<Section> = currencies.iter().take(CURRENCIES).map(|row| section(rows, &row.currency)).collect();
    let desc =
        format!("Quartiles of pay a year of full time, in {} currencies, for all and by group. The table below has the numbers.", sections.len());
    let chart = range::draw(&Caption { name: "pay", desc, title: title.clone(), source: source(study) }, &sections);
    files.push(chart.file);
    let remarks = html! {
        p.remark {
            "The middle of each range that is offered, for a year of full time; never the lowest or the highest. Amounts are not converted and not adjusted for "
            "prices, so they cannot be compared between countries or years. The table pay has further groups."
        }
        details #pay-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table(rows)))
        }
    };
    html! {
        h3 { "Pay" }
        (figure(n, &title, "Pay for a year of full time: the median, and the quarter below and above it", &chart.markup, remarks))
    }
}

/// The finding for the cover, where there is one.
pub(super) fn headline(study: &Study) -> Option<String> {
    let rows = study.more.pay.as_ref().filter(|rows| !rows.is_empty())?;
    Some(finding(of_all(rows), &in_currencies(rows)))
}

/// The row of all vacancies and currencies.
fn of_all(rows: &[PayRow]) -> Option<&PayRow> {
    rows.iter().find(|row| row.group_by == "all" && row.currency == "all")
}

/// The rows of all vacancies whose amounts may be shown, the currency stated most often first.
fn in_currencies(rows: &[PayRow]) -> Vec<&PayRow> {
    let mut rows: Vec<&PayRow> = rows.iter().filter(|row| row.group_by == "all" && row.median_per_year.is_some()).collect();
    rows.sort_by(|a, b| (u64::MAX - a.with_pay_n, &a.currency).cmp(&(u64::MAX - b.with_pay_n, &b.currency)));
    rows
}

fn finding(all: Option<&PayRow>, currencies: &[&PayRow]) -> String {
    let disclosed = all.and_then(|row| {
        Some(format!("{} vacancies ({}) state what they pay", part_of(row.with_pay_n, row.vacancies_n), percent(row.disclosed_share?)))
    });
    let median =
        currencies.first().and_then(|row| Some(format!("the median of those in {} is {} a year", row.currency, amount(row.median_per_year?))));
    match (disclosed, median) {
        (Some(disclosed), Some(median)) => format!("{disclosed}; {median}"),
        (Some(one), None) | (None, Some(one)) => crate::format::capitalized(&one),
        (None, None) => "Nothing is known of pay".to_owned(),
    }
}

/// The kinds of groups whose pay is drawn.
const KINDS: [&str; 3] = ["all", "seniority", "role_family"];

fn section(rows: &[PayRow], currency: &str) -> Section {
    let range = |row: &&PayRow| {
        let label = if row.group_by == "all" { "All vacancies".to_owned() } else { wording::capitalized_value(&row.group_by, &row.group_value) };
        let count = part_of(row.with_pay_n, row.vacancies_n);
        Some(Range { label, p25: row.p25_per_year?, median: row.median_per_year?, p75: row.p75_per_year?, count })
    };
    let of_kind = |kind: &str| -> Vec<Range> { in_order(rows, kind, currency).iter().filter_map(range).take(GROUPS).collect() };
    Section { heading: currency.to_owned(), ranges: KINDS.iter().flat_map(|kind| of_kind(kind)).collect() }
}

/// The rows of a kind and currency: levels in their order, other groups the largest first.
fn in_order<'a>(rows: &'a [PayRow], kind: &str, currency: &str) -> Vec<&'a PayRow> {
    let mut rows: Vec<&PayRow> = rows.iter().filter(|row| row.group_by == kind && row.currency == currency).collect();
    let order = |row: &PayRow| if kind == "seniority" { wording::level(&row.group_value) } else { u64::MAX - row.with_pay_n };
    rows.sort_by(|a, b| (order(a), &a.group_value).cmp(&(order(b), &b.group_value)));
    rows
}

fn table(rows: &[PayRow]) -> Markup {
    let mut kinds: BTreeMap<usize, Vec<&PayRow>> = BTreeMap::new();
    // Of the groups, only what says something: how many state their pay, and amounts that may be shown.
    let tells = |row: &&PayRow| row.group_by == "all" || row.currency == "all" || row.median_per_year.is_some();
    for row in rows.iter().filter(tells) {
        if let Some(at) = KINDS.iter().position(|kind| *kind == row.group_by) {
            kinds.entry(at).or_default().push(row);
        }
    }
    html! {
        table {
            thead { tr {
                th scope="col" { "Group" }
                th scope="col" { "Currency" }
                th.n scope="col" { "State their pay" }
                th.n scope="col" { "Share" }
                th.n scope="col" { "Employers" }
                th.n scope="col" { "A quarter offer less than" }
                th.n scope="col" { "Half offer less than" }
                th.n scope="col" { "Three quarters offer less than" }
            } }
            @for rows in kinds.values() { tbody { @for row in rows { (line(row)) } } }
        }
    }
}

fn line(row: &PayRow) -> Markup {
    let money = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), amount);
    let group = if row.group_by == "all" { "All vacancies".to_owned() } else { wording::capitalized_value(&row.group_by, &row.group_value) };
    html! {
        tr {
            th scope="row" dir="auto" { (group) }
            td { (if row.currency == "all" { "any" } else { row.currency.as_str() }) @if row.status == crate::hidden::HIDDEN { " " (status(&row.status)) } }
            td.n { (part_of(row.with_pay_n, row.vacancies_n)) }
            td.n { (percent_exact(row.disclosed_share)) }
            td.n { (count(row.employers_n)) }
            td.n { (money(row.p25_per_year)) }
            td.n { (money(row.median_per_year)) }
            td.n { (money(row.p75_per_year)) }
        }
    }
}
