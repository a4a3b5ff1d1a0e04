//! Which concepts go together: `skill_pairs`.

use std::collections::HashMap;

use skills::{Concept, Taxonomy};
use statistics::false_discovery::q_values;
use statistics::pairs::Pair;
use statistics::suppression::{Status, share_status};

use crate::corpus::{Corpus, Vacancy};
use crate::public::SkillPairRow;

/// A pair is shown from so many vacancies that ask for both.
const LEAST_VACANCIES: u32 = 5;
/// And from so many employers that do.
const LEAST_EMPLOYERS: u32 = 3;

/// How often two concepts are asked for together.
#[derive(Debug, Clone, Copy, Default)]
struct Both {
    vacancies_n: u32,
    employers_n: u32,
}

/// The rows of `skill_pairs`, sorted by key: pairs of one level, so that no concept is paired with what lies under it.
pub(crate) fn pairs(taxonomy: &Taxonomy, corpus: &Corpus) -> Vec<SkillPairRow> {
    let concepts: Vec<&Concept> = corpus.concepts.iter().filter_map(|id| taxonomy.concept(id)).collect();
    let levels: Vec<u8> = concepts.iter().map(|concept| concept.level()).collect();
    let mut alone = vec![0_u64; concepts.len()];
    let mut together: HashMap<(u16, u16), Both> = HashMap::new();
    for vacancies in corpus.employers() {
        let vacancies = vacancies.iter().map(|number| &corpus.vacancies[*number as usize]);
        let of_employer = of_employer(corpus, vacancies, &levels, &mut alone);
        for (pair, n) in of_employer {
            let both = together.entry(pair).or_default();
            both.vacancies_n += n;
            both.employers_n += 1;
        }
    }
    together.retain(|_, both| both.vacancies_n >= LEAST_VACANCIES && both.employers_n >= LEAST_EMPLOYERS);
    let mut together: Vec<_> = together.into_iter().collect();
    together.sort_unstable_by_key(|(pair, _)| *pair);
    let status = share_status(corpus.vacancies.len() as u64, corpus.clusters_n as u64, 0.0);
    if status == Status::Suppressed {
        return Vec::new();
    }
    let row = |((a, b), both): ((u16, u16), Both)| {
        let (a, b) = (usize::from(a), usize::from(b));
        let (a_n, b_n, both_n, vacancies_n) = (alone[a], alone[b], u64::from(both.vacancies_n), corpus.vacancies.len() as u64);
        let found = Pair::new(a_n, b_n, both_n, vacancies_n)?.association();
        Some(SkillPairRow {
            a_id: concepts[a].id.to_string(),
            b_id: concepts[b].id.to_string(),
            a_label: concepts[a].label().to_owned(),
            b_label: concepts[b].label().to_owned(),
            level: u64::from(levels[a]),
            a_n,
            b_n,
            both_n,
            vacancies_n,
            employers_both_n: u64::from(both.employers_n),
            jaccard: found.jaccard,
            lift: found.lift,
            npmi: found.npmi,
            odds_ratio: Some(found.odds_ratio),
            p_value: Some(found.p_value),
            q_value: None,
            status: status.as_str().to_owned(),
        })
    };
    adjusted(together.into_iter().filter_map(row).collect())
}

/// The pairs in the vacancies of one employer, each with its number of vacancies.
fn of_employer<'c>(corpus: &'c Corpus, vacancies: impl Iterator<Item = &'c Vacancy>, levels: &[u8], alone: &mut [u64]) -> HashMap<(u16, u16), u32> {
    let mut pairs = HashMap::new();
    for vacancy in vacancies {
        let asked = corpus.asked(vacancy);
        for (at, first) in asked.iter().enumerate() {
            alone[usize::from(first.concept)] += 1;
            for second in &asked[at + 1..] {
                if levels[usize::from(first.concept)] == levels[usize::from(second.concept)] {
                    *pairs.entry((first.concept, second.concept)).or_default() += 1;
                }
            }
        }
    }
    pairs
}

/// Allows for the number of pairs that are shown (Benjamini & Hochberg).
fn adjusted(mut rows: Vec<SkillPairRow>) -> Vec<SkillPairRow> {
    let p_values: Vec<f64> = rows.iter().filter_map(|row| row.p_value).collect();
    for (row, q) in rows.iter_mut().zip(q_values(&p_values)) {
        row.q_value = Some(q);
    }
    rows
}
