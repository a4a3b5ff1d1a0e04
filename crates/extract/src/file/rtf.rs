//! Rich Text Format 1.9 to a document.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::Document;
use super::blocks::{Blocks, Kind};
use crate::fault::{Fault, FaultKind};

/// Groups deeper than this are damage.
const MAX_DEPTH: usize = 1000;

/// Groups that hold something else than text, beside those that say so with `\*`.
const ASIDE: [&str; 22] = [
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "footnote",
    "annotation",
    "fldinst",
    "listtable",
    "listoverridetable",
    "revtbl",
    "themedata",
    "datastore",
];

/// Reads an RTF file.
pub(super) fn read(bytes: &[u8]) -> Document {
    let mut reader = Reader {
        rest: bytes,
        groups: vec![Group::default()],
        encoding: WINDOWS_1252,
        skip_n: 0,
        blocks: Blocks::default(),
        paragraph: Paragraph::default(),
        raw: Vec::new(),
        in_row: false,
    };
    let fault = reader.run().err();
    reader.end_paragraph();
    if reader.in_row {
        reader.blocks.close_table();
    }
    let mut document = reader.blocks.finish();
    document.faults.extend(fault);
    document
}

/// What a group sets and its end sets back.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
struct Group {
    is_aside: bool,
    is_bold: bool,
    is_hidden: bool,
    /// Whether it holds the bullet or number of an item, written out for programs that know no lists.
    is_mark: bool,
    /// How many characters stand in for one that is given as a number.
    stand_ins_n: usize,
}

impl Default for Group {
    fn default() -> Self {
        Self { is_aside: false, is_bold: false, is_hidden: false, is_mark: false, stand_ins_n: 1 }
    }
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
struct Paragraph {
    text: String,
    is_item: bool,
    is_heading: bool,
    in_table: bool,
    has_plain: bool,
}

struct Reader<'a> {
    rest: &'a [u8],
    groups: Vec<Group>,
    encoding: &'static Encoding,
    /// Characters still to pass over behind one given as a number.
    skip_n: usize,
    blocks: Blocks,
    paragraph: Paragraph,
    /// Bytes of text that are not decoded yet.
    raw: Vec<u8>,
    in_row: bool,
}

impl Reader<'_> {
    fn run(&mut self) -> Result<(), Fault> {
        while let Some((&byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' if self.groups.len() >= MAX_DEPTH => return Err(Fault::new(FaultKind::Damaged, "RTF that is nested too deep")),
                b'{' => {
                    self.flush();
                    let group = self.group().clone();
                    self.groups.push(group);
                }
                b'}' => {
                    self.flush();
                    if self.groups.len() > 1 {
                        self.groups.pop();
                    }
                    self.skip_n = 0;
                }
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                byte => self.byte(byte),
            }
        }
        self.flush();
        if self.groups.len() > 1 { Err(Fault::new(FaultKind::Damaged, "RTF that was cut off")) } else { Ok(()) }
    }

    fn group(&mut self) -> &mut Group {
        // The first group is never closed.
        self.groups.last_mut().expect("the outermost group stays open")
    }

    fn byte(&mut self, byte: u8) {
        if self.skip_n > 0 {
            self.skip_n -= 1;
        } else {
            self.raw.push(byte);
        }
    }

    fn flush(&mut self) {
        if !self.raw.is_empty() {
            let raw = std::mem::take(&mut self.raw);
            let text = self.encoding.decode_without_bom_handling(&raw).0;
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        let group = self.group().clone();
        if group.is_mark {
            self.paragraph.is_item = true;
        } else if !group.is_aside && !group.is_hidden {
            self.paragraph.has_plain |= !group.is_bold && text.chars().any(char::is_alphanumeric);
            self.paragraph.text.push_str(text);
        }
    }

    /// What follows a backslash: a sign, a byte in hexadecimal, or a word with or without a number.
    fn control(&mut self) {
        let Some(&first) = self.rest.first() else { return };
        if !first.is_ascii_alphabetic() {
            self.rest = &self.rest[1..];
            return self.sign(first);
        }
        let letters = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = String::from_utf8_lossy(&self.rest[..letters]).into_owned();
        let after = &self.rest[letters..];
        let digits = after.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || (*at == 0 && **byte == b'-')).count();
        let number = std::str::from_utf8(&after[..digits]).ok().and_then(|digits| digits.parse::<i32>().ok());
        let after = &after[digits..];
        self.rest = after.strip_prefix(b" ").unwrap_or(after);
        if word == "bin" {
            let n = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            self.rest = &self.rest[n.min(self.rest.len())..];
            return;
        }
        self.flush();
        self.word(&word, number);
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'\'' => {
                let byte = self.rest.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
                if let Some(byte) = byte {
                    self.rest = &self.rest[2..];
                    self.byte(byte);
                }
            }
            b'*' => self.group().is_aside = true,
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'~' => self.byte(b' '),
            b'_' => self.byte(b'-'),
            b'\r' | b'\n' => {
                self.flush();
                self.end_paragraph();
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let is_on = number != Some(0);
        match word {
            "par" | "sect" | "page" => self.end_paragraph(),
            "pard" => self.paragraph = Paragraph { text: std::mem::take(&mut self.paragraph.text), ..Paragraph::default() },
            "intbl" => self.paragraph.in_table = true,
            "cell" => self.end_cell(),
            "row" => self.end_row(),
            "line" => self.push("\n"),
            "tab" => self.push("\t"),
            "plain" => (self.group().is_bold, self.group().is_hidden) = (false, false),
            "b" => self.group().is_bold = is_on,
            "v" | "deleted" => self.group().is_hidden = is_on,
            "outlinelevel" if number.unwrap_or(0) < 9 => self.paragraph.is_heading = true,
            "ls" if is_on => self.paragraph.is_item = true,
            "listtext" | "pntext" => self.group().is_mark = true,
            // The picture of a shape comes twice; its text box comes behind `\*` and is the text.
            "shptxt" => self.group().is_aside = false,
            "uc" => self.group().stand_ins_n = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(100),
            "u" => self.unicode(number.unwrap_or(0)),
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "bullet" => self.push("• "),
            "endash" => self.push("–"),
            "emdash" => self.push("—"),
            "lquote" => self.push("‘"),
            "rquote" => self.push("’"),
            "ldblquote" => self.push("“"),
            "rdblquote" => self.push("”"),
            "emspace" | "enspace" => self.push(" "),
            word if ASIDE.contains(&word) => self.group().is_aside = true,
            _ => {}
        }
    }

    fn unicode(&mut self, number: i32) {
        // Numbers above 32767 are written as negative ones.
        let code = if number < 0 { number + 65536 } else { number };
        let c = u32::try_from(code).ok().and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push(c.encode_utf8(&mut [0; 4]));
        self.skip_n = self.group().stand_ins_n;
    }

    fn end_paragraph(&mut self) {
        let text = std::mem::take(&mut self.paragraph.text);
        if self.in_row && !self.paragraph.in_table && !text.trim().is_empty() {
            self.blocks.close_table();
            self.in_row = false;
        } else if self.paragraph.in_table {
            self.open_table();
        }
        match () {
            () if self.paragraph.is_heading => self.blocks.paragraph(Kind::Heading, &text),
            () if self.paragraph.is_item => self.blocks.paragraph(Kind::Item, &text),
            () => self.blocks.unstyled(!self.paragraph.has_plain, &text),
        }
        self.paragraph.has_plain = false;
    }

    fn open_table(&mut self) {
        if !self.in_row {
            self.in_row = true;
            self.blocks.open_table();
            self.blocks.open_row();
            self.blocks.open_cell();
        }
    }

    fn end_cell(&mut self) {
        self.paragraph.in_table = true;
        self.end_paragraph();
        self.blocks.open_cell();
    }

    fn end_row(&mut self) {
        if self.in_row {
            self.blocks.open_row();
            self.blocks.open_cell();
        }
    }
}
