//! All patterns at once over the words of a statement, in one pass that never goes back.
//!
//! Words are mapped to classes (which word sets of which patterns they belong to); from each word that can start a pattern a walk through the
//! patterns begins, one table look-up a word, and ends where no pattern goes on. The longest pattern bounds a walk, so the cost is linear in
//! the text.

use crate::dfa::{self, Dfa};
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
    /// Walks that go on: the word where each began, and where it is.
    walks: Vec<(u32, u32)>,
    /// Those that the word just read begins, beside what passes in a gap.
    branches: Vec<(u32, u32)>,
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
        let Scratch { dfa, walks, branches, .. } = scratch;
        walks.clear();
        // The walks go on side by side, so that they wait for memory together and not one after the other.
        for (at, token) in tokens.iter().enumerate() {
            dfa.rest(walks, &self.nfa, &self.vocabulary);
            branches.clear();
            let mut alive = 0;
            for walk in 0..walks.len() {
                let (first, set) = walks[walk];
                let named = dfa.named(set, token.class, &self.nfa, &self.vocabulary);
                if named != 0 && !branches.contains(&(first, named)) {
                    accept(dfa.accepts(named), first as usize, at, hits);
                    if dfa::goes_on(named) {
                        branches.push((first, named));
                    }
                }
                let passed = dfa.passed(set, &self.nfa);
                if passed != 0 {
                    accept(dfa.accepts(passed), first as usize, at, hits);
                    walks[alive] = (first, passed);
                    alive += usize::from(dfa::goes_on(passed));
                }
            }
            walks.truncate(alive);
            walks.append(branches);
            let set = dfa.start(token.class, at < OPENING_WORDS, &self.nfa, &self.vocabulary);
            if set != 0 {
                accept(dfa.accepts(set), at, at, hits);
                if dfa::goes_on(set) {
                    walks.push((at as u32, set));
                }
            }
        }
        hits.sort_unstable();
    }
}

/// Notes the patterns that end with word `last`, but for those that ended before.
#[inline]
fn accept(patterns: &[PatternId], first: usize, last: usize, hits: &mut Vec<Hit>) {
    for pattern in patterns {
        if !hits.iter().any(|hit| hit.first == first && hit.pattern == *pattern) {
            hits.push(Hit { first, last, pattern: *pattern });
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
