//! Which of several overlapping mentions of one concept stands.

use crate::mention::Mention;

/// Keeps, of the mentions of one concept that overlap, the first that counts, and of those the leftmost longest. Sorted by start, end, concept.
///
/// Mentions of different concepts may overlap: the same words may be evidence of both.
pub(crate) fn settle(mut mentions: Vec<Mention>) -> Vec<Mention> {
    mentions.sort_by(|a, b| {
        let key = |m: &Mention| (!m.counted, m.start, std::cmp::Reverse(m.end));
        a.concept.cmp(&b.concept).then_with(|| key(a).cmp(&key(b))).then_with(|| a.rule.cmp(&b.rule))
    });
    let mut kept: Vec<Mention> = Vec::with_capacity(mentions.len());
    let mut first_of_concept = 0;
    for mention in mentions {
        if kept.last().is_none_or(|last| last.concept != mention.concept) {
            first_of_concept = kept.len();
        }
        let overlaps = |other: &Mention| mention.start < other.end && other.start < mention.end;
        if !kept[first_of_concept..].iter().any(overlaps) {
            kept.push(mention);
        }
    }
    kept.sort_by(|a, b| (a.start, a.end, &a.concept).cmp(&(b.start, b.end, &b.concept)));
    kept
}
