//! Shares over time, and whether they rise or fall.

use crate::catalog::table;

table! {
    /// One row per concept and period: years, or quarters where fewer than four years have 30 vacancies.
    Public "skill_trend" SkillTrendRow by ["concept_id", "period"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// year or quarter.
        period_kind: String,
        /// Such as 2026 or 2026-Q3.
        period: String,
        /// Vacancies posted in the period.
        vacancies_n: u64,
        /// Of those, the ones that ask for the concept.
        with_skill_n: Option<u64>,
        /// with_skill_n / vacancies_n.
        share: Option<f64>,
        /// Lower 95 % bound, by design effect.
        share_lo: Option<f64>,
        /// Upper 95 % bound.
        share_hi: Option<f64>,
        /// The share had the mix of sources and employer types been the same in all periods; from the strata that have vacancies in every period, null where there are none.
        share_std: Option<f64>,
        /// As in skill_frequency.
        status: String,
    }
}

table! {
    /// One row per concept: the trend over the periods of at least 30 vacancies.
    Public "skill_trend_test" SkillTrendTestRow by ["concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// year or quarter.
        period_kind: String,
        /// Periods tested; 0 when there are fewer than four.
        periods_n: u64,
        /// Percentage points a year, by weighted logit.
        slope_pp_per_year: Option<f64>,
        /// Lower 95 % bound of the slope.
        slope_lo_pp_per_year: Option<f64>,
        /// Upper 95 % bound of the slope.
        slope_hi_pp_per_year: Option<f64>,
        /// Cochran–Armitage test, two-sided, the design effect allowed for.
        p_value: Option<f64>,
        /// The p-value allowed for all concepts (Benjamini & Hochberg).
        q_value: Option<f64>,
        /// rising, falling, flat (q from 0.05), or insufficient.
        verdict: String,
        /// ok, or x when there is nothing to test.
        status: String,
    }
}
