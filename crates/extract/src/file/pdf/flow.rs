//! Lines to paragraphs, list items, rows of a table and headings.

use std::collections::{HashMap, HashSet};

use super::criteria::Criteria;
use super::lines::{Line, Piece};
use crate::file::blocks::{Blocks, Kind, push_row};

/// The distance of two lines of a paragraph, in parts of the height of their letters.
const LEADING: f64 = 1.9;
/// Letters this much larger than those of the text are a heading.
const LARGER: f64 = 1.12;
/// A longer paragraph is no heading.
const MAX_HEADING_CHARS: usize = 120;
/// Second parts of a word that keep their hyphen, beside those that the text itself shows.
const TAILS: [&str; 18] = [
    "based", "led", "wide", "term", "time", "related", "making", "facing", "going", "solving", "to", "of", "up", "on", "oriented", "driven", "level",
    "class",
];

/// Writes the text of all pages.
pub(super) fn write(pages: &[Vec<Line>], blocks: &mut Blocks) {
    let style = Style::of(pages);
    let mut open: Option<Paragraph> = None;
    let mut table: Option<Criteria> = None;
    for page in pages {
        let edges = Edges::of(page);
        for (at, line) in page.iter().enumerate() {
            if table.as_mut().is_some_and(|table| table.take(line)) {
                continue;
            }
            if let Some(table) = table.take() {
                table.write(blocks);
            }
            table = Criteria::headed_by(line);
            if table.is_some() {
                style.write_open(&mut open, blocks);
                continue;
            }
            if let Some(paragraph) = open.as_mut().filter(|paragraph| paragraph.goes_on(line, at == 0, style.size)) {
                paragraph.append(line, &style.words, edges.right_of(line));
            } else {
                style.write_open(&mut open, blocks);
                open = Some(Paragraph::of(line, edges.right_of(line)));
            }
        }
    }
    style.write_open(&mut open, blocks);
    if let Some(table) = table {
        table.write(blocks);
    }
}

/// How far the lines go that begin at one place.
struct Edges(HashMap<i64, f64>);

impl Edges {
    fn of(page: &[Line]) -> Self {
        let mut edges: HashMap<i64, f64> = HashMap::new();
        for line in page {
            // A line that hangs a little to the right of others has their edge.
            for at in -1..=4 {
                let edge = edges.entry(cell(line) + at).or_insert(0.0);
                *edge = edge.max(line.x1());
            }
        }
        Self(edges)
    }

    fn right_of(&self, line: &Line) -> f64 {
        self.0.get(&cell(line)).copied().unwrap_or_else(|| line.x1())
    }
}

/// Lines that begin within ten points of each other begin at one place. The last piece counts: cells wrap by themselves.
fn cell(line: &Line) -> i64 {
    (line.pieces.last().map_or(0.0, |piece| piece.x0) / 10.0) as i64
}

/// How a file writes its text.
struct Style {
    size: f64,
    /// Whether bold type stands out.
    has_bold_headings: bool,
    title_size: f64,
    /// The words with a hyphen inside a line, in lower case.
    words: HashSet<String>,
}

impl Style {
    fn of(pages: &[Vec<Line>]) -> Self {
        let mut sizes: HashMap<i64, usize> = HashMap::new();
        let (mut bold_n, mut all_n) = (0, 0);
        let mut words = HashSet::new();
        for line in pages.iter().flatten() {
            let chars_n = line.chars_n();
            *sizes.entry((line.size * 2.0).round() as i64).or_default() += chars_n;
            all_n += chars_n;
            bold_n += if line.is_bold { chars_n } else { 0 };
            let text = line.text().to_lowercase();
            words.extend(
                text.split_whitespace()
                    .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
                    .filter(|word| word.contains('-'))
                    .map(str::to_owned),
            );
        }
        let size = sizes.iter().max_by_key(|(size, chars_n)| (**chars_n, **size)).map_or(10.0, |(size, _)| *size as f64 / 2.0);
        let title_size = pages.first().into_iter().flatten().map(|line| line.size).fold(0.0, f64::max);
        Self { size, has_bold_headings: bold_n * 2 < all_n, title_size, words }
    }

    fn write_open(&self, open: &mut Option<Paragraph>, blocks: &mut Blocks) {
        if let Some(paragraph) = open.take() {
            self.write(paragraph, blocks);
        }
    }

    fn write(&self, paragraph: Paragraph, blocks: &mut Blocks) {
        let text = paragraph.text.replace(char::REPLACEMENT_CHARACTER, "");
        let is_short = text.chars().count() <= MAX_HEADING_CHARS;
        let is_large = paragraph.size > LARGER * self.size;
        if paragraph.is_item {
            return blocks.paragraph(Kind::Item, &text);
        }
        if !paragraph.cells.is_empty() {
            let cells: Vec<&str> = paragraph.cells.iter().map(String::as_str).chain([text.as_str()]).collect();
            let mut row = String::new();
            push_row(&mut row, &cells);
            return blocks.paragraph(Kind::Text, &row);
        }
        let kind = match () {
            () if !is_short || !text.chars().any(char::is_alphabetic) => Kind::Text,
            () if is_large && paragraph.size >= self.title_size * 0.98 && self.title_size > 1.3 * self.size => Kind::Title,
            () if is_large || (paragraph.is_bold && self.has_bold_headings && !text.ends_with(['.', ';', ','])) => Kind::Heading,
            () => Kind::Text,
        };
        blocks.paragraph(kind, &text);
    }
}

/// A paragraph while its lines come in.
struct Paragraph {
    /// The cells before the last one.
    cells: Vec<String>,
    text: String,
    is_item: bool,
    is_bold: bool,
    size: f64,
    /// Where its first line begins, and where its text does, behind a bullet or the cells before.
    x0: f64,
    text_x: f64,
    /// Of its last line: its foot, its end, and how far it could have gone.
    y: f64,
    x1: f64,
    right: f64,
}

impl Paragraph {
    fn of(line: &Line, right: f64) -> Self {
        let (is_item, pieces) = without_bullet(&line.pieces);
        let last = pieces.last().cloned().unwrap_or_else(|| Piece { text: String::new(), x0: line.x0(), x1: line.x1() });
        let mut cells: Vec<String> = pieces[..pieces.len().saturating_sub(1)].iter().map(|piece| piece.text.trim().to_owned()).collect();
        let mut text = last.text.trim().to_owned();
        // A number before its clause, or an item with gaps in it, is one text.
        if is_item || cells.last().is_some_and(|cell| is_number(cell) && cells.len() == 1) {
            cells.push(text);
            text = cells.join(" ");
            cells.clear();
        }
        Self { cells, text, is_item, is_bold: line.is_bold, size: line.size, x0: line.x0(), text_x: last.x0, y: line.y, x1: line.x1(), right }
    }

    /// Whether `line` is more of this paragraph. On the next page or at the head of the next column only a sentence in its middle goes on.
    fn goes_on(&self, line: &Line, is_next_page: bool, body: f64) -> bool {
        let text = line.text();
        let is_lower = text.chars().next().is_some_and(char::is_lowercase);
        let is_alike = (self.size - line.size).abs() < 0.1 * self.size && (self.is_bold == line.is_bold || is_lower);
        if !is_alike || line.pieces.len() > 1 || without_bullet(&line.pieces).0 || starts_numbered(&text) {
            return false;
        }
        if is_next_page || line.y > self.y + self.size {
            return is_lower && !self.text.ends_with(['.', ':', ';', '!', '?']) && self.cells.is_empty() && !self.text.is_empty();
        }
        let drop = self.y - line.y;
        // A title in large letters wraps where it likes, often centered.
        if self.size > 1.3 * body && line.size > 1.3 * body && self.cells.is_empty() && !self.is_item && drop < LEADING * self.size {
            return true;
        }
        let is_aligned = (line.x0() - self.text_x).abs() < self.size
            || (self.cells.is_empty() && line.x0() > self.x0 - 3.0 * self.size && line.x0() < self.text_x + 0.5 * self.size)
            || (self.is_item && line.x0() > self.x0 && line.x0() < self.x0 + 4.0 * self.size);
        if !is_aligned || drop > LEADING * self.size || drop < 0.5 * self.size {
            return false;
        }
        let first_word = text.split(' ').next().map_or(0, |word| word.chars().count() + 1) as f64;
        let per_char = (line.x1() - line.x0()) / (line.chars_n().max(1) as f64);
        let was_full = self.x1 + first_word * per_char > self.right - 0.5 * self.size;
        was_full || (is_lower && !self.text.ends_with(['.', ':', ';']))
    }

    fn append(&mut self, line: &Line, words: &HashSet<String>, right: f64) {
        join(&mut self.text, &line.text(), words);
        (self.y, self.x1, self.right) = (line.y, line.x1(), right.max(self.right));
        self.is_bold &= line.is_bold;
    }
}

/// Adds a line; a word that was divided at its end becomes one again.
fn join(text: &mut String, line: &str, words: &HashSet<String>) {
    let line = line.trim();
    if text.ends_with('\u{ad}') {
        text.pop();
        text.push_str(line);
        return;
    }
    let is_divided = (text.ends_with('-') || text.ends_with('‐'))
        && text.chars().rev().nth(1).is_some_and(char::is_alphabetic)
        && line.chars().next().is_some_and(char::is_alphabetic);
    if is_divided {
        let tail = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        let head = text.trim_end_matches(['-', '‐']).rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let keeps = line.starts_with(char::is_uppercase) || TAILS.contains(&tail.as_str()) || words.contains(&format!("{head}-{tail}"));
        if !keeps {
            text.pop();
        }
    } else {
        text.push(' ');
    }
    text.push_str(line);
}

/// The pieces without the bullet at their front, and whether there was one.
fn without_bullet(pieces: &[Piece]) -> (bool, Vec<Piece>) {
    let mut pieces = pieces.to_vec();
    let Some(first) = pieces.first_mut() else { return (false, pieces) };
    let text = first.text.trim();
    let mut chars = text.chars();
    let (mark, rest) = (chars.next(), chars.as_str().to_owned());
    let stands_alone = rest.trim().is_empty();
    let is_mark = match mark {
        Some('•' | '●' | '○' | '◦' | '▪' | '■' | '□' | '‣' | '⁃' | '➢' | '➤' | '►' | '▸' | '✓' | '✔' | '∙' | '⚫' | '\u{e000}'..='\u{f8ff}') => {
            true
        }
        Some('-' | '–' | '—' | '*' | '·' | char::REPLACEMENT_CHARACTER) => stands_alone || rest.starts_with(' '),
        // Letters of the fonts Courier and Wingdings that stand for bullets.
        Some('o' | '§' | 'ü' | 'Ø' | 'v') => stands_alone && pieces.len() > 1,
        _ => false,
    };
    if is_mark && stands_alone && pieces.len() > 1 {
        pieces.remove(0);
    } else if is_mark {
        rest.trim_start().clone_into(&mut pieces[0].text);
    }
    (is_mark, pieces)
}

/// Whether `cell` is a number of a clause: `1.`, `2.3`, `(a)`, `iv)`.
fn is_number(cell: &str) -> bool {
    let inner = cell.trim_matches(['(', ')', '.']);
    let marked = inner.len() < cell.len() || inner.contains('.');
    let is_figures = !inner.is_empty() && inner.len() <= 6 && inner.chars().all(|c| c.is_ascii_digit() || c == '.');
    let is_letter = inner.len() <= 4 && !inner.is_empty() && inner.chars().all(|c| "abcdefghivx".contains(c));
    marked && (is_figures || is_letter)
}

fn starts_numbered(text: &str) -> bool {
    text.split_once(' ').is_some_and(|(first, _)| is_number(first) && first.ends_with(['.', ')']))
}
