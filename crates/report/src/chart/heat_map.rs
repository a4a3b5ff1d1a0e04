//! Concepts by groups: a cell a share, told by its number first and by its shade second.

use maud::{Markup, html};

use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::hatch::{fill, hatch};
use super::label;
use crate::format::percent;

/// A group.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) label: String,
    /// How many vacancies it has.
    pub(crate) note: String,
}

/// What is known of a concept in a group.
#[derive(Debug, Clone)]
pub(crate) enum Cell {
    /// A share, and what the pointer is told.
    Share { share: f64, reliable: bool, spoken: String },
    /// Hidden, as the group is small.
    Hidden,
    /// Nothing is known.
    None,
}

/// A concept.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) label: String,
    /// One a column.
    pub(crate) cells: Vec<Cell>,
}

/// The columns that can be read beside each other.
pub(crate) const COLUMNS: usize = 8;

/// Draws the rows in their order.
pub(crate) fn draw(caption: &Caption, columns: &[Column], rows: &[Row]) -> Chart {
    canvas::chart(caption, |layout, prefix| if layout == Layout::Narrow { narrow(columns, rows, prefix) } else { wide(columns, rows, prefix) })
}

/// The names' right edge, the first cell, and how wide a cell may be.
const LABEL: f64 = 236.0;
const LEFT: f64 = 246.0;
const WIDEST: f64 = 104.0;
/// The height of a row of cells.
const PITCH: f64 = 27.0;
/// An ordinary character's width.
const CHARACTER: f64 = 7.4;

fn wide(columns: &[Column], rows: &[Row], prefix: &str) -> Drawing {
    let width = ((Layout::Wide.width() - LEFT) / columns.len().max(1) as f64).min(WIDEST);
    let names: Vec<Vec<String>> = columns.iter().map(|column| label::wrapped(&column.label, (width / CHARACTER) as usize, 3)).collect();
    let deepest = names.iter().map(Vec::len).max().unwrap_or(1) as f64;
    let mut y = LINE * deepest + 20.0;
    let head = html! {
        @for ((column, lines), x) in columns.iter().zip(&names).zip(places(LEFT, width)) {
            g {
                title { (column.label) ", " (column.note) }
                (canvas::lines("middle", x + width / 2.0, 12.0 + LINE * (deepest - lines.len() as f64), lines))
                text class="soft middle" x=(px(x + width / 2.0)) y=(px(y - 9.0)) { (column.note) }
            }
        }
    };
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        let lines = label::lines(&row.label, 34);
        let height = (LINE * lines.len() as f64 + 4.0).max(PITCH);
        drawn.push(html! {
            (canvas::lines("end", LABEL, y + (height - LINE * lines.len() as f64) / 2.0 + 12.5, &lines))
            @for (one, x) in row.cells.iter().zip(places(LEFT, width)) { (cell(one, prefix, (x, y), (width - 2.0, height - 2.0), None)) }
        });
        y += height;
    }
    let body = html! {
        defs { (hatch(prefix)) }
        (head)
        @for row in &drawn { (row) }
        (legend(prefix, LEFT, y + 12.0, 66.0))
    };
    Drawing { body, height: y + 66.0 }
}

/// The columns are numbered: their names do not fit above them.
fn narrow(columns: &[Column], rows: &[Row], prefix: &str) -> Drawing {
    let width = (Layout::Narrow.width() / columns.len().max(1) as f64).min(WIDEST);
    let mut y = LINE * columns.len() as f64 + 8.0;
    let key = html! {
        @for (column, n) in columns.iter().zip(1_u8..) {
            text x="0" y=(px(LINE * f64::from(n) - 3.0)) { (n) " " (label::line(&column.label, 28)) }
            text class="soft end" x=(px(Layout::Narrow.width())) y=(px(LINE * f64::from(n) - 3.0)) { (column.note) }
        }
    };
    let mut drawn = Vec::with_capacity(rows.len());
    for row in rows {
        let lines = label::lines(&row.label, 44);
        let top = y + LINE * lines.len() as f64 + 4.0;
        drawn.push(html! {
            (canvas::lines("", 0.0, y + 13.0, &lines))
            @for ((one, x), n) in row.cells.iter().zip(places(0.0, width)).zip(1_u8..) { (cell(one, prefix, (x, top), (width - 2.0, 38.0), Some(n))) }
        });
        y = top + 48.0;
    }
    let body = html! {
        defs { (hatch(prefix)) }
        (key)
        @for row in &drawn { (row) }
        (legend(prefix, 0.0, y, 58.0))
    };
    Drawing { body, height: y + 54.0 }
}

fn places(left: f64, width: f64) -> impl Iterator<Item = f64> {
    (0_u8..).map(move |at| left + width * f64::from(at))
}

/// A cell; with its column's number where the names stand elsewhere.
fn cell(cell: &Cell, prefix: &str, (x, y): (f64, f64), (width, height): (f64, f64), number: Option<u8>) -> Markup {
    let middle = x + width / 2.0;
    let baseline = if number.is_some() { y + height - 8.5 } else { y + height / 2.0 + 4.5 };
    let (shade, words) = match cell {
        Cell::Share { share, reliable, .. } if *reliable || number.is_some() => (shade(*share), percent(*share)),
        Cell::Share { share, .. } => (shade(*share), format!("{} u", percent(*share))),
        Cell::Hidden => ("unknown", "[c]".to_owned()),
        Cell::None => ("unknown", "–".to_owned()),
    };
    let on = if shade == "h4" { " on" } else { "" };
    html! {
        g {
            @if let Cell::Share { spoken, .. } = cell { title { (spoken) } }
            rect class=(shade) x=(px(x)) y=(px(y)) width=(px(width)) height=(px(height)) {}
            @if let Cell::Share { reliable: false, .. } = cell {
                rect class="hatched" fill=(fill(prefix)) x=(px(x)) y=(px(y + height - 4.0)) width=(px(width)) height="4" {}
            }
            @if let Some(number) = number { text class={ "tiny middle" (on) } x=(px(middle)) y=(px(y + 12.0)) { (number) @if matches!(cell, Cell::Share { reliable: false, .. }) { " u" } } }
            text class={ "middle" (on) } x=(px(middle)) y=(px(baseline)) { (words) }
        }
    }
}

/// Fifths of the way from none to all.
fn shade(share: f64) -> &'static str {
    // By the number as it is written in the cell, so that the two never disagree.
    match (share * 100.0).round() {
        percent if percent < 20.0 => "h0",
        percent if percent < 40.0 => "h1",
        percent if percent < 60.0 => "h2",
        percent if percent < 80.0 => "h3",
        _ => "h4",
    }
}

fn legend(prefix: &str, left: f64, y: f64, width: f64) -> Markup {
    let fifths = [("h0", "<20%"), ("h1", "20–39%"), ("h2", "40–59%"), ("h3", "60–79%"), ("h4", "≥80%")];
    html! {
        @for ((shade, words), x) in fifths.into_iter().zip(places(left, width)) {
            rect class=(shade) x=(px(x)) y=(px(y)) width=(px(width - 2.0)) height="8" {}
            text class="soft middle" x=(px(x + width / 2.0 - 1.0)) y=(px(y + 23.0)) { (words) }
        }
        rect class="hatched" fill=(fill(prefix)) x=(px(left)) y=(px(y + 36.0)) width="20" height="6" {}
        text class="soft" x=(px(left + 26.0)) y=(px(y + 43.0)) { "u: unreliable; [c]: hidden" }
    }
}
