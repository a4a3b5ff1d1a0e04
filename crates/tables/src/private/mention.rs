//! Spans of text that are evidence of a concept.

use crate::catalog::table;

table! {
    /// One row per mention of a concept in the posting that speaks for a vacancy in scope.
    Private "mentions" MentionRow by ["posting_id", "start", "end", "concept_id"] {
        /// me_ and a hash of posting, span and concept.
        mention_id: String,
        /// The posting whose text it stands in.
        posting_id: String,
        /// The vacancy that the posting speaks for.
        vacancy_id: String,
        /// The concept.
        concept_id: String,
        /// The competency that it counts towards.
        competency_id: String,
        /// The pattern that fired, or keywords/COMPETENCY where weighted keywords did.
        rule_id: String,
        /// The part of the posting: summary, duties, essential, desirable, qualifications, about_employer, benefits, equality, application or unknown.
        section: String,
        /// required, desired, duty or unstated.
        requirement: String,
        /// Does it count as evidence?
        counted: bool,
        /// Why not, when it does not: negated, boilerplate, about_employer, benefit, application, other_party, guarded, weak or outvoted.
        reason: Option<String>,
        /// The words: text[start..end].
        surface: String,
        /// First byte in the posting text.
        start: u64,
        /// Byte after the last.
        end: u64,
        /// The number of the sentence or bullet, from 0.
        statement_n: u64,
        /// At most 25 words around it, redacted.
        quote: String,
    }
}
