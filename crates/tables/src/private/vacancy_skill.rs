//! What each vacancy asks for: no reader ever needs a distinct count.

use crate::catalog::table;

table! {
    /// One row per vacancy and concept that it asks for, a competency as the union of its skills.
    Private "vacancy_skills" VacancySkillRow by ["vacancy_id", "concept_id"] {
        /// The vacancy.
        vacancy_id: String,
        /// The concept.
        concept_id: String,
        /// The competency that it counts towards.
        competency_id: String,
        /// Counted mentions of the concept and of what lies under it.
        mentions_n: u64,
        /// Is one of them required?
        required: bool,
        /// Is one of them desired?
        desired: bool,
        /// Is one of them a duty?
        in_duties: bool,
        /// Does it stand only on mentions of skills under it?
        is_rollup: bool,
        /// The mention to show: the firmest, then the first.
        best_mention_id: String,
    }
}
