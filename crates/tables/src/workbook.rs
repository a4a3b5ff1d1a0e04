//! `tables.xlsx`: the public tables for those who work in Excel, with a cover, a sheet of notes and a sheet per table.

mod cover;
mod notes;
mod sheet;
mod style;

use std::path::Path;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::catalog::{Access, Table};
use crate::error::{Error, Result};
use crate::package::standing;
use crate::parquet::{cell_batches, rows_n};
use crate::public::RunRow;
use crate::whole_file;
use style::Style;

/// What a sheet can hold, its header included.
const SHEET_ROWS_MAX: usize = 1_048_576;
/// Rows in memory at once.
const BATCH_ROWS: usize = 16_384;

/// Writes `public/tables.xlsx` for the tables that stand there.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    write_at_most(dir, run, SHEET_ROWS_MAX)
}

fn write_at_most(dir: &Path, run: &RunRow, sheet_rows_max: usize) -> Result<()> {
    let path = dir.join("public").join("tables.xlsx");
    let part = whole_file::part_of(&path);
    let failed = |source: XlsxError| Error::Workbook { path: path.clone(), source: Box::new(source) };
    let mut tables = Vec::new();
    for table in standing(dir, Access::Public) {
        tables.push(Contents { table, rows_n: rows_n(dir, table)? });
    }
    let style = Style::new();
    let mut book = begin(&dir.join("public"), run).map_err(failed)?;
    cover::write(book.add_worksheet(), run, &tables, sheet_rows_max, &style).map_err(failed)?;
    notes::write(book.add_worksheet(), &tables, &style).map_err(failed)?;
    for contents in &tables {
        let out = book.add_worksheet_with_constant_memory().map_err(failed)?;
        let mut sheet = sheet::Sheet::begin(out, contents, sheet_rows_max, &style).map_err(failed)?;
        for batch in cell_batches(dir, contents.table, BATCH_ROWS)? {
            sheet.write(&batch?).map_err(failed)?;
        }
        sheet.finish().map_err(failed)?;
    }
    book.save(&part).map_err(failed)?;
    std::fs::rename(&part, &path).map_err(Error::io("rename", &part))
}

/// A table and how many rows it has.
struct Contents {
    table: &'static Table,
    rows_n: usize,
}

fn begin(folder: &Path, run: &RunRow) -> std::result::Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The rows of a sheet wait on the disk that the workbook goes to, which has the room.
    book.set_tempdir(folder)?;
    let properties = DocProperties::new().set_title(&run.study_name).set_subject(&run.run_id).set_author("rolescope");
    book.set_properties(&properties.set_creation_datetime(&created(run)?));
    Ok(book)
}

/// The last day of the run's window stands for the day of creation: the clock would make other bytes of the same tables.
fn created(run: &RunRow) -> std::result::Result<ExcelDateTime, XlsxError> {
    let day = run.window_to.filter(|day| style::is_excel_date(*day));
    day.map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), style::excel_date)
}

#[cfg(test)]
mod tests;
