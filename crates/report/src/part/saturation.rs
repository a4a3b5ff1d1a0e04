//! Whether more vacancies would still show concepts that were not seen.

use maud::{Markup, html};
use tables::public::SaturationRow;

use super::{Figures, Part, figure, source};
use crate::chart::Caption;
use crate::chart::curve::{self, Estimate, Point};
use crate::format::{count, decimal, percent, percent_exact};
use crate::frequency_table::{exact, scrolling};
use crate::study::Study;

const TITLE: &str = "Would more vacancies show more?";

pub(super) fn part(study: &Study, figures: &mut Figures) -> Option<Part> {
    let rows = study.more.saturation.as_ref()?;
    let rows: Vec<&SaturationRow> = rows.iter().filter(|row| row.unit == "concepts").collect();
    let last = *rows.last()?;
    let n = figures.next();
    let title = finding(last);
    let points: Vec<Point> =
        rows.iter().map(|row| Point { vacancies_n: row.vacancies_n, expected: row.expected_n, lo: row.expected_lo, hi: row.expected_hi }).collect();
    let estimate = last.estimated_n.map(|n| Estimate { n, words: format!("estimated in all: at least {}", decimal(Some(n))) });
    let desc = "Line with a ribbon: concepts expected among so many vacancies drawn at random. The table below has the exact numbers.";
    let caption = Caption { name: "saturation", desc: desc.to_owned(), title: title.clone(), source: source(study) };
    let chart = curve::draw(&caption, &points, estimate.as_ref());
    let remarks = html! {
        p.remark {
            "A curve that has flattened says that more advertisements from the same sources would show few skills that were looked for and not seen. It says nothing of "
            "skills that were not looked for. Rarefaction after Colwell, Mao & Chang (2004), the estimate after Chao (Chao2), coverage after Chao & Jost (2012)."
        }
        details #saturation-table {
            summary { (exact(n)) }
            (scrolling(&exact(n), table(&rows)))
        }
    };
    let what = "Concepts of the deepest level expected to be seen, by the number of vacancies read";
    Some(Part { files: vec![chart.file], ..Part::of("saturation", TITLE, figure(n, &title, what, &chart.markup, remarks)) })
}

fn finding(last: &SaturationRow) -> String {
    let seen = format!("{} vacancies show {:.0} concepts", count(last.vacancies_n), last.expected_n);
    match (last.estimated_n, last.estimated_lo, last.estimated_hi) {
        (Some(n), Some(lo), Some(hi)) => {
            format!("{seen}, of at least {n:.0} that the sources are estimated to hold (95% interval {lo:.0} to {hi:.0})")
        }
        _ => format!("{seen}; these make up {} of all that is asked for", percent(last.coverage)),
    }
}

fn table(rows: &[&SaturationRow]) -> Markup {
    let between = |lo: f64, hi: f64| format!("{lo:.1}–{hi:.1}");
    html! {
        table {
            thead { tr {
                th.n scope="col" { "Vacancies" }
                th.n scope="col" { "Concepts expected" }
                th.n scope="col" { "95% interval" }
                th.n scope="col" { "Coverage" }
                th.n scope="col" { "Estimated in all" }
                th.n scope="col" { "95% interval" }
            } }
            tbody { @for row in rows {
                tr {
                    th.n scope="row" { (count(row.vacancies_n)) }
                    td.n { (decimal(Some(row.expected_n))) }
                    td.n { (between(row.expected_lo, row.expected_hi)) }
                    td.n { (percent_exact(Some(row.coverage))) }
                    td.n { (decimal(row.estimated_n)) }
                    td.n { (row.estimated_lo.zip(row.estimated_hi).map_or_else(|| "–".to_owned(), |(lo, hi)| between(lo, hi))) }
                }
            } }
        }
    }
}
