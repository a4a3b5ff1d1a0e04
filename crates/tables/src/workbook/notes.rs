//! The notes: one row per column of every table.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Style;
use super::{Contents, sheet};

const HEADER: [(&str, f64); 5] = [("sheet", 22.0), ("column", 26.0), ("type", 10.0), ("may be empty", 14.0), ("meaning", 110.0)];

pub(super) fn write(out: &mut Worksheet, tables: &[Contents], style: &Style) -> Result<(), XlsxError> {
    out.set_name("notes")?.set_freeze_panes(1, 0)?;
    for ((label, width), at) in HEADER.iter().zip(0..) {
        out.write_string_with_format(0, at, *label, &style.header)?.set_column_width(at, *width)?;
    }
    let columns = tables.iter().flat_map(|contents| contents.table.columns.iter().map(|column| (contents.table, column)));
    let mut row = 0;
    for (table, column) in columns {
        row += 1;
        let empty = if column.nullable { "yes" } else { "no" };
        for (text, at) in [sheet::name(table.name).as_str(), column.name, column.kind.frictionless(), empty].into_iter().zip(0..) {
            out.write_string_with_format(row, at, text, &style.wrapped)?;
        }
        out.write_string_with_format(row, 4, sheet::fitting(column.doc()), &style.wrapped)?;
    }
    out.autofilter(0, 0, row, 4)?;
    Ok(())
}
