//! What lies beside the public tables, for the programs that read them.

use std::path::Path;

use crate::error::Result;
use crate::public::RunRow;
use crate::{croissant, csv_copy, load_sql, package, workbook};

/// Writes `columns.csv`, `load.sql`, `tables.xlsx`, `croissant.json` and `datapackage.json` for the tables that stand under `dir`.
/// `datapackage.json` comes last: where it stands, the rest does.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    csv_copy::lay_out_columns(dir)?;
    load_sql::write(dir, run)?;
    workbook::write(dir, run)?;
    croissant::write(dir, run)?;
    package::write(dir, run)
}
