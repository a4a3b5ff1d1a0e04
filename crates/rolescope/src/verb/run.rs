//! `run` and the verbs of single stages: what is out of date is done, in order.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use skills::Taxonomy;
use tables::Provenance;

use crate::archiving::{self, Again};
use crate::cli::{Run, Stage};
use crate::exit_code::Code;
use crate::session::{Session, StageKey};
use crate::study::IMPORT;
use crate::{extraction, field, summary, tagging};

/// Everything that is out of date, up to a stage.
pub(crate) fn run(mut session: Session, args: &Run) -> Result<Code> {
    // A bad taxonomy is told before an hour of crawling, not after.
    let taxonomy = field::taxonomy(session.study.taxonomy.as_deref())?;
    let code = if args.offline { Code::Ok } else { archiving::collect(&mut session, Again::WhenChanged)? };
    let until = args.until.unwrap_or(Stage::Report);
    if until == Stage::Collect {
        return Ok(code);
    }
    let did_work = stages(&mut session, taxonomy, until)?;
    if until < Stage::Tabulate {
        return Ok(code);
    }
    let data = session.study.data.clone();
    let holds = summary::tell(&data, &session.progress)?;
    if !did_work {
        session.progress.say("nothing to do: everything is up to date");
    }
    let mut stdout = std::io::stdout().lock();
    if args.json {
        writeln!(stdout, "{}", summary::json(&data)?)?;
    } else if until == Stage::Report {
        writeln!(stdout, "{}", data.join("report").join("index.html").display())?;
    }
    Ok(if holds { code } else { Code::Failure })
}

/// `crawl`: sites begin another round, files are imported when they changed.
pub(crate) fn collect(mut session: Session) -> Result<Code> {
    archiving::collect(&mut session, Again::Always)
}

/// `import`: paths into the archive, as a source of its own.
pub(crate) fn import(session: Session, paths: &[PathBuf]) -> Result<Code> {
    for path in paths {
        if !path.exists() {
            bail!("cannot import {}: there is no such file or folder", path.display());
        }
    }
    let id = IMPORT.parse().context("the name of the import source")?;
    archiving::import_files(&session, &id, paths)?;
    Ok(Code::Ok)
}

/// One stage, and those before it that are out of date. Nothing is fetched.
pub(crate) fn only(mut session: Session, stage: Stage) -> Result<Code> {
    let taxonomy = field::taxonomy(session.study.taxonomy.as_deref())?;
    stages(&mut session, taxonomy, stage)?;
    Ok(Code::Ok)
}

/// Returns whether any stage had work to do.
fn stages(session: &mut Session, taxonomy: Taxonomy, until: Stage) -> Result<bool> {
    let before = session.record.stages.clone();
    let extract_key = extraction::extract(session)?;
    if until >= Stage::Tag {
        let tagger = field::tagger_of(&session.study, taxonomy)?;
        let tag_key = tagging::tag(session, &tagger, &extract_key)?;
        if until >= Stage::Tabulate {
            let key = tabulate(session, tagger.taxonomy(), &tag_key)?;
            if until >= Stage::Report {
                report(session, &key)?;
            }
        }
    }
    Ok(before != session.record.stages)
}

fn tabulate(session: &mut Session, taxonomy: &Taxonomy, tag_key: &StageKey) -> Result<StageKey> {
    let key = tag_key.then("tabulate", &session.study.name);
    let data = session.study.data.clone();
    let outputs = [data.join("public").join("datapackage.json")];
    session.stage("tabulate", &key, &outputs, |session| {
        let provenance = Provenance {
            rolescope_version: env!("CARGO_PKG_VERSION").to_owned(),
            study_name: session.study.name.clone(),
            study_hash: session.study.hash(),
            archive_hash: archive::Archive::open(&session.archive_dir())?.fingerprint()?,
        };
        let run = tables::tabulate(&data, taxonomy, &provenance, &tables::Settings::default())?;
        let counts = [("vacancies", run.vacancies_n), ("employers", run.employers_n), ("concepts", run.concepts_n), ("mentions", run.mentions_n)];
        Ok(counts.map(|(name, n)| (name.to_owned(), n)).into())
    })?;
    Ok(key)
}

fn report(session: &mut Session, tabulate_key: &StageKey) -> Result<()> {
    let key = tabulate_key.then("report", "");
    let data = session.study.data.clone();
    let outputs = [data.join("report").join("index.html")];
    session.stage("report", &key, &outputs, |_| {
        let page = report::render(&data)?;
        report::write(&page, &data)?;
        Ok(BTreeMap::from([("charts".to_owned(), page.charts.len() as u64)]))
    })?;
    Ok(())
}
