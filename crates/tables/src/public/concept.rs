//! The concepts that were looked for.

use crate::catalog::table;

table! {
    /// One row per concept of the taxonomy.
    Public "concepts" ConceptRow by ["concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The competency that it counts towards.
        competency_id: String,
        /// skill, knowledge or attribute.
        kind: String,
        /// What it means.
        definition: String,
        /// Matches in ESCO, one a line: relation, URI, label.
        esco: Option<String>,
        /// Matches in O*NET, one a line.
        onet: Option<String>,
        /// Matches in the CSCCE Skills Wheel, one a line.
        cscce: Option<String>,
    }
}
