//! How far readers of the same vacancies agree.

use crate::interval::wilson;
use crate::random::Random;

/// The agreement of readers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Agreement {
    /// Krippendorff's α: 1 when all agree, about 0 when they agree as by chance; `None` where all gave the same value, so that chance cannot be told.
    pub alpha: Option<f64>,
    /// Its 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// Of the pairs of readings of a unit the share that are the same, meaned over units, from 0 to 1.
    pub same_share: f64,
    /// Units that were read at least twice, which are those that count.
    pub units_n: u64,
    /// Their readings.
    pub readings_n: u64,
}

/// What one unit adds to the sums.
struct Unit {
    /// How often each value was given to it, by the value's place among the values.
    counts: Vec<(usize, f64)>,
    readings: f64,
    /// Σ over values of n_c·(m − n_c)/(m − 1): the pairs of readings that differ, per reading.
    different: f64,
}

/// The agreement over units, each given as the values that its readers chose; who did not read it is left out, and who read it doesn't matter.
/// `None` where no unit has two readings. `draws` and `seed` are those of the bootstrap.
///
/// Krippendorff's α for nominal data, any number of readers and missing values (Krippendorff 2011, *Computing Krippendorff's alpha-reliability*):
/// with m_u readings of unit u, n_uc of them the value c, n = Σ m_u and n_c = Σ n_uc over units with m_u >= 2,
/// α = 1 − (n − 1) · Σ_u Σ_c n_uc(m_u − n_uc)/(m_u − 1) / (n² − Σ_c n_c²).
///
/// The interval is the percentile bootstrap over units (Efron & Tibshirani 1993, ch. 13), quantiles as R's type 7; a draw without two different values
/// counts as 0, as data that don't vary are no evidence of reliability. Where all agree no draw ever disagrees; there the lower bound is
/// at most 1 − d/D_e, with d the upper Wilson bound of 0 disagreeing units among those there are, and D_e the disagreement by chance.
/// Units count as independent. In simulated readings (`tests/it/coverage.rs`) the interval holds the truth in 92–95 %.
pub fn agreement(units: &[Vec<u32>], draws: u32, seed: u64) -> Option<Agreement> {
    let mut values: Vec<u32> = units.iter().filter(|readings| readings.len() > 1).flatten().copied().collect();
    let readings_n = values.len() as u64;
    values.sort_unstable();
    values.dedup();
    let pairable: Vec<Unit> = units.iter().filter(|readings| readings.len() > 1).map(|readings| Unit::new(readings, &values)).collect();
    if pairable.is_empty() {
        return None;
    }
    let alpha = Sums::of(pairable.iter(), values.len()).alpha();
    let interval = alpha.map(|alpha| bounds(alpha, &pairable, values.len(), draws, seed));
    let same_share = pairable.iter().map(|unit| 1.0 - unit.different / unit.readings).sum::<f64>() / pairable.len() as f64;
    Some(Agreement { alpha, interval, same_share, units_n: pairable.len() as u64, readings_n })
}

fn bounds(alpha: f64, units: &[Unit], values_n: usize, draws: u32, seed: u64) -> (f64, f64) {
    let mut random = Random::new(seed);
    let mut drawn: Vec<f64> = (0..draws)
        .map(|_| Sums::of((0..units.len()).map(|_| &units[random.below(units.len() as u64) as usize]), values_n).alpha().unwrap_or(0.0))
        .collect();
    drawn.sort_by(f64::total_cmp);
    let (mut lo, hi) = (quantile(&drawn, 0.025).unwrap_or(alpha), quantile(&drawn, 0.975).unwrap_or(alpha));
    let whole = Sums::of(units.iter(), values_n);
    if whole.different == 0.0 {
        let (_, disagreeing) = wilson(0.0, units.len() as f64);
        lo = lo.min(1.0 - disagreeing / whole.by_chance()).max(-1.0);
    }
    (lo.min(alpha), hi.max(alpha))
}

/// The value below which a fraction `p` of sorted values lies, between two of them in proportion (type 7 of Hyndman & Fan 1996).
fn quantile(sorted: &[f64], p: f64) -> Option<f64> {
    let at = p * (sorted.len().checked_sub(1)?) as f64;
    let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
    Some(low + (high - low) * at.fract())
}

impl Unit {
    fn new(readings: &[u32], values: &[u32]) -> Self {
        let mut sorted = readings.to_vec();
        sorted.sort_unstable();
        let counts: Vec<(usize, f64)> =
            sorted.chunk_by(|a, b| a == b).map(|same| (values.partition_point(|value| *value < same[0]), same.len() as f64)).collect();
        let size = readings.len() as f64;
        let different = counts.iter().map(|(_, count)| count * (size - count)).sum::<f64>() / (size - 1.0);
        Self { counts, readings: size, different }
    }
}

/// The sums over units that α is made of.
struct Sums {
    different: f64,
    readings: f64,
    by_value: Vec<f64>,
}

impl Sums {
    fn of<'a>(units: impl Iterator<Item = &'a Unit>, values_n: usize) -> Self {
        let mut sums = Self { different: 0.0, readings: 0.0, by_value: vec![0.0; values_n] };
        for unit in units {
            sums.different += unit.different;
            sums.readings += unit.readings;
            unit.counts.iter().for_each(|(value, count)| sums.by_value[*value] += count);
        }
        sums
    }

    /// The share of pairs that differ, were readings given to units by chance.
    fn by_chance(&self) -> f64 {
        let same: f64 = self.by_value.iter().map(|count| count * count).sum();
        (self.readings * self.readings - same) / (self.readings * (self.readings - 1.0))
    }

    fn alpha(&self) -> Option<f64> {
        let by_chance = self.by_chance();
        (by_chance > 0.0).then(|| 1.0 - self.different / self.readings / by_chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn alpha_is_one_if_and_only_if_all_agree(units in prop::collection::vec(prop::collection::vec(0u32..3, 0..4), 0..12), seed: u64) {
            let Some(found) = agreement(&units, 20, seed) else {
                prop_assert!(units.iter().all(|readings| readings.len() < 2));
                return Ok(());
            };
            let agree = units.iter().all(|readings| readings.windows(2).all(|two| two[0] == two[1]));
            prop_assert_eq!(found.same_share == 1.0, agree);
            if let (Some(alpha), Some((lo, hi))) = (found.alpha, found.interval) {
                prop_assert_eq!(alpha == 1.0, agree);
                prop_assert!(-1.0 <= lo && lo <= alpha && alpha <= hi && hi <= 1.0, "{:?}", found);
            }
        }

        #[test]
        fn neither_readers_nor_units_have_an_order(units in prop::collection::vec(prop::collection::vec(0u32..3, 0..4), 1..12)) {
            let turned: Vec<Vec<u32>> = units.iter().rev().map(|readings| readings.iter().rev().copied().collect()).collect();
            let alpha = |units: &[Vec<u32>]| agreement(units, 0, 0).and_then(|found| found.alpha);
            prop_assert!(alpha(&units).zip(alpha(&turned)).is_none_or(|(a, b)| (a - b).abs() < 1e-12));
        }
    }

    /// The example of Krippendorff 2011, four readers and twelve units, nominal: 0.743.
    #[test]
    fn alpha_of_the_paper_itself() {
        let rows: [&[u32]; 12] = [
            &[1, 1, 1],
            &[2, 2, 3, 2],
            &[3, 3, 3, 3],
            &[3, 3, 3, 3],
            &[2, 2, 2, 2],
            &[1, 2, 3, 4],
            &[4, 4, 4, 4],
            &[1, 1, 2, 1],
            &[2, 2, 2, 2],
            &[5, 5, 5],
            &[1, 1],
            &[3],
        ];
        let units: Vec<Vec<u32>> = rows.iter().map(|row| row.to_vec()).collect();
        let alpha = agreement(&units, 0, 0).and_then(|found| found.alpha).expect("readings vary");
        assert!((alpha - 0.743).abs() < 5e-4, "{alpha}");
    }

    #[test]
    fn readers_who_all_say_the_same_leave_chance_unknown() {
        let found = agreement(&vec![vec![1, 1]; 30], 100, 1).expect("units were read twice");
        assert_eq!((found.alpha, found.interval, found.same_share), (None, None, 1.0));
    }

    #[test]
    fn perfect_agreement_of_few_units_is_not_beyond_doubt() {
        let units = [vec![1, 1], vec![0, 0], vec![0, 0], vec![1, 1]];
        let found = agreement(&units, 1000, 1).expect("units were read twice");
        assert!(found.interval.is_some_and(|(lo, hi)| lo < 0.5 && hi == 1.0), "{found:?}");
    }
}
