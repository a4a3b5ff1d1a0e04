//! `compare`: two runs side by side, and what each change is made of.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use skills::Tagger;
use tables::public::{ComparisonRow, RunRow};
use tables::{Comparison, run_of};

use crate::cli::{Compare, Level};
use crate::exit_code::Code;
use crate::progress::Progress;
use crate::{field, tagging};

/// Compares two data folders.
pub(crate) fn compare(args: &Compare, progress: &Progress) -> Result<Code> {
    let (before, after) = (run_of(&args.before)?, run_of(&args.after)?);
    let scratch = tempfile::tempdir().context("cannot make a folder for temporary tables")?;
    let is_retagged = match &args.taxonomy_before {
        Some(dir) => retag(args, dir, &before, scratch.path()).map(|()| true)?,
        None => false,
    };
    let retagged = is_retagged.then_some(scratch.path());
    let rows = tables::compare(Comparison { before: &args.before, after: &args.after, retagged })?;
    for line in doubts(&before, &after, is_retagged) {
        progress.say(&line);
    }
    if let Some(dir) = &args.out {
        tables::write_comparison(dir, &rows)?;
    }
    print(args, &before, &after, &rows)?;
    Ok(Code::Ok)
}

/// Tags what the second run read with the first one's taxonomy.
fn retag(args: &Compare, taxonomy_before: &Path, before: &RunRow, scratch: &Path) -> Result<()> {
    let taxonomy = field::taxonomy(Some(taxonomy_before))?;
    if taxonomy.hash() != before.taxonomy_hash {
        bail!(
            "the taxonomy in {} is not the one that {} was tagged with: its hash is {}, the run's {}",
            taxonomy_before.display(),
            args.before.display(),
            taxonomy.hash(),
            before.taxonomy_hash
        );
    }
    let tagger = Tagger::new(taxonomy);
    let tagger = match &args.keywords_before {
        Some(path) => tagger.with_keywords(field::keywords_from(path)?),
        None => tagger,
    };
    tagging::retag(&args.after, &tagger, scratch)
}

/// What a reader should know before believing the parts.
fn doubts(before: &RunRow, after: &RunRow, is_retagged: bool) -> Vec<String> {
    let mut doubts = Vec::new();
    if before.study_name != after.study_name {
        doubts.push(format!("these are two studies: {} and {}", before.study_name, after.study_name));
    }
    if before.taxonomy_hash != after.taxonomy_hash && !is_retagged {
        doubts.push("the taxonomies differ, and the part of the taxonomy is in `rest`: give the first one with --taxonomy-before DIR".to_owned());
    }
    if before.rolescope_version != after.rolescope_version {
        let versions = format!("{} and {}", before.rolescope_version, after.rolescope_version);
        doubts.push(format!("versions {versions} may tag and find duplicates differently; make both runs with one to tell those parts from `rest`"));
    }
    doubts
}

fn print(args: &Compare, before: &RunRow, after: &RunRow, rows: &[ComparisonRow]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "before  {} vacancies  {}", before.vacancies_n, window(before))?;
    writeln!(out, "after   {} vacancies  {}\n", after.vacancies_n, window(after))?;
    let level = if args.level == Level::Competency { 1 } else { 2 };
    let mut shown: Vec<&ComparisonRow> = rows.iter().filter(|row| row.level == level).collect();
    shown.sort_by(|a, b| b.change_pp.unwrap_or(0.0).abs().total_cmp(&a.change_pp.unwrap_or(0.0).abs()).then_with(|| a.concept_id.cmp(&b.concept_id)));
    let width = shown.iter().map(|row| row.label.chars().count()).max().unwrap_or(0).max(7);
    let head = ["before %", "after %", "change", "mix", "sources", "taxonomy", "duplicates", "rest"];
    writeln!(out, "{:width$} {}", "concept", head.map(|name| format!("{name:>10}")).concat())?;
    for row in shown {
        let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.1}", 100.0 * share));
        let signed = |pp: Option<f64>| pp.map_or_else(|| "–".to_owned(), |pp| format!("{:+.1}", if pp.abs() < 0.05 { 0.0 } else { pp }));
        let parts = [row.change_pp, row.mix_pp, row.sources_pp, row.taxonomy_pp, row.duplicates_pp, row.rest_pp].map(signed);
        let cells: Vec<String> = [percent(row.share_before), percent(row.share_after)].into_iter().chain(parts).collect();
        let cells = cells.iter().map(|cell| format!("{cell:>10}")).collect::<Vec<_>>().concat();
        writeln!(out, "{:width$} {cells}  {}", row.label, row.status)?;
    }
    Ok(())
}

fn window(run: &RunRow) -> String {
    run.window_from.zip(run.window_to).map_or_else(|| "no dates".to_owned(), |(from, to)| format!("{from} to {to}"))
}
