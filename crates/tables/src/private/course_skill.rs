//! What each course teaches, by the tagger that reads the postings.

use crate::catalog::table;

table! {
    /// One row per course and concept, found by the same tagger in the course’s name and text, a competency as the union of its skills.
    Private "course_skills" CourseSkillRow by ["course_id", "concept_id"] {
        /// The course.
        course_id: String,
        /// The concept.
        concept_id: String,
        /// The competency that it counts towards.
        competency_id: String,
        /// Mentions of the concept and of what lies under it that count: as in a posting, but whatever part of one the text reads like.
        mentions_n: u64,
        /// Does it stand only on mentions of skills under it?
        is_rollup: bool,
        /// The words of the longest of these mentions, the first among equals.
        best_surface: String,
        /// The rule that found them.
        best_rule_id: String,
    }
}
