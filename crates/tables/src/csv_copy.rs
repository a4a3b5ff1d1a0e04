//! CSV copies of the public tables: UTF-8, one header line, RFC 4180.

use std::path::{Path, PathBuf};

use crate::catalog::{Row, Table};
use crate::cell::Cell;
use crate::error::{Error, Result};
use crate::parquet;
use crate::public::ColumnRow;
use crate::whole_file;

/// The CSV copy of a public table in `dir`, the folder that holds `public/`.
pub(crate) fn path_of(dir: &Path, table: &Table) -> PathBuf {
    dir.join(table.access.folder()).join("csv").join(format!("{}.csv", table.name))
}

/// Writes a public table, as Parquet and as CSV. Returns the number of rows.
pub(crate) fn write_public<R: Row>(dir: &Path, run_id: &str, rows: &[R]) -> Result<u64> {
    let path = path_of(dir, R::TABLE);
    let part = whole_file::part_of(&path);
    let folder = path.parent().unwrap_or(dir);
    std::fs::create_dir_all(folder).map_err(Error::io("create folder", folder))?;
    write_rows(&part, rows).map_err(|source| Error::Csv { path: part.clone(), source })?;
    std::fs::rename(&part, &path).map_err(Error::io("rename", &part))?;
    parquet::write(dir, run_id, rows)
}

/// Lays the CSV copy of `columns` beside the Parquet files too, where whoever opens the folder looks for what the columns mean.
pub(crate) fn lay_out_columns(dir: &Path) -> Result<()> {
    let copy = path_of(dir, ColumnRow::TABLE);
    let bytes = std::fs::read(&copy).map_err(Error::io("read", &copy))?;
    whole_file::write(&dir.join(ColumnRow::TABLE.access.folder()).join("columns.csv"), &bytes)
}

fn write_rows<R: Row>(path: &Path, rows: &[R]) -> std::result::Result<(), csv::Error> {
    let mut writer = csv::Writer::from_path(path)?;
    writer.write_record(R::TABLE.columns.iter().map(|column| column.name))?;
    for row in rows {
        writer.write_record(row.cells().iter().map(Cell::to_csv))?;
    }
    writer.flush()?;
    Ok(())
}
