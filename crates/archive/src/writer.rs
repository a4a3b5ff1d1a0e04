//! Records to bytes, one gzip member each, so that any record opens alone.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::{Location, Record, Result, SourceId};

/// One source's WARC file while it is being written.
pub struct Writer {}

impl Writer {
    /// Begins a file.
    ///
    /// # Errors
    /// When the file cannot be created.
    pub fn create(
        archive_dir: &Path,
        source: &SourceId,
        started_at: Timestamp,
        software: &str,
    ) -> Result<Writer> {
        let _ = (archive_dir, source, started_at, software);
        Ok(Writer {})
    }

    /// Adds a record.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn append(&mut self, record: &Record) -> Result<Location> {
        let _ = record;
        todo!()
    }

    /// What was appended before survives a kill.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn sync(&mut self) -> Result<()> {
        Ok(())
    }

    /// Closes the file and indexes it.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn finish(self) -> Result<Vec<PathBuf>> {
        Ok(Vec::new())
    }
}
