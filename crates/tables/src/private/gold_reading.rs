//! What people and the tagger say of the gold ads: nothing of their text.

use crate::catalog::table;

table! {
    /// One row per gold ad, concept that was looked for, and reading of a person; none without a gold sample.
    Private "gold_readings" GoldReadingRow by ["gold_id", "concept_id", "reading_n"] {
        /// The ad, as the file of labels names it.
        gold_id: String,
        /// A concept that is labeled in at least one ad; the others were not looked for.
        concept_id: String,
        /// The reading’s place among those of the ad in the file, from 1.
        reading_n: u64,
        /// Who read; null for a reading that is settled.
        reader: Option<String>,
        /// Does the ad ask for the concept, by this reading?
        is_asked: bool,
        /// Does it, by the tagger?
        is_tagged: bool,
        /// random when the ads were drawn at random from the vacancies of this study, other when they come from elsewhere.
        sample: String,
    }
}
