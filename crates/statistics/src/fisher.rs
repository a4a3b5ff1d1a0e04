//! Fisher's exact test of a table of two rows and two columns.

use crate::special::ln_binomial_density;

/// Tables whose probability is above that of the observed one by no more than this are as extreme: R's `fisher.test` allows for rounding so.
const RELATIVE_TOLERANCE: f64 = 1e-7;

/// The two-sided p-value of `both` among `n`, of which `a` have the one property and `b` the other: the probability, were the two independent
/// given `a` and `b`, of all tables that are no more probable than this one (Fisher 1922; the rule and its tolerance are R's). 1 for counts that
/// cannot be.
///
/// Only the tails that are not negligible are summed, from the ends of the middle outwards, so that 100,000 vacancies cost microseconds.
/// A p-value too small for a number is 0.
pub fn two_sided(both: u64, a: u64, b: u64, n: u64) -> f64 {
    let Some(table) = Table::new(a, b, n) else { return 1.0 };
    if both < table.lowest || both > table.highest {
        return 1.0;
    }
    let limit = table.ln_probability(both) + RELATIVE_TOLERANCE.ln_1p();
    let mode = table.mode();
    if table.ln_probability(mode) <= limit {
        return 1.0;
    }
    let extreme = |k: u64| table.ln_probability(k) <= limit;
    let below = last(table.lowest, mode, extreme).map_or(0.0, |k| table.tail(k, (table.lowest..k).rev(), |k| table.ratio(k).recip()));
    let above = first(mode, table.highest, extreme).map_or(0.0, |k| table.tail(k, k..table.highest, |k| table.ratio(k)));
    (below + above).min(1.0)
}

/// All tables with the same margins.
struct Table {
    a: u64,
    b: u64,
    n: u64,
    lowest: u64,
    highest: u64,
}

impl Table {
    fn new(a: u64, b: u64, n: u64) -> Option<Self> {
        (a <= n && b <= n).then(|| Self { a, b, n, lowest: b.saturating_sub(n - a), highest: a.min(b) })
    }

    /// The logarithm of the hypergeometric probability of `k` in both, as three binomial ones (Loader 2000).
    fn ln_probability(&self, k: u64) -> f64 {
        let (p, q) = (self.b as f64 / self.n as f64, (self.n - self.b) as f64 / self.n as f64);
        ln_binomial_density(k as f64, self.a as f64, p, q) + ln_binomial_density((self.b - k) as f64, (self.n - self.a) as f64, p, q)
            - ln_binomial_density(self.b as f64, self.n as f64, p, q)
    }

    /// The most probable number in both.
    fn mode(&self) -> u64 {
        let [a, b, n] = [self.a, self.b, self.n].map(u128::from);
        (((a + 1) * (b + 1) / (n + 2)) as u64).clamp(self.lowest, self.highest)
    }

    /// P(k + 1) / P(k).
    fn ratio(&self, k: u64) -> f64 {
        let neither = (self.n - self.a) - (self.b - k);
        ((self.a - k) as f64 / (k + 1) as f64) * ((self.b - k) as f64 / (neither + 1) as f64)
    }

    /// P(start) and what lies outside of it, step by step while it matters.
    fn tail(&self, start: u64, steps: impl Iterator<Item = u64>, ratio: impl Fn(u64) -> f64) -> f64 {
        let (mut sum, mut term) = (1.0, 1.0);
        for k in steps {
            term *= ratio(k);
            sum += term;
            if term < sum * 1e-17 {
                break;
            }
        }
        self.ln_probability(start).exp() * sum
    }
}

/// The last of the numbers from `low` to below `high` for which `holds`, which holds up to a point.
fn last(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut yes, mut no) = (low, high);
    if low == high || !holds(low) {
        return None;
    }
    while no - yes > 1 {
        let middle = yes + (no - yes) / 2;
        if holds(middle) { yes = middle } else { no = middle }
    }
    Some(yes)
}

/// The first of the numbers above `low` and up to `high` for which `holds`, which holds from a point on.
fn first(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut no, mut yes) = (low, high);
    if low == high || !holds(high) {
        return None;
    }
    while yes - no > 1 {
        let middle = no + (yes - no) / 2;
        if holds(middle) { yes = middle } else { no = middle }
    }
    Some(yes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Fisher's tea: 3 of 4 cups right has the two-sided p-value 34/70.
    #[test]
    fn the_lady_tasting_tea() {
        assert!((two_sided(3, 4, 4, 8) - 34.0 / 70.0).abs() < 1e-13);
        assert!((two_sided(4, 4, 4, 8) - 2.0 / 70.0).abs() < 1e-13);
        assert_eq!(two_sided(2, 4, 4, 8), 1.0);
    }

    proptest! {
        #[test]
        fn any_counts_give_a_probability(both: u64, a: u64, b: u64, n in 0..1u64 << 50) {
            for (a, b, n) in [(a, b, n), (a % (n + 1), b % (n + 1), n)] {
                let p_value = two_sided(both % (a.min(b).saturating_add(1)).max(1), a, b, n);
                prop_assert!((0.0..=1.0).contains(&p_value), "{p_value}");
            }
        }

        #[test]
        fn rows_and_columns_may_be_swapped(cells in prop::array::uniform4(0u64..3000)) {
            let [both, a_only, b_only, neither] = cells;
            let (a, b, n) = (both + a_only, both + b_only, both + a_only + b_only + neither);
            let found = two_sided(both, a, b, n);
            for other in [two_sided(both, b, a, n), two_sided(a_only, a, n - b, n), two_sided(neither, n - a, n - b, n)] {
                prop_assert!((found - other).abs() <= 1e-10 * found, "{found:e} {other:e}");
            }
        }
    }
}
