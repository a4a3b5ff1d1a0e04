//! A person specification in a table, read column by column.
//!
//! Line by line, a row such as `Skills | Writing | Welsh` loses that writing is essential and Welsh desirable: the columns become lists under
//! their own headings.

use std::fmt::Write as _;

use crate::element::Tag;
use crate::tree::NodeRef;

/// Titles of columns, in lower case: what follows them in a cell's text may be anything.
const COLUMNS: [&str; 21] = [
    "essential",
    "desirable",
    "required",
    "preferred",
    "requirement",
    "minimum",
    "must have",
    "nice to have",
    "exigé",
    "souhaité",
    "indispensable",
    "requis",
    "imprescindible",
    "deseable",
    "indispensable",
    "essencial",
    "desejável",
    "obrigatório",
    "erforderlich",
    "wünschenswert",
    "von vorteil",
];

/// A title is told from the text of a layout by its first characters.
const MAX_TITLE_BYTES: usize = 60;

/// The lines of `table`, when at least two of its columns say how firmly something is asked for. `text_of` reads a cell.
pub(crate) fn by_column(table: NodeRef<'_>, text_of: &dyn Fn(NodeRef<'_>) -> String) -> Option<String> {
    let mut rows = table.below().filter(|node| node.tag() == Tag::TR).map(cells);
    let titles = rows.find(|cells| cells.len() >= 2)?;
    // The start of a cell is cheap, and most tables are none of these.
    if titles.iter().filter(|title| is_telling(&start_of(**title))).count() < 2 {
        return None;
    }
    let titles: Vec<String> = titles.into_iter().map(|cell| line(&text_of(cell))).collect();
    let columns = telling(&titles)?;
    let rows: Vec<Vec<String>> = rows.map(|cells| cells.into_iter().map(text_of).collect()).collect();
    Some(lists(&titles, &columns, &rows))
}

/// [`by_column`] for a table whose cells are text.
pub(crate) fn rows_by_column(rows: &[Vec<String>]) -> Option<String> {
    let at = rows.iter().position(|cells| cells.len() >= 2)?;
    let titles: Vec<String> = rows[at].iter().map(|cell| line(cell)).collect();
    Some(lists(&titles, &telling(&titles)?, &rows[at + 1..]))
}

/// The columns that say how firmly something is asked for, when there are at least two.
fn telling(titles: &[String]) -> Option<Vec<usize>> {
    let columns: Vec<usize> = (0..titles.len()).filter(|at| is_telling(&titles[*at])).collect();
    (columns.len() >= 2).then_some(columns)
}

/// Whether the title of a column says how firmly what stands below is asked for.
pub(crate) fn is_telling(title: &str) -> bool {
    let title = title.to_lowercase();
    COLUMNS.iter().any(|column| title.starts_with(column))
}

fn lists(titles: &[String], columns: &[usize], rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for &column in columns {
        let _ = writeln!(out, "\n{}", titles[column]);
        for row in rows {
            let label = row.first().filter(|_| column > 0 && !is_telling(&titles[0])).map(|label| line(label)).unwrap_or_default();
            push_items(&mut out, &label, row.get(column).map(String::as_str).unwrap_or_default());
        }
    }
    out.push('\n');
    out
}

fn cells(row: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    row.children().filter(|cell| matches!(cell.tag(), Tag::TD | Tag::TH)).collect()
}

/// The first words of a cell.
fn start_of(title: NodeRef<'_>) -> String {
    let mut start = String::new();
    for text in title.below().filter_map(NodeRef::text) {
        let text = if start.is_empty() { text.trim_start() } else { text };
        start.extend(text.chars().take(MAX_TITLE_BYTES));
        if start.len() >= MAX_TITLE_BYTES {
            break;
        }
    }
    start
}

/// The lines of a cell as items; a cell of one line says what it belongs to.
fn push_items(out: &mut String, label: &str, cell: &str) {
    let lines: Vec<&str> = cell.lines().map(|line| line.trim_start_matches("- ").trim()).filter(|line| !line.is_empty()).collect();
    for line in &lines {
        let label = if lines.len() == 1 && !label.is_empty() { format!("{}: ", label.trim_end_matches(':')) } else { String::new() };
        let _ = writeln!(out, "- {label}{line}");
    }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
