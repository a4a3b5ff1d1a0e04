//! One table as a sheet: header frozen, filters, a number format per column.

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Worksheet, XlsxError};

use super::Contents;
use super::style::{self, Style};
use crate::cell::Cell;
use crate::unit::units;

/// What a cell of Excel can hold.
const CELL_CHARS_MAX: usize = 32_767;
/// What the name of a sheet can hold.
const NAME_CHARS_MAX: usize = 31;
/// The widest that a column begins.
const WIDTH_MAX: usize = 60;

/// A sheet that is being written, row by row; no row is gone back to, so that the memory need not hold them.
pub(super) struct Sheet<'a> {
    out: &'a mut Worksheet,
    contents: &'a Contents,
    style: &'a Style,
    rows_max: usize,
    formats: Vec<Format>,
    widths: Vec<usize>,
    row: u32,
}

impl<'a> Sheet<'a> {
    pub(super) fn begin(out: &'a mut Worksheet, contents: &'a Contents, rows_max: usize, style: &'a Style) -> Result<Self, XlsxError> {
        let columns = contents.table.columns;
        out.set_name(name(contents.table.name))?.set_freeze_panes(1, 0)?;
        for (column, at) in columns.iter().zip(0..) {
            out.write_string_with_format(0, at, column.name, &style.header)?;
        }
        let formats = columns.iter().zip(units(columns)).map(|(column, unit)| style::format(column, unit)).collect();
        // The button of the filter stands beside the name.
        let widths = columns.iter().map(|column| column.name.len() + 4).collect();
        Ok(Self { out, contents, style, rows_max, formats, widths, row: 0 })
    }

    /// Appends rows as far as the sheet has room.
    pub(super) fn write(&mut self, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
        let room = shown(self.contents, self.rows_max).saturating_sub(self.row as usize);
        for cells in rows.iter().take(room) {
            self.row += 1;
            for ((cell, format), at) in cells.iter().zip(&self.formats).zip(0..) {
                put(self.out, self.row, at, cell, format)?;
            }
            for (cell, width) in cells.iter().zip(&mut self.widths) {
                if let Cell::Text(text) = cell {
                    *width = (*width).max(text.chars().take(WIDTH_MAX).count() + 1);
                }
            }
        }
        Ok(())
    }

    /// Filters, widths, and what is missing.
    pub(super) fn finish(self) -> Result<(), XlsxError> {
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
        self.out.autofilter(0, 0, self.row, last)?;
        for (width, at) in self.widths.iter().zip(0..) {
            self.out.set_column_width(at, *width as f64)?;
        }
        if let Some(note) = cut(self.contents, self.rows_max) {
            self.out.write_string_with_format(self.row + 1, 0, note, &self.style.warning)?;
        }
        Ok(())
    }
}

/// How many rows of the table are on its sheet: the header has one, and where not all fit, the note that says so has another.
fn shown(contents: &Contents, rows_max: usize) -> usize {
    let room = rows_max.saturating_sub(1);
    if contents.rows_n > room { room.saturating_sub(1) } else { contents.rows_n }
}

/// What to say where a table does not fit on a sheet.
pub(super) fn cut(contents: &Contents, rows_max: usize) -> Option<String> {
    let shown = shown(contents, rows_max);
    let name = contents.table.name;
    (shown < contents.rows_n).then(|| {
        format!(
            "Cut: the first {shown} of {} rows, which is what a sheet can hold. All of them are in {name}.parquet and csv/{name}.csv.",
            contents.rows_n
        )
    })
}

/// The name of a table's sheet.
pub(super) fn name(table: &str) -> String {
    table.chars().take(NAME_CHARS_MAX).collect()
}

/// As much of a text as a cell can hold.
pub(super) fn fitting(text: &str) -> Cow<'_, str> {
    // Excel counts in UTF-16; half as many characters fit whatever they are.
    if text.len() <= CELL_CHARS_MAX {
        return text.into();
    }
    text.chars().take(CELL_CHARS_MAX / 2).chain(['…']).collect::<String>().into()
}

fn put(out: &mut Worksheet, row: u32, at: u16, cell: &Cell, format: &Format) -> Result<(), XlsxError> {
    match cell {
        Cell::Null => {}
        Cell::Boolean(value) => {
            out.write_boolean(row, at, *value)?;
        }
        Cell::Integer(value) => {
            out.write_number_with_format(row, at, *value as f64, format)?;
        }
        Cell::Number(value) => {
            out.write_number_with_format(row, at, *value, format)?;
        }
        Cell::Date(day) if style::is_excel_date(*day) => {
            out.write_datetime_with_format(row, at, &style::excel_date(*day)?, format)?;
        }
        Cell::Date(day) => {
            out.write_string(row, at, day.to_string())?;
        }
        // Written as a string, whatever it begins with: an advertisement cannot bring in a formula.
        Cell::Text(text) => {
            out.write_string(row, at, fitting(text))?;
        }
    }
    Ok(())
}
