//! From which score on keywords carry a statement, and below which they outvote patterns: what agrees best with the labels.

/// A statement as far as thresholds go.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    pub(crate) score: f32,
    pub(crate) label: bool,
    /// Is there a counted pattern?
    pub(crate) hit: bool,
    /// May keywords carry nothing here?
    pub(crate) closed: bool,
}

/// The two scores that decide.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Thresholds {
    pub(crate) threshold: f32,
    pub(crate) distrust: f32,
}

/// Right and wrong decisions.
#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    right: f32,
    wrong: f32,
}

impl Counts {
    /// F1, where `labels` statements have the label.
    fn f1(self, other: Self, labels: f32) -> f32 {
        2.0 * (self.right + other.right) / (self.right + self.wrong + other.right + other.wrong + labels).max(1.0)
    }
}

/// Scores are tried in steps of this, and the F1 of a score is the mean of those of its neighbors: the one best score of a sample is luck.
const STEP: f32 = 0.1;
const STEPS: i32 = 60;
const NEIGHBORS: i32 = 2;

impl Thresholds {
    /// The pair with the greatest F1.
    pub(crate) fn best(cases: Vec<Case>) -> Self {
        let labels = cases.iter().filter(|case| case.label).count() as f32;
        let free = counts(cases.iter().filter(|case| !case.hit && !case.closed));
        let hit = counts(cases.iter().filter(|case| case.hit));
        let mut believed = hit[0];
        let mut best = Self { threshold: 0.0, distrust: 0.0 };
        for _ in 0..3 {
            let at = best_step(&free, |counts| counts.f1(believed, labels));
            best.threshold = score_of(at);
            let carried = free[at];
            let at = best_step(&hit, |counts| counts.f1(carried, labels));
            (best.distrust, believed) = (score_of(at), hit[at]);
        }
        best
    }
}

fn score_of(step: usize) -> f32 {
    (step as f32 - STEPS as f32) * STEP
}

/// By step: what is decided rightly and wrongly when scores from there on carry.
fn counts<'c>(cases: impl Iterator<Item = &'c Case>) -> Vec<Counts> {
    let mut counts = vec![Counts::default(); 2 * STEPS as usize + 1];
    for case in cases {
        let last = (case.score / STEP).floor().clamp(-STEPS as f32, STEPS as f32) as i32 + STEPS;
        let here = &mut counts[last as usize];
        *(if case.label { &mut here.right } else { &mut here.wrong }) += 1.0;
    }
    for step in (1..counts.len()).rev() {
        let above = counts[step];
        counts[step - 1].right += above.right;
        counts[step - 1].wrong += above.wrong;
    }
    counts
}

fn best_step(counts: &[Counts], f1: impl Fn(Counts) -> f32) -> usize {
    let smooth = |at: usize| {
        let around = (-NEIGHBORS..=NEIGHBORS).map(|by| (at as i32 + by).clamp(0, counts.len() as i32 - 1) as usize);
        around.map(|at| f1(counts[at])).sum::<f32>()
    };
    (0..counts.len()).max_by(|a, b| smooth(*a).total_cmp(&smooth(*b)).then(b.cmp(a))).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_part_what_is_labeled_from_what_is_not() {
        let case = |score, label, hit| Case { score, label, hit, closed: false };
        let cases = (0..20).flat_map(|n| {
            let n = n as f32 / 20.0;
            [case(1.5 + n, true, false), case(-2.0 + n, false, false), case(-1.0 + n, true, true), case(-4.0 + n, false, true)]
        });
        let found = Thresholds::best(cases.collect());
        assert!((-1.0..=1.5).contains(&found.threshold) && (-3.0..=-1.0).contains(&found.distrust), "{found:?}");
    }
}
