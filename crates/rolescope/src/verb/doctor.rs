//! `doctor`: is everything in place to run?

use std::io::IsTerminal as _;

use anyhow::Result;
use skills::{Tagger, Taxonomy};

use crate::cli::Doctor;
use crate::exit_code::Code;
use crate::field;
use crate::study::{Input, Study};

/// Checks, one line each; exit code 1 when one of them fails.
pub(crate) fn doctor(args: &Doctor) -> Result<Code> {
    let mut checks = Checks { out: std::io::stdout().lock(), failed: false };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let colors = std::env::var_os("NO_COLOR").is_none();
    checks.ok(&format!(
        "rolescope {}, {threads} threads, {}, color {}",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        if colors { "allowed" } else { "off" }
    ))?;
    checks.ok(if std::io::stderr().is_terminal() {
        "stderr is a terminal: progress bars are shown"
    } else {
        "stderr is no terminal: no progress bars"
    })?;
    checks.taxonomy("the built-in taxonomy", field::taxonomy(None))?;
    if let Some(path) = &args.study {
        match Study::load(path, None) {
            Ok(study) => checks.study(&study)?,
            Err(error) => checks.bad(&format!("{}: {error:#}", path.display()))?,
        }
    }
    Ok(if checks.failed { Code::Failure } else { Code::Ok })
}

struct Checks<W> {
    out: W,
    failed: bool,
}

impl<W: std::io::Write> Checks<W> {
    fn ok(&mut self, what: &str) -> Result<()> {
        Ok(writeln!(self.out, "ok    {what}")?)
    }

    fn bad(&mut self, what: &str) -> Result<()> {
        self.failed = true;
        Ok(writeln!(self.out, "FAIL  {what}")?)
    }

    fn taxonomy(&mut self, name: &str, taxonomy: Result<Taxonomy>) -> Result<()> {
        let tagger = match taxonomy {
            Ok(taxonomy) => Tagger::new(taxonomy),
            Err(error) => return self.bad(&format!("{name}: {error:#}")),
        };
        let taxonomy = tagger.taxonomy();
        let examples = taxonomy.examples();
        let right = examples.len() - tagger.wrong_examples().len();
        let line = format!(
            "{name}: {} concepts, {} phrases, {right} of {} examples right",
            taxonomy.concepts().count(),
            taxonomy.phrases_n(),
            examples.len()
        );
        if right == examples.len() { self.ok(&line) } else { self.bad(&line) }
    }

    fn study(&mut self, study: &Study) -> Result<()> {
        self.ok(&format!("study {}: {} sources", study.name, study.sources.len()))?;
        if study.taxonomy.is_some() {
            self.taxonomy("the study's taxonomy", field::taxonomy(study.taxonomy.as_deref()))?;
        }
        let mut waiting_n = 0;
        for source in &study.sources {
            let site = match &source.input {
                Input::Site(site) | Input::LocalSite { source: site, .. } => site,
                Input::Files(_) => continue,
            };
            match source.refusal() {
                None => self.ok(&format!("source {}: access {}", source.id, site.access))?,
                Some(_) if source.waits_for_verdict() => waiting_n += 1,
                Some(refusal) => self.bad(&format!("source {}: {refusal}", source.id))?,
            }
        }
        if waiting_n > 0 {
            self.ok(&format!("{waiting_n} sources of the list are unchecked and will be left alone"))?;
        }
        match std::fs::create_dir_all(&study.data).and_then(|()| tempfile_in(&study.data)) {
            Ok(()) => self.ok(&format!("{} can be written", study.data.display())),
            Err(error) => self.bad(&format!("{} cannot be written: {error}", study.data.display())),
        }
    }
}

fn tempfile_in(dir: &std::path::Path) -> std::io::Result<()> {
    let path = dir.join("doctor.part");
    std::fs::write(&path, b"ok")?;
    std::fs::remove_file(path)
}
