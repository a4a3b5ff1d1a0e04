//! All patterns at once over the words of a statement, in one pass that never goes back.
//!
//! Words are mapped to classes (which word sets of which patterns they belong to); from each word that can start a pattern a walk through the
//! patterns begins, from one named word to the next, and ends where no pattern goes on: mostly at once. The longest pattern bounds a walk, so the
//! cost is linear in the text.

use std::ops::Range;

use crate::dfa::{self, Dfa, Leap, NEAR_WORDS, NOWHERE, SetOfStates};
use crate::nfa::{Nfa, PatternId};
use crate::places::Place;
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

/// Words that are looked at together as first ones.
const FIRSTS: usize = 64;

/// The set that a walk starts from, and which of the next words may lead on.
#[derive(Debug, Clone, Copy)]
struct Start {
    set: SetOfStates,
    near: u32,
}

/// Where a walk has come: a word, and the set of states there.
type Step = (usize, SetOfStates);

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
    starts: Vec<Start>,
    leaps: Vec<Leap>,
    steps: Vec<Step>,
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
        let Scratch { dfa, places, starts, leaps, steps, .. } = scratch;
        dfa.places(tokens.iter().map(|token| token.class), places, &self.vocabulary);
        let mut walker = Walker { automaton: self, tokens, places, dfa, steps, hits };
        for from in (0..tokens.len()).step_by(FIRSTS) {
            walker.hits_from(from..tokens.len().min(from + FIRSTS), starts, leaps);
        }
        hits.sort_unstable();
    }
}

/// Walks through the words of a statement.
struct Walker<'a> {
    automaton: &'a Automaton,
    tokens: &'a [Token],
    /// Of the words, and of nothing after them.
    places: &'a [Place],
    dfa: &'a mut Dfa,
    /// Where walks from one first word have come. In order, each once.
    steps: &'a mut Vec<Step>,
    hits: &'a mut Vec<Hit>,
}

impl Walker<'_> {
    /// Notes every pattern that begins with one of the words `firsts`. First it is told of all of them where they may lead, and then gone there: a
    /// processor asks memory for many things at once as long as nothing hangs on the answers. `starts` and `leaps` are memory to do so.
    fn hits_from(&mut self, firsts: Range<usize>, starts: &mut Vec<Start>, leaps: &mut Vec<Leap>) {
        let Automaton { nfa, vocabulary, .. } = self.automaton;
        self.dfa.rest(vocabulary);
        starts.clear();
        starts.extend(firsts.clone().map(|at| {
            let set = self.dfa.start(self.tokens[at].class, at < OPENING_WORDS, nfa, vocabulary);
            Start { set, near: self.dfa.near(set, &self.places[at + 1..]) }
        }));
        leaps.clear();
        for (at, start) in firsts.clone().zip(&*starts) {
            leaps.extend(bits(start.near).map(|passed_n| self.dfa.peek(start.set, passed_n, self.tokens[at + 1 + passed_n].class)));
        }
        let mut leaps = leaps.iter();
        for (at, start) in firsts.zip(&*starts) {
            if start.near != 0 || dfa::reaches_far(start.set) || dfa::accepts_any(start.set) {
                self.walk(at, *start, &mut leaps);
            }
        }
    }

    /// Notes every pattern that begins with word `first`; the first leaps are known.
    fn walk<'l>(&mut self, first: usize, start: Start, leaps: &mut impl Iterator<Item = &'l Leap>) {
        let hits_n = self.hits.len();
        self.accept(start.set, first, first, hits_n);
        self.steps.clear();
        for (passed_n, leap) in bits(start.near).zip(leaps) {
            self.step(first + 1 + passed_n, *leap, 0);
        }
        self.leap_far(first, start.set, 0);
        let mut next = 0;
        while let Some(&(at, set)) = self.steps.get(next) {
            next += 1;
            self.accept(set, first, at, hits_n);
            for passed_n in bits(self.dfa.near(set, &self.places[at + 1..])) {
                self.step(at + 1 + passed_n, self.dfa.peek(set, passed_n, self.tokens[at + 1 + passed_n].class), next);
            }
            self.leap_far(at, set, next);
        }
    }

    /// Adds where a leap leads to the steps from `next` on.
    #[inline]
    fn step(&mut self, at: usize, leap: Leap, next: usize) {
        let set = self.dfa.named(leap, &self.automaton.nfa, &self.automaton.vocabulary);
        if set != NOWHERE
            && let Err(place) = self.steps[next..].binary_search(&(at, set))
        {
            self.steps.insert(next + place, (at, set));
        }
    }

    /// Where long gaps lead.
    #[inline]
    fn leap_far(&mut self, at: usize, set: SetOfStates, next: usize) {
        if !dfa::reaches_far(set) {
            return;
        }
        let last = self.tokens.len().min(at + 1 + self.dfa.reach(set));
        for to in at + 1 + NEAR_WORDS..last {
            if self.dfa.may_lead(set, self.places[to]) {
                self.step(to, self.dfa.peek(set, to - at - 1, self.tokens[to].class), next);
            }
        }
    }

    /// Notes the patterns that end in `set` with word `last`, but for those among `hits[hits_n..]`, which ended before.
    #[inline]
    fn accept(&mut self, set: SetOfStates, first: usize, last: usize, hits_n: usize) {
        for pattern in self.dfa.accepts(set) {
            if !self.hits[hits_n..].iter().any(|hit| hit.pattern == *pattern) {
                self.hits.push(Hit { first, last, pattern: *pattern });
            }
        }
    }
}

/// The places of the bits of `mask`.
#[inline]
fn bits(mut mask: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = mask.checked_ilog2()?;
        mask ^= 1 << bit;
        Some(bit as usize)
    })
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
