//! A table with a posting a row: CSV, TSV, whatever a spreadsheet exports.

mod columns;
mod dialect;

use csv::{ReaderBuilder, StringRecord};
use posting::{Method, ParseQuality, parse_date};

use crate::draft::Draft;
use crate::draft::has_month_first;
use crate::extraction::Found;
use crate::fault::{Fault, FaultKind};
use crate::origin::Origin;
use crate::plain_text::{one_line, plain_text};

pub use columns::ColumnMap;
use columns::{Columns, Field};

/// Reads a table whose first row names its columns.
pub(crate) fn read(text: &str, map: &ColumnMap, origin: &Origin) -> Found {
    let mut found = Found::default();
    let (text, delimiter, skipped_n) = dialect::sniff(text);
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records().filter_map(Result::ok).filter(|row| row.iter().any(|cell| !cell.trim().is_empty()));
    let Some(header) = rows.next() else {
        found.faults.push(Fault::new(FaultKind::Empty, "a table without a header"));
        return found;
    };
    let rows: Vec<StringRecord> = rows.collect();
    let table = match Columns::of(&header, &rows, map) {
        Ok(columns) => Table { header, month_first: columns.has_month_first(&rows), columns },
        Err(fault) => {
            found.faults.push(fault);
            return found;
        }
    };
    for row in &rows {
        table.add(row, skipped_n, origin, &mut found);
    }
    found
}

struct Table {
    header: StringRecord,
    columns: Columns,
    /// Whether dates of the table give the month first, as one of them shows.
    month_first: bool,
}

impl Table {
    fn add(&self, row: &StringRecord, skipped_n: u64, origin: &Origin, found: &mut Found) {
        let at = row.position().map_or(0, csv::Position::line) + skipped_n;
        let extra = row.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty());
        let mut faults = Vec::new();
        if extra || row.len() < self.header.len() {
            faults.push(Fault::new(FaultKind::UnevenRow, format!("line {at}: {} columns, not {}", row.len(), self.header.len())));
        }
        if extra {
            // A stray delimiter moved what stands behind it into the wrong column.
            found.faults.append(&mut faults);
            return;
        }
        let quality = if faults.is_empty() { ParseQuality::Clean } else { ParseQuality::Salvaged };
        let draft = self.draft(row, at, faults);
        let place = |fault: Fault| Fault::new(fault.kind, format!("line {at}: {}", fault.detail));
        found.add(draft.finish(origin, Method::Row, quality).map_err(place));
    }

    fn draft(&self, row: &StringRecord, at: u64, mut faults: Vec<Fault>) -> Draft {
        let value = |field| {
            let at = self.columns.one(field)?;
            row.get(at).map(one_line).filter(|value| !value.is_empty())
        };
        let mut date = |field| {
            let raw = value(field)?;
            let date = parse_date(&raw, self.month_first);
            if date.is_none() {
                faults.push(Fault::new(FaultKind::UnreadableField, format!("line {at}: {} {raw}", field.name())));
            }
            date
        };
        let (date_posted, valid_through) = (date(Field::Posted), date(Field::Closing));
        let country = value(Field::Country);
        Draft {
            url: value(Field::Url).filter(|url| url.starts_with("http://") || url.starts_with("https://")),
            identifier: value(Field::Identifier),
            title: value(Field::Title),
            hiring_organization: value(Field::Employer),
            date_posted,
            date_posted_raw: value(Field::Posted),
            valid_through,
            valid_through_raw: value(Field::Closing),
            job_location: value(Field::Location),
            address_country: country.filter(|code| code.len() == 2).map(|code| code.to_ascii_uppercase()),
            employment_type: value(Field::Contract),
            base_salary: value(Field::Salary),
            description: self.description(row),
            faults,
        }
    }

    /// The texts of the row, each under the name of its column when there are several or the name says which section it is.
    fn description(&self, row: &StringRecord) -> String {
        let mut out = String::new();
        for column in self.columns.descriptions() {
            let text = row.get(column.at).map(plain_text).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            if !out.is_empty() {
                out.push_str("\n\n");
            }
            if column.is_section {
                out.push_str(self.header.get(column.at).unwrap_or_default().trim());
                out.push('\n');
            }
            out.push_str(&text);
        }
        posting::text::tidy(&out)
    }
}

impl Columns {
    fn has_month_first(&self, rows: &[StringRecord]) -> bool {
        let columns = [Field::Posted, Field::Closing].into_iter().filter_map(|field| self.one(field));
        columns.flat_map(|at| rows.iter().filter_map(move |row| row.get(at))).any(has_month_first)
    }
}
