//! Phrases read loosely: their words in order, but further apart. Weaker evidence, which counts only where keywords agree.
//!
//! People write gaps as narrow as the texts that they know allow; in texts that they have not read, what fits loosely is right in two cases
//! of five (`make eval`).

use std::ops::Range;

use crate::automaton::{Automaton, Builder};
use crate::concept::{Concept, ConceptId};
use crate::mention::Reason;
use crate::phrase::Part;
use crate::reading::{Meaning, Statement};
use crate::{Mention, Taxonomy};

/// The least width of a gap that was written.
const WRITTEN_GAP: u8 = 8;
/// The gap between a list of alternatives and what stands beside it.
const ADDED_GAP: u8 = 3;

/// All firm English phrases, loosened.
#[derive(Debug)]
pub(crate) struct LoosePhrases {
    automaton: Automaton,
    /// By pattern: what it counts towards.
    competencies: Vec<ConceptId>,
}

/// A competency, and the bytes that a phrase of it fits loosely.
pub(crate) type LooseHit<'p> = (&'p ConceptId, Range<usize>);

impl LoosePhrases {
    /// Compiles the phrases of `taxonomy`.
    pub(crate) fn new(taxonomy: &Taxonomy) -> Self {
        let mut builder = Builder::default();
        let mut competencies = Vec::new();
        for rule in taxonomy.rules.iter().filter(|rule| rule.lang == "en" && !rule.weak && rule.parts.len() > 1) {
            builder.add(&loosened(&rule.parts));
            competencies.push(taxonomy.concept(&rule.concept).map_or(&rule.concept, Concept::competency).clone());
        }
        Self { automaton: Automaton::new(builder), competencies }
    }

    /// No phrases.
    pub(crate) fn none() -> Self {
        Self { automaton: Automaton::new(Builder::default()), competencies: Vec::new() }
    }

    /// What fits loosely in `statement`, whose other mentions are `mentions`. What a trap covers does not fit, nor anything for a competency
    /// whose evidence there was refused.
    pub(crate) fn find(&self, text: &str, statement: &Statement, mentions: &[Mention]) -> Vec<LooseHit<'_>> {
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        self.automaton.with_scratch(|scratch| {
            self.automaton.tokens(text, statement.range.start, statement.range.end, scratch, &mut tokens);
            self.automaton.hits(&tokens, scratch, &mut hits);
        });
        let found = hits.iter().map(|hit| (&self.competencies[hit.pattern as usize], tokens[hit.first].start..tokens[hit.last].end));
        found.filter(|(competency, at)| !is_trapped(statement, at) && !is_refused(mentions, competency)).collect()
    }
}

fn is_trapped(statement: &Statement, at: &Range<usize>) -> bool {
    statement.found.iter().any(|found| matches!(found.meaning, Meaning::Trap(_)) && found.start <= at.start && at.end <= found.end)
}

fn is_refused(mentions: &[Mention], competency: &ConceptId) -> bool {
    mentions.iter().any(|mention| mention.competency == *competency && !mention.counted && mention.reason != Some(Reason::Weak))
}

/// The same parts, further apart.
fn loosened(parts: &[Part]) -> Vec<Part> {
    let mut loose: Vec<Part> = Vec::new();
    for part in parts {
        let is_list = |part: &Part| matches!(part, Part::OneOf { optional: false, .. });
        let is_optional = matches!(part, Part::OneOf { optional: true, .. });
        match (loose.last(), part) {
            (_, Part::Gap(width)) => loose.push(Part::Gap(WRITTEN_GAP.max(*width))),
            (Some(before), _) if !matches!(before, Part::Gap(_)) && !is_optional && (is_list(before) || is_list(part)) => {
                loose.extend([Part::Gap(ADDED_GAP), part.clone()]);
            }
            _ => loose.push(part.clone()),
        }
    }
    loose
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::parse;

    #[test]
    fn words_stay_in_order_and_stand_further_apart() {
        for (written, loose) in [
            ("manage~ .. project~", "manage~ ..8 project~"),
            ("(plan~/run~) event~", "(plan~/run~) ..3 event~"),
            ("point of contact", "point of contact"),
            ("(build~) [strong] ties", "(build~) [strong] ties"),
            ("a ..10 b", "a ..10 b"),
        ] {
            assert_eq!(loosened(&parse(written).expect(written)), parse(loose).expect(loose), "{written}");
        }
    }
}
