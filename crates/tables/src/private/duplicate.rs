//! Postings that repeat another posting of the same vacancy.

use crate::catalog::table;

table! {
    /// One row per posting that repeats another.
    Private "duplicates" DuplicateRow by ["posting_id"] {
        /// The posting that repeats.
        posting_id: String,
        /// The posting that speaks for the vacancy.
        canonical_posting_id: String,
        /// The vacancy.
        vacancy_id: String,
        /// same_text: the words are the same; near_text: nearly the same, and no fact tells the two apart.
        method: String,
        /// How alike the texts are, 0 to 1.
        similarity: Option<f64>,
        /// What the merge rests on, fact by fact.
        rests_on: Option<String>,
    }
}
