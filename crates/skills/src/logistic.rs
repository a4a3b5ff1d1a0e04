//! Sparse logistic regression: which features speak for a label, and how much.
//!
//! Cyclic coordinate descent within trust regions (Genkin, Lewis and Madigan 2007, "Large-scale Bayesian logistic regression for text
//! categorization", Technometrics 49:291). It has no random part: the same samples give the same weights.

/// How strongly weights are held back: by their size, which makes most of them nothing, and by their square.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Penalty {
    /// On the sum of sizes.
    pub l1: f64,
    /// On half the sum of squares.
    pub l2: f64,
}

/// Full rounds over all features at most. Less than a third of them was ever needed.
const ROUNDS: usize = 60;
/// Rounds over the features that have a weight, between two full ones.
const INNER_ROUNDS: usize = 5;
/// Done when no weight moves by more.
const TOLERANCE: f64 = 2e-3;

/// What was learned: an intercept, and a weight for each column.
#[derive(Debug, Clone)]
pub(crate) struct Fit {
    pub(crate) intercept: f64,
    pub(crate) weights: Vec<f64>,
}

impl Fit {
    /// The score of a sample that holds these columns.
    pub(crate) fn score(&self, columns: &[u32]) -> f64 {
        self.intercept + columns.iter().map(|column| self.weights[*column as usize]).sum::<f64>()
    }
}

/// Learns from samples; `columns` gives the samples that hold each feature, `labels` is of one entry a sample.
pub(crate) fn fit(columns: &[Vec<u32>], labels: &[bool], penalty: Penalty) -> Fit {
    let mut descent = Descent {
        exp_margins: vec![1.0; labels.len()],
        margins: vec![0.0; labels.len()],
        labels,
        weights: vec![0.0; columns.len()],
        regions: vec![1.0; columns.len() + 1],
        intercept: 0.0,
    };
    let all: Vec<u32> = (0..labels.len() as u32).collect();
    for _ in 0..ROUNDS {
        let moved = descent.round(&all, columns, penalty, |_| true);
        if moved < TOLERANCE {
            break;
        }
        for _ in 0..INNER_ROUNDS {
            if descent.round(&all, columns, penalty, |weight| weight != 0.0) < TOLERANCE {
                break;
            }
        }
    }
    Fit { intercept: descent.intercept, weights: descent.weights }
}

struct Descent<'l> {
    labels: &'l [bool],
    margins: Vec<f64>,
    /// `exp` of each margin.
    exp_margins: Vec<f64>,
    weights: Vec<f64>,
    /// How far each weight may move at once; the last is the intercept's.
    regions: Vec<f64>,
    intercept: f64,
}

impl Descent<'_> {
    /// Moves the intercept and every wanted weight once. Returns the longest move.
    fn round(&mut self, all: &[u32], columns: &[Vec<u32>], penalty: Penalty, wanted: impl Fn(f64) -> bool) -> f64 {
        let (gradient, curvature) = self.slope(all, *self.regions.last().expect("the intercept has a region"));
        let mut longest = self.step(columns.len(), all, -gradient / curvature).abs();
        for (at, samples) in columns.iter().enumerate() {
            if samples.is_empty() || !wanted(self.weights[at]) {
                continue;
            }
            let (gradient, curvature) = self.slope(samples, self.regions[at]);
            let step = shrunk_step(self.weights[at], gradient, curvature, penalty);
            longest = longest.max(self.step(at, samples, step).abs());
        }
        longest
    }

    /// The slope of the loss along a feature, and a bound of its curvature within `region`.
    fn slope(&self, samples: &[u32], region: f64) -> (f64, f64) {
        let (grown, shrunk) = (region.exp(), (-region).exp());
        let (mut gradient, mut curvature) = (0.0, 1e-9);
        for sample in samples {
            let e = self.exp_margins[*sample as usize];
            gradient += e / (1.0 + e) - f64::from(u8::from(self.labels[*sample as usize]));
            let steep = e.max(1.0 / e);
            curvature += if steep <= grown { 0.25 } else { 1.0 / (2.0 + steep * shrunk + grown / steep) };
        }
        (gradient, curvature)
    }

    fn step(&mut self, at: usize, samples: &[u32], step: f64) -> f64 {
        let region = self.regions[at];
        let step = step.clamp(-region, region);
        self.regions[at] = (2.0 * step.abs()).max(region / 2.0);
        if step == 0.0 {
            return step;
        }
        *self.weights.get_mut(at).unwrap_or(&mut self.intercept) += step;
        for sample in samples {
            // Margins past 30 are certainty either way; the bound keeps `exp` finite.
            let margin = &mut self.margins[*sample as usize];
            *margin += step;
            self.exp_margins[*sample as usize] = margin.clamp(-30.0, 30.0).exp();
        }
        step
    }
}

/// The Newton step of a weight under the penalty, which never crosses zero.
fn shrunk_step(weight: f64, gradient: f64, curvature: f64, penalty: Penalty) -> f64 {
    let gradient = gradient + penalty.l2 * weight;
    let curvature = curvature + penalty.l2;
    let toward = |sign: f64| -(gradient + sign * penalty.l1) / curvature;
    if weight != 0.0 {
        let step = toward(weight.signum());
        return if (weight + step) * weight < 0.0 { -weight } else { step };
    }
    if toward(1.0) > 0.0 {
        toward(1.0)
    } else if toward(-1.0) < 0.0 {
        toward(-1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_gets_weight_and_what_does_not_gets_none() {
        let labels: Vec<bool> = (0..200).map(|sample| sample % 4 == 0).collect();
        let telling = (0..200).filter(|sample| sample % 4 == 0 || sample % 20 == 1).collect();
        let noise = (0..200).filter(|sample| sample % 7 == 0).collect();
        let against = (0..200).filter(|sample| sample % 4 == 1).collect();
        let fit = fit(&[telling, noise, against, Vec::new()], &labels, Penalty { l1: 1.0, l2: 0.0 });
        assert!(fit.weights[0] > 3.0 && fit.weights[1] == 0.0 && fit.weights[2] < 0.0 && fit.weights[3] == 0.0, "{fit:?}");
        assert!(fit.score(&[0]) > 0.0 && fit.score(&[]) < 0.0);
    }

    #[test]
    fn the_optimum_is_that_of_the_formula() {
        // One feature that all samples hold beside the intercept: the intercept alone is the log odds.
        let labels: Vec<bool> = (0..100).map(|sample| sample < 20).collect();
        let fit = fit(&[(0..100).collect()], &labels, Penalty { l1: 1.0, l2: 0.0 });
        assert!((fit.intercept - (0.2_f64 / 0.8).ln()).abs() < 0.01 && fit.weights[0] == 0.0, "{fit:?}");
    }
}
