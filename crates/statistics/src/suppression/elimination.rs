//! Which unknowns of a system of sums are determined, by Gauss–Jordan elimination in exact arithmetic.
//!
//! The arithmetic is that of the integers modulo 2⁶¹ − 1. Sums of cells have coefficients 1 and −1; partitions and crossed tables give totally
//! unimodular systems, whose minors are 0 or ±1, so that nothing vanishes by the modulus that doesn't vanish by itself.

use super::Margin;

const PRIME: u64 = (1 << 61) - 1;

/// The margins as equations "parts − total = 0", reduced so that each has one unknown that no other has, if it has any.
pub(super) struct Equations<'cells> {
    rows: Vec<Vec<u64>>,
    unknown: &'cells [bool],
}

impl<'cells> Equations<'cells> {
    /// The reduced system.
    pub(super) fn solve(margins: &[Margin], unknown: &'cells [bool]) -> Self {
        let mut rows: Vec<Vec<u64>> = margins.iter().filter_map(|margin| equation(margin, unknown.len())).collect();
        let mut done = 0;
        for column in (0..unknown.len()).filter(|column| unknown[*column]) {
            let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
            rows.swap(done, pivot);
            let pivot = scaled(&rows[done], inverse(rows[done][column]));
            for row in rows.iter_mut().filter(|row| row[column] != 0) {
                let factor = PRIME - row[column];
                for (value, by) in row.iter_mut().zip(&pivot).filter(|(_, by)| **by != 0) {
                    *value = (*value + times(factor, *by)) % PRIME;
                }
            }
            rows[done] = pivot;
            done += 1;
        }
        rows.truncate(done);
        Equations { rows, unknown }
    }

    /// For each unknown that the knowns determine, the knowns that do it.
    pub(super) fn determined(&self) -> impl Iterator<Item = impl Iterator<Item = usize>> {
        let lone = |row: &&Vec<u64>| row.iter().zip(self.unknown).filter(|(value, unknown)| **value != 0 && **unknown).count() == 1;
        self.rows.iter().filter(lone).map(|row| (0..row.len()).filter(|column| row[*column] != 0 && !self.unknown[*column]))
    }
}

/// `None` if a cell that the margin names is not in the table: its sum says nothing then.
fn equation(margin: &Margin, cells_n: usize) -> Option<Vec<u64>> {
    let mut row = vec![0; cells_n];
    for part in &margin.parts {
        let value = row.get_mut(*part)?;
        *value = (*value + 1) % PRIME;
    }
    let total = row.get_mut(margin.total)?;
    *total = (*total + PRIME - 1) % PRIME;
    Some(row)
}

fn scaled(row: &[u64], factor: u64) -> Vec<u64> {
    row.iter().map(|value| times(*value, factor)).collect()
}

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat's little theorem.
fn inverse(value: u64) -> u64 {
    let (mut result, mut base, mut exponent) = (1, value, PRIME - 2);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}
