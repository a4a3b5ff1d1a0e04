//! The closed files of an archive, read as captures.

use std::path::{Path, PathBuf};

use crate::{Capture, Damage, Digest, Error, Location, Record, Result};

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One fetched or imported thing.
    Capture(Capture),
    /// Something that could not be read.
    Damage(Damage),
}

/// A folder of WARC files, open for reading.
pub struct Archive {
    dir: PathBuf,
    files: Vec<PathBuf>,
}

impl Archive {
    /// Opens a folder of WARC files.
    ///
    /// # Errors
    /// When it cannot be listed.
    pub fn open(dir: &Path) -> Result<Archive> {
        Ok(Archive {
            dir: dir.to_owned(),
            files: Vec::new(),
        })
    }

    /// The closed WARC files, sorted, relative to the folder.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Everything captured, file by file in order, one record in memory at a time.
    pub fn captures(&self) -> impl Iterator<Item = Result<Item, Error>> {
        let _ = &self.dir;
        std::iter::empty()
    }

    /// The first capture with this payload.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find(&self, digest: &Digest) -> Result<Option<Capture>> {
        let _ = digest;
        Ok(None)
    }

    /// The one record at a place.
    ///
    /// # Errors
    /// When the file cannot be read or the place does not hold one whole record.
    pub fn record(&self, location: &Location) -> Result<Record> {
        let _ = location;
        todo!()
    }

    /// A hash of what was captured.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn fingerprint(&self) -> Result<String> {
        Ok(String::new())
    }
}
