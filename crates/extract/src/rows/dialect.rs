//! Which sign parts the columns of a table.

use csv::ReaderBuilder;

/// More rows than this are not looked at.
const ROWS: usize = 40;

/// The table, the sign between its columns, and the number of lines before the table: a spreadsheet may say `sep=;` in the first one.
pub(super) fn sniff(text: &str) -> (&str, u8, u64) {
    let text = text.trim_start_matches('\u{feff}');
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    if let Some(&[delimiter]) = first.trim().strip_prefix("sep=").map(str::as_bytes) {
        return (rest, delimiter, 1);
    }
    let delimiter = [b',', b';', b'\t', b'|'].into_iter().max_by_key(|delimiter| (score(text, *delimiter), *delimiter == b','));
    (text, delimiter.unwrap_or(b','), 0)
}

/// How many cells stand in rows as wide as the first, when `delimiter` parts them.
fn score(text: &str, delimiter: u8) -> usize {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let widths: Vec<usize> = reader.records().filter_map(Result::ok).take(ROWS).map(|row| row.len()).collect();
    match widths.first() {
        Some(&width) if width > 1 => widths.iter().filter(|other| **other == width).count() * width,
        _ => 0,
    }
}
