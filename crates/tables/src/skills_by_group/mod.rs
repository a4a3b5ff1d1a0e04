//! What each group of vacancies asks for, how sure that is, and what sets it apart from the rest.

pub(crate) mod ask;
mod contrast;
mod frequency;
mod hiding;
pub(crate) mod tally;

use skills::{Concept, Taxonomy};

use crate::corpus::{Corpus, DIMENSIONS};
use crate::public::{SkillContrastRow, SkillFrequencyRow};
use tally::{Group, tally};

/// How ranks are resampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bootstrap {
    /// Resamples of the employers; none leaves the ranges of ranks empty.
    pub replicates_n: usize,
    /// Equal seeds draw equal resamples.
    pub seed: u64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { replicates_n: statistics::ranks::REPLICATES_N, seed: 20_261_124 }
    }
}

/// The two tables that compare groups.
#[derive(Debug, Default)]
pub(crate) struct SkillsByGroup {
    /// `skill_frequency`, sorted by key.
    pub(crate) frequencies: Vec<SkillFrequencyRow>,
    /// `skill_contrast`, sorted by key.
    pub(crate) contrasts: Vec<SkillContrastRow>,
}

/// A group as its tables name it.
#[derive(Debug, Clone, Copy)]
struct GroupName<'c> {
    group_by: &'static str,
    group_value: &'c str,
}

/// Counts every dimension.
pub(crate) fn skills_by_group(taxonomy: &Taxonomy, corpus: &Corpus, bootstrap: Bootstrap) -> SkillsByGroup {
    by_group(taxonomy, corpus, bootstrap, contrast::rows)
}

/// Counts every dimension, without comparing groups.
pub(crate) fn frequencies(taxonomy: &Taxonomy, corpus: &Corpus, bootstrap: Bootstrap) -> Vec<SkillFrequencyRow> {
    by_group(taxonomy, corpus, bootstrap, |_, _, _, _| Vec::new()).frequencies
}

fn by_group(
    taxonomy: &Taxonomy,
    corpus: &Corpus,
    bootstrap: Bootstrap,
    contrasts: impl Fn(&[&Concept], GroupName<'_>, &Group, &Group) -> Vec<SkillContrastRow>,
) -> SkillsByGroup {
    let concepts: Vec<&Concept> = corpus.concepts.iter().filter_map(|id| taxonomy.concept(id)).collect();
    let mut tables = SkillsByGroup::default();
    let Some(all) = tally(corpus, 0).pop() else { return tables };
    let mut hiding = hiding::Hiding::new(&all);
    for (dimension, group_by) in DIMENSIONS.into_iter().enumerate() {
        let names = &corpus.groups[dimension];
        let groups = tally(corpus, dimension);
        let shrinkage = frequency::Shrinkage::new(&groups, concepts.len());
        let values: Vec<&str> = names.sorted().into_iter().map(|number| names.name(number)).collect();
        for (group, group_value) in groups.iter().zip(&values) {
            let name = GroupName { group_by, group_value };
            frequency::rows(taxonomy, &concepts, name, (group, &shrinkage), bootstrap, &mut tables.frequencies);
            if group_by != "all" && groups.len() > 1 {
                tables.contrasts.extend(contrasts(&concepts, name, &all, group));
            }
        }
        hiding.add(group_by, &values, &groups);
    }
    hiding.hide(&mut tables);
    contrast::adjust(&mut tables.contrasts);
    tables
}
