//! How well a tagger does against a gold sample: precision, recall and F1 of a concept, and over all of them.

use crate::interval::wilson;

/// What became of the gold vacancies of one concept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Confusion {
    /// Tagged, and rightly so.
    pub tp: u64,
    /// Tagged, though the concept is not asked for.
    pub fp: u64,
    /// Not tagged, though it is asked for.
    pub missed: u64,
    /// Not tagged, and rightly so.
    pub tn: u64,
}

/// A figure of quality from 0 to 1 with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounded {
    /// The figure.
    pub value: f64,
    /// Lower bound.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
}

/// Precision, recall and F1; each is `None` where there is nothing that it is a share of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Of the tagged, the share that is right.
    pub precision: Option<Bounded>,
    /// Of what is asked for, the share that is tagged.
    pub recall: Option<Bounded>,
    /// The harmonic mean of the two.
    pub f1: Option<Bounded>,
}

/// The hits among trials.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    hits: u64,
    trials: u64,
}

/// One concept, or one rule.
///
/// Precision TP/(TP+FP) and recall TP/(TP+FN) are shares with Wilson's interval (1927). F1 = 2·TP/(2·TP+FP+FN) is no share, but
/// F* = TP/(TP+FP+FN) is (Hand, Christen & Kirielle 2021, *F\*: an interpretable transformation of the F-measure*, Machine Learning 110), and
/// F1 = 2·F*/(1+F*) grows with it: its interval is that of F*, transformed.
pub fn quality(confusion: &Confusion) -> Quality {
    let [precision, recall, overlap] = ratios(confusion);
    Quality { precision: precision.bounded(), recall: recall.bounded(), f1: overlap.bounded().map(|share| share.map(harmonic)) }
}

/// All concepts' decisions in one heap: a concept weighs as much as it is met. Concepts of one vacancy are treated as independent.
pub fn micro(concepts: &[Confusion]) -> Quality {
    quality(&concepts.iter().fold(Confusion::default(), |sum, one| Confusion {
        tp: sum.tp.saturating_add(one.tp),
        fp: sum.fp.saturating_add(one.fp),
        missed: sum.missed.saturating_add(one.missed),
        tn: sum.tn.saturating_add(one.tn),
    }))
}

/// The mean over concepts, of those that have the figure: a rare concept weighs as much as a common one.
///
/// Macro F1 is the mean of the F1s (Opitz & Burst 2019). The interval is Wilson's on (mean, n*), where n* = m(1−m)/Var is the number of trials
/// that would tell as much, Var = Σ Var_c/C² with Var_c = π(1−π)/(n+1) and π = (hits+½)/(n+1) for a share, times (dF1/dF*)² = (2/(1+π)²)² for
/// F1, and m the mean of the π (of their F1s), so that a perfect score of few trials is not beyond doubt.
/// In simulated gold samples (`tests/it/coverage.rs`) the intervals hold the truth in 92–98 %.
pub fn macro_mean(concepts: &[Confusion]) -> Quality {
    let of = |at: usize| concepts.iter().map(|one| ratios(one)[at]).filter(|ratio| ratio.trials > 0).collect::<Vec<_>>();
    Quality {
        precision: mean(&of(0), |share| share, |_| 1.0),
        recall: mean(&of(1), |share| share, |_| 1.0),
        f1: mean(&of(2), harmonic, |share| 2.0 / (1.0 + share).powi(2)),
    }
}

/// What precision, recall and F* are shares of.
fn ratios(confusion: &Confusion) -> [Ratio; 3] {
    let Confusion { tp, fp, missed, .. } = *confusion;
    let tagged = tp.saturating_add(fp);
    [tagged, tp.saturating_add(missed), tagged.saturating_add(missed)].map(|trials| Ratio { hits: tp, trials })
}

/// F1 of F*.
fn harmonic(overlap: f64) -> f64 {
    2.0 * overlap / (1.0 + overlap)
}

fn mean(ratios: &[Ratio], transform: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64) -> Option<Bounded> {
    if ratios.is_empty() {
        return None;
    }
    let size = ratios.len() as f64;
    let average = |figure: &dyn Fn(&Ratio) -> f64| ratios.iter().map(figure).sum::<f64>() / size;
    let value = average(&|ratio| transform(ratio.share())).min(1.0);
    let smoothed = average(&|ratio| transform(ratio.smoothed()));
    let variance = average(&|ratio| slope(ratio.smoothed()).powi(2) * ratio.variance()) / size;
    let (lo, hi) = wilson(value, smoothed * (1.0 - smoothed) / variance);
    Some(Bounded { value, lo, hi })
}

impl Ratio {
    fn share(&self) -> f64 {
        self.hits as f64 / self.trials as f64
    }

    fn smoothed(&self) -> f64 {
        (self.hits as f64 + 0.5) / (self.trials as f64 + 1.0)
    }

    fn variance(&self) -> f64 {
        self.smoothed() * (1.0 - self.smoothed()) / (self.trials as f64 + 1.0)
    }

    fn bounded(&self) -> Option<Bounded> {
        if self.trials == 0 {
            return None;
        }
        let value = self.share();
        let (lo, hi) = wilson(value, self.trials as f64);
        Some(Bounded { value, lo, hi })
    }
}

impl Bounded {
    fn map(self, transform: impl Fn(f64) -> f64) -> Self {
        Self { value: transform(self.value), lo: transform(self.lo), hi: transform(self.hi) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn counts() -> impl Strategy<Value = u64> {
        prop_oneof![9 => 0u64..60, 1 => 0u64..1 << 60]
    }

    fn confusions() -> impl Strategy<Value = Vec<Confusion>> {
        prop::collection::vec((counts(), counts(), counts(), counts()).prop_map(|(tp, fp, missed, tn)| Confusion { tp, fp, missed, tn }), 0..12)
    }

    proptest! {
        #[test]
        fn every_figure_lies_in_its_interval(concepts in confusions()) {
            for found in concepts.iter().map(quality).chain([micro(&concepts), macro_mean(&concepts)]) {
                for bounded in [found.precision, found.recall, found.f1].into_iter().flatten() {
                    let Bounded { value, lo, hi } = bounded;
                    prop_assert!(0.0 <= lo && lo <= value && value <= hi && hi <= 1.0, "{bounded:?}");
                }
            }
        }

        #[test]
        fn f1_lies_between_precision_and_recall(concepts in confusions()) {
            for found in concepts.iter().map(quality) {
                if let (Some(precision), Some(recall), Some(f1)) = (found.precision, found.recall, found.f1) {
                    let (low, high) = (precision.value.min(recall.value), precision.value.max(recall.value));
                    prop_assert!(low - 1e-12 <= f1.value && f1.value <= high + 1e-12);
                }
            }
        }
    }

    #[test]
    fn nothing_tagged_and_nothing_asked_for_has_no_quality() {
        assert_eq!(quality(&Confusion { tn: 9, ..Confusion::default() }), Quality { precision: None, recall: None, f1: None });
        assert_eq!(macro_mean(&[]), Quality { precision: None, recall: None, f1: None });
    }
}
