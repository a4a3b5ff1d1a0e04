//! The lines of a text, as they come out of a tree of HTML.

use crate::blanks::tidy_n;
use crate::element::{Kind, Tag};
use crate::tree::NodeRef;

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
    /// No lines yet, and room for so many bytes.
    pub(crate) fn with_capacity(bytes_n: usize) -> Self {
        Self { out: String::with_capacity(bytes_n), ..Self::default() }
    }

    /// Takes up a piece of text.
    pub(crate) fn text(&mut self, text: &str, is_bold: bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let (words, blanks) = rest.split_at(words_n(rest));
            if !words.is_empty() {
                self.words(words, is_bold);
            }
            rest = blanks.trim_start();
            let passed = &blanks[..blanks.len() - rest.len()];
            self.gap |= !passed.is_empty();
            if self.preformatted > 0 && self.row.is_none() && passed.contains('\n') {
                self.end_line();
            }
        }
    }

    fn words(&mut self, words: &str, is_bold: bool) {
        if self.gap && !self.line.is_empty() {
            self.line.push(' ');
        }
        self.gap = false;
        self.line.push_str(words);
        // Blanks do not count, and bytes that continue a character are none of their own.
        let chars_n = words.bytes().filter(|byte| byte & 0xc0 != 0x80 && *byte != b' ').count();
        self.chars_n += chars_n;
        self.bold_n += if is_bold { chars_n } else { 0 };
    }

    /// An element begins.
    pub(crate) fn open(&mut self, node: NodeRef<'_>) {
        match node.tag() {
            Tag::PRE => {
                self.preformatted += 1;
                self.end_block();
            }
            Tag::TR if self.row.is_none() => {
                self.end_line();
                self.row = separator(node).map(|separator| Row { separator, inner: 0 });
            }
            Tag::TR => self.row.iter_mut().for_each(|row| row.inner += 1),
            Tag::TD | Tag::TH if self.row.is_some() => self.next_cell(),
            // `Jo <jo@lab.example>` reads as an element of that name.
            Tag::OTHER if node.name().contains('@') => self.text(node.name(), false),
            tag if tag.is(Kind::BLOCK) => self.end_block(),
            _ => {}
        }
        if node.tag() == Tag::LI {
            self.items += 1;
            self.item_due = true;
        }
        self.heading |= node.tag().is(Kind::TITLE);
    }

    /// An element ends.
    pub(crate) fn close(&mut self, tag: Tag) {
        match tag {
            Tag::PRE => {
                self.end_line();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            Tag::TR => match &mut self.row {
                Some(row) if row.inner > 0 => row.inner -= 1,
                _ => {
                    self.row = None;
                    self.end_line();
                }
            },
            tag if tag.is(Kind::BLOCK) => self.end_block(),
            _ => {}
        }
        if tag == Tag::LI {
            self.items = self.items.saturating_sub(1);
            self.item_due = false;
        }
        self.heading &= !tag.is(Kind::TITLE);
    }

    /// Takes up lines that were made elsewhere.
    pub(crate) fn insert(&mut self, lines: &str) {
        self.end_line();
        self.out.push_str(lines);
    }

    /// Where the next line will begin, when nothing that is open has a say in it.
    pub(crate) fn place(&self) -> Option<usize> {
        let is_bare = self.line.is_empty() && self.row.is_none() && self.preformatted == 0 && self.items == 0;
        (is_bare && !self.heading && !self.item_due).then_some(self.out.len())
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

/// The length of the words at the start of `text`, as far as they stand one space apart.
fn words_n(text: &str) -> usize {
    let tidy_n = tidy_n(text);
    // A control character or a space without width is no blank here, and belongs to the word.
    let odd = text[tidy_n..].chars().next().filter(|c| !c.is_whitespace());
    tidy_n + odd.map_or(0, char::len_utf8)
}

/// What stands between the cells of a row that reads as one line; none for a row that holds lists, headings or whole sections.
fn separator(row: NodeRef<'_>) -> Option<&'static str> {
    let mut cells_n = 0;
    let mut cell_chars_n = 0;
    for node in row.below() {
        match node.tag() {
            Tag::TEXT => cell_chars_n += node.text().unwrap_or_default().trim().len(),
            Tag::TD | Tag::TH => {
                cells_n += 1;
                cell_chars_n = 0;
            }
            Tag::LI | Tag::TABLE | Tag::HR | Tag::DL => return None,
            tag if tag.is(Kind::HEADING) => return None,
            _ => {}
        }
        if cell_chars_n > 600 {
            return None;
        }
    }
    let first = row.children().find(|node| node.is_element())?;
    let first_n = first.below().filter_map(NodeRef::text).map(str::len).sum::<usize>();
    Some(if cells_n == 2 && first_n < 80 { ": " } else { " | " })
}
