//! Which concepts go together.

use crate::catalog::table;

table! {
    /// One row per pair of concepts of one level that at least five vacancies of three employers ask for together.
    Public "skill_pairs" SkillPairRow by ["a_id", "b_id"] {
        /// The concept that comes first by id.
        a_id: String,
        /// The other concept.
        b_id: String,
        /// The English label of a.
        a_label: String,
        /// The English label of b.
        b_label: String,
        /// 1 for competencies, 2 for skills.
        level: u64,
        /// Vacancies that ask for a.
        a_n: u64,
        /// Vacancies that ask for b.
        b_n: u64,
        /// Vacancies that ask for both.
        both_n: u64,
        /// All vacancies.
        vacancies_n: u64,
        /// Employers with a vacancy that asks for both.
        employers_both_n: u64,
        /// both_n / (a_n + b_n − both_n).
        jaccard: Option<f64>,
        /// How many times as often as by chance.
        lift: Option<f64>,
        /// Normalized pointwise mutual information, −1 to 1, 0 by chance (Bouma 2009).
        npmi: Option<f64>,
        /// The odds of a with b over the odds of a without b; half a vacancy is added to each cell where one is empty.
        odds_ratio: Option<f64>,
        /// Fisher’s exact test, two-sided; takes vacancies for independent.
        p_value: Option<f64>,
        /// The p-value allowed for all pairs of this table (Benjamini & Hochberg).
        q_value: Option<f64>,
        /// ok, or u under 20 vacancies or 10 employers in all.
        status: String,
    }
}
