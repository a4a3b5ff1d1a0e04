//! What Excel is given, read as the XML that it is; the script `tests/readers.py` reads the workbook of a whole run with openpyxl.

use std::io::Read as _;

use jiff::civil::Date;

use super::*;
use crate::catalog::Row as _;
use crate::public::{FlowRow, RunRow};

fn run(name: &str) -> RunRow {
    let cells = RunRow::TABLE.columns.iter().map(|column| match column.name {
        "study_name" => crate::Cell::Text(name.to_owned()),
        "window_from" => crate::Cell::Date(Date::constant(2026, 1, 2)),
        "window_to" => crate::Cell::Date(Date::constant(2026, 3, 4)),
        _ => crate::Cell::Null,
    });
    RunRow::from_cells(cells)
}

fn flow(n: u64) -> FlowRow {
    FlowRow { stage_n: n, stage: "archive".into(), source_id: "=1+1".into(), reason: "captures".into(), n: 10 * n }
}

/// Writes a workbook of two tables; gives its bytes.
fn book(rows_n: u64, sheet_rows_max: usize) -> Vec<u8> {
    let dir = tempfile::tempdir().expect("a folder");
    let rows: Vec<FlowRow> = (0..rows_n).map(flow).collect();
    crate::write(dir.path(), "run_0", &[run("<study & more>")]).expect("writes");
    crate::write(dir.path(), "run_0", &rows).expect("writes");
    write_at_most(dir.path(), &run("<study & more>"), sheet_rows_max).expect("writes");
    let left: Vec<_> = std::fs::read_dir(dir.path().join("public")).expect("lists").map(|entry| entry.expect("an entry").file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left: {left:?}");
    std::fs::read(dir.path().join("public/tables.xlsx")).expect("reads")
}

fn part(book: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("a ZIP file");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn each_table_has_a_sheet_with_filters_and_a_frozen_header() {
    let book = book(3, SHEET_ROWS_MAX);
    let names = part(&book, "xl/workbook.xml");
    for name in ["cover", "notes", "run", "flow"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{names}");
    }
    let flow = part(&book, "xl/worksheets/sheet4.xml");
    assert!(flow.contains("state=\"frozen\"") && flow.contains("<autoFilter ref=\"A1:E4\"/>"), "{flow}");
    assert!(flow.contains("<row r=\"4\"") && !flow.contains("<row r=\"5\""), "{flow}");
    assert!(flow.contains(">=1+1<") && !flow.contains("<f>"), "a text stays a text: {flow}");
    let shared = part(&book, "xl/sharedStrings.xml");
    assert!(shared.contains("&lt;study &amp; more&gt;") && shared.contains("2026-01-02 to 2026-03-04"), "{shared}");
}

#[test]
fn the_same_tables_make_the_same_bytes() {
    let (first, second) = (book(3, SHEET_ROWS_MAX), book(3, SHEET_ROWS_MAX));
    assert!(first == second);
    assert!(part(&first, "docProps/core.xml").contains("2026-03-04T00:00:00Z"), "the run's last day, not the clock's");
}

#[test]
fn what_does_not_fit_is_said_on_the_sheet_and_on_the_cover() {
    // A header, three rows and the note.
    let book = book(7, 5);
    let flow = part(&book, "xl/worksheets/sheet4.xml");
    assert!(flow.contains("Cut: the first 3 of 7 rows") && flow.contains("<row r=\"5\"") && !flow.contains("<row r=\"6\""), "{flow}");
    assert!(part(&book, "xl/sharedStrings.xml").contains("Cut: the first 3 of 7 rows"));
    let fits = self::book(4, 5);
    assert!(!part(&fits, "xl/worksheets/sheet4.xml").contains("Cut:"));
}

#[test]
fn a_cell_holds_no_more_than_excel_can() {
    let long = "é".repeat(40_000);
    assert!(sheet::fitting(&long).chars().count() < 32_767 && sheet::fitting("short") == "short");
}
