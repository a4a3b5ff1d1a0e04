//! Two runs side by side: what each share became, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use skills::ConceptId;
use statistics::change::{Change, Source, Stratum, decompose};
use statistics::interval::{Cluster, Sums};
use statistics::suppression::{Status, share_status};

use crate::corpus::{Corpus, dimension};
use crate::error::{Error, Result};
use crate::parquet::{self, path_of, read};
use crate::public::{ComparisonRow, ConceptRow, RunRow};

/// Two runs, and what is known of the difference between their rules.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'d> {
    /// The data folder of the first run.
    pub before: &'d Path,
    /// The data folder of the second run.
    pub after: &'d Path,
    /// A folder with the second run's `vacancies`, and `vacancy_skills` found with the first run's taxonomy.
    pub retagged: Option<&'d Path>,
}

/// A run as its tables tell it.
struct Run {
    row: RunRow,
    concepts: BTreeMap<String, ConceptRow>,
    corpus: Corpus,
}

/// What `run` says of the run in data folder `dir`.
///
/// # Errors
/// The folder holds no finished run, or one whose tables are of another version.
pub fn run_of(dir: &Path) -> Result<RunRow> {
    let path = path_of(dir, <RunRow as crate::Row>::TABLE);
    if !path.exists() {
        return Err(Error::NoRun { dir: dir.to_owned() });
    }
    let version = parquet::schema_version(&path)?;
    let major = |version: &str| version.split('.').next().map(str::to_owned);
    if major(&version) != major(parquet::SCHEMA_VERSION) {
        return Err(Error::Version { dir: dir.to_owned(), version });
    }
    read::<RunRow>(dir)?.into_iter().next().ok_or_else(|| Error::NoRun { dir: dir.to_owned() })
}

impl Run {
    fn open(dir: &Path) -> Result<Self> {
        let row = run_of(dir)?;
        let concepts: BTreeMap<String, ConceptRow> = read::<ConceptRow>(dir)?.into_iter().map(|row| (row.concept_id.clone(), row)).collect();
        let corpus = Corpus::read_of(dir, ids(&concepts))?;
        Ok(Self { row, concepts, corpus })
    }
}

fn ids(concepts: &BTreeMap<String, ConceptRow>) -> Vec<ConceptId> {
    concepts.keys().filter_map(|id| ConceptId::new(id)).collect()
}

/// Takes the changes of all shares apart, sorted by concept.
///
/// The parts of taxonomy and duplicates are zero where both runs had the same, and told where the second run was tagged anew with the first
/// one's taxonomy; else they belong to the rest, and `not_separable` names them. Another version of the program may tag and find duplicates
/// otherwise.
///
/// # Errors
/// A folder holds no finished run, one of another version, or tables that do not fit together.
pub fn compare(comparison: Comparison<'_>) -> Result<Vec<ComparisonRow>> {
    let (before, after) = (Run::open(comparison.before)?, Run::open(comparison.after)?);
    let retagged = comparison.retagged.map(|dir| Corpus::read_of(dir, ids(&before.concepts))).transpose()?;
    let same_program = before.row.rolescope_version == after.row.rolescope_version;
    let same_taxonomy = same_program && before.row.taxonomy_hash == after.row.taxonomy_hash;
    let mut parts = Vec::new();
    if !same_taxonomy && retagged.is_none() {
        parts.push("taxonomy");
    }
    if !same_program {
        parts.push("duplicates");
    }
    let ids: BTreeSet<&String> = before.concepts.keys().chain(after.concepts.keys()).collect();
    Ok(ids.into_iter().filter_map(|id| row(id, &before, &after, retagged.as_ref(), &parts)).collect())
}

fn row(id: &str, before: &Run, after: &Run, retagged: Option<&Corpus>, parts: &[&str]) -> Option<ComparisonRow> {
    let concept = after.concepts.get(id).or(before.concepts.get(id))?;
    let (first, second) = (counted(&before.corpus, id), counted(&after.corpus, id));
    let looked_for = (before.concepts.contains_key(id), after.concepts.contains_key(id));
    let status = match looked_for {
        (true, true) => worse(status(&first), status(&second)),
        _ => Status::Unavailable,
    };
    let share = |sums: &Sums, looked_for: bool| {
        let found = sums.estimate().filter(|_| looked_for && status != Status::Suppressed)?;
        (self::status(sums) != Status::Suppressed).then_some(found.share)
    };
    let recount = retagged.unwrap_or(&after.corpus);
    let change = matches!(status, Status::Ok | Status::Unreliable).then(|| change(&before.corpus, recount, id, &second)).flatten();
    let told = |part: &str, pp: fn(&Change) -> f64| change.as_ref().filter(|_| !parts.contains(&part)).map(pp);
    Some(ComparisonRow {
        concept_id: id.to_owned(),
        label: concept.label.clone(),
        level: concept.level,
        share_before: share(&first, looked_for.0),
        share_after: share(&second, looked_for.1),
        change_pp: change.map(|change| change.total_pp),
        mix_pp: change.map(|change| change.mix_pp),
        sources_pp: change.map(|change| change.sources_pp),
        taxonomy_pp: told("taxonomy", |change| change.taxonomy_pp),
        duplicates_pp: told("duplicates", |change| change.duplicates_pp),
        rest_pp: change.map(|change| change.rest_pp),
        not_separable: (change.is_some() && !parts.is_empty()).then(|| parts.join(" ")),
        status: status.as_str().to_owned(),
    })
}

/// The change of a concept from `before` to the second run, of which `recount` is the count by the first run's taxonomy.
fn change(before: &Corpus, recount: &Corpus, id: &str, published: &Sums) -> Option<Change> {
    let (first, second) = (strata(before, id), strata(recount, id));
    let sources = |strata: &BTreeMap<(&str, &str), Cluster>| strata.keys().map(|(source, _)| (*source).to_owned()).collect::<BTreeSet<String>>();
    let kept: BTreeSet<String> = sources(&first).intersection(&sources(&second)).cloned().collect();
    let none = Cluster { n: 0, k: 0 };
    let keys: BTreeSet<&(&str, &str)> = first.keys().chain(second.keys()).collect();
    let of = |key: &(&str, &str)| Stratum {
        source: if kept.contains(key.0) { Source::Kept } else { Source::CameOrWent },
        before: first.get(key).copied().unwrap_or(none),
        after: second.get(key).copied().unwrap_or(none),
    };
    let strata: Vec<Stratum> = keys.into_iter().map(of).collect();
    // Both counts of the second run are by its own rule for duplicates: the part of duplicates is nought, or not separable.
    let retagged = strata.iter().fold(none, |sum, stratum| Cluster { n: sum.n + stratum.after.n, k: sum.k + stratum.after.k });
    decompose(&strata, retagged, Cluster { n: published.n, k: published.k })
}

/// Vacancies and those that ask, by source and employer type.
fn strata<'c>(corpus: &'c Corpus, id: &str) -> BTreeMap<(&'c str, &'c str), Cluster> {
    let (source, kind) = (dimension("source"), dimension("employer_type"));
    let concept = corpus.concept_no(id);
    let mut strata: BTreeMap<(u32, u32), Cluster> = BTreeMap::new();
    for vacancy in &corpus.vacancies {
        let stratum = strata.entry((vacancy.groups[source], vacancy.groups[kind])).or_insert(Cluster { n: 0, k: 0 });
        stratum.n += 1;
        stratum.k += u64::from(corpus.asked(vacancy).iter().any(|asked| Some(asked.concept) == concept));
    }
    let name = |dimension: usize, number: u32| corpus.groups[dimension].name(number as usize);
    strata.into_iter().map(|((of, kind_no), cluster)| ((name(source, of), name(kind, kind_no)), cluster)).collect()
}

/// The vacancies of a run, employer by employer, and those that ask.
fn counted(corpus: &Corpus, id: &str) -> Sums {
    let concept = corpus.concept_no(id);
    let mut sums = Sums::default();
    for vacancies in corpus.employers() {
        let asks = |number: &&u32| corpus.asked(&corpus.vacancies[**number as usize]).iter().any(|asked| Some(asked.concept) == concept);
        sums.add(Cluster { n: vacancies.len() as u64, k: vacancies.iter().filter(asks).count() as u64 });
    }
    sums
}

fn status(sums: &Sums) -> Status {
    let half_width = sums.estimate().map_or(1.0, |found| (found.share - found.lo).max(found.hi - found.share));
    share_status(sums.n, sums.clusters, half_width)
}

fn worse(a: Status, b: Status) -> Status {
    let rank = |status: Status| [Status::Ok, Status::Unreliable, Status::Suppressed, Status::Unavailable].iter().position(|known| *known == status);
    if rank(a) >= rank(b) { a } else { b }
}

/// Writes the table `comparison` to `public/` under `dir`, as Parquet and as CSV.
///
/// # Errors
/// The disk is full, or the folder cannot be made.
pub fn write_comparison(dir: &Path, rows: &[ComparisonRow]) -> Result<u64> {
    crate::csv_copy::write_public(dir, "comparison", rows)
}
