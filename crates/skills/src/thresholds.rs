//! From which score on keywords carry a statement, alone or beside a phrase that fits loosely, and below which they outvote patterns.
//!
//! How sure a score makes one is learned for all competencies together, which have one slope and each its own offsets: what is set aside
//! holds too few statements of each for thresholds of its own.

/// A statement and a competency, as far as thresholds go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) competency: usize,
    pub(crate) score: f64,
    pub(crate) label: bool,
    pub(crate) phrasing: Phrasing,
}

/// What phrases say of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phrasing {
    None,
    /// A phrase fits loosely.
    Loose,
    /// A phrase fits.
    Firm,
}

/// The three scores that decide about a competency.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Thresholds {
    pub(crate) threshold: f32,
    pub(crate) loose: f32,
    pub(crate) distrust: f32,
}

/// From this probability on a statement has the label. The best F1 is reached at half its value (Lipton, Elkan and Naryanaswamy 2014,
/// "Optimal thresholding of classifiers to maximize F1 measure", ECML PKDD).
const SURE: f64 = 0.38;
/// Scores past these bounds decide nothing that cannot be told otherwise.
const BOUND: f64 = 9.0;
/// On half the sum of squares of each competency's own offsets.
const RIDGE: f64 = 0.3;

impl Thresholds {
    /// The thresholds of each of `competencies_n` competencies.
    pub(crate) fn of_all(cases: &[Case], competencies_n: usize) -> Vec<Self> {
        let width = SHARED + 2 * competencies_n;
        let samples: Vec<(Vec<(usize, f64)>, bool)> = cases.iter().map(|case| (terms(case, competencies_n), case.label)).collect();
        let weights = fit(&samples, width);
        let sure = (SURE / (1.0 - SURE)).ln();
        let score = |competency: usize, phrasing| {
            let at = |score| terms(&Case { competency, score, label: false, phrasing }, competencies_n);
            let said = |score| at(score).iter().map(|(term, value)| weights[*term] * value).sum::<f64>();
            let slope = (said(1.0) - said(0.0)).max(1e-3);
            (((sure - said(0.0)) / slope).clamp(-BOUND, BOUND) * 10.0).round() as f32 / 10.0
        };
        // Nothing tells from which score on to distrust phrases that were never wrong.
        let was_wrong = cases.iter().any(|case| case.phrasing == Phrasing::Firm && !case.label);
        let thresholds = |competency| Self {
            threshold: score(competency, Phrasing::None),
            loose: score(competency, Phrasing::Loose),
            distrust: if was_wrong { score(competency, Phrasing::Firm) } else { -BOUND as f32 },
        };
        (0..competencies_n).map(thresholds).collect()
    }
}

/// Terms that all competencies share: the intercept, and slope and offset of each phrasing.
const SHARED: usize = 6;

/// The terms of a case and their values.
fn terms(case: &Case, competencies_n: usize) -> Vec<(usize, f64)> {
    let mut terms = vec![(0, 1.0), (1, case.score), (SHARED + case.competency, 1.0)];
    match case.phrasing {
        Phrasing::None => {}
        Phrasing::Loose => terms.extend([(2, 1.0), (3, case.score)]),
        Phrasing::Firm => terms.extend([(4, 1.0), (5, case.score), (SHARED + competencies_n + case.competency, 1.0)]),
    }
    terms
}

/// Logistic regression by Newton's method; the shared terms are free, the others held back by [`RIDGE`].
fn fit(samples: &[(Vec<(usize, f64)>, bool)], width: usize) -> Vec<f64> {
    const ROUNDS: usize = 25;
    let mut weights = vec![0.0; width];
    for _ in 0..ROUNDS {
        let mut gradient: Vec<f64> = weights.iter().enumerate().map(|(at, weight)| -ridge(at) * weight).collect();
        let mut curvature = vec![vec![0.0; width]; width];
        for (at, row) in curvature.iter_mut().enumerate() {
            row[at] = ridge(at);
        }
        for (terms, label) in samples {
            let margin: f64 = terms.iter().map(|(term, value)| weights[*term] * value).sum();
            let sure = 1.0 / (1.0 + (-margin).exp());
            for (term, value) in terms {
                gradient[*term] += (f64::from(u8::from(*label)) - sure) * value;
                for (other, times) in terms {
                    curvature[*term][*other] += sure * (1.0 - sure) * value * times;
                }
            }
        }
        let step = solve(curvature, gradient);
        let longest = step.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        // Far from the best a full step may overshoot.
        let share = (2.0 / longest.max(1e-12)).min(1.0);
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += share * step;
        }
        if longest < 1e-6 {
            break;
        }
    }
    weights
}

fn ridge(term: usize) -> f64 {
    if term < SHARED { 1e-3 } else { RIDGE }
}

/// The solution of a symmetric positive system, by elimination.
fn solve(mut rows: Vec<Vec<f64>>, mut right: Vec<f64>) -> Vec<f64> {
    let width = right.len();
    for at in 0..width {
        for below in at + 1..width {
            let (upper, lower) = rows.split_at_mut(below);
            let times = lower[0][at] / upper[at][at];
            if times != 0.0 {
                for (low, high) in lower[0][at..].iter_mut().zip(&upper[at][at..]) {
                    *low -= times * high;
                }
                right[below] -= times * right[at];
            }
        }
    }
    for at in (0..width).rev() {
        let known: f64 = (at + 1..width).map(|column| rows[at][column] * right[column]).sum();
        right[at] = (right[at] - known) / rows[at][at];
    }
    right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_part_what_is_labeled_from_what_is_not() {
        let case = |score, label, phrasing| Case { competency: 0, score, label, phrasing };
        let cases =
            (0..40).flat_map(|n| {
                let n = f64::from(n) / 20.0;
                [case(1.0 + n, true, Phrasing::None), case(-2.0 + n, false, Phrasing::None), case(-1.0 + n, true, Phrasing::Firm)]
                    .into_iter()
                    .chain([case(-4.0 + n, false, Phrasing::Firm), case(n, true, Phrasing::Loose), case(-3.0 + n, false, Phrasing::Loose)])
            });
        let found = Thresholds::of_all(&cases.collect::<Vec<_>>(), 1)[0];
        assert!((0.0..=1.5).contains(&found.threshold) && (-3.0..=-0.5).contains(&found.distrust), "{found:?}");
        assert!(found.distrust < found.loose && found.loose < found.threshold, "{found:?}");
    }

    #[test]
    fn nothing_to_learn_from_gives_numbers() {
        let found = Thresholds::of_all(&[], 2);
        assert!(found.iter().all(|one| one.threshold.is_finite() && one.loose.is_finite() && one.distrust.is_finite()), "{found:?}");
    }
}
