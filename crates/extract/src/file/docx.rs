//! Office Open XML (`.docx`, ISO/IEC 29500-1, chapter 17) to a document.

use std::collections::HashMap;

use super::Document;
use super::blocks::{Blocks, Kind};
use super::package::Package;
use super::xml::{Element, Next, Visit, walk};
use crate::fault::{Fault, FaultKind};

/// A chain of styles, each based on the next, ends here at the latest.
const MAX_STYLES: usize = 10;

/// Reads a DOCX file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    let mut package = Package::open(bytes)?;
    let missing = || Fault::new(FaultKind::Damaged, "DOCX without word/document.xml");
    let name = package.document_part().ok_or_else(missing)?;
    let text = package.part(&name)?.ok_or_else(missing)?;
    let mut styles = Styles::default();
    if let Ok(Some(part)) = package.part("word/styles.xml") {
        // A broken style sheet costs headings, not text.
        let _ = walk(&part, &mut styles);
    }
    let mut reader = Reader { styles, blocks: Blocks::default(), open: Vec::new(), in_text: false };
    let fault = walk(&text, &mut reader).err();
    while !reader.open.is_empty() {
        reader.end_paragraph();
    }
    let mut document = reader.blocks.finish();
    document.faults.extend(fault);
    document.property = package.part("docProps/core.xml").ok().flatten().and_then(|part| core_title(&part));
    Ok(document)
}

/// `dc:title` of the core properties, which DOCX and ODT share.
pub(super) fn core_title(xml: &str) -> Option<String> {
    struct Title(bool, String);
    impl Visit for Title {
        fn open(&mut self, element: &Element<'_>) -> Next {
            self.0 = element.name() == "title";
            Next::Inside
        }
        fn text(&mut self, text: &str) {
            if self.0 {
                self.1.push_str(text);
            }
        }
        fn close(&mut self, _: &str) {
            self.0 = false;
        }
    }
    let mut title = Title(false, String::new());
    walk(xml, &mut title).ok()?;
    Some(title.1).filter(|title| !title.trim().is_empty())
}

/// Whether a toggle such as `w:b` is on.
fn is_on(element: &Element<'_>) -> bool {
    !matches!(element.get("val").as_deref(), Some("0" | "false" | "off" | "none"))
}

#[derive(Default, Clone)]
struct Style {
    kind: Option<Kind>,
    based_on: Option<String>,
}

/// The paragraph styles by their id.
#[derive(Default)]
struct Styles {
    by_id: HashMap<String, Style>,
    current: String,
}

impl Styles {
    fn kind(&self, id: &str) -> Option<Kind> {
        let mut style = self.by_id.get(id)?;
        for _ in 0..MAX_STYLES {
            if style.kind.is_some() {
                return style.kind;
            }
            style = self.by_id.get(style.based_on.as_ref()?)?;
        }
        None
    }
}

impl Visit for Styles {
    fn open(&mut self, element: &Element<'_>) -> Next {
        if element.name() == "style" {
            self.current = element.get("styleId").unwrap_or_default();
        }
        let style = self.by_id.entry(self.current.clone()).or_default();
        match element.name() {
            // The names of the styles that Word brings are English in every language.
            "name" => match element.get("val").unwrap_or_default().to_lowercase().as_str() {
                "title" => style.kind = Some(Kind::Title),
                name if name.starts_with("heading") => style.kind = Some(Kind::Heading),
                _ => {}
            },
            "basedOn" => style.based_on = element.get("val"),
            "outlineLvl" if element.get("val").as_deref() != Some("9") => style.kind = style.kind.or(Some(Kind::Heading)),
            "numPr" => style.kind = style.kind.or(Some(Kind::Item)),
            "rPr" | "tblPr" | "docDefaults" | "latentStyles" => return Next::Past,
            _ => {}
        }
        Next::Inside
    }
    fn text(&mut self, _: &str) {}
    fn close(&mut self, _: &str) {}
}

/// A paragraph that is open.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
struct Paragraph {
    text: String,
    kind: Option<Kind>,
    is_numbered: bool,
    /// Whether the run is bold, whether it is hidden, and whether all of the text so far was bold.
    run_is_bold: bool,
    run_is_hidden: bool,
    has_plain: bool,
    /// What its text boxes say.
    boxed: Vec<Paragraph>,
}

struct Reader {
    styles: Styles,
    blocks: Blocks,
    /// More than one where a text box is anchored in a paragraph.
    open: Vec<Paragraph>,
    in_text: bool,
}

impl Reader {
    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut().filter(|paragraph| !paragraph.run_is_hidden) {
            paragraph.has_plain |= !paragraph.run_is_bold && text.chars().any(char::is_alphanumeric);
            paragraph.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        match self.open.last_mut() {
            Some(anchor) => anchor.boxed.push(paragraph),
            None => self.write(paragraph),
        }
    }

    fn write(&mut self, paragraph: Paragraph) {
        match paragraph.kind {
            Some(kind @ (Kind::Title | Kind::Heading)) => self.blocks.paragraph(kind, &paragraph.text),
            _ if paragraph.is_numbered => self.blocks.paragraph(Kind::Item, &paragraph.text),
            _ => self.blocks.unstyled(!paragraph.has_plain, &paragraph.text),
        }
        for boxed in paragraph.boxed {
            self.write(boxed);
        }
    }

    /// What says something of the paragraph or the run.
    fn property(&mut self, element: &Element<'_>) {
        let Some(paragraph) = self.open.last_mut() else { return };
        match element.name() {
            "pStyle" => {
                paragraph.kind = element.get("val").and_then(|id| self.styles.kind(&id));
                paragraph.is_numbered |= paragraph.kind == Some(Kind::Item);
            }
            "outlineLvl" if element.get("val").as_deref() != Some("9") => paragraph.kind = paragraph.kind.or(Some(Kind::Heading)),
            "numId" => paragraph.is_numbered = element.get("val").as_deref() != Some("0"),
            "r" => (paragraph.run_is_bold, paragraph.run_is_hidden) = (false, false),
            "b" => paragraph.run_is_bold = is_on(element),
            "vanish" | "webHidden" => paragraph.run_is_hidden = is_on(element),
            _ => {}
        }
    }
}

impl Visit for Reader {
    fn open(&mut self, element: &Element<'_>) -> Next {
        match element.name() {
            "p" => self.open.push(Paragraph::default()),
            "t" => self.in_text = true,
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push("\n"),
            "noBreakHyphen" => self.push("-"),
            // Tables inside a text box are read as the paragraphs that they hold.
            "tbl" if self.open.is_empty() => self.blocks.open_table(),
            "tr" if self.open.is_empty() => self.blocks.open_row(),
            "tc" if self.open.is_empty() => self.blocks.open_cell(),
            // Deleted or moved away, an older form of what was just read, or of no meaning to a reader.
            "del" | "moveFrom" | "Fallback" | "tabs" | "sectPr" | "rPrChange" | "pPrChange" | "instrText" | "sdtPr" => return Next::Past,
            _ => self.property(element),
        }
        Next::Inside
    }

    fn text(&mut self, text: &str) {
        if self.in_text {
            self.push(text);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = false,
            "tbl" if self.open.is_empty() => self.blocks.close_table(),
            _ => {}
        }
    }
}
