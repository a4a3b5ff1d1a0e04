//! Demand against the courses on offer.

use crate::catalog::table;

table! {
    /// One row per concept of the taxonomy: how many vacancies ask for it, and which courses teach it.
    Public "training_gap" TrainingGapRow by ["concept_id"] {
        /// The concept.
        concept_id: String,
        /// Its English label.
        label: String,
        /// 1 for a competency, 2 for a skill under one.
        level: u64,
        /// The competency that it counts towards.
        competency_id: String,
        /// The share of all vacancies that ask for it, as in skill_frequency: the corrected one where there is one. Null when hidden.
        demand_share: Option<f64>,
        /// Lower 95 % bound of demand_share.
        demand_lo: Option<f64>,
        /// Upper 95 % bound of demand_share.
        demand_hi: Option<f64>,
        /// Courses of the study’s training file whose name or text the tagger reads as teaching it; null without such a file.
        courses_n: Option<u64>,
        /// Hours of those courses that say so, together; a course that teaches several concepts counts whole for each. Null where none says.
        hours_n: Option<f64>,
        /// Those of the courses that the file calls open: anybody may take them without paying.
        open_courses_n: Option<u64>,
        /// Does a published framework name it? So it does when its provenance is more than own words, or when it has a counterpart on the CSCCE Skills Wheel.
        in_framework: bool,
        /// The first that holds of asked_not_taught (demand_lo at least 10 %, no course), taught_not_asked (demand_hi under 10 %, a course), asked_not_in_framework (demand_lo at least 10 %, in no framework), framework_not_asked (demand_hi under 10 %, in a framework) and balanced (neither bound shows a gap); null when demand or courses are not known.
        gap_type: Option<String>,
        /// ok; u where skill_frequency says u; c where demand is hidden; x without vacancies, or without a training file.
        status: String,
    }
}
