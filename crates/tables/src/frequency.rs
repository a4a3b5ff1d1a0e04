//! How often each concept is asked for: from counts to `skill_frequency`.

use skills::{Concept, Taxonomy};

use crate::ask::Ask;
use crate::corpus::{Corpus, DIMENSIONS};
use crate::public::SkillFrequencyRow;
use crate::tally::{Group, tally};

/// The rows of `skill_frequency`, sorted by key: every concept in every group, whether asked for or not.
pub(crate) fn frequencies(taxonomy: &Taxonomy, corpus: &Corpus) -> Vec<SkillFrequencyRow> {
    let concepts: Vec<&Concept> = corpus.concepts.iter().filter_map(|id| taxonomy.concept(id)).collect();
    let mut rows = Vec::new();
    for (dimension, group_by) in DIMENSIONS.into_iter().enumerate() {
        let names = &corpus.groups[dimension];
        for (number, group) in names.sorted().into_iter().zip(tally(corpus, dimension)) {
            for ask in Ask::ALL {
                let of_group = concepts.iter().enumerate().map(|(no, concept)| SkillFrequencyRow {
                    group_by: group_by.to_owned(),
                    group_value: names.name(number).to_owned(),
                    requirement: ask.as_str().to_owned(),
                    ..row(taxonomy, concept, no, &group, ask)
                });
                let from = rows.len();
                rows.extend(of_group);
                rank(&mut rows[from..]);
            }
        }
    }
    rows
}

fn row(taxonomy: &Taxonomy, concept: &Concept, number: usize, group: &Group, ask: Ask) -> SkillFrequencyRow {
    let counted = group.counted(number, ask);
    let found = counted.estimate;
    let competency = taxonomy.concept(concept.competency()).unwrap_or(concept);
    SkillFrequencyRow {
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        competency_id: competency.id.to_string(),
        competency_label: competency.label().to_owned(),
        group_by: String::new(),
        group_value: String::new(),
        requirement: String::new(),
        vacancies_n: counted.vacancies_n,
        with_skill_n: counted.with_skill_n,
        employers_n: counted.employers_n,
        employers_with_skill_n: counted.employers_with_skill_n,
        mentions_n: counted.mentions_n,
        share: found.map(|found| found.share),
        share_lo: found.map(|found| found.lo),
        share_hi: found.map(|found| found.hi),
        n_eff: found.map(|found| found.n_eff),
        deff: found.map(|found| found.deff),
        employer_mean_share: found.map(|found| found.cluster_mean),
        rank: 0,
        status: found.map_or("x", |found| found.status()).to_owned(),
    }
}

/// Ranks within each level of one group and requirement; ties share the least rank.
fn rank(rows: &mut [SkillFrequencyRow]) {
    for at in 0..rows.len() {
        let (level, share) = (rows[at].level, rows[at].share.unwrap_or(-1.0));
        rows[at].rank = 1 + rows.iter().filter(|other| other.level == level && other.share.unwrap_or(-1.0) > share).count() as u64;
    }
}
