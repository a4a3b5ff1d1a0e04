//! The frame of the page: head, contents, parts in their order.

use std::path::Path;

use maud::{DOCTYPE, html};

use crate::error::Result;
use crate::study::Study;

/// A laid-out report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The page.
    pub html: String,
    /// The charts as files of their own: file name and SVG.
    pub charts: Vec<(String, String)>,
}

/// Reads the public tables under `dir` (`dir/public/*.parquet`) and lays them out.
///
/// # Errors
/// A table is missing or of another shape, or no run is recorded.
pub fn render(dir: &Path) -> Result<Report> {
    let study = Study::read(dir)?;
    let html = html! {
        (DOCTYPE)
        html lang="en" {
            head { meta charset="utf-8"; title { (study.run.study_name) } }
            body { h1 { (study.run.study_name) } p { (study.run.population) } }
        }
    };
    Ok(Report { html: html.into_string(), charts: Vec::new() })
}
