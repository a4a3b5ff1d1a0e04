//! The quotes that show what a concept was found by: three a concept, each of another employer, chosen by rule.

use std::collections::BTreeMap;
use std::path::Path;

use skills::{ConceptId, Taxonomy};

use crate::error::Result;
use crate::parquet;
use crate::private::MentionRow;
use crate::public::EvidenceRow;
use crate::vacancies::Vacancies;

/// Quotes a concept.
const QUOTES: usize = 3;

/// Who wins: a quote of 6 to 24 words before others, a firmer statement before others, and then a hash, which favors nobody.
type Order = (bool, u8, String);

/// The best quotes of a concept so far, one an employer.
type Best = Vec<(Order, u32, EvidenceRow)>;

/// The rows of `evidence`, sorted by key. A competency's quotes may come from the skills under it.
pub(crate) fn evidence(dir: &Path, taxonomy: &Taxonomy, vacancies: &Vacancies) -> Result<Vec<EvidenceRow>> {
    let mut best: BTreeMap<ConceptId, Best> = BTreeMap::new();
    for batch in parquet::batches::<MentionRow>(dir, 20_000)? {
        for mention in batch?.iter().filter(|mention| mention.counted) {
            for id in [&mention.concept_id, &mention.competency_id] {
                if let Some(concept) = ConceptId::new(id).filter(|id| taxonomy.concept(id).is_some()) {
                    offer(best.entry(concept).or_default(), mention, vacancies);
                }
            }
        }
    }
    Ok(best.into_iter().flat_map(|(concept, best)| ranked(&concept, best)).collect())
}

fn offer(best: &mut Best, mention: &MentionRow, vacancies: &Vacancies) {
    let Some(vacancy) = vacancies.by_id.get(&mention.vacancy_id) else { return };
    let words = mention.quote.split_whitespace().count();
    let firmness = ["required", "duty", "desired"].iter().position(|name| *name == mention.requirement).unwrap_or(3) as u8;
    let order = (!(6..=24).contains(&words), firmness, mention.mention_id.clone());
    let rival = best.iter().position(|(_, employer, _)| *employer == vacancy.employer);
    let loses_to = |at: usize| best[at].0 <= order;
    match rival {
        Some(at) if loses_to(at) => return,
        Some(at) => drop(best.remove(at)),
        None if best.len() == QUOTES && loses_to(QUOTES - 1) => return,
        None => {}
    }
    let row = EvidenceRow {
        concept_id: String::new(),
        rank: 0,
        vacancy_id: mention.vacancy_id.clone(),
        employer_name: vacancy.employer_name.clone(),
        title: vacancy.title.clone(),
        requirement: mention.requirement.clone(),
        surface: mention.surface.clone(),
        quote: mention.quote.clone(),
        retrieved_on: vacancy.retrieved_on,
        url: vacancy.url.clone(),
    };
    best.push((order, vacancy.employer, row));
    best.sort_by(|a, b| a.0.cmp(&b.0));
    best.truncate(QUOTES);
}

fn ranked(concept: &ConceptId, best: Best) -> Vec<EvidenceRow> {
    let ranked = best.into_iter().zip(1..).map(|((_, _, row), rank)| EvidenceRow { concept_id: concept.to_string(), rank, ..row });
    ranked.collect()
}
