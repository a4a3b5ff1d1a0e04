//! How institutions arrange this work.

use crate::catalog::table;

table! {
    /// One row per group, relation and role or unit at the other end.
    Public "structure" StructureRow by ["employer_type", "from_role", "relation", "to_role"] {
        /// What kind of body the employer is; all together with from_role all.
        employer_type: String,
        /// The kind of job of the vacancies.
        from_role: String,
        /// reports_to, line_manages, sits_in or works_with.
        relation: String,
        /// The role or unit at the other end; other for those that fewer than five employers name.
        to_role: String,
        /// Vacancies of the group that state it.
        n: Option<u64>,
        /// Employers of those vacancies.
        employers_n: Option<u64>,
        /// n over the vacancies of the group that state such a relation.
        share: Option<f64>,
        /// ok; c when hidden: under 5 vacancies or employers, or as it would give such a row away.
        status: String,
    }
}
