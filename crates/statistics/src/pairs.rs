//! How strongly two concepts go together over vacancies.

use crate::fisher;

/// How many vacancies ask for one concept, for the other, for both, and how many there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    a: u64,
    b: u64,
    both: u64,
    n: u64,
}

/// The measures of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Association {
    /// both / (a + b − both), from 0 to 1; `None` where neither concept is asked for.
    pub jaccard: Option<f64>,
    /// both·n / (a·b): how many times as often as if the two were independent; `None` where one is never asked for.
    pub lift: Option<f64>,
    /// ln(lift) / −ln(both/n), from −1 (never together) over 0 (independent) to 1 (never apart); `None` where one is never asked for, or both always
    /// (Bouma 2009, *Normalized (pointwise) mutual information in collocation extraction*, GSCL).
    pub npmi: Option<f64>,
    /// (both · neither) / (a only · b only). Where one of the four is 0, ½ is added to each (Haldane 1956; Anscombe 1956), so that it is never 0 or infinite.
    pub odds_ratio: f64,
    /// Fisher's exact test, two-sided, as in R (see [`fisher::two_sided`]). Vacancies count as independent.
    pub p_value: f64,
}

impl Pair {
    /// `None` for counts that cannot be: more with both than with one of them, or fewer vacancies than have one of the two.
    pub fn new(a: u64, b: u64, both: u64, n: u64) -> Option<Self> {
        let union = a.checked_sub(both).zip(b.checked_sub(both)).and_then(|(a_only, _)| a_only.checked_add(b))?;
        (union <= n).then_some(Self { a, b, both, n })
    }

    /// All the measures.
    pub fn association(&self) -> Association {
        Association { jaccard: self.jaccard(), lift: self.lift(), npmi: self.npmi(), odds_ratio: self.odds_ratio(), p_value: self.p_value() }
    }

    fn jaccard(&self) -> Option<f64> {
        let union = self.a - self.both + self.b;
        (union > 0).then(|| self.both as f64 / union as f64)
    }

    fn lift(&self) -> Option<f64> {
        (self.a > 0 && self.b > 0).then(|| product(self.both, self.n) as f64 / product(self.a, self.b) as f64)
    }

    fn npmi(&self) -> Option<f64> {
        let lift = self.lift().filter(|_| self.both < self.n)?;
        if self.both == 0 {
            return Some(-1.0);
        }
        // The logarithm of what is near 1 keeps its digits only as that of 1 and a whole-number difference.
        let (observed, by_chance) = (product(self.both, self.n), product(self.a, self.b));
        let excess = observed.abs_diff(by_chance) as f64 / by_chance as f64;
        let mutual = if lift < 0.5 { lift.ln() } else { (if observed < by_chance { -excess } else { excess }).ln_1p() };
        let most = ((self.n - self.both) as f64 / self.both as f64).ln_1p();
        Some((mutual / most).clamp(-1.0, 1.0))
    }

    fn odds_ratio(&self) -> f64 {
        let cells = [self.both, self.a - self.both, self.b - self.both, self.n - (self.a - self.both) - self.b];
        let add = if cells.contains(&0) { 0.5 } else { 0.0 };
        let [both, a_only, b_only, neither] = cells.map(|cell| cell as f64 + add);
        (both / a_only) * (neither / b_only)
    }

    fn p_value(&self) -> f64 {
        fisher::two_sided(self.both, self.a, self.b, self.n)
    }
}

fn product(x: u64, y: u64) -> u128 {
    u128::from(x) * u128::from(y)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_the_two_is_nothing(cells in prop::array::uniform4(prop_oneof![0u64..3, 0u64..2000])) {
            let [both, a_only, b_only, neither] = cells;
            let (a, b, n) = (both + a_only, both + b_only, both + a_only + b_only + neither);
            let found = Pair::new(a, b, both, n).expect("cells make a pair").association();
            let other = Pair::new(b, a, both, n).expect("cells make a pair").association();
            let all = |x: &Association| [x.jaccard.unwrap_or(0.0), x.lift.unwrap_or(0.0), x.npmi.unwrap_or(0.0), x.odds_ratio, x.p_value];
            for (x, y) in all(&found).into_iter().zip(all(&other)) {
                prop_assert!(x.is_finite() && (x - y).abs() <= 1e-9 * x.abs(), "{found:?} {other:?}");
            }
            prop_assert!(found.npmi.is_none_or(|npmi| (-1.0..=1.0).contains(&npmi)) && (0.0..=1.0).contains(&found.p_value));
        }

        #[test]
        fn counts_that_cannot_be_are_refused(a: u64, b: u64, both: u64, n: u64) {
            let can_be = both <= a && both <= b && u128::from(a) + u128::from(b) - u128::from(both) <= u128::from(n);
            prop_assert_eq!(Pair::new(a, b, both, n).is_some(), can_be);
        }
    }

    #[test]
    fn never_apart_is_one_and_never_together_is_minus_one() {
        let npmi = |a, b, both, n| Pair::new(a, b, both, n).and_then(|pair| pair.association().npmi);
        assert_eq!(npmi(30, 30, 30, 100), Some(1.0));
        assert_eq!(npmi(30, 30, 0, 100), Some(-1.0));
        assert_eq!(npmi(100, 100, 100, 100), None);
        assert_eq!(npmi(0, 30, 0, 100), None);
    }
}
