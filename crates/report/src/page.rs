//! The frame of the page: head, cover, contents, parts in their order.

use std::path::Path;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::chart::canvas;
use crate::error::Result;
use crate::part::{self, Part};
use crate::study::Study;

const STYLE: &str = include_str!("style.css");

/// Nothing may be loaded and nothing may run: style and pictures are in the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/// A laid-out report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The page.
    pub html: String,
    /// The charts as files of their own: file name and SVG.
    pub charts: Vec<(String, String)>,
}

/// Reads the public tables under `dir` (`dir/public/*.parquet`) and lays them out. Equal tables make an equal report.
///
/// # Errors
/// A table is missing or of another shape, or no run is recorded.
pub fn render(dir: &Path) -> Result<Report> {
    let study = Study::read(dir)?;
    let parts = part::all(&study);
    let html = printable(page(&study, &parts).into_string());
    let charts = parts.into_iter().flat_map(|part| part.files).map(|(name, svg)| (name, printable(svg))).collect();
    Ok(Report { html, charts })
}

fn page(study: &Study, parts: &[Part]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(study))
            body {
                a.skip href="#content" { "Skip to the content" }
                (part::cover::cover(study))
                (contents(parts))
                main #content {
                    @for (part, n) in parts.iter().zip(1..) {
                        section id=(part.id) aria-labelledby={ (part.id) "-heading" } {
                            h2 id={ (part.id) "-heading" } { span.number { (n) } " " (part.title) }
                            (part.body)
                        }
                    }
                }
                footer { p { bdi { (study.run.study_name) } " · rolescope " (study.run.rolescope_version) " · " code { (study.run.run_id) } } }
            }
        }
    }
}

fn head(study: &Study) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { (study.run.study_name) ": what job advertisements ask for" }
            link rel="icon" href="data:,";
            style { (PreEscaped(STYLE)) (PreEscaped(canvas::STYLE)) }
        }
    }
}

fn contents(parts: &[Part]) -> Markup {
    html! {
        nav aria-label="Contents" {
            ol { @for part in parts { li { a href={ "#" (part.id) } { (part.title) } } } }
        }
    }
}

/// Leaves out the characters that neither HTML nor XML may hold, however they came into a table.
fn printable(mut text: String) -> String {
    let forbidden = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{FFFE}' | '\u{FFFF}');
    text.retain(|c| !forbidden(c));
    text
}
