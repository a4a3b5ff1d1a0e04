//! Which of several overlapping pieces of evidence for one concept stands.

use std::cmp::Reverse;

use crate::evidence::Evidence;

/// Keeps, of the evidence for one concept that overlaps, the first that counts, and of that the leftmost longest. Sorted by start, end, concept.
///
/// Evidence for different concepts may overlap: the same words may speak for both.
pub(crate) fn settle(all: &mut Vec<Evidence>) {
    all.sort_unstable_by_key(|evidence| (evidence.concept, evidence.reason.is_some(), evidence.start, Reverse(evidence.end), evidence.rule));
    let mut kept = 0;
    let mut concept = None;
    // What is kept of one concept does not overlap, so that by start it is by end too: first what counts, from `counted` on, then the rest.
    let (mut counted, mut uncounted) = (0, 0);
    for at in 0..all.len() {
        let evidence = all[at];
        if concept != Some((evidence.concept, evidence.reason.is_some())) {
            counted = if concept.is_some_and(|(before, _)| before == evidence.concept) { counted } else { kept };
            uncounted = kept;
            concept = Some((evidence.concept, evidence.reason.is_some()));
        }
        let is_clear = |of: &[Evidence]| {
            let next = of.partition_point(|other| other.end <= evidence.start);
            of.get(next).is_none_or(|other| evidence.end <= other.start)
        };
        if is_clear(&all[counted..uncounted]) && is_clear(&all[uncounted..kept]) {
            all[kept] = evidence;
            kept += 1;
        }
    }
    all.truncate(kept);
    all.sort_unstable_by_key(|evidence| (evidence.start, evidence.end, evidence.concept));
}
