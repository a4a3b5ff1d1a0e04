//! A person specification in columns, put together column by column.

use super::lines::{Line, Piece};
use crate::file::blocks::{Blocks, Kind};
use crate::specification::{is_telling, rows_by_column};

/// Lines of a cell that are further apart than this, in parts of their height, are two criteria.
const LEADING: f64 = 1.65;
/// A header may be centered above its column, whose text then begins left of it by this part of the distance to the column before.
const CENTERED: f64 = 0.35;

/// The table while its lines come in.
pub(super) struct Criteria {
    titles: Vec<String>,
    /// Where each column begins.
    starts: Vec<f64>,
    size: f64,
    /// Rows of cells; the first cell is what a row is about.
    rows: Vec<Vec<String>>,
    /// The foot of the last line of each column.
    feet: Vec<f64>,
}

impl Criteria {
    /// The table that `line` heads, when at least two of its columns say how firmly something is asked for.
    pub(super) fn headed_by(line: &Line) -> Option<Self> {
        let is_header = line.pieces.iter().filter(|piece| is_telling(piece.text.trim())).count() >= 2;
        if !is_header {
            return None;
        }
        let mut titles: Vec<String> = line.pieces.iter().map(|piece| piece.text.trim().to_owned()).collect();
        let mut starts: Vec<f64> = line.pieces.iter().map(|piece| piece.x0).collect();
        if is_telling(&titles[0]) {
            titles.insert(0, String::new());
            starts.insert(0, 0.0);
        }
        let columns_n = starts.len();
        Some(Self { titles, starts, size: line.size, rows: Vec::new(), feet: vec![f64::NAN; columns_n] })
    }

    /// Takes up a line; `false` when it stands below the table.
    pub(super) fn take(&mut self, line: &Line) -> bool {
        if Self::headed_by(line).is_some_and(|again| again.titles == self.titles) {
            return true;
        }
        if self.rows.is_empty() && line.pieces.len() == self.starts.len() {
            self.starts = line.pieces.iter().map(|piece| piece.x0).collect();
        }
        let columns: Vec<usize> = line.pieces.iter().map(|piece| self.column(piece)).collect();
        let crosses = |(piece, column): (&Piece, &usize)| self.starts.get(column + 1).is_some_and(|next| piece.x1 > next + self.size);
        if line.size > 1.15 * self.size || line.pieces.iter().zip(&columns).any(crosses) {
            return false;
        }
        for (piece, column) in line.pieces.iter().zip(columns) {
            self.add(column, piece.text.trim(), line);
        }
        true
    }

    fn column(&self, piece: &Piece) -> usize {
        let begins = |at: &usize| *at == 0 || piece.x0 >= self.starts[*at] - CENTERED * (self.starts[*at] - self.starts[*at - 1]);
        (0..self.starts.len()).rev().find(begins).unwrap_or(0)
    }

    fn add(&mut self, column: usize, text: &str, line: &Line) {
        let is_full = |row: &Vec<String>| row[1..].iter().any(|cell| !cell.is_empty());
        if self.rows.last().is_none_or(|row| column == 0 && is_full(row)) {
            self.rows.push(vec![String::new(); self.starts.len()]);
        }
        let drop = self.feet[column] - line.y;
        self.feet[column] = line.y;
        let Some(cell) = self.rows.last_mut().map(|row| &mut row[column]) else { return };
        if !cell.is_empty() {
            // A sentence in its middle goes on over a wider gap, and at the head of the next page.
            let is_middle = text.starts_with(char::is_lowercase) && !cell.ends_with(['.', ';', ':']);
            let goes_on = (0.0..LEADING * line.size).contains(&drop) || (is_middle && drop < 1.4 * LEADING * line.size);
            let begins_anew = !goes_on || text.starts_with(|c: char| !c.is_alphanumeric() && c != '(');
            cell.push(if begins_anew && column > 0 { '\n' } else { ' ' });
        }
        cell.push_str(text);
    }

    /// Writes the criteria under the titles of their columns. Rows at the end that ask for nothing stand below the table.
    pub(super) fn write(mut self, blocks: &mut Blocks) {
        let end = self.rows.iter().rposition(|row| row[1..].iter().any(|cell| !cell.is_empty())).map_or(0, |at| at + 1);
        let below = self.rows.split_off(end);
        if end == 0 {
            let titles: Vec<&str> = self.titles.iter().map(String::as_str).filter(|title| !title.is_empty()).collect();
            blocks.paragraph(Kind::Text, &titles.join(" | "));
        }
        self.rows.insert(0, self.titles);
        let lists = rows_by_column(&self.rows).filter(|_| end > 0).unwrap_or_default();
        for line in lists.lines() {
            match line.strip_prefix("- ") {
                Some(item) => blocks.paragraph(Kind::Item, item.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(')),
                None => blocks.paragraph(Kind::Heading, line),
            }
        }
        for row in below {
            blocks.unstyled(true, &row[0]);
        }
    }
}
