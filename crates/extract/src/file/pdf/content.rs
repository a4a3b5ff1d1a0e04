//! The drawing instructions of a page to the letters that they draw (ISO 32000-1, chapter 9).

use std::sync::Arc;

use hayro_cmap::{BfString, CMapName};
use hayro_font::{CMapResolverFn, Font, FontCache, FontGlyph, FontQuery, FontResolverFn};
use hayro_syntax::content::TypedIter;
use hayro_syntax::content::ops::TypedInstruction;
use hayro_syntax::object::{Dict, Name, Number, Object, String as Bytes};
use hayro_syntax::page::{Page, Resources};

/// Forms inside forms deeper than this are not drawn.
const MAX_FORMS: usize = 12;
/// A page has this many instructions and letters at most; a page full of small print has a tenth.
const MAX_STEPS: usize = 500_000;

/// A letter on a page, in points from the lower left corner.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    /// What it says; a ligature says several letters.
    pub(super) text: String,
    pub(super) x0: f64,
    pub(super) x1: f64,
    pub(super) y: f64,
    /// Its height.
    pub(super) size: f64,
    pub(super) is_bold: bool,
}

/// A page as it is drawn.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    pub(super) height: f64,
    /// In the order in which they are drawn, which is nearly always the one to read in.
    pub(super) letters: Vec<Letter>,
}

/// `[a b c d e f]`, as PDF writes it.
type Matrix = [f64; 6];

fn times(a: Matrix, b: Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

fn moved(x: f64, y: f64) -> Matrix {
    [1.0, 0.0, 0.0, 1.0, x, y]
}

/// What instructions set and `Q` sets back.
#[derive(Clone)]
struct State<'a> {
    ctm: Matrix,
    font: Option<Font<'a>>,
    is_bold: bool,
    size: f64,
    char_space: f64,
    word_space: f64,
    /// Horizontal scale, 1 for none.
    scale: f64,
    leading: f64,
    rise: f64,
    /// 2 fills and strokes, which is how programs fake bold type.
    mode: f64,
}

/// Reads the pages of one file.
pub(super) struct Reader<'a> {
    fonts: FontCache<'a>,
    outlines: FontResolverFn,
    cmaps: CMapResolverFn,
    drawn: Drawn,
    steps_n: usize,
    /// Letters of the file, and those of them that no table of its fonts explains.
    letters_n: usize,
    unknown_n: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new() -> Self {
        // The widths of the fonts that every reader must have; for others that a file leaves out, those of the most similar one.
        let outlines = Arc::new(|query: &FontQuery| match query {
            FontQuery::Standard(font) => Some(font.get_font_data()),
            FontQuery::Fallback(font) => Some(font.pick_standard_font().get_font_data()),
        });
        let cmaps = Arc::new(|_: CMapName<'_>| None);
        Self { fonts: FontCache::new(), outlines, cmaps, drawn: Drawn::default(), steps_n: 0, letters_n: 0, unknown_n: 0 }
    }

    /// The letters of `page`.
    pub(super) fn page(&mut self, page: &Page<'a>) -> Drawn {
        self.drawn = Drawn { height: f64::from(page.render_dimensions().1), letters: Vec::new() };
        self.steps_n = 0;
        let state = State {
            ctm: page.initial_transform(false).as_coeffs(),
            font: None,
            is_bold: false,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0.0,
        };
        self.run(page.typed_operations(), page.resources(), state, 0);
        std::mem::take(&mut self.drawn)
    }

    /// Whether most letters could not be told.
    pub(super) fn is_unreadable(&self) -> bool {
        self.unknown_n * 3 > self.letters_n
    }

    fn run(&mut self, mut instructions: TypedIter<'_>, resources: &Resources<'a>, state: State<'a>, depth: usize) {
        let mut text = Text { state, saved: Vec::new(), matrix: IDENTITY, line: IDENTITY, marks: Vec::new() };
        while let Some(instruction) = instructions.next() {
            self.steps_n += 1;
            if self.steps_n > MAX_STEPS {
                return;
            }
            match instruction {
                TypedInstruction::XObject(name) => self.form(name.0, resources, &text, depth),
                TypedInstruction::TextFont(font) => self.set_font(font.0, font.1.as_f64(), resources, &mut text.state),
                TypedInstruction::ShowText(show) => self.show(show.0, &mut text),
                TypedInstruction::NextLineAndShowText(show) => {
                    text.next_line(0.0, -text.state.leading);
                    self.show(show.0, &mut text);
                }
                TypedInstruction::ShowTextWithParameters(show) => {
                    (text.state.word_space, text.state.char_space) = (show.0.as_f64(), show.1.as_f64());
                    text.next_line(0.0, -text.state.leading);
                    self.show(show.2, &mut text);
                }
                TypedInstruction::ShowTexts(show) => {
                    for part in show.0.iter::<Object<'_>>() {
                        match part {
                            Object::String(part) => self.show(&part, &mut text),
                            Object::Number(back) => text.advance(-back.as_f64() / 1000.0 * text.state.size * text.state.scale),
                            _ => {}
                        }
                    }
                }
                other => text.set(&other),
            }
        }
    }

    /// A picture of letters that pages share.
    fn form(&mut self, name: &Name<'_>, resources: &Resources<'a>, text: &Text<'a>, depth: usize) {
        let Some(stream) = resources.get_x_object(name).filter(|_| depth < MAX_FORMS && !text.is_artifact()) else { return };
        let dict = stream.dict();
        if dict.get::<Name<'_>>("Subtype").is_none_or(|kind| &*kind != b"Form") {
            return;
        }
        let Ok(data) = stream.decoded_data() else { return };
        let mut state = text.state.clone();
        state.ctm = times(dict.get::<[f64; 6]>("Matrix").unwrap_or(IDENTITY), state.ctm);
        let own = dict.get::<Dict<'_>>("Resources").map(Resources::new);
        self.run(TypedIter::new(&data), own.as_ref().unwrap_or(resources), state, depth + 1);
    }

    fn set_font(&self, name: &Name<'_>, size: f64, resources: &Resources<'a>, state: &mut State<'a>) {
        state.size = size;
        let Some(dict) = resources.get_font(name) else { return };
        state.is_bold = is_bold(&dict);
        state.font = self.fonts.font(&dict, &self.outlines, &self.cmaps);
    }

    fn show(&mut self, bytes: &Bytes<'_>, text: &mut Text<'a>) {
        let bytes = bytes.as_bytes();
        let Some(font) = text.state.font.clone() else { return };
        let mut at = 0;
        while at < bytes.len() {
            let (code, length) = font.read_code(bytes, at);
            at += length.max(1);
            let state = &text.state;
            let word_space = if code == 32 && length == 1 { state.word_space } else { 0.0 };
            let advance = (font.code_advance(code).x / 1000.0 * state.size + state.char_space + word_space) * state.scale;
            self.steps_n += 1;
            if !text.is_artifact() && self.steps_n <= MAX_STEPS {
                self.letter(&font, code, advance - state.char_space * state.scale, text);
            }
            text.advance(advance);
        }
    }

    fn letter(&mut self, font: &Font<'a>, code: u32, width: f64, text: &Text<'a>) {
        let matrix = times(text.matrix, text.state.ctm);
        let [a, b, c, d, ..] = matrix;
        // Letters that stand on their side belong to a watermark or a stamp in the margin.
        if a <= 0.0 || b.abs() > 0.2 * a.abs() || c.abs() > d.abs() {
            return;
        }
        let said = match font.glyph(font.map_code(code), code) {
            FontGlyph::Outline(glyph) => glyph.as_unicode(),
            FontGlyph::Type3(glyph) => glyph.as_unicode(),
        };
        let said = match said {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(said)) => said,
            None => char::REPLACEMENT_CHARACTER.to_string(),
        };
        self.letters_n += 1;
        self.unknown_n += usize::from(said.starts_with(char::REPLACEMENT_CHARACTER));
        let start = times(moved(0.0, text.state.rise), matrix);
        self.drawn.letters.push(Letter {
            text: said,
            x0: start[4],
            x1: start[4] + width * a,
            y: start[5],
            size: (text.state.size * d).abs(),
            is_bold: text.state.is_bold || text.state.mode == 2.0,
        });
    }
}

/// Where the next letter goes, and how.
struct Text<'a> {
    state: State<'a>,
    saved: Vec<State<'a>>,
    matrix: Matrix,
    line: Matrix,
    /// Marks that are open, and whether each says that its content is no part of the text.
    marks: Vec<bool>,
}

impl Text<'_> {
    fn advance(&mut self, x: f64) {
        self.matrix = times(moved(x, 0.0), self.matrix);
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = times(moved(x, y), self.line);
        self.matrix = self.line;
    }

    /// Whether what is drawn decorates the page: its header, its footer, a watermark.
    fn is_artifact(&self) -> bool {
        self.marks.contains(&true)
    }

    fn set(&mut self, instruction: &TypedInstruction<'_, '_>) {
        let matrix = |[a, b, c, d, e, f]: [Number; 6]| [a, b, c, d, e, f].map(|number| number.as_f64());
        match instruction {
            TypedInstruction::SaveState(_) if self.saved.len() < 1000 => self.saved.push(self.state.clone()),
            TypedInstruction::RestoreState(_) => {
                if let Some(state) = self.saved.pop() {
                    self.state = state;
                }
            }
            TypedInstruction::Transform(m) => self.state.ctm = times(matrix([m.0, m.1, m.2, m.3, m.4, m.5]), self.state.ctm),
            TypedInstruction::BeginText(_) => (self.matrix, self.line) = (IDENTITY, IDENTITY),
            TypedInstruction::SetTextMatrix(m) => {
                self.line = matrix([m.0, m.1, m.2, m.3, m.4, m.5]);
                self.matrix = self.line;
            }
            TypedInstruction::NextLine(by) => self.next_line(by.0.as_f64(), by.1.as_f64()),
            TypedInstruction::NextLineAndSetLeading(by) => {
                self.state.leading = -by.1.as_f64();
                self.next_line(by.0.as_f64(), by.1.as_f64());
            }
            TypedInstruction::NextLineUsingLeading(_) => self.next_line(0.0, -self.state.leading),
            TypedInstruction::CharacterSpacing(by) => self.state.char_space = by.0.as_f64(),
            TypedInstruction::WordSpacing(by) => self.state.word_space = by.0.as_f64(),
            TypedInstruction::HorizontalScaling(by) => self.state.scale = by.0.as_f64() / 100.0,
            TypedInstruction::TextLeading(by) => self.state.leading = by.0.as_f64(),
            TypedInstruction::TextRise(by) => self.state.rise = by.0.as_f64(),
            TypedInstruction::TextRenderingMode(mode) => self.state.mode = mode.0.as_f64(),
            TypedInstruction::BeginMarkedContent(mark) => self.marks.push(&**mark.0 == b"Artifact"),
            TypedInstruction::BeginMarkedContentWithProperties(mark) => self.marks.push(&**mark.0 == b"Artifact"),
            TypedInstruction::EndMarkedContent(_) => drop(self.marks.pop()),
            _ => {}
        }
    }
}

/// Whether the name of a font says that it is bold.
fn is_bold(font: &Dict<'_>) -> bool {
    let name = font.get::<Name<'_>>("BaseFont").map(|name| String::from_utf8_lossy(&name).to_ascii_lowercase()).unwrap_or_default();
    ["bold", "black", "heavy", "demi"].iter().any(|word| name.contains(word))
}
