//! Whether more vacancies would still show concepts that were not seen: `saturation`.

use skills::Taxonomy;
use statistics::saturation::{chao2, curve};

use crate::corpus::Corpus;
use crate::public::SaturationRow;

/// Points of a curve.
const POINTS: u64 = 20;

/// The rows of `saturation`, sorted by key; none without vacancies.
pub(crate) fn saturation(taxonomy: &Taxonomy, corpus: &Corpus) -> Vec<SaturationRow> {
    let deepest = taxonomy.concepts().map(skills::Concept::level).max().unwrap_or(1);
    let is_counted: Vec<bool> = corpus.concepts.iter().map(|id| taxonomy.concept(id).is_some_and(|concept| concept.level() == deepest)).collect();
    let mut found_in = vec![0_u64; corpus.concepts.len()];
    for asked in corpus.vacancies.iter().flat_map(|vacancy| corpus.asked(vacancy)) {
        found_in[usize::from(asked.concept)] += u64::from(is_counted[usize::from(asked.concept)]);
    }
    let vacancies_n = corpus.vacancies.len() as u64;
    let mut sizes: Vec<u64> = (1..=POINTS).map(|at| (vacancies_n * at).div_ceil(POINTS)).filter(|size| *size > 0).collect();
    sizes.dedup();
    let richness = chao2(vacancies_n, &found_in);
    let row = |point: statistics::saturation::Point| {
        let is_last = point.vacancies_n == vacancies_n;
        SaturationRow {
            unit: "concepts".to_owned(),
            vacancies_n: point.vacancies_n,
            expected_n: point.expected_n,
            expected_lo: point.lo,
            expected_hi: point.hi,
            coverage: point.coverage,
            estimated_n: is_last.then_some(richness.estimated_n),
            estimated_lo: is_last.then_some(richness.lo),
            estimated_hi: is_last.then_some(richness.hi),
        }
    };
    curve(vacancies_n, &found_in, &sizes).into_iter().map(row).collect()
}
