//! The lines of a text, as they come out of a tree of HTML.

use scraper::{ElementRef, Node};

use crate::tree::{NodeRef, Step, Walk};

/// A paragraph of bold type is a heading when it is at most this long.
const MAX_HEADING_CHARS: usize = 120;

/// Collects the text of a tree line by line.
#[derive(Default)]
pub(crate) struct Lines {
    out: String,
    line: String,
    /// Characters of the line, and those of them in bold type.
    chars_n: usize,
    bold_n: usize,
    /// A blank is due before the next word.
    gap: bool,
    /// Open elements by what they do to a line.
    bold: usize,
    preformatted: usize,
    items: usize,
    heading: bool,
    /// The next line opens a list item.
    item_due: bool,
    row: Option<Row>,
}

/// A table row that becomes one line.
struct Row {
    separator: &'static str,
    /// Rows of tables inside it.
    inner: usize,
}

impl Lines {
    /// Takes up a piece of text.
    pub(crate) fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c == '\n' && self.preformatted > 0 && self.row.is_none() {
                self.end_line();
            } else if c.is_whitespace() {
                self.gap = true;
            } else {
                if self.gap && !self.line.is_empty() {
                    self.line.push(' ');
                }
                self.gap = false;
                self.line.push(c);
                self.chars_n += 1;
                self.bold_n += usize::from(self.bold > 0);
            }
        }
    }

    /// An element begins.
    pub(crate) fn open(&mut self, name: &str, node: NodeRef<'_>) {
        match name {
            "b" | "strong" => self.bold += 1,
            "pre" => self.preformatted += 1,
            "tr" if self.row.is_none() => {
                self.end_line();
                self.row = separator(node).map(|separator| Row { separator, inner: 0 });
            }
            "tr" => self.row.iter_mut().for_each(|row| row.inner += 1),
            "td" | "th" if self.row.is_some() => self.next_cell(),
            // `Jo <jo@lab.example>` reads as an element of that name.
            name if name.contains('@') => self.text(name),
            name if is_block(name) => self.end_block(),
            _ => {}
        }
        match name {
            "li" => {
                self.items += 1;
                self.item_due = true;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "caption" | "legend" | "summary" => self.heading = true,
            _ => {}
        }
    }

    /// An element ends.
    pub(crate) fn close(&mut self, name: &str) {
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "pre" => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "tr" => match &mut self.row {
                Some(row) if row.inner > 0 => row.inner -= 1,
                _ => {
                    self.row = None;
                    self.end_line();
                }
            },
            name if is_block(name) => self.end_block(),
            _ => {}
        }
        match name {
            "li" => {
                self.items = self.items.saturating_sub(1);
                self.item_due = false;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "caption" | "legend" | "summary" => self.heading = false,
            _ => {}
        }
    }

    /// Takes up lines that were made elsewhere.
    pub(crate) fn insert(&mut self, lines: &str) {
        self.end_line();
        self.out.push_str(lines);
    }

    /// All of it.
    pub(crate) fn finish(mut self) -> String {
        self.end_line();
        self.out
    }

    fn next_cell(&mut self) {
        if let (Some(row), false) = (&self.row, self.line.is_empty()) {
            self.line.push_str(row.separator);
        }
        self.gap = false;
    }

    fn end_block(&mut self) {
        if self.row.is_some() {
            self.gap = true;
        } else {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let line = self.line.trim_end_matches([' ', '|', ':']);
        // A label keeps its colon; the separators after the last full cell go.
        let line = if self.line.ends_with([' ', '|']) { line } else { self.line.as_str() };
        if !line.is_empty() {
            let all_bold = self.bold_n == self.chars_n && self.items == 0 && self.chars_n <= MAX_HEADING_CHARS;
            if (self.heading || all_bold) && !self.out.is_empty() {
                self.out.push('\n');
            }
            if self.item_due {
                self.out.push_str("- ");
            }
            self.out.push_str(line);
            self.out.push('\n');
            self.item_due = false;
        }
        self.line.clear();
        self.gap = false;
        (self.chars_n, self.bold_n) = (0, 0);
    }
}

fn is_block(name: &str) -> bool {
    const NAMES: [&str; 48] = [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "dt",
        "dd",
        "dl",
        "hr",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "td",
        "th",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "blockquote",
        "center",
        "address",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "caption",
        "details",
        "summary",
        "pre",
        "menu",
        "dir",
        "body",
        "html",
        "hgroup",
        "search",
        "label",
        "option",
    ];
    NAMES.contains(&name)
}

/// What stands between the cells of a row that reads as one line; none for a row that holds lists, headings or whole sections.
fn separator(row: NodeRef<'_>) -> Option<&'static str> {
    let mut cells_n = 0;
    let mut cell_chars_n = 0;
    for step in Walk::of(row) {
        let Step::Enter(node) = step else { continue };
        match node.value() {
            Node::Text(text) => cell_chars_n += text.trim().len(),
            Node::Element(element) => match element.name() {
                "td" | "th" => {
                    cells_n += 1;
                    cell_chars_n = 0;
                }
                "li" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hr" | "dl" => return None,
                _ => {}
            },
            _ => {}
        }
        if cell_chars_n > 600 {
            return None;
        }
    }
    let first = row.children().find_map(ElementRef::wrap)?;
    let is_pair = cells_n == 2 && first.text().map(str::len).sum::<usize>() < 80;
    Some(if is_pair { ": " } else { " | " })
}
