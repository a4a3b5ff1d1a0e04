//! Headers and footers that every page repeats.

use std::collections::HashMap;

use super::lines::Line;

/// They stand in this part of the page, above and below.
const MARGIN: f64 = 0.12;

/// Takes out the lines that most pages have in their margins, and page numbers. A header that could be the title stays on the first page.
pub(super) fn remove(pages: &mut [Vec<Line>]) {
    let mut pages_n: HashMap<(String, i64), usize> = HashMap::new();
    for page in &*pages {
        let mut keys: Vec<(String, i64)> = page.iter().filter(|line| is_in_margin(line)).map(place).collect();
        keys.sort();
        keys.dedup();
        for key in keys {
            *pages_n.entry(key).or_default() += 1;
        }
    }
    let enough = (pages.len() * 3).div_ceil(5).max(2);
    for (at, page) in pages.iter_mut().enumerate() {
        let body = page.iter().map(|line| line.size).fold(f64::INFINITY, f64::min);
        page.retain(|line| {
            let repeats = pages_n.get(&place(line)).is_some_and(|n| *n >= enough);
            let is_title = at == 0 && line.height > 0.5 && line.size > 1.3 * body;
            !is_in_margin(line) || !(is_page_number(&key(line)) || (repeats && !is_title))
        });
    }
}

fn is_in_margin(line: &Line) -> bool {
    line.height < MARGIN || line.height > 1.0 - MARGIN
}

/// What repeats itself: the same words at the same height, to a hundredth of the page.
fn place(line: &Line) -> (String, i64) {
    (key(line), (line.height * 100.0).round() as i64)
}

/// The line without its figures, which count the pages.
fn key(line: &Line) -> String {
    line.text().to_lowercase().chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect()
}

fn is_page_number(key: &str) -> bool {
    matches!(
        key.trim_matches(|c: char| !c.is_alphabetic()),
        "" | "page" | "pageof" | "of" | "seite" | "seitevon" | "página" | "páginade" | "pagesur" | "p"
    )
}
