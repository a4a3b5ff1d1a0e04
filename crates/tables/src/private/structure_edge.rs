//! How institutions structure the work: who reports to whom, in which unit.

use crate::catalog::table;

table! {
    /// One row per relation that a vacancy in scope states.
    Private "structure_edges" StructureEdgeRow by ["vacancy_id", "relation", "to_role", "to_raw"] {
        /// The vacancy.
        vacancy_id: String,
        /// Its employer; null when none is named.
        employer_id: Option<String>,
        /// The role family of the vacancy; null when the study has no roles.
        from_role: Option<String>,
        /// reports_to, line_manages, sits_in or works_with.
        relation: String,
        /// The role or unit at the other end, in lower case, abbreviations opened.
        to_role: String,
        /// The same as stated.
        to_raw: String,
        /// The words that say so, at most 25, personal data redacted.
        quote: String,
    }
}
