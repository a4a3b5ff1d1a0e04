//! `taxonomy check`: what is doubtful in the files, and what a corpus shows of the phrases.

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use serde::Serialize;
use skills::check::{Finding, FindingKind, Fired, Probe};
use skills::toml_file::FileFault;
use skills::{Error, Faults, Listing};

use crate::cli::TaxonomyCheck;
use crate::exit_code::Code;
use crate::field;
use crate::progress::Progress;
use crate::verb::annotate::{Input, next_lines};

/// Lines read at a time.
const BATCH: usize = 1_000;

/// A finding for machines.
#[derive(Serialize)]
struct Line<'f> {
    kind: &'f str,
    severity: &'f str,
    concept: Option<&'f str>,
    file: &'f str,
    line: usize,
    column: usize,
    width: usize,
    message: &'f str,
    help: &'f str,
}

/// Prints all findings; exit code 3 when there are faults among them.
pub(super) fn check(args: &TaxonomyCheck, progress: &Progress) -> Result<Code> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let listing = match field::listing(&args.of) {
        Err(error) if args.json => return unloadable(error, &mut out),
        listing => listing?,
    };
    let mut findings = skills::check::check(&listing);
    let mut code = Code::Ok;
    if let Some(path) = &args.corpus {
        let (fired, unread_n) = fired(&listing, path)?;
        progress.say(&format!("corpus: {} texts read, {unread_n} lines not read", fired.texts_n()));
        code = if unread_n == 0 { Code::Ok } else { Code::Partial };
        findings.extend(skills::check::check_fired(&listing, &fired));
    }
    for finding in &findings {
        let severity = if finding.kind.is_fault() { "fault" } else { "note" };
        if args.json {
            write_line(&mut out, finding.kind.as_str(), severity, Some(finding.concept.as_str()), &finding.place)?;
        } else {
            writeln!(out, "{severity} {}: {}\n", finding.kind.as_str(), finding.place)?;
        }
    }
    out.flush()?;
    progress.say(&summary(&listing, &findings));
    Ok(if findings.iter().any(|finding| finding.kind.is_fault()) { Code::Invalid } else { code })
}

/// A taxonomy that does not load, told to a machine as the rest would be.
fn unloadable(error: anyhow::Error, out: &mut impl Write) -> Result<Code> {
    let Some(Error::Faults(Faults(faults))) = error.downcast_ref() else { return Err(error) };
    for fault in faults {
        write_line(out, "unreadable", "fault", None, fault)?;
    }
    out.flush()?;
    Ok(Code::Invalid)
}

fn write_line(out: &mut impl Write, kind: &str, severity: &str, concept: Option<&str>, place: &FileFault) -> Result<()> {
    let line = Line {
        kind,
        severity,
        concept,
        file: &place.file,
        line: place.line,
        column: place.column,
        width: place.width,
        message: &place.message,
        help: &place.help,
    };
    serde_json::to_writer(&mut *out, &line)?;
    writeln!(out)?;
    Ok(())
}

fn summary(listing: &Listing, findings: &[Finding]) -> String {
    let count = |kind: &FindingKind| findings.iter().filter(|finding| finding.kind == *kind).count();
    let counted = |is_fault: bool| {
        let kinds = FindingKind::ALL.iter().filter(|kind| kind.is_fault() == is_fault);
        let found: Vec<String> = kinds.filter(|kind| count(kind) > 0).map(|kind| format!("{} {}", count(kind), kind.as_str())).collect();
        if found.is_empty() { String::new() } else { format!(" ({})", found.join(", ")) }
    };
    let faults_n = findings.iter().filter(|finding| finding.kind.is_fault()).count();
    format!(
        "{} concepts, {} phrases: {faults_n} faults{}, {} notes{}",
        listing.taxonomy().concepts().count(),
        listing.taxonomy().phrases_n(),
        counted(true),
        findings.len() - faults_n,
        counted(false)
    )
}

/// What fires in the texts of a file, and how many lines could not be read.
fn fired(listing: &Listing, path: &Path) -> Result<(Fired, usize)> {
    let probe = Probe::new(listing.taxonomy());
    let mut input = BufReader::new(File::open(path).with_context(|| format!("cannot open corpus {}", path.display()))?);
    let (mut all, mut unread_n) = (Fired::default(), 0);
    loop {
        let lines = next_lines(&mut input, BATCH).with_context(|| format!("cannot read corpus {}", path.display()))?;
        if lines.is_empty() {
            return Ok((all, unread_n));
        }
        let found: Vec<Option<Fired>> = lines.par_iter().map(|line| fired_in_line(&probe, line)).collect();
        unread_n += found.iter().filter(|fired| fired.is_none()).count();
        all = found.into_iter().flatten().fold(all, Fired::and);
    }
}

fn fired_in_line(probe: &Probe, line: &[u8]) -> Option<Fired> {
    let text: Input = serde_json::from_slice(line).ok()?;
    let lang = text.lang.or_else(|| posting::language(&text.text).map(str::to_owned));
    Some(probe.fired(&text.text, lang.as_deref()))
}
