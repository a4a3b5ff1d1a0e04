//! How often each concept is asked for: from counts to `skill_frequency`.

use skills::{Concept, Taxonomy};
use statistics::interval::Cluster;
use statistics::ranks::{Hits, RankRange, rank_ranges};
use statistics::shrinkage::{Prior, prior};
use statistics::tier;

use super::ask::Ask;
use super::tally::Group;
use super::{Bootstrap, GroupName};
use crate::public::SkillFrequencyRow;

/// What the groups of a dimension have in common, by concept: toward it the shares of small groups are drawn.
pub(super) struct Shrinkage(Vec<Option<Prior>>);

impl Shrinkage {
    pub(super) fn new(groups: &[Group], concepts_n: usize) -> Self {
        let of = |concept| {
            let clusters: Vec<Cluster> = groups.iter().map(|group| effective(group, concept)).collect();
            if groups.len() > 1 { prior(&clusters) } else { None }
        };
        Self((0..concepts_n).map(of).collect())
    }
}

/// The vacancies of a group as so many independent ones.
fn effective(group: &Group, concept: usize) -> Cluster {
    let counted = group.counted(concept, Ask::Any);
    let Some(found) = counted.estimate else { return Cluster { n: 0, k: 0 } };
    let n = (found.n as f64 / found.deff).round().max(1.0);
    Cluster { n: n as u64, k: (found.share * n).round() as u64 }
}

/// Adds the rows of one group: every concept, whether asked for or not, for each way of asking.
pub(super) fn rows(
    taxonomy: &Taxonomy,
    concepts: &[&Concept],
    name: GroupName<'_>,
    (group, shrinkage): (&Group, &Shrinkage),
    bootstrap: Bootstrap,
    rows: &mut Vec<SkillFrequencyRow>,
) {
    let ranges = ranges(concepts, group, bootstrap);
    for ask in Ask::ALL {
        let from = rows.len();
        for (number, concept) in concepts.iter().enumerate() {
            let mut row = SkillFrequencyRow {
                group_by: name.group_by.to_owned(),
                group_value: name.group_value.to_owned(),
                requirement: ask.as_str().to_owned(),
                ..row(taxonomy, concept, number, group, ask)
            };
            if ask == Ask::Any {
                row.shrunk_share = shrinkage.0[number].map(|prior| prior.shrink(effective(group, number)));
                row.rank_lo = ranges.get(number).map(|range| u64::from(range.lo));
                row.rank_hi = ranges.get(number).map(|range| u64::from(range.hi));
            }
            rows.push(row);
        }
        rank(&mut rows[from..]);
    }
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
        vacancies_n: counted.vacancies_n,
        with_skill_n: Some(counted.with_skill_n),
        employers_n: counted.employers_n,
        employers_with_skill_n: Some(counted.employers_with_skill_n),
        mentions_n: Some(counted.mentions_n),
        share: found.map(|found| found.share),
        share_lo: found.map(|found| found.lo),
        share_hi: found.map(|found| found.hi),
        n_eff: found.map(|found| found.n_eff),
        deff: found.map(|found| found.deff),
        employer_mean_share: found.map(|found| found.cluster_mean),
        tier: found.map(|found| tier::of(found.lo).as_str().to_owned()),
        ..SkillFrequencyRow::default()
    }
}

/// The range of each concept's rank within its level; nothing where no resamples are wanted.
fn ranges(concepts: &[&Concept], group: &Group, bootstrap: Bootstrap) -> Vec<RankRange> {
    if bootstrap.replicates_n == 0 {
        return Vec::new();
    }
    let levels: Vec<u32> = concepts.iter().map(|concept| u32::from(concept.level())).collect();
    let clusters = &group.clusters;
    let of_employer =
        |at: usize| clusters.asked(at).iter().map(move |(concept, k)| Hits { employer: at as u32, concept: u32::from(*concept), k: *k });
    let hits: Vec<Hits> = (0..clusters.employers.len()).flat_map(of_employer).collect();
    rank_ranges(clusters.employers.len(), &levels, &hits, bootstrap.replicates_n, bootstrap.seed)
}

/// Ranks within each level of one group and requirement; ties share the least rank. Without vacancies there are none.
fn rank(rows: &mut [SkillFrequencyRow]) {
    for at in 0..rows.len() {
        let level = rows[at].level;
        rows[at].rank = rows[at].share.map(|share| 1 + rows.iter().filter(|other| other.level == level && other.share > Some(share)).count() as u64);
    }
}
