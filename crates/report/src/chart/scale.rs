//! From a share to a place on the axis.

/// An axis from 0 to `end`, drawn between two places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Scale {
    end: f64,
    step: f64,
    left: f64,
    right: f64,
}

/// Where an axis may end, and the distance of its ticks: always from zero, so that lengths can be compared.
const ENDS: [(f64, f64); 4] = [(0.1, 0.02), (0.25, 0.05), (0.5, 0.1), LONGEST];
const LONGEST: (f64, f64) = (1.0, 0.25);

impl Scale {
    /// The shortest axis that holds all of `values`.
    pub(crate) fn holding(values: impl Iterator<Item = f64>, left: f64, right: f64) -> Self {
        let most = values.fold(0.0, f64::max);
        let (end, step) = ENDS.into_iter().find(|(end, _)| most <= *end).unwrap_or(LONGEST);
        Self { end, step, left, right }
    }

    /// The place of a share; what lies outside is drawn at the edge.
    pub(crate) fn at(&self, share: f64) -> f64 {
        let along = if share.is_finite() { (share / self.end).clamp(0.0, 1.0) } else { 0.0 };
        self.left + along * (self.right - self.left)
    }

    /// The shares that bear a tick.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        (0..=10).map(|at| f64::from(at) * self.step).take_while(|share| *share <= self.end + self.step / 2.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_axis_fits_the_longest() {
        let ticks = |most: f64| Scale::holding([0.01, most].into_iter(), 0.0, 1.0).ticks().len();
        assert_eq!([0.05, 0.2, 0.4, 0.6, 1.0].map(ticks), [6, 6, 6, 5, 5]);
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_outside(shares in prop::collection::vec(any::<f64>(), 0..9), one in any::<f64>()) {
            let place = Scale::holding(shares.into_iter(), 10.0, 90.0).at(one);
            prop_assert!((10.0..=90.0).contains(&place));
        }
    }
}
