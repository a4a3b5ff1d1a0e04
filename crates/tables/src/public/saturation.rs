//! Whether more vacancies would still show something new.

use crate::catalog::table;

table! {
    /// One row per number of vacancies on the way to all of them.
    Public "saturation" SaturationRow by ["unit", "vacancies_n"] {
        /// concepts: those of the deepest level of the taxonomy.
        unit: String,
        /// So many vacancies, drawn at random.
        vacancies_n: u64,
        /// Concepts expected in them (rarefaction; Colwell, Mao & Chang 2004).
        expected_n: f64,
        /// Lower 95 % bound.
        expected_lo: f64,
        /// Upper 95 % bound.
        expected_hi: f64,
        /// The part of all that is asked for that belongs to concepts seen, 0 to 1 (Chao & Jost 2012).
        coverage: f64,
        /// Concepts that there are at least, unseen ones included (Chao2); in the last row only.
        estimated_n: Option<f64>,
        /// Lower 95 % bound of estimated_n.
        estimated_lo: Option<f64>,
        /// Upper 95 % bound of estimated_n.
        estimated_hi: Option<f64>,
    }
}
