//! From pages to numbers: how many inputs went where and why, in the manner of a PRISMA diagram, and the sums that must hold.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Part;
use crate::format::count;
use crate::frequency_table::scrolling;
use crate::study::Study;
use crate::wording;

/// What goes on to the next stage; everything else leaves here, and says why.
const GOES_ON: [&str; 7] = ["captures", "postings", "observations", "vacancies", "in_scope", "with_a_concept", "without_a_concept"];

pub(super) fn part(study: &Study) -> Part {
    let totals = totals(study);
    let body = html! {
        p { "Every input ends in one of these boxes: what goes on at the left, what leaves and why at the right. All sources together." }
        @if totals.is_empty() { p.empty { "The archive of this study is empty." } }
        @else { (diagram(&totals)) }
        (sums(study))
        @if !totals.is_empty() { (by_source(study, &totals)) }
    };
    Part::of("flow", "From pages to numbers", body)
}

/// Counts by stage and reason.
type Totals<'a> = BTreeMap<(u64, &'a str), BTreeMap<&'a str, u64>>;

/// All sources together. Adding up the rows of one reason is all that this crate computes; the checks below come from `tables`.
fn totals(study: &Study) -> Totals<'_> {
    let mut totals: Totals = BTreeMap::new();
    for row in &study.flow {
        let reasons = totals.entry((row.stage_n, row.stage.as_str())).or_default();
        let n = reasons.entry(row.reason.as_str()).or_default();
        *n = n.saturating_add(row.n);
    }
    totals
}

fn diagram(totals: &Totals) -> Markup {
    html! {
        ol.flow {
            @for ((_, stage), reasons) in totals {
                @let (on, out): (Vec<_>, Vec<_>) = reasons.iter().partition(|(reason, _)| GOES_ON.contains(*reason));
                li {
                    h3 { (wording::stage(stage)) }
                    div.stage {
                        (counts("box", &on))
                        @if !out.is_empty() { (counts("out", &out)) }
                    }
                }
            }
        }
    }
}

fn counts(class: &str, reasons: &[(&&str, &u64)]) -> Markup {
    html! {
        ul class=(class) {
            @for (reason, n) in reasons { li { strong { (count(**n)) } " " (wording::reason(reason)) } }
        }
    }
}

fn sums(study: &Study) -> Markup {
    html! {
        h3 { "The sums that must hold" }
        ul.sums {
            @for (said, left, right) in tables::reconcile(&study.flow) {
                @if left == right {
                    li.holds { span.sign aria-hidden="true" { "✓" } " " (said) ": " strong { (count(left)) " = " (count(right)) } ", holds" }
                } @else {
                    li.fails { span.sign aria-hidden="true" { "✗" } " " (said) ": " strong { (count(left)) " ≠ " (count(right)) } ", does not hold" }
                }
            }
        }
    }
}

/// Sources beside each other in one table.
const COLUMNS: usize = 5;

fn by_source(study: &Study, totals: &Totals) -> Markup {
    let sources: BTreeSet<&str> = study.flow.iter().map(|row| row.source_id.as_str()).collect();
    let sources: Vec<&str> = sources.into_iter().collect();
    html! {
        details #flow-by-source {
            summary { "The same by source" }
            @for columns in sources.chunks(COLUMNS) { (scrolling("Flow of counts by source", table(study, totals, columns))) }
        }
    }
}

fn table(study: &Study, totals: &Totals, sources: &[&str]) -> Markup {
    let cells: BTreeMap<(&str, u64, &str), u64> =
        study.flow.iter().map(|row| ((row.source_id.as_str(), row.stage_n, row.reason.as_str()), row.n)).collect();
    html! {
        table {
            thead { tr { th scope="col" { "Where inputs went" } @for source in sources { th.n scope="col" dir="auto" { (source) } } } }
            @for ((stage_n, stage), reasons) in totals {
                tbody {
                    tr { th.stage-name scope="rowgroup" colspan=(sources.len() + 1) { (wording::stage(stage)) } }
                    @for reason in reasons.keys() {
                        tr {
                            th scope="row" { (wording::reason(reason)) }
                            @for source in sources { td.n { (count(cells.get(&(*source, *stage_n, *reason)).copied().unwrap_or(0))) } }
                        }
                    }
                }
            }
        }
    }
}
