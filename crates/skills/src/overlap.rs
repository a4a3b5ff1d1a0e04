//! Which of several overlapping pieces of evidence for one concept stands.

use std::cmp::Reverse;

use crate::evidence::Evidence;

/// Keeps, of the evidence for one concept that overlaps, the first that counts, and of that the leftmost longest. Sorted by start, end, concept.
///
/// Evidence for different concepts may overlap: the same words may speak for both.
pub(crate) fn settle(all: &mut Vec<Evidence>) {
    all.sort_unstable_by_key(|evidence| (evidence.concept, evidence.reason.is_some(), evidence.start, Reverse(evidence.end), evidence.rule));
    let mut kept = 0;
    let mut first_of_concept = 0;
    for at in 0..all.len() {
        let evidence = all[at];
        if kept == 0 || all[kept - 1].concept != evidence.concept {
            first_of_concept = kept;
        }
        if !all[first_of_concept..kept].iter().any(|other| evidence.start < other.end && other.start < evidence.end) {
            all[kept] = evidence;
            kept += 1;
        }
    }
    all.truncate(kept);
    all.sort_unstable_by_key(|evidence| (evidence.start, evidence.end, evidence.concept));
}
