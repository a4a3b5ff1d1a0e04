//! How a share changed from one run to another, and what the change is made of.

use crate::catalog::table;

table! {
    /// One row per concept that either run looked for. The parts add up to change_pp.
    Public "comparison" ComparisonRow by ["concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The share of vacancies that ask for it in the run before; null when hidden or not looked for.
        share_before: Option<f64>,
        /// The share in the run after.
        share_after: Option<f64>,
        /// Percentage points from the one to the other.
        change_pp: Option<f64>,
        /// Of these, from another mix of sources and employer types within the sources that both runs read.
        mix_pp: Option<f64>,
        /// From sources that came or went.
        sources_pp: Option<f64>,
        /// From another taxonomy or tagger; null when not_separable names it.
        taxonomy_pp: Option<f64>,
        /// From another rule of what is one vacancy; null when not_separable names it.
        duplicates_pp: Option<f64>,
        /// The rest: vacancies of the same kind ask more or less often than before, and whatever is not separable.
        rest_pp: Option<f64>,
        /// Parts that cannot be told from the rest, separated by blanks: taxonomy, duplicates; null when there are none.
        not_separable: Option<String>,
        /// The worse of both runs' letters, as in skill_frequency; x where a run did not look for the concept or has no vacancies.
        status: String,
    }
}
