//! Letters to lines, in the order in which they were drawn.

use super::content::{Drawn, Letter};

/// Gaps, in parts of the height of the letters. A blank is a quarter; the space between two cells or behind a bullet is wider.
const BLANK: f64 = 0.15;
const CELL: f64 = 1.4;
/// Where another cell begins above, this will do.
const NARROW_CELL: f64 = 0.45;
const MAX_CELLS: usize = 200;
/// Letters whose feet differ by less stand on one line: superscripts do.
const SAME_LINE: f64 = 0.4;

/// Letters without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
}

/// What stands beside each other: one piece, or several such as the cells of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) y: f64,
    pub(super) size: f64,
    /// Whether all of its letters are bold.
    pub(super) is_bold: bool,
    /// Where it stands on its page: 0 is the lower edge, 1 the upper.
    pub(super) height: f64,
}

impl Line {
    pub(super) fn x0(&self) -> f64 {
        self.pieces.first().map_or(0.0, |piece| piece.x0)
    }

    pub(super) fn x1(&self) -> f64 {
        self.pieces.last().map_or(0.0, |piece| piece.x1)
    }

    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.trim()).collect::<Vec<_>>().join(" ")
    }

    pub(super) fn chars_n(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.chars().count()).sum()
    }
}

/// The lines of a page. `cells` are the places where cells of the file begin so far.
pub(super) fn of(page: Drawn, cells: &mut Vec<f64>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut last: Option<&Letter> = None;
    for letter in page.letters.iter().filter(|letter| letter.size > 0.5 && letter.y.is_finite() && letter.x0.is_finite()) {
        // Bold type is also faked by drawing every letter twice.
        let is_shadow = last.is_some_and(|last| {
            last.text == letter.text && (last.x0 - letter.x0).abs() < 0.2 * letter.size && (last.y - letter.y).abs() < 0.2 * letter.size
        });
        if is_shadow {
            continue;
        }
        last = Some(letter);
        match lines.last_mut() {
            Some(line) if is_on(line, letter) => extend(line, letter, cells),
            _ if letter.text.trim().is_empty() => {}
            _ => lines.push(line_of(letter, page.height)),
        }
    }
    lines.retain(|line| line.pieces.iter().any(|piece| !piece.text.trim().is_empty()));
    in_reading_order(&mut lines);
    lines
}

fn is_on(line: &Line, letter: &Letter) -> bool {
    let size = line.size.max(letter.size);
    (line.y - letter.y).abs() < SAME_LINE * size && letter.x0 > line.x1() - SAME_LINE * size
}

fn line_of(letter: &Letter, height: f64) -> Line {
    let height = if height > 0.0 { letter.y / height } else { 0.5 };
    Line { pieces: vec![piece_of(letter)], y: letter.y, size: letter.size, is_bold: letter.is_bold, height }
}

fn piece_of(letter: &Letter) -> Piece {
    let mut piece = Piece { text: String::new(), x0: letter.x0, x1: letter.x1 };
    push(&mut piece.text, &letter.text);
    piece
}

/// Adds `letter` to its line.
fn extend(line: &mut Line, letter: &Letter, cells: &mut Vec<f64>) {
    let size = line.size.max(letter.size);
    let is_blank = letter.text.trim().is_empty();
    line.is_bold &= letter.is_bold || is_blank;
    let Some(piece) = line.pieces.last_mut() else { return };
    let gap = letter.x0 - piece.x1;
    // Blanks that fill the space up to the next cell are part of the gap.
    if is_blank {
        if !piece.text.ends_with(' ') {
            piece.text.push(' ');
            piece.x1 = piece.x1.max(letter.x1);
        }
        return;
    }
    let is_cell = gap > NARROW_CELL * size && cells.iter().any(|cell| (cell - letter.x0).abs() < 1.5);
    if gap > CELL * size || is_cell {
        line.pieces.push(piece_of(letter));
        // A bullet before the text may have another size, and stand higher.
        (line.size, line.y) = (letter.size, letter.y);
        if !is_cell && cells.len() < MAX_CELLS {
            cells.extend([line.pieces[0].x0, letter.x0]);
        }
        return;
    }
    if piece.text.chars().any(char::is_alphanumeric) {
        line.size = line.size.max(letter.size);
    } else {
        (line.size, line.y) = (letter.size, letter.y);
    }
    if gap > BLANK * size && !piece.text.ends_with(' ') {
        piece.text.push(' ');
    }
    push(&mut piece.text, &letter.text);
    piece.x1 = piece.x1.max(letter.x1);
}

/// Adds `said`, ligatures taken apart.
fn push(text: &mut String, said: &str) {
    for c in said.chars() {
        match c {
            'ﬀ' => text.push_str("ff"),
            'ﬁ' => text.push_str("fi"),
            'ﬂ' => text.push_str("fl"),
            'ﬃ' => text.push_str("ffi"),
            'ﬄ' => text.push_str("ffl"),
            'ﬅ' | 'ﬆ' => text.push_str("st"),
            c if c.is_whitespace() => text.push(' '),
            c => text.push(c),
        }
    }
}

/// Sorts a page from top to bottom when it was drawn in no order that anybody could read.
fn in_reading_order(lines: &mut [Line]) {
    let overlap = |a: &Line, b: &Line| a.x0() < b.x1() && b.x0() < a.x1();
    let jumps_n = lines.windows(2).filter(|pair| pair[1].y > pair[0].y + pair[0].size && overlap(&pair[0], &pair[1])).count();
    if jumps_n * 4 > lines.len() {
        lines.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x0().total_cmp(&b.x0())));
    }
}
