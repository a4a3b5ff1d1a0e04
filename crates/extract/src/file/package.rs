//! The ZIP file that a word processor keeps a document in.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::FileKind;
use crate::charset::{MAX_BYTES, decode};
use crate::fault::{Fault, FaultKind};
use crate::format::Format;

/// A part may unpack to this many times its size: XML of the most monotonous document stays below a hundred.
const MAX_RATIO: u64 = 400;
/// A part up to this size may unpack as it likes.
const SMALL: u64 = 1 << 20;

/// What a ZIP file holds, by the parts that each format must have.
pub(crate) fn format_of(bytes: &[u8]) -> Format {
    let Ok(package) = Package::open(bytes) else { return Format::Unread("ZIP that is damaged") };
    if package.document_part().is_some() {
        Format::File(FileKind::Docx)
    } else if package.has("content.xml") {
        match package.mimetype().as_deref() {
            Some(kind) if !kind.starts_with("application/vnd.oasis.opendocument.text") => Format::Unread("OpenDocument that is no text"),
            _ => Format::File(FileKind::Odt),
        }
    } else if package.has("xl/workbook.xml") {
        Format::Unread("XLSX")
    } else {
        Format::Unread("ZIP")
    }
}

/// An open ZIP file.
pub(super) struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Fault> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Fault::new(FaultKind::Damaged, format!("ZIP: {error}")))?;
        Ok(Self { zip })
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The main part of a DOCX; some writers number it.
    pub(super) fn document_part(&self) -> Option<String> {
        let is_main =
            |name: &String| name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml")).is_some_and(|rest| !rest.contains('/'));
        self.zip.file_names().filter_map(|name| name.ok().map(std::borrow::Cow::into_owned)).filter(is_main).min_by_key(String::len)
    }

    /// What the file says it is, when it says so the way OpenDocument does.
    fn mimetype(&self) -> Option<String> {
        let mut zip = self.zip.clone();
        let mut kind = String::new();
        zip.by_name("mimetype").ok()?.take(100).read_to_string(&mut kind).ok()?;
        Some(kind)
    }

    /// The text of the part `name`; `None` when there is none.
    ///
    /// # Errors
    ///
    /// [`FaultKind::Damaged`], [`FaultKind::Locked`], and [`FaultKind::TooLarge`] for a part that unpacks to more than it may.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let damaged = |error: &dyn std::fmt::Display| Fault::new(FaultKind::Damaged, format!("ZIP: {name}: {error}"));
        let raw = self.zip.by_index_raw(index).map_err(|error| damaged(&error))?;
        if raw.encrypted() {
            return Err(Fault::new(FaultKind::Locked, name));
        }
        let limit = raw.compressed_size().saturating_mul(MAX_RATIO).max(SMALL).min(MAX_BYTES as u64);
        drop(raw);
        let part = self.zip.by_index(index).map_err(|error| damaged(&error))?;
        let mut bytes = Vec::new();
        part.take(limit + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
        if bytes.len() as u64 > limit {
            return Err(Fault::new(FaultKind::TooLarge, format!("{name} unpacks to more than {limit} bytes")));
        }
        decode(&bytes, None).map(|text| Some(text.into_owned()))
    }
}
