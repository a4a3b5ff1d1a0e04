//! What a group asks for more, or less, than the rest of the vacancies: `skill_contrast`.

use skills::Concept;
use statistics::contrast::{PRIOR_N, contrast};
use statistics::false_discovery::q_values;
use statistics::interval::{Cluster, Sums};

use super::GroupName;
use super::ask::Ask;
use super::tally::{Clusters, Group};
use crate::public::SkillContrastRow;

/// The rows of one group, a concept each; none where the group holds all vacancies.
pub(super) fn rows(concepts: &[&Concept], name: GroupName<'_>, all: &Group, group: &Group) -> Vec<SkillContrastRow> {
    let rest = rest(&all.clusters, &group.clusters, concepts.len());
    let row = |(number, concept): (usize, &&Concept)| {
        let counted = group.counted(number, Ask::Any);
        let (inside, rest) = (counted.estimate?, rest[number].estimate()?);
        let found = contrast(&inside, &rest, PRIOR_N);
        Some(SkillContrastRow {
            group_by: name.group_by.to_owned(),
            group_value: name.group_value.to_owned(),
            concept_id: concept.id.to_string(),
            label: concept.label().to_owned(),
            level: u64::from(concept.level()),
            n_in: inside.n,
            n_rest: rest.n,
            share_in: Some(inside.share),
            share_rest: Some(rest.share),
            diff_pp: Some(found.diff_pp),
            diff_lo_pp: Some(found.diff_lo_pp),
            diff_hi_pp: Some(found.diff_hi_pp),
            log_odds: Some(found.log_odds),
            log_odds_z: Some(found.log_odds_z),
            p_value: Some(found.p_value),
            q_value: None,
            status: String::new(),
        })
    };
    concepts.iter().enumerate().filter_map(row).collect()
}

/// The sums of the vacancies outside of a group, by concept.
fn rest(all: &Clusters, group: &Clusters, concepts_n: usize) -> Vec<Sums> {
    let mut inside = group.employers.iter().copied().enumerate().peekable();
    let mut base = Sums::default();
    let mut sums = vec![Sums::default(); concepts_n];
    for (at, employer) in all.employers.iter().enumerate() {
        let found = inside.next_if(|(_, known)| known == employer);
        let (n_inside, asked) = found.map_or((0, [].as_slice()), |(at, _)| (group.vacancies_n[at], group.asked(at)));
        let n = u64::from(all.vacancies_n[at] - n_inside);
        base.add_base(n);
        let mut asked = asked.iter().peekable();
        for (concept, k) in all.asked(at) {
            let k_inside = asked.next_if(|(known, _)| known == concept).map_or(0, |(_, k)| *k);
            sums[usize::from(*concept)].add_hits(Cluster { n, k: u64::from(k - k_inside) });
        }
    }
    sums.into_iter().map(|hits| Sums { clusters: base.clusters, n: base.n, n_squared: base.n_squared, ..hits }).collect()
}

/// Allows for the number of comparisons that can be seen, over the whole table (Benjamini & Hochberg).
pub(super) fn adjust(rows: &mut [SkillContrastRow]) {
    let tested: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].p_value.is_some()).collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|at| rows[*at].p_value).collect();
    for (at, q) in tested.into_iter().zip(q_values(&p_values)) {
        rows[at].q_value = Some(q);
    }
}
