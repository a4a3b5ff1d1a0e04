//! The quotes that show what a concept was found by: three a concept, each of another employer, chosen by rule.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use polars::prelude::StringChunked;
use skills::{ConceptId, Taxonomy};

use crate::columns::{Columns, columns};
use crate::error::Result;
use crate::parquet;
use crate::private::{MentionRow, VacancyRow};
use crate::public::EvidenceRow;

/// Quotes a concept.
const QUOTES: usize = 3;
/// Rows read at a time.
const BATCH_ROWS: usize = 20_000;

/// Who wins: a quote of 6 to 24 words before others, a firmer statement before others, and then a hash, which favors nobody.
type Order = (bool, u8, String);

/// A quote that may be shown.
struct Candidate {
    order: Order,
    employer: String,
    mention: MentionRow,
}

/// The best quotes of a concept so far, one an employer.
type Best = Vec<Candidate>;

/// The rows of `evidence`, sorted by key. A competency's quotes may come from the skills under it.
pub(crate) fn evidence(dir: &Path, taxonomy: &Taxonomy) -> Result<Vec<EvidenceRow>> {
    let mut best: BTreeMap<ConceptId, Best> = BTreeMap::new();
    let mut employers = Employers::open(dir)?;
    for batch in parquet::batches::<MentionRow>(dir, BATCH_ROWS)? {
        for mention in batch?.iter().filter(|mention| mention.counted) {
            let Some(employer) = employers.of(&mention.vacancy_id)? else { continue };
            for id in [&mention.concept_id, &mention.competency_id] {
                if let Some(concept) = ConceptId::new(id).filter(|id| taxonomy.concept(id).is_some()) {
                    offer(best.entry(concept).or_default(), mention, &employer);
                }
            }
        }
    }
    shown(dir, best)
}

fn offer(best: &mut Best, mention: &MentionRow, employer: &str) {
    let words = mention.quote.split_whitespace().count();
    let firmness = ["required", "duty", "desired"].iter().position(|name| *name == mention.requirement).unwrap_or(3) as u8;
    let order = (!(6..=24).contains(&words), firmness, mention.mention_id.clone());
    let rival = best.iter().position(|candidate| candidate.employer == employer);
    let loses_to = |at: usize| best[at].order <= order;
    match rival {
        Some(at) if loses_to(at) => return,
        Some(at) => drop(best.remove(at)),
        None if best.len() == QUOTES && loses_to(QUOTES - 1) => return,
        None => {}
    }
    best.push(Candidate { order, employer: employer.to_owned(), mention: mention.clone() });
    best.sort_by(|a, b| a.order.cmp(&b.order));
    best.truncate(QUOTES);
}

/// The quotes with what their vacancies say.
fn shown(dir: &Path, best: BTreeMap<ConceptId, Best>) -> Result<Vec<EvidenceRow>> {
    let mut vacancies: HashMap<String, Option<VacancyRow>> =
        best.values().flatten().map(|candidate| (candidate.mention.vacancy_id.clone(), None)).collect();
    for batch in parquet::batches::<VacancyRow>(dir, BATCH_ROWS)? {
        for row in batch? {
            if let Some(place) = vacancies.get_mut(&row.vacancy_id) {
                *place = Some(row);
            }
        }
    }
    let row = |concept: &ConceptId, rank: u64, candidate: &Candidate| {
        let vacancy = vacancies.get(&candidate.mention.vacancy_id)?.as_ref()?;
        Some(EvidenceRow {
            concept_id: concept.to_string(),
            rank,
            vacancy_id: vacancy.vacancy_id.clone(),
            employer_name: vacancy.employer_name.clone(),
            title: vacancy.title.clone(),
            requirement: candidate.mention.requirement.clone(),
            surface: candidate.mention.surface.clone(),
            quote: candidate.mention.quote.clone(),
            retrieved_on: vacancy.last_seen_on,
            url: vacancy.url.clone(),
        })
    };
    let ranked = best.iter().flat_map(|(concept, best)| best.iter().zip(1..).map(move |(candidate, rank)| (concept, rank, candidate)));
    Ok(ranked.filter_map(|(concept, rank, candidate)| row(concept, rank, candidate)).collect())
}

/// The employer of each vacancy in scope, read along with what is sorted as `vacancies` is.
struct Employers<'d> {
    batches: Box<dyn Iterator<Item = Result<Columns>> + 'd>,
    ids: StringChunked,
    names: StringChunked,
    sources: StringChunked,
    row: usize,
}

impl<'d> Employers<'d> {
    fn open(dir: &'d Path) -> Result<Self> {
        let batches = Box::new(columns::<VacancyRow>(dir, &["vacancy_id", "employer_id", "source_id"], BATCH_ROWS)?);
        let none = StringChunked::default();
        Ok(Self { batches, ids: none.clone(), names: none.clone(), sources: none, row: 0 })
    }

    /// The employer of vacancy `id`, its source when it names none; `None` when there is no such vacancy. Ids must not go back.
    fn of(&mut self, id: &str) -> Result<Option<String>> {
        loop {
            while self.row < self.ids.len() {
                let known = self.ids.get(self.row).unwrap_or_default();
                if known >= id {
                    let employer = self.names.get(self.row).or(self.sources.get(self.row));
                    return Ok(employer.filter(|_| known == id).map(str::to_owned));
                }
                self.row += 1;
            }
            let Some(batch) = self.batches.next() else { return Ok(None) };
            let batch = batch?;
            (self.ids, self.names, self.sources) = (batch.texts("vacancy_id")?, batch.texts("employer_id")?, batch.texts("source_id")?);
            self.row = 0;
        }
    }
}
