//! Bytes to records, streaming; steps over damage and reports it.

use std::path::Path;

use crate::{Damage, Error, Location, Record, Result};

/// What lies in a WARC file, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A whole record and where it lies.
    Record(Location, Record),
    /// Something that could not be read.
    Damage(Damage),
}

/// The entries of one WARC file.
pub struct Reader {}

/// Opens a WARC file, plain or compressed.
///
/// # Errors
/// When the file cannot be read, or is an ARC file.
pub fn read_records(path: &Path) -> Result<Reader> {
    let _ = path;
    Ok(Reader {})
}

impl Iterator for Reader {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Result<Entry>> {
        None
    }
}
