//! OpenDocument text (`.odt`, ISO/IEC 26300) to a document.

use std::collections::HashMap;

use super::Document;
use super::blocks::{Blocks, Kind};
use super::docx::core_title;
use super::package::Package;
use super::xml::{Element, Next, Visit, walk};
use crate::fault::{Fault, FaultKind};

/// Reads an ODT file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let mut package = Package::open(bytes)?;
    if package.part("META-INF/manifest.xml").ok().flatten().is_some_and(|part| part.contains("encryption-data")) {
        return Err(Fault::new(FaultKind::Locked, "ODT with a password"));
    }
    let text = package.part("content.xml")?.ok_or_else(|| Fault::new(FaultKind::Damaged, "ODT without content.xml"))?;
    let mut reader = Reader::default();
    let fault = walk(&text, &mut reader).err();
    while !reader.open.is_empty() {
        reader.end_paragraph();
    }
    let mut document = reader.blocks.finish();
    document.faults.extend(fault);
    document.property = package.part("meta.xml").ok().flatten().and_then(|part| core_title(&part));
    Ok(document)
}

/// A style that the document made for itself.
#[derive(Default)]
struct Style {
    parent: String,
    is_bold: bool,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: String,
    is_heading: bool,
    is_item: bool,
    has_plain: bool,
    boxed: Vec<Paragraph>,
}

#[derive(Default)]
struct Reader {
    styles: HashMap<String, Style>,
    current: String,
    blocks: Blocks,
    /// More than one where a text box is anchored in a paragraph.
    open: Vec<Paragraph>,
    /// Whether each span that is open is bold.
    spans: Vec<bool>,
    /// Lists that are open, and whether their item still waits for its first paragraph.
    lists_n: usize,
    item_waits: bool,
}

impl Reader {
    fn is_bold(&self, style: &str) -> bool {
        self.styles.get(style).is_some_and(|style| style.is_bold)
    }

    fn push(&mut self, text: &str) {
        let span = self.spans.last().copied();
        let Some(at) = self.open.len().checked_sub(1) else { return };
        let is_bold = span.unwrap_or_else(|| self.is_bold(&self.open[at].style));
        let paragraph = &mut self.open[at];
        paragraph.has_plain |= !is_bold && text.chars().any(char::is_alphanumeric);
        paragraph.text.push_str(text);
    }

    fn begin_paragraph(&mut self, element: &Element<'_>) {
        let is_item = self.lists_n > 0 && std::mem::take(&mut self.item_waits);
        let style = element.get("style-name").unwrap_or_default();
        self.open.push(Paragraph { style, is_heading: element.name() == "h", is_item, ..Paragraph::default() });
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(anchor) => anchor.boxed.push(paragraph),
            None => self.write(paragraph),
        }
    }

    fn write(&mut self, paragraph: Paragraph) {
        let parent = self.styles.get(&paragraph.style).map_or(paragraph.style.as_str(), |style| style.parent.as_str());
        match parent {
            "Title" => self.blocks.paragraph(Kind::Title, &paragraph.text),
            _ if paragraph.is_heading => self.blocks.paragraph(Kind::Heading, &paragraph.text),
            _ if paragraph.is_item => self.blocks.paragraph(Kind::Item, &paragraph.text),
            _ => self.blocks.unstyled(!paragraph.has_plain, &paragraph.text),
        }
        for boxed in paragraph.boxed {
            self.write(boxed);
        }
    }

    fn style(&mut self, element: &Element<'_>) {
        match element.name() {
            "style" => {
                self.current = element.get("name").unwrap_or_default();
                let parent = element.get("parent-style-name").unwrap_or_default();
                self.styles.insert(self.current.clone(), Style { parent, is_bold: false });
            }
            "text-properties" => {
                let is_bold = matches!(element.get("font-weight").as_deref(), Some("bold" | "600" | "700" | "800" | "900"));
                self.styles.entry(self.current.clone()).or_default().is_bold |= is_bold;
            }
            _ => {}
        }
    }
}

impl Visit for Reader {
    fn open(&mut self, element: &Element<'_>) -> Next {
        match element.name() {
            "p" | "h" => self.begin_paragraph(element),
            "span" => {
                let is_bold = self.is_bold(&element.get("style-name").unwrap_or_default());
                self.spans.push(is_bold);
            }
            "s" => self.push(" "),
            "tab" => self.push("\t"),
            "line-break" => self.push("\n"),
            "list" => self.lists_n += 1,
            "list-item" => self.item_waits = true,
            "table" if self.open.is_empty() => self.blocks.open_table(),
            "table-row" if self.open.is_empty() => self.blocks.open_row(),
            "table-cell" if self.open.is_empty() => self.blocks.open_cell(),
            // Deleted text, remarks, notes, and what is filled in anew on every page.
            "tracked-changes" | "annotation" | "note" | "page-number" | "page-count" | "forms" | "sequence-decls" => return Next::Past,
            _ => self.style(element),
        }
        Next::Inside
    }

    fn text(&mut self, text: &str) {
        if !self.open.is_empty() {
            // Line breaks in the file are blanks in the text.
            self.push(&text.replace(['\n', '\r'], " "));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h" => self.end_paragraph(),
            "span" => drop(self.spans.pop()),
            "list" => self.lists_n = self.lists_n.saturating_sub(1),
            "table" if self.open.is_empty() => self.blocks.close_table(),
            _ => {}
        }
    }
}
