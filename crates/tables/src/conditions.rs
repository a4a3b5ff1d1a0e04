//! Contract, hours, place, grade and unit: `conditions`.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use statistics::interval::{Cluster, Sums};
use statistics::suppression::{Status, share_status};

use crate::columns::{Columns, columns};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::private::VacancyRow;
use crate::public::ConditionRow;

/// Rows read at a time.
const BATCH_ROWS: usize = 100_000;
/// The columns that are counted as they are.
const TEXTS: [&str; 4] = ["contract_type", "grade_norm", "unit_type", "work_mode"];
/// The columns that are counted as yes and no.
const BOOLEANS: [&str; 2] = ["is_solo", "manages_people"];

/// The vacancies of each employer by what they state of one variable.
#[derive(Default)]
struct Stated {
    /// By employer.
    all: HashMap<u32, u64>,
    /// By level and employer.
    levels: BTreeMap<String, HashMap<u32, u64>>,
}

/// The rows of `conditions`, sorted by key.
///
/// # Errors
/// `vacancies` is missing or of another shape.
pub(crate) fn conditions(dir: &Path, corpus: &Corpus) -> Result<Vec<ConditionRow>> {
    let mut variables: BTreeMap<&'static str, Stated> = BTreeMap::new();
    let mut vacancies = corpus.vacancies.iter();
    let names: Vec<&'static str> = TEXTS.into_iter().chain(BOOLEANS).chain(["fte", "in_scope"]).collect();
    for batch in columns::<VacancyRow>(dir, &names, BATCH_ROWS)? {
        let batch = batch?;
        let in_scope = batch.booleans("in_scope")?;
        let stated = stated(&batch)?;
        for row in (0..batch.height()).filter(|row| in_scope.get(*row) == Some(true)) {
            let Some(vacancy) = vacancies.next() else { break };
            for (variable, levels) in &stated {
                let Some(level) = &levels[row] else { continue };
                let stated = variables.entry(variable).or_default();
                *stated.all.entry(vacancy.employer).or_default() += 1;
                *stated.levels.entry(level.clone()).or_default().entry(vacancy.employer).or_default() += 1;
            }
        }
    }
    let vacancies_n = corpus.vacancies.len() as u64;
    Ok(variables.iter().flat_map(|(variable, stated)| rows(variable, stated, vacancies_n)).collect())
}

/// A variable, and what every row states of it.
type Variable = (&'static str, Vec<Option<String>>);

/// Each variable with what every row states of it.
fn stated(batch: &Columns) -> Result<Vec<Variable>> {
    let mut stated = Vec::new();
    for name in TEXTS {
        stated.push((name, batch.texts(name)?.iter().map(|level| level.map(str::to_owned)).collect()));
    }
    for name in BOOLEANS {
        let word = |yes| if yes { "yes" } else { "no" }.to_owned();
        stated.push((name, batch.booleans(name)?.iter().map(|level| level.map(word)).collect()));
    }
    stated.push(("fte_band", batch.numbers("fte")?.iter().map(|fte| fte.map(|fte| band(fte).to_owned())).collect()));
    Ok(stated)
}

fn band(fte: f64) -> &'static str {
    match fte {
        fte if fte >= 0.995 => "1.0",
        fte if fte >= 0.8 => "0.8 to 0.99",
        fte if fte >= 0.5 => "0.5 to 0.79",
        _ => "under 0.5",
    }
}

fn rows(variable: &str, stated: &Stated, vacancies_n: u64) -> Vec<ConditionRow> {
    let mut employers: Vec<(u32, u64)> = stated.all.iter().map(|(employer, n)| (*employer, *n)).collect();
    employers.sort_unstable();
    let stated_n = employers.iter().map(|(_, n)| n).sum();
    let row = |(level, hits): (&String, &HashMap<u32, u64>)| {
        let mut sums = Sums::default();
        for (employer, n) in &employers {
            sums.add(Cluster { n: *n, k: hits.get(employer).copied().unwrap_or(0) });
        }
        let found = sums.estimate();
        let half_width = found.map_or(1.0, |found| (found.share - found.lo).max(found.hi - found.share));
        let status = share_status(stated_n, employers.len() as u64, half_width);
        let found = found.filter(|_| status != Status::Suppressed);
        ConditionRow {
            variable: variable.to_owned(),
            level: level.clone(),
            n: found.map(|_| sums.k),
            vacancies_n: stated_n,
            share: found.map(|found| found.share),
            share_lo: found.map(|found| found.lo),
            share_hi: found.map(|found| found.hi),
            missing_n: vacancies_n - stated_n,
            status: status.as_str().to_owned(),
        }
    };
    stated.levels.iter().map(row).collect()
}
