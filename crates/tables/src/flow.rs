//! How many inputs went where: counted from the tables themselves, so that the numbers must add up.

use std::collections::BTreeMap;
use std::path::Path;

use crate::columns::columns;
use crate::corpus::{Corpus, dimension};
use crate::error::Result;
use crate::parquet;
use crate::private::{CaptureRow, DuplicateRow, FaultRow, PostingRow};
use crate::public::FlowRow;

/// Rows read at a time.
const BATCH_ROWS: usize = 50_000;

const STAGES: [&str; 5] = ["archive", "extract", "resolve", "scope", "tag"];

/// Counts by stage, source and reason.
#[derive(Default)]
struct Counts(BTreeMap<(usize, String, String), u64>);

impl Counts {
    fn add(&mut self, stage: &str, source: &str, reason: &str, n: u64) {
        let stage = STAGES.iter().position(|name| *name == stage).unwrap_or(STAGES.len() - 1);
        *self.0.entry((stage, source.to_owned(), reason.to_owned())).or_default() += n;
    }
}

/// The rows of `flow`, sorted by key.
pub(crate) fn flow(dir: &Path, corpus: &Corpus) -> Result<Vec<FlowRow>> {
    let mut counts = Counts::default();
    captures(dir, &mut counts)?;
    postings(dir, &mut counts)?;
    tagged(corpus, &mut counts);
    let rows = counts.0.into_iter().map(|((stage, source_id, reason), n)| FlowRow {
        stage_n: stage as u64 + 1,
        stage: STAGES[stage].to_owned(),
        source_id,
        reason,
        n,
    });
    Ok(rows.collect())
}

fn captures(dir: &Path, counts: &mut Counts) -> Result<()> {
    for batch in columns::<CaptureRow>(dir, &["source_id", "outcome", "postings_n"], BATCH_ROWS)? {
        let batch = batch?;
        let (sources, outcomes, postings) = (batch.texts("source_id")?, batch.texts("outcome")?, batch.integers("postings_n")?);
        for row in 0..batch.height() {
            let source = sources.get(row).unwrap_or_default();
            counts.add("archive", source, "captures", 1);
            counts.add("extract", source, outcomes.get(row).unwrap_or_default(), 1);
            counts.add("resolve", source, "observations", postings.get(row).unwrap_or(0) as u64);
        }
    }
    for row in parquet::read::<FaultRow>(dir)?.iter().filter(|row| row.stage == "archive") {
        counts.add("archive", &row.source_id, "damaged", 1);
    }
    Ok(())
}

fn postings(dir: &Path, counts: &mut Counts) -> Result<()> {
    let repeats: BTreeMap<String, String> = parquet::read::<DuplicateRow>(dir)?.into_iter().map(|row| (row.posting_id, row.method)).collect();
    let mut postings_n: BTreeMap<String, u64> = BTreeMap::new();
    for batch in columns::<PostingRow>(dir, &["posting_id", "source_id", "scope_reason"], BATCH_ROWS)? {
        let batch = batch?;
        let (ids, sources, reasons) = (batch.texts("posting_id")?, batch.texts("source_id")?, batch.texts("scope_reason")?);
        for row in 0..batch.height() {
            let source = sources.get(row).unwrap_or_default();
            *postings_n.entry(source.to_owned()).or_default() += 1;
            if let Some(method) = repeats.get(ids.get(row).unwrap_or_default()) {
                counts.add("resolve", source, &format!("duplicate_{method}"), 1);
                continue;
            }
            counts.add("resolve", source, "vacancies", 1);
            counts.add("scope", source, &reasons.get(row).map_or_else(|| "in_scope".to_owned(), |reason| format!("out_{reason}")), 1);
        }
    }
    let observed: Vec<(String, u64)> = counts
        .0
        .iter()
        .filter(|((stage, _, reason), _)| STAGES[*stage] == "resolve" && reason == "observations")
        .map(|((_, source, _), n)| (source.clone(), *n))
        .collect();
    for (source, observations_n) in observed {
        let again = observations_n.saturating_sub(postings_n.get(&source).copied().unwrap_or(0));
        if again > 0 {
            counts.add("resolve", &source, "seen_again", again);
        }
    }
    Ok(())
}

fn tagged(corpus: &Corpus, counts: &mut Counts) {
    let sources = dimension("source");
    for vacancy in &corpus.vacancies {
        let reason = if corpus.asked(vacancy).is_empty() { "without_a_concept" } else { "with_a_concept" };
        counts.add("tag", corpus.groups[sources].name(vacancy.groups[sources] as usize), reason, 1);
    }
}

/// The sums that must hold, as (what is said, left, right): what enters a stage leaves it.
pub fn reconcile(rows: &[FlowRow]) -> Vec<(&'static str, u64, u64)> {
    let sum = |stage: &str, wanted: &dyn Fn(&str) -> bool| rows.iter().filter(|row| row.stage == stage && wanted(&row.reason)).map(|row| row.n).sum();
    vec![
        ("captures = with postings + other pages + not pages + faults", sum("archive", &|reason| reason == "captures"), sum("extract", &|_| true)),
        (
            "observations = vacancies + duplicates + seen again",
            sum("resolve", &|reason| reason == "observations"),
            sum("resolve", &|reason| reason != "observations"),
        ),
        ("vacancies = in scope + out of scope", sum("resolve", &|reason| reason == "vacancies"), sum("scope", &|_| true)),
        ("in scope = with a concept + without", sum("scope", &|reason| reason == "in_scope"), sum("tag", &|_| true)),
    ]
}
