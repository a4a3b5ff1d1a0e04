//! The cover: what the numbers are about, and how to read them.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::style::Style;
use super::{Contents, sheet};
use crate::parquet::SCHEMA_VERSION;
use crate::public::RunRow;

/// How to read the workbook, by the words at the left of the cover.
const READING: [(&str, &str); 9] = [
    ("status ok", "The number can be used."),
    ("status u", "Low reliability: few vacancies or few employers, or a wide interval. Quote it only with its interval."),
    ("status c", "Suppressed: too few vacancies or employers stand behind it to publish it."),
    ("status x", "Not available: what it needs was not observed."),
    ("status z", "Not applicable."),
    ("empty cell", "No value. It is never a zero."),
    ("lo, hi", "The bounds of a 95 % interval."),
    (
        "_n, share, pp, per_year",
        "A count; a part of a whole (shown as percent, stored as 0 to 1); percentage points; money a year, its currency beside it.",
    ),
    ("filters", "Most tables hold several breakdowns: choose one in the columns group_by and requirement before you compare rows."),
];

pub(super) fn write(out: &mut Worksheet, run: &RunRow, tables: &[Contents], rows_max: usize, style: &Style) -> Result<(), XlsxError> {
    out.set_name("cover")?.set_column_width(0, 26)?.set_column_width(1, 100)?.set_column_width(2, 12)?;
    out.write_string_with_format(0, 0, &run.study_name, &style.title)?;
    let mut row = 2;
    for (label, text) in about(run) {
        row = line(out, row, label, &text, style)?;
    }
    row = heading(out, row + 1, "How to read it", style)?;
    for (label, text) in READING {
        row = line(out, row, label, text, style)?;
    }
    row = heading(out, row + 1, "Sheets", style)?;
    out.write_string_with_format(row - 1, 2, "rows", &style.header)?;
    row = link(out, row, "notes", "Every column of every table, with its meaning.", style)?;
    for contents in tables {
        out.write_number(row, 2, contents.rows_n as f64)?;
        row = link(out, row, contents.table.name, contents.table.grain(), style)?;
        if let Some(note) = sheet::cut(contents, rows_max) {
            out.write_string_with_format(row, 1, note, &style.warning)?;
            row += 1;
        }
    }
    Ok(())
}

fn about(run: &RunRow) -> Vec<(&'static str, String)> {
    let window = match (run.window_from, run.window_to) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => "no dates were observed".to_owned(),
    };
    vec![
        ("What is measured", run.population.clone()),
        ("Window", window),
        ("Vacancies", format!("{} in scope, of {} employers", run.vacancies_n, run.employers_n)),
        ("Run", format!("{} (equal ids mean equal tables)", run.run_id)),
        ("Made by", format!("rolescope {}, schema version {SCHEMA_VERSION}", run.rolescope_version)),
    ]
}

fn line(out: &mut Worksheet, row: u32, label: &str, text: &str, style: &Style) -> Result<u32, XlsxError> {
    out.write_string_with_format(row, 0, label, &style.label)?;
    out.write_string_with_format(row, 1, sheet::fitting(text), &style.wrapped)?;
    Ok(row + 1)
}

fn heading(out: &mut Worksheet, row: u32, text: &str, style: &Style) -> Result<u32, XlsxError> {
    out.write_string_with_format(row, 0, text, &style.header)?;
    out.write_string_with_format(row, 1, "", &style.header)?;
    Ok(row + 1)
}

fn link(out: &mut Worksheet, row: u32, name: &str, text: &str, style: &Style) -> Result<u32, XlsxError> {
    let target = sheet::name(name);
    out.write_url(row, 0, Url::new(format!("internal:'{target}'!A1")).set_text(&target))?;
    out.write_string_with_format(row, 1, text, &style.wrapped)?;
    Ok(row + 1)
}
