//! The patterns run deterministically: sets of states of the nondeterministic automaton, made when a text first leads to them.
//!
//! A text reaches few of the possible sets, so they are made lazily and kept between texts, as in a lazy DFA over bytes; here the alphabet are
//! classes of words. From a set a walk leads to the next word that a pattern names, over the words that pass in a gap; which of the next words
//! that can be is told by one bit for each, and for most sets it is none of them. What is kept is bounded and never changes an answer.

use rustc_hash::FxHashMap;

use crate::nfa::{ANYWHERE, Nfa, OPENING, PatternId, StateId};
use crate::transitions::Transitions;
use crate::vocabulary::{ClassId, Vocabulary};

/// A set of states: its number and its marks; 0 is the empty one, in which a walk ends.
pub(crate) type SetOfStates = u32;

pub(crate) const NOWHERE: SetOfStates = 0;
/// The part of a set that numbers it; above it stand the marks, so that a walk need not look the set up to know how it goes on.
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;
pub(crate) const NUMBER_BITS: u32 = 18;
/// The mark of a set in which patterns end.
const ACCEPTS: u32 = 1 << NUMBER_BITS;
/// Where the marks of [`NEAR`] begin.
const REACH_AT: u32 = NUMBER_BITS + 1;
/// A set with its marks.
pub(crate) const SET_BITS: u32 = REACH_AT + 2;
/// By mark: which of the next words may lead on, the first one in the lowest bit. The last mark is that of a set that reaches farther.
const NEAR: [u32; 4] = [0, 0b1, 0b1111, 0b1111];
/// Words that [`NEAR`] tells of.
pub(crate) const NEAR_WORDS: usize = 4;
/// A start that has not been made yet.
const UNMADE: u32 = u32::MAX;
/// When so many sets or transitions are known they are forgotten and made anew. A number of a set has 18 bits: room for what one more word makes.
/// Tests forget all the time.
const MOST_SETS: usize = if cfg!(test) { 8 } else { 1 << 17 };
const MOST_TRANSITIONS: usize = if cfg!(test) { 16 } else { 1 << 19 };

/// The place of a class in the rows.
pub(crate) type Place = u16;

/// Places that belong to one class each: the frequent ones, of which the most frequent share the row's first line. The others share the rest.
const OWN_PLACES: usize = 832;
/// The place of words that no pattern names, and of the end of a statement.
pub(crate) const NO_PLACE: Place = 1023;
/// After so many words it is known which classes are frequent.
const WORDS_TO_COUNT: u32 = if cfg!(test) { 64 } else { 1 << 14 };

/// By place: may a word of such a class lead on from this set, at once or after a gap?
#[derive(Debug, Clone)]
#[repr(C, align(128))]
struct Row([u64; 16]);

impl Row {
    #[inline]
    fn has(&self, place: Place) -> bool {
        self.0[usize::from(place / 64) % 16] >> (place % 64) & 1 != 0
    }

    fn set(&mut self, place: Place) {
        self.0[usize::from(place / 64)] |= 1 << (place % 64);
    }
}

/// The sets and transitions made so far.
#[derive(Debug, Default)]
pub(crate) struct Dfa {
    sets: Vec<Box<[StateId]>>,
    numbers: FxHashMap<Box<[StateId]>, SetOfStates>,
    accepts: Vec<Box<[PatternId]>>,
    rows: Vec<Row>,
    /// Where any word leads, in gaps.
    passed: Vec<SetOfStates>,
    /// How many words on the next named one can be.
    reaches: Vec<u32>,
    /// By class of the first word: of patterns that begin anywhere, and of all.
    starts: [Vec<SetOfStates>; 2],
    /// By class.
    places: Vec<Place>,
    /// By class, of the first words ever read: how often it occurred. Empty once they are counted.
    counts: Vec<u32>,
    counted_n: u32,
    /// Where a word leads that an edge names.
    by_word: Transitions,
}

impl Dfa {
    /// Forgets all sets and whatever hangs on their numbers.
    fn forget(&mut self, vocabulary: &Vocabulary) {
        *self = Self {
            sets: vec![Box::default()],
            numbers: FxHashMap::from_iter([(Box::default(), NOWHERE)]),
            accepts: vec![Box::default()],
            rows: vec![Row([0; 16])],
            passed: vec![NOWHERE],
            reaches: vec![0],
            starts: [vec![UNMADE; vocabulary.classes_n()], vec![UNMADE; vocabulary.classes_n()]],
            places: std::mem::take(&mut self.places),
            counts: std::mem::take(&mut self.counts),
            counted_n: self.counted_n,
            by_word: Transitions::default(),
        };
    }

    /// The places of the words of a statement, written over `places`, and so many more as a walk may look ahead.
    pub(crate) fn places(&mut self, classes: impl Iterator<Item = ClassId>, places: &mut Vec<Place>, vocabulary: &Vocabulary) {
        if self.places.is_empty() {
            self.places = (0..vocabulary.classes_n()).map(|class| shared_place(class, 0)).collect();
            self.counts = vec![0; vocabulary.classes_n()];
        }
        if self.counted_n >= WORDS_TO_COUNT && !self.counts.is_empty() {
            self.give_places(vocabulary);
        }
        places.clear();
        if self.counts.is_empty() {
            places.extend(classes.map(|class| self.places[class as usize]));
        } else {
            places.extend(classes.map(|class| {
                self.counts[class as usize] += 1;
                self.counted_n += 1;
                self.places[class as usize]
            }));
        }
        places.extend([NO_PLACE; NEAR_WORDS]);
    }

    /// Gives the most frequent classes places of their own.
    #[cold]
    fn give_places(&mut self, vocabulary: &Vocabulary) {
        let counts = std::mem::take(&mut self.counts);
        let mut classes: Vec<usize> = (1..counts.len()).collect();
        classes.sort_by_key(|class| std::cmp::Reverse(counts[*class]));
        for (rank, class) in classes.into_iter().enumerate() {
            self.places[class] = if rank < OWN_PLACES { rank as Place } else { shared_place(class, OWN_PLACES) };
        }
        self.forget(vocabulary);
    }

    /// Keeps what is remembered bounded. To be called between walks.
    #[inline]
    pub(crate) fn rest(&mut self, vocabulary: &Vocabulary) {
        if self.sets.is_empty() || self.sets.len() > MOST_SETS || self.by_word.len() > MOST_TRANSITIONS {
            self.forget(vocabulary);
        }
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
        let set = self.number(states, nfa, vocabulary);
        self.starts[usize::from(is_opening)][class as usize] = set;
        set
    }

    /// Which of the words from `places` on may lead on from `set`: a bit for each of the next [`NEAR_WORDS`].
    #[inline]
    pub(crate) fn near(&self, set: SetOfStates, places: &[Place]) -> u32 {
        let row = &self.rows[number_of(set)];
        let may_lead = |at: usize| u32::from(places.get(at).is_some_and(|place| row.has(*place))) << at;
        (may_lead(0) | may_lead(1) | may_lead(2) | may_lead(3)) & NEAR[(set >> REACH_AT) as usize % NEAR.len()]
    }

    /// How far from a set that reaches farther than [`NEAR_WORDS`] words the next named word can be; 0 for other sets.
    #[inline]
    pub(crate) fn far(&self, set: SetOfStates) -> usize {
        if set >> REACH_AT == 3 { self.reaches[number_of(set)] as usize } else { 0 }
    }

    /// May a word at this place lead on from `set`?
    pub(crate) fn may_lead(&self, set: SetOfStates, place: Place) -> bool {
        self.rows[number_of(set)].has(place)
    }

    /// The set that a word of `class` leads to from `from`, after `passed_n` words of a gap.
    #[inline]
    pub(crate) fn named(&mut self, from: SetOfStates, passed_n: usize, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let from = (0..passed_n).fold(from, |from, _| self.passed[number_of(from)]);
        match self.by_word.get(from & NUMBER, class) {
            Some(to) => to,
            None => self.make(from, class, nfa, vocabulary),
        }
    }

    #[cold]
    #[inline(never)]
    fn make(&mut self, from: SetOfStates, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let mut states = Vec::new();
        for state in &self.sets[number_of(from)] {
            nfa.step(*state, vocabulary.sets(class), vocabulary.sketch(class), &mut states);
        }
        let to = self.number(states, nfa, vocabulary);
        self.by_word.insert(from & NUMBER, class, to);
        to
    }

    /// The set of these states.
    fn number(&mut self, mut states: Vec<StateId>, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        states.sort_unstable();
        states.dedup();
        if let Some(set) = self.numbers.get(states.as_slice()) {
            return *set;
        }
        let mut in_gap = Vec::new();
        let mut accepts: Vec<PatternId> = Vec::new();
        for state in &states {
            nfa.step_in_gap(*state, &mut in_gap);
            accepts.extend(nfa.accepts(*state));
        }
        accepts.sort_unstable();
        accepts.dedup();
        // A gap passes fewer words the farther it goes, so that this ends.
        let passed = self.number(in_gap, nfa, vocabulary);
        let mut row = self.rows[number_of(passed)].clone();
        let mut is_named = false;
        for set in states.iter().flat_map(|state| nfa.named(*state)) {
            is_named = true;
            for class in vocabulary.classes(set) {
                row.set(self.places[*class as usize]);
            }
        }
        let reach = if passed == NOWHERE { u32::from(is_named) } else { self.reaches[number_of(passed)] + 1 };
        let reach_mark = if reach as usize > NEAR_WORDS { 3 } else { reach.min(2) };
        let set = self.sets.len() as u32 | if accepts.is_empty() { 0 } else { ACCEPTS } | reach_mark << REACH_AT;
        self.passed.push(passed);
        self.reaches.push(reach);
        self.rows.push(row);
        self.accepts.push(accepts.into());
        let states: Box<[StateId]> = states.into();
        self.numbers.insert(states.clone(), set);
        self.sets.push(states);
        set
    }

    /// The patterns that end in `set`, sorted.
    #[inline]
    pub(crate) fn accepts(&self, set: SetOfStates) -> &[PatternId] {
        if set & ACCEPTS == 0 { &[] } else { &self.accepts[number_of(set)] }
    }
}

fn number_of(set: SetOfStates) -> usize {
    (set & NUMBER) as usize
}

/// The place, from `first` on, that a class shares with others.
fn shared_place(class: usize, first: usize) -> Place {
    if class == 0 { NO_PLACE } else { (first + class % (usize::from(NO_PLACE) - first)) as Place }
}
