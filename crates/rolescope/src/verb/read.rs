//! `read`: what is understood of files, without a study. Postings go to stdout, one JSON object a line; faults to stderr.

use std::collections::HashMap;
use std::io::{BufWriter, Write as _};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, Result, bail};
use tables::private::{CaptureRow, FaultRow, PostingRow};

use crate::exit_code::Code;
use crate::progress::Progress;
use crate::session::{self, Session};
use crate::study::Study;
use crate::{archiving, extraction};

/// Postings printed at a time.
const BATCH: usize = 2_000;

/// Reads files as a study of nothing else would, in a folder that vanishes afterwards.
pub(crate) fn read(paths: &[PathBuf], progress: Progress) -> Result<Code> {
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        bail!("cannot read {}: there is no such file or folder", missing.display());
    }
    let dir = tempfile::tempdir().context("cannot make a folder for the time of reading")?;
    let study = Study::of_files(paths, dir.path())?;
    let source = study.sources[0].id.clone();
    let stop = Arc::new(AtomicBool::new(false));
    session::on_interrupt(&stop)?;
    let mut session = Session::open(study, progress, stop)?;
    archiving::import_files(&session, &source, paths)?;
    extraction::extract(&mut session)?;
    let captures = tables::read::<CaptureRow>(dir.path())?;
    let files: HashMap<&str, &str> = captures.iter().map(|row| (row.capture_digest.as_str(), row.url.as_str())).collect();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for batch in tables::batches::<PostingRow>(dir.path(), BATCH)? {
        for row in batch? {
            let mut line = tables::to_json(&row);
            line["file"] = files.get(row.capture_digest.as_str()).copied().into();
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    let faults = tables::read::<FaultRow>(dir.path())?;
    for fault in &faults {
        session.progress.say(&format!("{:>10}  {}: {}", fault.kind, fault.url.as_deref().unwrap_or_default(), fault.detail));
    }
    Ok(if faults.is_empty() { Code::Ok } else { Code::Partial })
}
