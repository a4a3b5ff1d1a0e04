//! The report on disk; each file appears under its name only when it is whole.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::page::Report;

/// Writes `report/index.html` and `report/charts/*.svg` under `dir`. Returns the path of `index.html`.
///
/// # Errors
/// A folder or file cannot be written.
pub fn write(report: &Report, dir: &Path) -> Result<PathBuf> {
    let folder = dir.join("report");
    let charts = folder.join("charts");
    std::fs::create_dir_all(&charts).map_err(Error::io("create folder", &charts))?;
    for (name, svg) in &report.charts {
        place(&charts.join(name), svg)?;
    }
    let index = folder.join("index.html");
    place(&index, &report.html)?;
    Ok(index)
}

fn place(path: &Path, content: &str) -> Result<()> {
    let mut part = path.to_path_buf().into_os_string();
    part.push(".part");
    let part = PathBuf::from(part);
    std::fs::write(&part, content).map_err(Error::io("write", &part))?;
    std::fs::rename(&part, path).map_err(Error::io("rename", path))
}
