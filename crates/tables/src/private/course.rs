//! The courses on offer, as the study's file of training names them.

use crate::catalog::table;

table! {
    /// One row per course of the study’s training file; none without such a file.
    Private "courses" CourseRow by ["course_id"] {
        /// The course, as the file names it.
        course_id: String,
        /// What it is called.
        name: String,
        /// Who offers it; null when the file does not say.
        provider: Option<String>,
        /// Where it is described.
        url: Option<String>,
        /// The language of the description, two letters: as the file says, else as it reads.
        language: Option<String>,
        /// Hours of study, as the file says.
        hours: Option<f64>,
        /// May anybody take it without paying? Null when the file does not say.
        is_open: Option<bool>,
        /// What it teaches, as the file says.
        text: String,
    }
}
