//! What each share would be had something been decided otherwise.

use crate::catalog::table;

table! {
    /// One row per scenario and concept: the share of vacancies that ask for it in any way, had something been decided otherwise.
    Public "sensitivity" SensitivityRow by ["scenario", "concept_id"] {
        /// baseline: as in skill_frequency. loose_scope: with the vacancies that only their role keeps out, which are not tagged, so that its status is x. no_boilerplate_filter: with mentions that only do not count for being boilerplate, about the employer or a benefit. no_dedup: every posting counts. one_per_employer: the mean of the employers' shares. required_only: what is required, among vacancies with a readable person specification. strict_dedup: an employer's vacancies of one title are one, the first by id. strict_scope: where half of the duties or more are engagement work. without_source:ID: without the vacancies that a posting of this source speaks for, where there are several sources. without_top_employer: without the employer of most vacancies.
        scenario: String,
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The share in this scenario; of without_top_employer in whole hundredths, as exact ones would tell what one employer asks for.
        share: Option<f64>,
        /// 1 for the highest share among concepts of the level in the scenario; ties share the least rank.
        rank: Option<u64>,
        /// Percentage points above the share of the baseline; null where either is.
        delta_pp: Option<f64>,
        /// What the scenario counts: vacancies, for no_dedup postings; null for loose_scope and without_top_employer.
        vacancies_n: Option<u64>,
        /// ok; u when unreliable, c when hidden, x when not to be had, by the rules of skill_frequency. c too where the vacancies left out are themselves hidden, or too few to be shown.
        status: String,
    }
}
