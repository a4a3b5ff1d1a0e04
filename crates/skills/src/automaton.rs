//! All patterns at once over the words of a statement, in one pass that never goes back.
//!
//! Words are mapped to classes (which word sets of which patterns they belong to); from each word that can start a pattern a walk through the
//! patterns begins, from one named word to the next, and ends where no pattern goes on: mostly at once. The longest pattern bounds a walk, so the
//! cost is linear in the text.

use crate::dfa::{Dfa, NEAR_WORDS, NOWHERE, Place, SetOfStates};
use crate::nfa::{Nfa, PatternId};
use crate::pool::Pool;
use crate::token;
use crate::vocabulary::{ClassId, Vocabulary};
use crate::word_memory::WordMemory;

pub(crate) use crate::nfa::Builder;

/// An opening pattern begins with one of so many first words of a statement.
pub(crate) const OPENING_WORDS: usize = 12;

/// A pattern that was found: words `first..=last` of the statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Hit {
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) pattern: PatternId,
}

/// A word of a statement: its place in the text and its class.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    class: ClassId,
}

/// All patterns, ready to run. Shared between threads.
#[derive(Debug)]
pub(crate) struct Automaton {
    nfa: Nfa,
    vocabulary: Vocabulary,
    pool: Pool<Scratch>,
}

/// What a caller keeps between texts, one for each thread: buffers, and what has been worked out before.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    memory: WordMemory,
    dfa: Dfa,
    /// Of the words of the statement.
    places: Vec<Place>,
    /// Where walks from one first word have come: the word, and the set of states there. In order, each once.
    steps: Vec<(usize, SetOfStates)>,
}

impl Automaton {
    /// Makes the automaton of all patterns that were added.
    pub(crate) fn new(builder: Builder) -> Self {
        let (nfa, sets) = builder.build();
        Self { nfa, vocabulary: Vocabulary::new(&sets), pool: Pool::default() }
    }

    /// Calls `work` with memory that goes on to the next text: what has been worked out for one is there for the others.
    pub(crate) fn with_scratch<R>(&self, work: impl FnOnce(&mut Scratch) -> R) -> R {
        self.pool.with(work)
    }

    /// The words of `text[from..to]`, appended to `tokens`.
    pub(crate) fn tokens(&self, text: &str, from: usize, to: usize, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
        token::each_word(text, from..to, |piece, key| {
            let raw = &text[piece.start..piece.end];
            let class = self.vocabulary.class(key, raw, &mut scratch.memory);
            tokens.push(Token { start: piece.start, end: piece.end, class });
        });
    }

    /// Every pattern in `tokens`, by first word; of the ends of one pattern from one word, the nearest.
    pub(crate) fn hits(&self, tokens: &[Token], scratch: &mut Scratch, hits: &mut Vec<Hit>) {
        let Scratch { dfa, places, steps, .. } = scratch;
        dfa.places(tokens.iter().map(|token| token.class), places, &self.vocabulary);
        for (at, token) in tokens.iter().enumerate() {
            dfa.rest(&self.vocabulary);
            let set = dfa.start(token.class, at < OPENING_WORDS, &self.nfa, &self.vocabulary);
            if set == NOWHERE {
                continue;
            }
            if dfa.near(set, &places[at + 1..]) == 0 && dfa.far(set) == 0 {
                hits.extend(dfa.accepts(set).iter().map(|pattern| Hit { first: at, last: at, pattern: *pattern }));
            } else {
                steps.clear();
                steps.push((at, set));
                self.walk(tokens, places, dfa, steps, hits);
            }
        }
        hits.sort_unstable();
    }

    /// The patterns that begin where the first of `steps` is.
    fn walk(&self, tokens: &[Token], places: &[Place], dfa: &mut Dfa, steps: &mut Vec<(usize, SetOfStates)>, hits: &mut Vec<Hit>) {
        let (first, hits_n) = (steps[0].0, hits.len());
        let mut next = 0;
        while let Some(&(at, set)) = steps.get(next) {
            next += 1;
            for pattern in dfa.accepts(set) {
                // A pattern that ended before ends there.
                if !hits[hits_n..].iter().any(|hit| hit.pattern == *pattern) {
                    hits.push(Hit { first, last: at, pattern: *pattern });
                }
            }
            let mut lead = |to: usize, dfa: &mut Dfa| {
                let led = dfa.named(set, to - at - 1, tokens[to].class, &self.nfa, &self.vocabulary);
                if led != NOWHERE
                    && let Err(place) = steps[next..].binary_search(&(to, led))
                {
                    steps.insert(next + place, (to, led));
                }
            };
            let mut near = dfa.near(set, &places[at + 1..]);
            while near != 0 {
                lead(at + 1 + near.trailing_zeros() as usize, dfa);
                near &= near - 1;
            }
            for to in (at + 1 + NEAR_WORDS..=at + dfa.far(set)).take_while(|to| *to < tokens.len()) {
                if dfa.may_lead(set, places[to]) {
                    lead(to, dfa);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase;

    fn found(patterns: &[&str], text: &str) -> Vec<(u32, String)> {
        let mut builder = Builder::default();
        for pattern in patterns {
            builder.add(&phrase::parse(pattern).expect(pattern));
        }
        let automaton = Automaton::new(builder);
        let (mut tokens, mut hits) = (Vec::new(), Vec::new());
        automaton.with_scratch(|scratch| {
            automaton.tokens(text, 0, text.len(), scratch, &mut tokens);
            automaton.hits(&tokens, scratch, &mut hits);
        });
        hits.iter().map(|hit| (hit.pattern, text[tokens[hit.first].start..tokens[hit.last].end].to_owned())).collect()
    }

    #[track_caller]
    fn check(pattern: &str, text: &str, wanted: &[&str]) {
        let hits: Vec<String> = found(&[pattern], text).into_iter().map(|(_, surface)| surface).collect();
        assert_eq!(hits, wanted, "{pattern} in {text}");
    }

    #[test]
    fn one_pattern() {
        check("manage~ .. project~", "Managing several complex projects", &["Managing several complex projects"]);
        check("manage~ .. project~", "managing one two three four projects", &[]);
        check("manage~ ..4 project~", "managing one two three four projects", &["managing one two three four projects"]);
        check("(run~/work~ with) people", "work with people, running people", &["work with people", "running people"]);
        check("good [written] skills", "good skills and good written skills", &["good skills", "good written skills"]);
        check("=PPI lead~", "ppi lead, PPI leads", &["PPI leads"]);
        check("communit*", "Community and communities", &["Community", "communities"]);
        check("organis* events", "organise events, organizing events", &["organise events", "organizing events"]);
        check("storytell* travell*", "storytelling travellers", &["storytelling travellers"]);
        check("co-design", "Co\u{2011}design and co design", &["Co\u{2011}design", "co design"]);
        check("[very] good", "very good", &["very good", "good"]);
    }

    #[test]
    fn many_patterns_share_words() {
        let hits = found(&["a b", "a .. c", "b c", "a* c"], "a b c");
        assert_eq!(hits, [(0, "a b".to_owned()), (1, "a b c".to_owned()), (2, "b c".to_owned())]);
    }
}
