//! What vacancies would ask for besides, had boilerplate, praise of the employer and benefits counted.

use std::collections::HashMap;
use std::path::Path;

use polars::prelude::{BooleanChunked, StringChunked};

use crate::columns::{Columns, columns};
use crate::corpus::{ConceptNo, Corpus, misshapen, number_of};
use crate::error::Result;
use crate::private::{MentionRow, VacancyRow};

/// Rows read at a time.
const BATCH_ROWS: usize = 65_536;
/// Why such mentions do not count.
const REASONS: [&str; 3] = ["boilerplate", "about_employer", "benefit"];

/// Vacancies by number, each with a concept that it asks for in no mention that counts; competencies above included. Sorted.
#[derive(Debug, Default)]
pub(super) struct PassedOver(Vec<(u32, ConceptNo)>);

impl PassedOver {
    /// Reads `mentions` under `dir`, side by side with the vacancies.
    pub(super) fn read(dir: &Path, corpus: &Corpus) -> Result<Self> {
        let mut vacancies = Numbers::open(dir)?;
        let mut known = HashMap::new();
        let mut found = Vec::new();
        for batch in columns::<MentionRow>(dir, &["vacancy_id", "concept_id", "competency_id", "reason"], BATCH_ROWS)? {
            let batch = batch?;
            let (ids, reasons) = (batch.texts("vacancy_id")?, batch.texts("reason")?);
            let concepts = [batch.texts("concept_id")?, batch.texts("competency_id")?];
            for row in (0..batch.height()).filter(|row| reasons.get(*row).is_some_and(|reason| REASONS.contains(&reason))) {
                let Some(number) = vacancies.of(ids.get(row).unwrap_or_default())? else { continue };
                for id in concepts.iter().map(|column| column.get(row).unwrap_or_default()) {
                    let Some(concept) = number_of(&mut known, &corpus.concepts, id) else {
                        return Err(misshapen::<MentionRow>(dir, format!("concept `{id}` is not in the taxonomy")));
                    };
                    found.push((number, concept));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|(number, concept)| corpus.asked(&corpus.vacancies[*number as usize]).iter().all(|asked| asked.concept != *concept));
        Ok(Self(found))
    }

    /// Those of one vacancy.
    pub(super) fn of(&self, number: u32) -> &[(u32, ConceptNo)] {
        let start = self.0.partition_point(|(known, _)| *known < number);
        let end = start + self.0[start..].partition_point(|(known, _)| *known == number);
        &self.0[start..end]
    }
}

/// The numbers of the vacancies in scope, read along with what is sorted as `vacancies` is.
struct Numbers<'d> {
    batches: Box<dyn Iterator<Item = Result<Columns>> + 'd>,
    ids: StringChunked,
    in_scope: BooleanChunked,
    row: usize,
    /// Vacancies in scope before the row.
    number: u32,
}

impl<'d> Numbers<'d> {
    fn open(dir: &'d Path) -> Result<Self> {
        let batches = Box::new(columns::<VacancyRow>(dir, &["vacancy_id", "in_scope"], BATCH_ROWS)?);
        Ok(Self { batches, ids: StringChunked::default(), in_scope: BooleanChunked::default(), row: 0, number: 0 })
    }

    /// The number of vacancy `id`; `None` when it is not in scope. Ids must not go back.
    fn of(&mut self, id: &str) -> Result<Option<u32>> {
        loop {
            while self.row < self.ids.len() {
                let (known, in_scope) = (self.ids.get(self.row).unwrap_or_default(), self.in_scope.get(self.row) == Some(true));
                if known >= id {
                    return Ok((known == id && in_scope).then_some(self.number));
                }
                self.number += u32::from(in_scope);
                self.row += 1;
            }
            let Some(batch) = self.batches.next() else { return Ok(None) };
            let batch = batch?;
            (self.ids, self.in_scope) = (batch.texts("vacancy_id")?, batch.booleans("in_scope")?);
            self.row = 0;
        }
    }
}
