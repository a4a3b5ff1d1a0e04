//! Files that word processors and printers write, each to one document.

mod blocks;
mod bomb;
mod docx;
mod odt;
mod package;
mod pdf;
mod rtf;
mod xml;

use crate::fault::Fault;

pub(crate) use package::format_of;

/// What a file says, whatever wrote it.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// What stands in the style of a title.
    pub(crate) title: Option<String>,
    /// The first heading.
    pub(crate) heading: Option<String>,
    /// The title among the properties of the file, which its author may never have seen.
    pub(crate) property: Option<String>,
    /// The text: headings with a blank line before, list items as lines that begin with `- `.
    pub(crate) text: String,
    /// What could not be read.
    pub(crate) faults: Vec<Fault>,
}

/// What wrote a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// Office Open XML, ISO/IEC 29500.
    Docx,
    /// OpenDocument text, ISO/IEC 26300.
    Odt,
    Pdf,
    Rtf,
}

/// Reads the file `bytes`.
///
/// # Errors
///
/// The fault that left nothing to read.
pub(crate) fn read(kind: FileKind, bytes: &[u8]) -> Result<Document, Fault> {
    match kind {
        FileKind::Docx => docx::read(bytes),
        FileKind::Odt => odt::read(bytes),
        FileKind::Pdf => pdf::read(bytes),
        FileKind::Rtf => Ok(rtf::read(bytes)),
    }
}
