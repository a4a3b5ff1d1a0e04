//! `taxonomy import`: concepts from elsewhere as a taxonomy file.

use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use skills::Taxonomy;

use super::assembly::{self, Told};
use super::{rdf, rows};
use crate::cli::{ImportFormat, TaxonomyImport};
use crate::exit_code::Code;
use crate::progress::Progress;

/// The file that an import writes.
const FILE: &str = "taxonomy.toml";

/// Reads the file, tells what could not be used, writes the rest; exit code 5 when something could not.
pub(super) fn import(args: &TaxonomyImport, progress: &Progress) -> Result<Code> {
    if !skills::LANGUAGES.contains(&args.lang.as_str()) {
        bail!("--lang {} is none of the languages that a taxonomy may have: {}", args.lang, skills::LANGUAGES.join(", "));
    }
    let out = args.out.as_ref().map(|dir| dir.join(FILE));
    if let Some(file) = out.as_ref().filter(|file| file.exists()) {
        bail!("{} is there already; choose another folder", file.display());
    }
    let path = args.file.display().to_string();
    let open = || File::open(&args.file).with_context(|| format!("cannot open {path}"));
    let whole = |why: String| anyhow::anyhow!("cannot import {path}: {why}");
    let mut read = match args.format {
        ImportFormat::EscoCsv => rows::esco(BufReader::new(open()?), &args.lang).map_err(whole)?,
        ImportFormat::Csv => rows::plain(BufReader::new(open()?), &args.lang).map_err(whole)?,
        ImportFormat::Skos => of_skos(&std::fs::read(&args.file).with_context(|| format!("cannot read {path}"))?),
    };
    let made = assembly::assemble(std::mem::take(&mut read.concepts));
    read.refused.extend(made.refused);
    tell(progress, &path, "left out", &read.refused);
    tell(progress, &path, "note", &made.notes);
    let (taken_n, refused_n) = (made.drafts.len(), read.refused.len());
    let unit = if args.format == ImportFormat::Skos { "concepts and syntax errors" } else { "rows" };
    progress.say(&format!("{} {unit}: {taken_n} concepts taken, {} rows joined to them, {refused_n} left out", read.rows_n, read.joined_n));
    if taken_n == 0 {
        bail!("{path} holds no concept that could be taken");
    }
    let text = skills::taxonomy_text(&made.drafts);
    Taxonomy::from_files([(FILE, text.as_str())]).context("the taxonomy that was made does not load: this is a bug of rolescope")?;
    write(out.as_deref(), &text, progress)?;
    Ok(if refused_n == 0 { Code::Ok } else { Code::Partial })
}

fn of_skos(bytes: &[u8]) -> rows::Rows {
    let (concepts, refused) = rdf::concepts(bytes);
    rows::Rows { rows_n: concepts.len() + refused.len(), concepts, refused, joined_n: 0 }
}

fn tell(progress: &Progress, path: &str, what: &str, all: &[Told]) {
    for told in all {
        progress.say(&format!("{path}: {what}: {} {}", told.place, told.what));
    }
}

fn write(out: Option<&Path>, text: &str, progress: &Progress) -> Result<()> {
    let Some(file) = out else { return Ok(std::io::stdout().lock().write_all(text.as_bytes())?) };
    let folder = file.parent().unwrap_or(Path::new(""));
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make folder {}", folder.display()))?;
    let part = file.with_extension("toml.part");
    std::fs::write(&part, text).with_context(|| format!("cannot write {}", part.display()))?;
    std::fs::rename(&part, file).with_context(|| format!("cannot rename {}", part.display()))?;
    progress.say(&format!("wrote {}; next: rolescope taxonomy check --taxonomy {}", file.display(), folder.display()));
    Ok(())
}
