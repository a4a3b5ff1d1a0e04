//! A plain list of phrases, for deciding about titles and the like in the language that patterns are written in.

use crate::automaton::{Automaton, Builder};
use crate::phrase::{self, PhraseError};

/// Phrases that are looked for in a short text.
#[derive(Debug)]
pub struct Phrases {
    automaton: Automaton,
}

/// A phrase that was found, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// The place of the phrase in the list.
    pub phrase: usize,
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Words from the first to the last.
    pub words_n: usize,
}

impl Phrases {
    /// Compiles phrases.
    ///
    /// # Errors
    /// Every phrase that cannot be read, by its place in the list.
    pub fn new<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Result<Self, Vec<(usize, PhraseError)>> {
        let mut builder = Builder::default();
        let mut errors = Vec::new();
        for (at, text) in phrases.into_iter().enumerate() {
            match phrase::parse(text) {
                Ok(parts) => drop(builder.add(&parts)),
                Err(error) => errors.push((at, error)),
            }
        }
        if errors.is_empty() { Ok(Self { automaton: Automaton::new(builder) }) } else { Err(errors) }
    }

    /// Does any phrase occur in `text`?
    pub fn occur_in(&self, text: &str) -> bool {
        !self.find_in(text).is_empty()
    }

    /// Every phrase that occurs in `text`, by first word; where one can end at several words, it ends at the nearest.
    pub fn find_in(&self, text: &str) -> Vec<Occurrence> {
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        self.automaton.with_scratch(|scratch| {
            self.automaton.tokens(text, 0, text.len(), scratch, &mut tokens);
            self.automaton.hits(&tokens, scratch, &mut hits);
        });
        let occurrence = |hit: &crate::automaton::Hit| Occurrence {
            phrase: hit.pattern as usize,
            start: tokens[hit.first].start,
            end: tokens[hit.last].end,
            words_n: hit.last - hit.first + 1,
        };
        hits.iter().map(occurrence).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        let phrases = Phrases::new(["(community/public) engagement", "outreach"]).expect("they read");
        assert!(phrases.occur_in("Senior Public-Engagement Officer"));
        assert!(!phrases.occur_in("Finance Officer"));
        assert!(!Phrases::new([]).expect("they read").occur_in("anything"));
        assert_eq!(Phrases::new(["a", "(b"]).expect_err("not closed")[0].0, 1);
    }

    #[test]
    fn where_they_occur() {
        let phrases = Phrases::new(["(community/public) engagement", "officer"]).expect("they read");
        let found = phrases.find_in("Public-Engagement Officer");
        assert_eq!(found, [Occurrence { phrase: 0, start: 0, end: 17, words_n: 2 }, Occurrence { phrase: 1, start: 18, end: 25, words_n: 1 }]);
    }
}
