//! Paragraphs and tables of a document to lines.

use std::fmt::Write as _;

use super::Document;
use crate::specification::rows_by_column;

/// Tables deeper than this are read as if they lay side by side.
const MAX_TABLES: usize = 32;
/// A longer first cell is no label.
const MAX_LABEL_CHARS: usize = 60;
/// A longer paragraph in bold is no heading.
const MAX_HEADING_CHARS: usize = 80;

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Title,
    Heading,
    Item,
    Text,
}

/// A document while it is being read.
#[derive(Default)]
pub(super) struct Blocks {
    document: Document,
    /// The tables that are open, each with its rows of cells.
    tables: Vec<Vec<Vec<String>>>,
    /// Tables that are open and too deep.
    deep_n: usize,
}

impl Blocks {
    /// Takes up a paragraph, which may hold line breaks.
    pub(super) fn paragraph(&mut self, kind: Kind, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let slot = match kind {
            Kind::Title => Some(&mut self.document.title),
            Kind::Heading => Some(&mut self.document.heading),
            Kind::Item | Kind::Text => None,
        };
        if let Some(slot @ None) = slot {
            *slot = Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        let lead = match kind {
            Kind::Title | Kind::Heading => "\n\n",
            Kind::Item => "\n- ",
            Kind::Text => "\n",
        };
        let out = self.out();
        out.push_str(lead);
        out.push_str(text);
    }

    /// A paragraph without a style: bold and short, it is a heading.
    pub(super) fn unstyled(&mut self, is_bold: bool, text: &str) {
        let line = text.trim();
        let is_heading = is_bold && !line.contains('\n') && !line.ends_with(['.', ';', ',']) && line.chars().count() <= MAX_HEADING_CHARS;
        self.paragraph(if is_heading && self.tables.is_empty() { Kind::Heading } else { Kind::Text }, text);
    }

    pub(super) fn open_table(&mut self) {
        if self.tables.len() < MAX_TABLES {
            self.tables.push(Vec::new());
        } else {
            self.deep_n += 1;
        }
    }

    pub(super) fn open_row(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.push(Vec::new());
        }
    }

    pub(super) fn open_cell(&mut self) {
        if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
            row.push(String::new());
        }
    }

    pub(super) fn close_table(&mut self) {
        if self.deep_n > 0 {
            self.deep_n -= 1;
        } else if let Some(rows) = self.tables.pop() {
            let text = table(&rows);
            self.out().push_str(&text);
        }
    }

    /// The document, with every table closed.
    pub(super) fn finish(mut self) -> Document {
        self.deep_n = 0;
        while !self.tables.is_empty() {
            self.close_table();
        }
        self.document
    }

    /// Where the next paragraph goes: the last cell that is open, else the document.
    fn out(&mut self) -> &mut String {
        let cell = self.tables.iter_mut().rev().find_map(|table| table.last_mut()?.last_mut());
        cell.unwrap_or(&mut self.document.text)
    }
}

/// A table, row by row: `label: value`, or several short cells in one line, or one cell below the other.
fn table(rows: &[Vec<String>]) -> String {
    let rows: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.trim().to_owned()).collect()).collect();
    if let Some(text) = rows_by_column(&rows) {
        return format!("\n{text}");
    }
    let mut out = String::from("\n");
    for row in &rows {
        let cells: Vec<&str> = row.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        push_row(&mut out, &cells);
    }
    out.truncate(out.trim_end().len());
    out
}

pub(super) fn push_row(out: &mut String, cells: &[&str]) {
    let is_line = |cell: &&str| !cell.contains('\n');
    let _ = match cells {
        [] => Ok(()),
        [label, value] if is_label(label) && is_line(value) => writeln!(out, "{}: {}", label.trim_end_matches([':', ' ']), item_text(value)),
        [label, value] if is_label(label) => writeln!(out, "\n\n{label}\n{value}"),
        [_, _, _, ..] if cells.iter().all(is_line) => writeln!(out, "{}", cells.join(" | ")),
        _ => writeln!(out, "{}", cells.join("\n")),
    };
}

fn is_label(cell: &str) -> bool {
    !cell.contains('\n') && !cell.starts_with("- ") && cell.chars().count() <= MAX_LABEL_CHARS
}

fn item_text(line: &str) -> &str {
    line.strip_prefix("- ").unwrap_or(line)
}
