//! PDF (ISO 32000) to a document: the text as it is drawn, put back into lines, paragraphs, lists and headings.

mod content;
mod criteria;
mod flow;
mod lines;
mod running;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::blocks::Blocks;
use super::{Document, bomb};
use crate::fault::{Fault, FaultKind};

/// No advertisement has as many pages; a book does, and would take minutes.
const MAX_PAGES: usize = 100;

/// Reads a PDF file.
pub(super) fn read(bytes: &[u8]) -> Result<Document, Fault> {
    bomb::check(bytes)?;
    // The parser and the fonts are other people's code, which meets whatever printers write: a panic there is a bad file, not the end of a run.
    catch_unwind(AssertUnwindSafe(|| read_pages(bytes))).unwrap_or_else(|_| Err(Fault::new(FaultKind::Damaged, "PDF that the parser gave up on")))
}

fn read_pages(bytes: &[u8]) -> Result<Document, Fault> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::new(FaultKind::Locked, "PDF with a password"),
        LoadPdfError::Decryption(error) => Fault::new(FaultKind::Locked, format!("PDF: {error:?}")),
        LoadPdfError::Invalid => Fault::new(FaultKind::Damaged, "PDF without pages"),
    })?;
    let all = pdf.pages();
    let mut reader = content::Reader::new();
    let mut cells = Vec::new();
    let mut pages: Vec<Vec<lines::Line>> = all.iter().take(MAX_PAGES).map(|page| lines::of(reader.page(page), &mut cells)).collect();
    running::remove(&mut pages);
    let mut blocks = Blocks::default();
    flow::write(&pages, &mut blocks);
    let mut document = blocks.finish();
    if document.text.is_empty() {
        return Err(Fault::new(FaultKind::NoText, "PDF without text, a scan?"));
    }
    if reader.is_unreadable() {
        return Err(Fault::new(FaultKind::NoText, "PDF whose letters have no meaning"));
    }
    if all.len() > MAX_PAGES {
        document.faults.push(Fault::new(FaultKind::TooLarge, format!("{} pages", all.len())));
    }
    document.property = pdf.metadata().title.as_deref().map(property);
    Ok(document)
}

/// A text string of a PDF outside its pages: UTF-16 or UTF-8 with a byte order mark, else nearly Latin-1.
fn property(raw: &[u8]) -> String {
    encoding_rs::WINDOWS_1252.decode(raw).0.into_owned()
}
