//! A list of bars under headings, each with its numbers beside it.

use maud::{Markup, html};

use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::label;

/// One bar.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) label: String,
    /// A second, quieter label.
    pub(crate) note: Option<String>,
    /// How much of the track it takes, 0 to 1; `None` where the number is hidden.
    pub(crate) length: Option<f64>,
    /// The number.
    pub(crate) number: String,
    /// What it was counted from.
    pub(crate) detail: String,
    pub(crate) reliable: bool,
}

/// Bars that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) heading: Option<String>,
    pub(crate) items: Vec<Item>,
}

/// Draws the sections in their order; `footnote` says what a bar's length is.
pub(crate) fn draw(caption: &Caption, sections: &[Section], footnote: &str) -> Chart {
    canvas::chart(caption, |layout, _| drawing(sections, footnote, layout))
}

/// Where the columns of the wide chart stand.
const LABEL: f64 = 300.0;
const TRACK: (f64, f64) = (318.0, 560.0);
const NUMBER: f64 = 612.0;

fn drawing(sections: &[Section], footnote: &str, layout: Layout) -> Drawing {
    let mut y = 0.0;
    let mut rows = Vec::new();
    for section in sections {
        if let Some(heading) = &section.heading {
            let x = if layout == Layout::Narrow { 0.0 } else { TRACK.0 };
            rows.push(html! { text class="strong" x=(px(x)) y=(px(y + 14.0)) { (label::line(heading, 44)) } });
            y += 26.0;
        }
        for item in &section.items {
            let (row, height) = if layout == Layout::Narrow { narrow(item, y) } else { wide(item, y) };
            rows.push(row);
            y += height;
        }
        y += 8.0;
    }
    let notes = label::wrapped(footnote, if layout == Layout::Narrow { 50 } else { 110 }, 4);
    let body = html! {
        @for row in &rows { (row) }
        (canvas::lines("soft", 0.0, y + 16.0, &notes))
    };
    Drawing { body, height: y + 8.0 + LINE * notes.len() as f64 }
}

fn bar(item: &Item, (left, right): (f64, f64), y: f64) -> Markup {
    html! {
        line class="zero" x1=(px(left)) x2=(px(left)) y1=(px(y - 3.0)) y2=(px(y + 15.0)) {}
        @if let Some(length) = item.length {
            rect class=(if item.reliable { "required" } else { "duty dashed" }) x=(px(left)) y=(px(y))
                width=(px(((right - left) * length.clamp(0.0, 1.0)).max(0.5))) height="12" {}
        }
    }
}

fn spoken(item: &Item) -> Markup {
    html! { title { (item.label) @if let Some(note) = &item.note { " (" (note) ")" } ": " (item.number) ", " (item.detail) @if !item.reliable { "; unreliable" } } }
}

fn wide(item: &Item, top: f64) -> (Markup, f64) {
    let lines = label::lines(&item.label, 43);
    let text = LINE * lines.len() as f64 + if item.note.is_some() { 14.0 } else { 0.0 };
    let height = (text + 10.0).max(26.0);
    let (middle, first) = (top + height / 2.0, top + (height - text) / 2.0 + 12.0);
    let row = html! {
        g {
            (spoken(item))
            (canvas::lines("end", LABEL, first, &lines))
            @if let Some(note) = &item.note {
                text class="soft end" x=(px(LABEL)) y=(px(first + LINE * lines.len() as f64 - 1.0)) { (label::line(note, 46)) }
            }
            (bar(item, TRACK, middle - 6.0))
            text class="strong end" x=(px(NUMBER)) y=(px(middle + 4.5)) { (item.number) }
            text class="soft" x=(px(NUMBER + 4.0)) y=(px(middle + 4.5)) { @if !item.reliable { "u" } }
            text class="soft end" x="832" y=(px(middle + 4.5)) { (item.detail) }
        }
    };
    (row, height)
}

fn narrow(item: &Item, top: f64) -> (Markup, f64) {
    let lines = label::lines(&item.label, 42);
    let below = top + LINE * lines.len() as f64;
    let numbers = below + 15.0 + if item.note.is_some() { 15.0 } else { 0.0 };
    let row = html! {
        g {
            (spoken(item))
            (canvas::lines("", 0.0, top + 13.0, &lines))
            @if let Some(note) = &item.note { text class="soft" x="0" y=(px(below + 12.0)) { (label::line(note, 46)) } }
            text class="strong" x="0" y=(px(numbers)) { (item.number) @if !item.reliable { " u" } }
            text class="soft end" x="300" y=(px(numbers)) { (item.detail) }
            (bar(item, (0.0, 300.0), numbers + 8.0))
        }
    };
    (row, numbers + 34.0 - top)
}
