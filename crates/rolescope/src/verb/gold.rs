//! `gold`: what labeled ads teach, and how far the tagger agrees with them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use skills::tally::{macro_f1, micro};
use skills::{Agreement, ConceptId, LabeledText, Penalty, Tagger, Tally};

use crate::cli::{Gold, GoldLearn, GoldScore};
use crate::exit_code::Code;
use crate::{field, labeled_file};

/// Learns or scores.
pub(crate) fn gold(what: &Gold) -> Result<Code> {
    match what {
        Gold::Learn(args) => learn(args),
        Gold::Score(args) => score(args),
    }
}

fn learn(args: &GoldLearn) -> Result<Code> {
    let taxonomy = field::taxonomy(args.of.taxonomy.as_deref())?;
    let mut texts = read(&args.gold)?;
    for unread in read(&args.unread)? {
        texts.retain(|text| text.id != unread.id);
        texts.push(LabeledText { is_read: false, ..unread });
    }
    let learned = skills::learn(&Tagger::new(taxonomy), &texts, Penalty { l1: args.l1, l2: args.l2 });
    fs::write(&args.out, skills::to_csv(&learned.weights)).with_context(|| format!("cannot write {}", args.out.display()))?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} ads, cross-validated by employer; {} rows in {}\n", texts.len(), learned.weights.len(), args.out.display())?;
    print(&mut out, &[("patterns only", &learned.patterns_only), ("keywords only", &learned.keywords_only), ("both", &learned.both)])?;
    Ok(Code::Ok)
}

fn score(args: &GoldScore) -> Result<Code> {
    let tagger = field::tagger(&args.with)?;
    let texts = read(std::slice::from_ref(&args.gold))?;
    let found: Vec<_> = texts.par_iter().map(|text| tagger.annotate(&text.text, text.lang.as_deref()).mentions).collect();
    let mut tally = Tally::default();
    for (text, mentions) in texts.iter().zip(&found) {
        tally.add(text, mentions);
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} ads\n", texts.len())?;
    print(&mut out, &[("tagger", &tally)])?;
    Ok(Code::Ok)
}

fn read(paths: &[PathBuf]) -> Result<Vec<LabeledText>> {
    let mut texts = Vec::new();
    for path in paths {
        texts.extend(labeled_file::read(path)?.into_iter().map(|reading| reading.ad));
    }
    Ok(texts)
}

/// A table for each tally: precision, recall and F1 by competency, by statement and by ad.
fn print(out: &mut impl std::io::Write, tallies: &[(&str, &Tally)]) -> std::io::Result<()> {
    for (name, tally) in tallies {
        for (level, counts) in [("statement", &tally.statements), ("ad", &tally.texts)] {
            let all = micro(counts);
            writeln!(out, "{name}, by {level}: {}  macro F1 {:.3}", figures(all), macro_f1(counts))?;
            if level == "statement" {
                competencies(out, counts)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

fn competencies(out: &mut impl std::io::Write, counts: &BTreeMap<ConceptId, Agreement>) -> std::io::Result<()> {
    for (competency, agreement) in counts.iter().filter(|(_, agreement)| agreement.right + agreement.missed > 0) {
        writeln!(out, "  {:24} {}  n {}", competency.as_str(), figures(*agreement), agreement.right + agreement.missed)?;
    }
    Ok(())
}

fn figures(agreement: Agreement) -> String {
    format!("P {:.3}  R {:.3}  F1 {:.3}", agreement.precision(), agreement.recall(), agreement.f1())
}
