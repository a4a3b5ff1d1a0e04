//! What ran, on what, and what came out.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row: the run.
    Public "run" RunRow by ["run_id"] {
        /// A hash of version, study, taxonomy and archive: equal ids mean equal tables.
        run_id: String,
        /// The version of the program.
        rolescope_version: String,
        /// The study.
        study_name: String,
        /// A hash of the parts of the study file that the numbers depend on.
        study_hash: String,
        /// A hash of the taxonomy.
        taxonomy_hash: String,
        /// A hash of what the archive holds, whatever the day it was fetched.
        archive_hash: String,
        /// The first day that a vacancy in scope was posted (or seen, where it gives no date).
        window_from: Option<Date>,
        /// The last such day.
        window_to: Option<Date>,
        /// Captures read.
        captures_n: u64,
        /// Postings found.
        postings_n: u64,
        /// Distinct vacancies in scope.
        vacancies_n: u64,
        /// Distinct employers of those vacancies.
        employers_n: u64,
        /// Mentions that count.
        mentions_n: u64,
        /// Concepts looked for.
        concepts_n: u64,
        /// What every share is a share of.
        population: String,
    }
}
