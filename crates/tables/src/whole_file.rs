//! Small files that a reader sees whole or not at all: written under another name, then renamed.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// Writes `bytes` as the file `path`, whose folder is made where it is missing.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = part_of(path);
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder).map_err(Error::io("create folder", folder))?;
    std::fs::write(&part, bytes).map_err(Error::io("write", &part))?;
    std::fs::rename(&part, path).map_err(Error::io("rename", &part))
}

/// The name that `path` has while it is being written.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}
