//! What the posts are called: `titles`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::columns::columns;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::private::VacancyRow;
use crate::public::TitleRow;

/// Rows read at a time.
const BATCH_ROWS: usize = 100_000;
/// A title is named from so many employers that use it.
const LEAST_EMPLOYERS: usize = 3;
/// What stands for the titles that are not named.
const FEWER: &str = "(titles of fewer than 3 employers)";

/// The rows of `titles`, sorted by key.
///
/// # Errors
/// `vacancies` is missing or of another shape.
pub(crate) fn titles(dir: &Path, corpus: &Corpus) -> Result<Vec<TitleRow>> {
    let mut counts: BTreeMap<[String; 3], (u64, BTreeSet<u32>)> = BTreeMap::new();
    let mut employers: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    let mut vacancies = corpus.vacancies.iter();
    for batch in columns::<VacancyRow>(dir, &["in_scope", "title_norm", "role_family", "seniority"], BATCH_ROWS)? {
        let batch = batch?;
        let in_scope = batch.booleans("in_scope")?;
        let (titles, families, levels) = (batch.texts("title_norm")?, batch.texts("role_family")?, batch.texts("seniority")?);
        for row in (0..batch.height()).filter(|row| in_scope.get(*row) == Some(true)) {
            let Some(vacancy) = vacancies.next() else { break };
            let word = |value: Option<&str>| value.unwrap_or("unknown").to_owned();
            let title = titles.get(row).unwrap_or_default().to_owned();
            employers.entry(title.clone()).or_default().insert(vacancy.employer);
            let count = counts.entry([title, word(families.get(row)), word(levels.get(row))]).or_default();
            count.0 += 1;
            count.1.insert(vacancy.employer);
        }
    }
    let mut named: BTreeMap<[String; 3], (u64, BTreeSet<u32>)> = BTreeMap::new();
    for ([title, family, level], (n, of)) in counts {
        let is_named = employers.get(&title).is_some_and(|employers| employers.len() >= LEAST_EMPLOYERS);
        let into = named.entry([if is_named { title } else { FEWER.to_owned() }, family, level]).or_default();
        into.0 += n;
        into.1.extend(of);
    }
    let row = |([title_norm, role_family, seniority], (vacancies_n, employers)): ([String; 3], (u64, BTreeSet<u32>))| TitleRow {
        title_norm,
        role_family,
        seniority,
        vacancies_n,
        employers_n: employers.len() as u64,
    };
    Ok(named.into_iter().map(row).collect())
}
