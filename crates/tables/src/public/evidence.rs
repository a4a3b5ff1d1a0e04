//! Quotes that show what a concept was found by.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// Up to three short quotes per concept, each of another employer.
    Public "evidence" EvidenceRow by ["concept_id", "rank"] {
        /// The concept.
        concept_id: String,
        /// 1 to 3.
        rank: u64,
        /// The vacancy.
        vacancy_id: String,
        /// Who advertises.
        employer_name: Option<String>,
        /// The title as advertised.
        title: String,
        /// required, desired, duty or unstated.
        requirement: String,
        /// The words that count as evidence.
        surface: String,
        /// At most 25 words, redacted.
        quote: String,
        /// The day the page was fetched or imported.
        retrieved_on: Date,
        /// The page.
        url: Option<String>,
    }
}
