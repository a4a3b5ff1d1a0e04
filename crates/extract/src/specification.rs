//! A person specification in a table, read column by column.
//!
//! Line by line, a row such as `Skills | Writing | Welsh` loses that writing is essential and Welsh desirable: the columns become lists under
//! their own headings.

use std::fmt::Write as _;

use scraper::ElementRef;

use crate::tree::{NodeRef, elements};

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

/// The lines of `table`, when at least two of its columns say how firmly something is asked for. `text_of` reads a cell.
pub(crate) fn by_column(table: NodeRef<'_>, text_of: &dyn Fn(NodeRef<'_>) -> String) -> Option<String> {
    let mut rows = elements(table).filter(|element| element.value().name() == "tr").map(cells);
    let titles: Vec<String> = rows.find(|cells| cells.len() >= 2)?.into_iter().map(|cell| line(&text_of(*cell))).collect();
    let is_telling = |title: &String| COLUMNS.iter().any(|column| title.to_lowercase().starts_with(column));
    let columns: Vec<usize> = (0..titles.len()).filter(|at| is_telling(&titles[*at])).collect();
    if columns.len() < 2 {
        return None;
    }
    let rows: Vec<Vec<String>> = rows.map(|cells| cells.into_iter().map(|cell| text_of(*cell)).collect()).collect();
    let mut out = String::new();
    for column in columns {
        let _ = writeln!(out, "\n{}", titles[column]);
        for row in &rows {
            let label = row.first().filter(|_| column > 0 && !is_telling(&titles[0])).map(|label| line(label)).unwrap_or_default();
            push_items(&mut out, &label, row.get(column).map(String::as_str).unwrap_or_default());
        }
    }
    out.push('\n');
    Some(out)
}

fn cells(row: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    row.child_elements().filter(|cell| matches!(cell.value().name(), "td" | "th")).collect()
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
