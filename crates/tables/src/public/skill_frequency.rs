//! How often each concept is asked for, with what can be said about the number.

use crate::catalog::table;

table! {
    /// One row per concept, group and requirement.
    Public "skill_frequency" SkillFrequencyRow by ["group_by", "group_value", "requirement", "concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The competency that it counts towards.
        competency_id: String,
        /// Its English label.
        competency_label: String,
        /// all, country, lang or year.
        group_by: String,
        /// The group; all for group_by all, unknown where a vacancy does not say.
        group_value: String,
        /// any, required, desired or duty.
        requirement: String,
        /// Vacancies of the group. For required and desired: those with a readable person specification.
        vacancies_n: u64,
        /// Of those, the ones that ask for the concept.
        with_skill_n: u64,
        /// Employers of those vacancies.
        employers_n: u64,
        /// Employers with at least one that asks.
        employers_with_skill_n: u64,
        /// Counted mentions in those vacancies.
        mentions_n: u64,
        /// with_skill_n / vacancies_n.
        share: Option<f64>,
        /// Lower 95 % bound, by design effect.
        share_lo: Option<f64>,
        /// Upper 95 % bound.
        share_hi: Option<f64>,
        /// The number of independent vacancies that would tell as much.
        n_eff: Option<f64>,
        /// Design effect: how much employers who advertise often widen the interval.
        deff: Option<f64>,
        /// Mean of the employers’ own shares: each employer counts once.
        employer_mean_share: Option<f64>,
        /// 1 for the highest share among concepts of the level in the group; ties share the least rank.
        rank: u64,
        /// ok, or u when the number is unreliable: under 20 vacancies, under 10 employers, or a half-width over 15 points.
        status: String,
    }
}
