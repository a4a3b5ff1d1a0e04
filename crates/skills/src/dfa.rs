//! The patterns run deterministically: sets of states of the nondeterministic automaton, made when a text first leads to them.
//!
//! A text reaches few of the possible sets, so they are made lazily and kept between texts, as in a lazy DFA over bytes; here the alphabet are
//! classes of words. From a set a walk leads to the next word that a pattern names, over the words that pass in a gap; which of the next words
//! that can be is told by one bit for each, and for most sets it is none of them. What is kept is bounded and never changes an answer.

use rustc_hash::FxHashMap;

use crate::nfa::{ANYWHERE, Nfa, OPENING, PatternId, StateId};
use crate::places::{self, NO_PLACE, Place, Places};
use crate::transitions::{self, Peek, Transitions};
use crate::vocabulary::{ClassId, Vocabulary};

/// A set of states: where its row lies, and marks; 0 is the empty one, in which a walk ends.
pub(crate) type SetOfStates = u32;

pub(crate) const NOWHERE: SetOfStates = 0;
/// The part of a set that says where its row lies; above it stand the marks, so that a walk need not look the set up to know how it goes on.
const PLACE_OF_ROW: u32 = (1 << 24) - 1;
/// The mark of a set in which patterns end.
const ACCEPTS: u32 = 1 << 24;
/// Where the marks of [`NEAR`] begin, and the logarithm of the row's length.
const REACH_AT: u32 = 25;
const LOG2_AT: u32 = 27;
/// By mark: which of the next words may lead on, the first one in the lowest bit. The last mark is that of a set that reaches farther.
const NEAR: [u32; 4] = [0, 0b1, 0b1111, 0b1111];
const FAR: u32 = 3;
/// Words that [`NEAR`] tells of.
pub(crate) const NEAR_WORDS: usize = 4;
/// A start that has not been made yet.
const UNMADE: u32 = u32::MAX;
/// Where the row of a set begins, after its number and its table.
const ROW: usize = 2;
/// The longest row, in words of 64 bits.
const LONGEST_ROW: usize = places::BITS / 64;
/// A row has so many times the bits that are set in it, so that few words seem to lead on that do not.
const SPARSE: usize = 16;
/// When rows or transitions take so many words of memory they are forgotten and made anew. Tests forget all the time.
const MOST_ROWS: usize = if cfg!(test) { 32 } else { 1 << 19 };
const MOST_TRANSITIONS: usize = if cfg!(test) { 16 } else { 1 << 20 };

/// From a set of states to a word that may be named.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leap {
    from: SetOfStates,
    passed_n: usize,
    class: ClassId,
    peek: Peek,
}

/// What is known of a set besides its row.
#[derive(Debug)]
struct Set {
    states: Box<[StateId]>,
    /// How many words on the next named one can be.
    reach: usize,
}

/// The sets and transitions made so far.
#[derive(Debug, Default)]
pub(crate) struct Dfa {
    numbers: FxHashMap<Box<[StateId]>, SetOfStates>,
    sets: Vec<Set>,
    /// For each set its number (in the lower half, and in the upper where its patterns are noted), its table of transitions, and its row: by place
    /// of a class, as far as the row is long, may a word of it lead on, at once or after a gap?
    rows: Vec<u64>,
    /// For each set in which patterns end, how many, and which.
    accepts: Vec<PatternId>,
    /// By class of the first word: of patterns that begin anywhere, and of all.
    starts: [Vec<SetOfStates>; 2],
    places: Places,
    transitions: Transitions,
}

impl Dfa {
    /// Forgets all sets and whatever hangs on them.
    fn forget(&mut self, vocabulary: &Vocabulary) {
        let starts = || vec![UNMADE; vocabulary.classes_n()];
        let places = std::mem::take(&mut self.places);
        *self = Self { starts: [starts(), starts()], places, ..Self::default() };
        self.add(Set { states: Box::default(), reach: 0 }, &[], &[]);
    }

    /// Keeps what is remembered bounded. To be called between walks.
    pub(crate) fn rest(&mut self, vocabulary: &Vocabulary) {
        if self.sets.is_empty() || self.rows.len() > MOST_ROWS || self.transitions.len() > MOST_TRANSITIONS {
            self.forget(vocabulary);
        }
    }

    /// The places of the words of a statement, written over `places`, and so many more as a walk may look ahead.
    pub(crate) fn places(&mut self, classes: impl Iterator<Item = ClassId>, places: &mut Vec<Place>, vocabulary: &Vocabulary) {
        if self.places.prepare(vocabulary.classes_n()) {
            self.forget(vocabulary);
        }
        places.clear();
        self.places.extend(classes, places);
        places.extend([NO_PLACE; NEAR_WORDS]);
    }

    /// The set after a first word of `class`; `is_opening` among the first words of a statement.
    #[inline]
    pub(crate) fn start(&mut self, class: ClassId, is_opening: bool, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let set = self.starts[usize::from(is_opening)][class as usize];
        if set == UNMADE { self.make_start(class, is_opening, nfa, vocabulary) } else { set }
    }

    #[cold]
    #[inline(never)]
    fn make_start(&mut self, class: ClassId, is_opening: bool, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let mut states = Vec::new();
        for state in [ANYWHERE, OPENING].into_iter().take(1 + usize::from(is_opening)) {
            nfa.step(state, vocabulary.sets(class), vocabulary.sketch(class), &mut states);
        }
        let set = self.set_of(states, nfa, vocabulary);
        self.starts[usize::from(is_opening)][class as usize] = set;
        set
    }

    /// Which of the words at the places `next` may lead on from `set`, a bit for each.
    #[inline]
    pub(crate) fn near(&self, set: SetOfStates, next: &[Place]) -> u32 {
        let near = NEAR[(set >> REACH_AT) as usize % NEAR.len()];
        let next = next.first_chunk::<NEAR_WORDS>().unwrap_or(&[NO_PLACE; NEAR_WORDS]);
        let may_lead = |at: usize| u32::from(self.may_lead(set, next[at])) << at;
        (may_lead(0) | may_lead(1) | may_lead(2) | may_lead(3)) & near
    }

    /// May a word at this place lead on from `set`?
    #[inline]
    pub(crate) fn may_lead(&self, set: SetOfStates, place: Place) -> bool {
        let last = (1 << (set >> LOG2_AT)) - 1;
        self.rows[row_of(set) + ROW + (usize::from(place / 64) & last)] >> (place % 64) & 1 != 0
    }

    /// How many words on the next named one can be.
    pub(crate) fn reach(&self, set: SetOfStates) -> usize {
        self.known(set).reach
    }

    /// A glance at where a word of `class` leads from `from`, after `passed_n` words of a gap.
    #[inline]
    pub(crate) fn peek(&self, from: SetOfStates, passed_n: usize, class: ClassId) -> Leap {
        Leap { from, passed_n, class, peek: self.transitions.peek(self.rows[row_of(from) + 1], passed_n, class) }
    }

    /// The set that the word leads to by being named.
    #[inline]
    pub(crate) fn named(&mut self, leap: Leap, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        match self.transitions.get(self.rows[row_of(leap.from) + 1], leap.peek) {
            Some(to) => to,
            None => self.make(leap, nfa, vocabulary),
        }
    }

    #[cold]
    #[inline(never)]
    fn make(&mut self, leap: Leap, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let mut passed = self.known(leap.from).states.to_vec();
        for _ in 0..leap.passed_n {
            passed = in_gap(&passed, nfa);
        }
        let mut states = Vec::new();
        for state in passed {
            nfa.step(state, vocabulary.sets(leap.class), vocabulary.sketch(leap.class), &mut states);
        }
        let to = self.set_of(states, nfa, vocabulary);
        self.transitions.insert(&mut self.rows[row_of(leap.from) + 1], leap.passed_n, leap.class, to);
        to
    }

    /// The set of these states.
    fn set_of(&mut self, mut states: Vec<StateId>, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        states.sort_unstable();
        states.dedup();
        if let Some(set) = self.numbers.get(states.as_slice()) {
            return *set;
        }
        let mut accepts: Vec<PatternId> = states.iter().flat_map(|state| nfa.accepts(*state)).copied().collect();
        accepts.sort_unstable();
        accepts.dedup();
        let mut named = Vec::new();
        let (mut reach, mut words_n) = (0, 0);
        let mut open = states.clone();
        while !open.is_empty() {
            words_n += 1;
            let sets = open.iter().flat_map(|state| nfa.named(*state));
            let before = named.len();
            named.extend(sets.flat_map(|set| vocabulary.classes(set)).map(|class| self.places.of(*class)));
            reach = if named.len() > before { words_n } else { reach };
            open = in_gap(&open, nfa);
        }
        named.sort_unstable();
        named.dedup();
        self.add(Set { states: states.into(), reach }, &accepts, &named)
    }

    /// Adds a set in which the patterns `accepts` end, and from which classes at the places `named` may lead on.
    fn add(&mut self, set: Set, accepts: &[PatternId], named: &[Place]) -> SetOfStates {
        let len = (named.len() * SPARSE).div_ceil(64).next_power_of_two().min(LONGEST_ROW);
        let at = self.rows.len();
        self.rows.extend([self.sets.len() as u64 | (self.accepts.len() as u64) << 32, transitions::NONE]);
        self.rows.resize(at + ROW + len, 0);
        for place in named {
            self.rows[at + ROW + (usize::from(place / 64) & (len - 1))] |= 1 << (place % 64);
        }
        let reach_mark = if set.reach > NEAR_WORDS { FAR } else { set.reach.min(2) as u32 };
        if !accepts.is_empty() {
            self.accepts.push(accepts.len() as PatternId);
            self.accepts.extend(accepts);
        }
        let marks = if accepts.is_empty() { 0 } else { ACCEPTS } | reach_mark << REACH_AT | len.ilog2() << LOG2_AT;
        let number = at as u32 | marks;
        self.numbers.insert(set.states.clone(), number);
        self.sets.push(set);
        number
    }

    fn known(&self, set: SetOfStates) -> &Set {
        &self.sets[self.rows[row_of(set)] as u32 as usize]
    }

    /// The patterns that end in `set`, sorted.
    #[inline]
    pub(crate) fn accepts(&self, set: SetOfStates) -> &[PatternId] {
        if set & ACCEPTS == 0 {
            return &[];
        }
        let at = (self.rows[row_of(set)] >> 32) as usize;
        &self.accepts[at + 1..][..self.accepts[at] as usize]
    }
}

/// Can the next named word be farther than [`NEAR_WORDS`] words on?
#[inline]
pub(crate) fn reaches_far(set: SetOfStates) -> bool {
    set >> REACH_AT & FAR == FAR
}

/// Does a pattern end in this set?
#[inline]
pub(crate) fn accepts_any(set: SetOfStates) -> bool {
    set & ACCEPTS != 0
}

#[inline]
fn row_of(set: SetOfStates) -> usize {
    (set & PLACE_OF_ROW) as usize
}

/// The states after one more word of a gap.
fn in_gap(states: &[StateId], nfa: &Nfa) -> Vec<StateId> {
    let mut passed = Vec::new();
    for state in states {
        nfa.step_in_gap(*state, &mut passed);
    }
    passed.sort_unstable();
    passed.dedup();
    passed
}
