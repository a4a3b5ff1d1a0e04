//! What the posts are called.

use crate::catalog::table;

table! {
    /// One row per normalized title, kind of job and level; titles that fewer than three employers use stand together.
    Public "titles" TitleRow by ["title_norm", "role_family", "seniority"] {
        /// The words of the title that say what the job is, in lower case.
        title_norm: String,
        /// The kind of job; other is shown like every other.
        role_family: String,
        /// The level.
        seniority: String,
        /// Vacancies with the title.
        vacancies_n: u64,
        /// Employers of those vacancies.
        employers_n: u64,
    }
}
