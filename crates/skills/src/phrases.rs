//! A plain list of phrases, for deciding about titles and the like in the language that patterns are written in.

use crate::automaton::{Automaton, Builder};
use crate::phrase::{self, PhraseError};

/// Phrases that are looked for in a short text.
#[derive(Debug)]
pub struct Phrases {
    automaton: Automaton,
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
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        self.automaton.with_scratch(|scratch| {
            self.automaton.tokens(text, 0, text.len(), scratch, &mut tokens);
            self.automaton.hits(&tokens, scratch, &mut hits);
        });
        !hits.is_empty()
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
}
