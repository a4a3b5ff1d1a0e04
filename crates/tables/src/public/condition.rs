//! On what terms the posts are offered.

use crate::catalog::table;

table! {
    /// One row per variable and level that a vacancy states.
    Public "conditions" ConditionRow by ["variable", "level"] {
        /// contract_type, fte_band, grade_norm, is_solo, manages_people, unit_type or work_mode.
        variable: String,
        /// Its value; yes or no for is_solo and manages_people.
        level: String,
        /// Vacancies that state it.
        n: Option<u64>,
        /// Vacancies that state the variable at all.
        vacancies_n: u64,
        /// n / vacancies_n.
        share: Option<f64>,
        /// Lower 95 % bound, by design effect.
        share_lo: Option<f64>,
        /// Upper 95 % bound.
        share_hi: Option<f64>,
        /// Vacancies that do not state the variable.
        missing_n: u64,
        /// As in skill_frequency.
        status: String,
    }
}
