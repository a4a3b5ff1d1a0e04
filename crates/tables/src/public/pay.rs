//! What is paid, and how often it is said.

use crate::catalog::table;

table! {
    /// One row per group and currency, and one per group for all currencies, which has no amounts.
    Public "pay" PayRow by ["group_by", "group_value", "currency"] {
        /// As in skill_frequency.
        group_by: String,
        /// The group.
        group_value: String,
        /// ISO 4217; unknown where an amount has none; all for all of them together.
        currency: String,
        /// Vacancies of the group.
        vacancies_n: u64,
        /// Of those, the ones that state an amount in the currency that could be brought to a year.
        with_pay_n: u64,
        /// with_pay_n / vacancies_n.
        disclosed_share: Option<f64>,
        /// Employers of the vacancies with pay.
        employers_n: u64,
        /// A quarter of the vacancies with pay offer less, by the middle of each range, for a year of full time.
        p25_per_year: Option<f64>,
        /// Half of them offer less.
        median_per_year: Option<f64>,
        /// Three quarters of them offer less.
        p75_per_year: Option<f64>,
        /// ok; c under 5 vacancies with pay or under 5 employers; z for all currencies.
        status: String,
    }
}
