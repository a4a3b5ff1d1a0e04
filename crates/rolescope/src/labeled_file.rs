//! Files of labeled ads: JSON Lines, one reading of one ad a line.

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use skills::{ConceptId, LabeledText};

/// A line of a file of labeled ads.
#[derive(Deserialize)]
struct Line {
    id: String,
    text: String,
    #[serde(default)]
    lang: Option<String>,
    #[serde(default)]
    organisation: Option<String>,
    #[serde(default)]
    reader: Option<String>,
    statements: Vec<LabeledStatement>,
}

#[derive(Deserialize)]
struct LabeledStatement {
    start: usize,
    end: usize,
    labels: Vec<String>,
}

/// What one person says of one ad.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The line of the file, from 1.
    pub(crate) line: usize,
    /// Who read; nobody in particular when it is settled.
    pub(crate) reader: Option<String>,
    pub(crate) ad: LabeledText,
}

/// The readings of a file, in its order.
pub(crate) fn read(path: &Path) -> Result<Vec<Reading>> {
    let content = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    readings(&content, path)
}

/// The readings of what stands in the file `path`.
pub(crate) fn readings(content: &str, path: &Path) -> Result<Vec<Reading>> {
    let lines = content.lines().zip(1..).filter(|(text, _)| !text.trim().is_empty());
    let place = |line: usize| format!("cannot read the labeled ad at {}:{line}", path.display());
    lines.map(|(text, line)| reading(text, line).with_context(|| place(line))).collect()
}

fn reading(text: &str, line: usize) -> Result<Reading> {
    let read: Line = serde_json::from_str(text)?;
    let mut statements = Vec::new();
    for LabeledStatement { start, end, labels } in read.statements {
        ensure!(read.text.get(start..end).is_some(), "the statement at bytes {start}..{end} does not lie in the text");
        let named = labels.iter().map(|label| ConceptId::new(label).with_context(|| format!("`{label}` is not the name of a concept")));
        statements.push((Range { start, end }, named.collect::<Result<Vec<ConceptId>>>()?));
    }
    // Whoever names no employer stands alone.
    let employer = read.organisation.map(|name| name.trim().to_lowercase()).filter(|name| !name.is_empty() && name != "none");
    let lang = read.lang.or_else(|| posting::language(&read.text).map(str::to_owned));
    let employer = employer.unwrap_or_else(|| read.id.clone());
    let ad = LabeledText { employer, id: read.id, text: read.text, lang, is_read: true, statements };
    Ok(Reading { line, reader: read.reader.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()), ad })
}
