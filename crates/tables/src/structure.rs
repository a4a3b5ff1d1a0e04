//! How institutions arrange this work: `structure`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use statistics::suppression::{Cell, Margin, PAY_FLOOR, secondary};

use crate::columns::columns;
use crate::corpus::{Corpus, dimension};
use crate::error::Result;
use crate::parquet;
use crate::private::{StructureEdgeRow, VacancyRow};
use crate::public::StructureRow;

/// Rows read at a time.
const BATCH_ROWS: usize = 100_000;
/// What stands for roles and units that too few employers name, and for all groups together.
const OTHER: &str = "other";
const ALL: &str = "all";

/// Vacancies and employers.
#[derive(Default, Clone)]
struct Count {
    vacancies: BTreeSet<u32>,
    employers: BTreeSet<u32>,
}

impl Count {
    fn add(&mut self, vacancy: u32, employer: u32) {
        self.vacancies.insert(vacancy);
        self.employers.insert(employer);
    }

    fn cell(&self) -> Cell {
        let (vacancies_n, employers_n) = (self.vacancies.len() as u64, self.employers.len() as u64);
        Cell { vacancies_n, employers_n, suppressed: vacancies_n < PAY_FLOOR.vacancies_n || employers_n < PAY_FLOOR.employers_n }
    }
}

/// Employer type and kind of job.
type Group = (String, String);

/// The rows of `structure`, sorted by key.
///
/// # Errors
/// A private table is missing or of another shape.
pub(crate) fn structure(dir: &Path, corpus: &Corpus) -> Result<Vec<StructureRow>> {
    let edges = edges(dir, corpus)?;
    let mut named: BTreeMap<(&str, &str), BTreeSet<u32>> = BTreeMap::new();
    for (edge, _, employer, _) in &edges {
        named.entry((&edge.relation, &edge.to_role)).or_default().insert(*employer);
    }
    let mut bases: BTreeMap<(&str, Group), Count> = BTreeMap::new();
    let mut counts: BTreeMap<(&str, &str), BTreeMap<Group, Count>> = BTreeMap::new();
    for (edge, vacancy, employer, group) in &edges {
        let employers_n = named.get(&(edge.relation.as_str(), edge.to_role.as_str())).map_or(0, BTreeSet::len) as u64;
        let to_role = if employers_n >= PAY_FLOOR.employers_n { edge.to_role.as_str() } else { OTHER };
        for group in [group.clone(), (ALL.to_owned(), ALL.to_owned())] {
            bases.entry((&edge.relation, group.clone())).or_default().add(*vacancy, *employer);
            counts.entry((&edge.relation, to_role)).or_default().entry(group).or_default().add(*vacancy, *employer);
        }
    }
    let mut rows: Vec<StructureRow> = counts.iter().flat_map(|(end, groups)| of_end(*end, groups, &bases)).collect();
    rows.sort_by(|a, b| key(a).cmp(&key(b)));
    Ok(rows)
}

fn key(row: &StructureRow) -> [&str; 4] {
    [&row.employer_type, &row.from_role, &row.relation, &row.to_role]
}

/// The relations that vacancies in scope state, with the number of the vacancy, its employer and its group.
fn edges(dir: &Path, corpus: &Corpus) -> Result<Vec<(StructureEdgeRow, u32, u32, Group)>> {
    let edges = parquet::read::<StructureEdgeRow>(dir)?;
    let wanted: BTreeSet<&str> = edges.iter().map(|edge| edge.vacancy_id.as_str()).collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut number = 0;
    for batch in columns::<VacancyRow>(dir, &["vacancy_id", "in_scope"], BATCH_ROWS)? {
        let batch = batch?;
        let (ids, in_scope) = (batch.texts("vacancy_id")?, batch.booleans("in_scope")?);
        for row in (0..batch.height()).filter(|row| in_scope.get(*row) == Some(true)) {
            if let Some(id) = ids.get(row).filter(|id| wanted.contains(id)) {
                numbers.insert(id.to_owned(), number);
            }
            number += 1;
        }
    }
    let name = |number: u32, group_by: &str| {
        let at = dimension(group_by);
        corpus.vacancies.get(number as usize).map(|vacancy| corpus.groups[at].name(vacancy.groups[at] as usize).to_owned())
    };
    let placed = edges.into_iter().filter_map(|edge| {
        let number = *numbers.get(&edge.vacancy_id)?;
        let employer = corpus.vacancies.get(number as usize)?.employer;
        Some((edge, number, employer, (name(number, "employer_type")?, name(number, "role_family")?)))
    });
    Ok(placed.collect())
}

/// The rows of one role or unit at the other end: the groups, and all of them together. What is hidden cannot be had by subtraction.
fn of_end((relation, to_role): (&str, &str), groups: &BTreeMap<Group, Count>, bases: &BTreeMap<(&str, Group), Count>) -> Vec<StructureRow> {
    let cells: Vec<Cell> = groups.values().map(Count::cell).collect();
    let total = groups.keys().position(|group| group.0 == ALL).unwrap_or(0);
    let margin = Margin { total, parts: (0..cells.len()).filter(|at| *at != total).collect() };
    let further = secondary(&cells, &[margin], PAY_FLOOR);
    let row = |(at, (group, count)): (usize, (&Group, &Count))| {
        let shown = !cells[at].suppressed && !further.contains(&at);
        let base = bases.get(&(relation, group.clone())).map_or(0, |count| count.vacancies.len());
        let n = count.vacancies.len() as u64;
        StructureRow {
            employer_type: group.0.clone(),
            from_role: group.1.clone(),
            relation: relation.to_owned(),
            to_role: to_role.to_owned(),
            n: shown.then_some(n),
            employers_n: shown.then_some(count.employers.len() as u64),
            share: (shown && base > 0).then(|| n as f64 / base as f64),
            status: if shown { "ok" } else { "c" }.to_owned(),
        }
    };
    groups.iter().enumerate().map(row).collect()
}
