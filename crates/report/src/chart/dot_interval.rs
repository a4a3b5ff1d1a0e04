//! One row a concept: a dot for the share, a band for its interval, and the numbers beside them.

use maud::{Markup, html};

use super::axis::{grid, ticks};
use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::hatch::{fill, hatch};
use super::label;
use super::scale::Scale;
use crate::format::{interval, percent};

/// One row of the chart.
#[derive(Debug, Clone)]
pub(crate) struct Mark {
    /// What is asked for.
    pub(crate) label: String,
    /// A second, quieter label.
    pub(crate) note: Option<String>,
    pub(crate) share: f64,
    pub(crate) lo: f64,
    pub(crate) hi: f64,
    /// `34 of 118`.
    pub(crate) count: String,
    /// An unreliable mark is hollow and hatched.
    pub(crate) reliable: bool,
}

/// Draws the marks in their order.
pub(crate) fn draw(caption: &Caption, marks: &[Mark]) -> Chart {
    canvas::chart(caption, |layout, prefix| drawing(marks, layout, prefix))
}

/// Where the columns of the wide chart stand.
const LABEL: f64 = 236.0;
const TRACK: (f64, f64) = (254.0, 566.0);
const SHARE: f64 = 618.0;
const INTERVAL: f64 = 716.0;
const COUNT: f64 = 832.0;

fn drawing(marks: &[Mark], layout: Layout, prefix: &str) -> Drawing {
    let (left, right) = if layout == Layout::Narrow { (8.0, 292.0) } else { TRACK };
    let scale = Scale::holding(marks.iter().map(|mark| mark.hi), left, right);
    let mut y = if layout == Layout::Narrow { 0.0 } else { 24.0 };
    let top = y;
    let mut rows = Vec::with_capacity(marks.len());
    for mark in marks {
        let (row, height) = if layout == Layout::Narrow { narrow_row(mark, &scale, prefix, y) } else { wide_row(mark, &scale, prefix, y) };
        rows.push(row);
        y += height;
    }
    let any_unreliable = marks.iter().any(|mark| !mark.reliable);
    let body = html! {
        defs { (hatch(prefix)) }
        @if layout != Layout::Narrow { (headings()) (grid(&scale, top, y)) }
        @for row in &rows { (row) }
        (ticks(&scale, y + 16.0))
        (legend(layout, prefix, y + 42.0, any_unreliable))
    };
    let legend_lines = if any_unreliable && layout == Layout::Narrow { 2.0 } else { 1.0 };
    Drawing { body, height: y + 34.0 + 22.0 * legend_lines }
}

fn headings() -> Markup {
    html! {
        text class="soft end" x=(px(SHARE)) y="12" { "Share" }
        text class="soft end" x=(px(INTERVAL)) y="12" { "95% interval" }
        text class="soft end" x=(px(COUNT)) y="12" { "Vacancies" }
    }
}

/// The row and its height.
fn wide_row(mark: &Mark, scale: &Scale, prefix: &str, top: f64) -> (Markup, f64) {
    let lines = label::lines(&mark.label, 34);
    let note = mark.note.as_deref().map(|note| label::line(note, 34));
    let text_height = LINE * lines.len() as f64 + if note.is_some() { 14.0 } else { 0.0 };
    let height = (text_height + 14.0).max(30.0);
    let (middle, first) = (top + height / 2.0, top + (height - text_height) / 2.0 + 12.0);
    let row = html! {
        g {
            title { (spoken(mark)) }
            (canvas::lines("end", LABEL, first, &lines))
            @if let Some(note) = &note {
                text class="soft end" x=(px(LABEL)) y=(px(first + LINE * lines.len() as f64 - 1.0)) { (note) }
            }
            (interval_and_dot(mark, scale, prefix, middle))
            text class="strong end" x=(px(SHARE)) y=(px(middle + 4.5)) { (percent(mark.share)) }
            text class="soft" x=(px(SHARE + 4.0)) y=(px(middle + 4.5)) { (u(mark)) }
            text class="soft end" x=(px(INTERVAL)) y=(px(middle + 4.5)) { (interval(mark.lo, mark.hi)) }
            text class="soft end" x=(px(COUNT)) y=(px(middle + 4.5)) { (mark.count) }
        }
    };
    (row, height)
}

/// The row and its height. The grid keeps to the track, so that it does not run through the words.
fn narrow_row(mark: &Mark, scale: &Scale, prefix: &str, top: f64) -> (Markup, f64) {
    let lines = label::lines(&mark.label, 42);
    let note = mark.note.as_deref().map(|note| label::line(note, 46));
    let below_label = top + LINE * lines.len() as f64;
    let numbers = below_label + 15.0 + if note.is_some() { 15.0 } else { 0.0 };
    let track = numbers + 15.0;
    let row = html! {
        g {
            title { (spoken(mark)) }
            (canvas::lines("", 0.0, top + 13.0, &lines))
            @if let Some(note) = &note { text class="soft" x="0" y=(px(below_label + 12.0)) { (note) } }
            text class="strong" x="0" y=(px(numbers)) { (percent(mark.share)) " " (u(mark)) }
            text class="soft end" x="140" y=(px(numbers)) { (interval(mark.lo, mark.hi)) }
            text class="soft end" x="300" y=(px(numbers)) { (mark.count) " vacancies" }
            (grid(scale, track - 8.0, track + 8.0))
            (interval_and_dot(mark, scale, prefix, track))
        }
    };
    (row, track + 22.0 - top)
}

fn interval_and_dot(mark: &Mark, scale: &Scale, prefix: &str, y: f64) -> Markup {
    let (lo, hi) = (scale.at(mark.lo), scale.at(mark.hi));
    let width = px((hi - lo).max(1.0));
    html! {
        @if mark.reliable {
            rect class="band" x=(px(lo)) y=(px(y - 4.0)) width=(width) height="8" rx="2" {}
            circle class="dot" cx=(px(scale.at(mark.share))) cy=(px(y)) r="5.5" {}
        } @else {
            rect class="hatched" fill=(fill(prefix)) x=(px(lo)) y=(px(y - 4.0)) width=(width) height="8" rx="2" {}
            circle class="hollow" cx=(px(scale.at(mark.share))) cy=(px(y)) r="4.5" {}
        }
    }
}

/// What the pointer is told, in full where the label was cut.
fn spoken(mark: &Mark) -> String {
    let doubt = if mark.reliable { "" } else { "; unreliable" };
    format!("{}: {}, 95% interval {}, {} vacancies{doubt}", mark.label, percent(mark.share), interval(mark.lo, mark.hi), mark.count)
}

fn u(mark: &Mark) -> &'static str {
    if mark.reliable { "" } else { "u" }
}

fn legend(layout: Layout, prefix: &str, y: f64, any_unreliable: bool) -> Markup {
    let (x, x2, y2) = if layout == Layout::Narrow { (0.0, 0.0, y + 22.0) } else { (TRACK.0 - 6.0, TRACK.0 + 212.0, y) };
    html! {
        rect class="band" x=(px(x)) y=(px(y - 4.0)) width="34" height="8" rx="2" {}
        circle class="dot" cx=(px(x + 17.0)) cy=(px(y)) r="5.5" {}
        text class="soft" x=(px(x + 42.0)) y=(px(y + 4.0)) { "share and 95% interval" }
        @if any_unreliable {
            rect class="hatched" fill=(fill(prefix)) x=(px(x2)) y=(px(y2 - 4.0)) width="34" height="8" rx="2" {}
            circle class="hollow" cx=(px(x2 + 17.0)) cy=(px(y2)) r="4.5" {}
            text class="soft" x=(px(x2 + 42.0)) y=(px(y2 + 4.0)) { "u: unreliable, see Methods" }
        }
    }
}
