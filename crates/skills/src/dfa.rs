//! The patterns run deterministically: sets of states of the nondeterministic automaton, made when a text first leads to them.
//!
//! A text reaches few of the possible sets, so they are made lazily and kept between texts, as in a lazy DFA over bytes; here the alphabet are
//! classes of words. What a word does to a set is told in two parts: the set that it leads to by being named, and the set of those states that
//! let any word pass, in gaps. The second does not depend on the word; kept in one, the two would be as many sets as there are pairs of them.
//! What is kept is bounded and never changes an answer.

use rustc_hash::FxHashMap;

use crate::nfa::{ANYWHERE, Nfa, OPENING, PatternId, StateId};
use crate::vocabulary::{ClassId, Sketch, Vocabulary};

/// A set of states: its number and its marks; 0 is the empty one, in which a walk ends.
pub(crate) type SetOfStates = u32;

const NOWHERE: SetOfStates = 0;
/// The part of a set that numbers it; above it stand the marks, so that a walk need not look the set up to know whether it goes on.
const NUMBER: u32 = (1 << NUMBER_BITS) - 1;
const NUMBER_BITS: u32 = 18;
/// The mark of a set in which patterns end.
const ACCEPTS: u32 = 1 << NUMBER_BITS;
/// The mark of a set from which some word leads on.
const GOES_ON: u32 = 2 << NUMBER_BITS;
/// A transition that has not been made yet.
const UNMADE: u32 = u32::MAX;
/// When so many sets or transitions are known they are forgotten and made anew. A number of a set has 18 bits: room for what one more word makes.
/// Tests forget all the time.
const MOST_SETS: usize = if cfg!(test) { 8 } else { 1 << 17 };
const MOST_TRANSITIONS: usize = if cfg!(test) { 16 } else { 1 << 19 };

/// Classes that a row has a bit for: those met first, which are the frequent ones. The most frequent ones share the row's first line.
const FIRST_RANKS: usize = 320;
const RANKS: usize = FIRST_RANKS + 512;
const NO_RANK: u16 = u16::MAX;

/// What a walk must know of a set at each word, in one line of the processor's cache, rarely two.
#[derive(Debug, Clone)]
#[repr(C, align(64))]
struct Row {
    /// Where any word leads, in gaps.
    other: SetOfStates,
    /// By rank of the class: may a word of it lead somewhere by being named?
    may_lead: [u64; FIRST_RANKS / 64],
    /// The same for classes without a rank, roughly: the sets of words that edges name.
    named: Sketch,
    may_lead_too: [u64; (RANKS - FIRST_RANKS) / 64],
}

impl Row {
    const NOWHERE: Self = Self { other: NOWHERE, may_lead: [0; FIRST_RANKS / 64], named: 0, may_lead_too: [0; (RANKS - FIRST_RANKS) / 64] };

    /// The 64 bits that hold the one of `rank`; `None` for a class without a rank.
    #[inline]
    fn bits(&self, rank: usize) -> Option<u64> {
        let at = rank / 64;
        self.may_lead.get(at).or_else(|| self.may_lead_too.get(at - self.may_lead.len())).copied()
    }

    fn bits_mut(&mut self, rank: usize) -> Option<&mut u64> {
        let (at, first) = (rank / 64, self.may_lead.len());
        if at < first { self.may_lead.get_mut(at) } else { self.may_lead_too.get_mut(at - first) }
    }
}

/// The sets and transitions made so far.
#[derive(Debug, Default)]
pub(crate) struct Dfa {
    sets: Vec<Box<[StateId]>>,
    numbers: FxHashMap<Box<[StateId]>, SetOfStates>,
    accepts: Vec<Box<[PatternId]>>,
    rows: Vec<Row>,
    /// By class of the first word: of patterns that begin anywhere, and of all.
    starts: [Vec<SetOfStates>; 2],
    /// By class, and how many there are.
    ranks: Vec<u16>,
    ranks_n: u16,
    /// Where a word leads that an edge names.
    by_word: Transitions,
    next: Vec<StateId>,
}

impl Dfa {
    /// Forgets all sets and whatever hangs on their numbers.
    fn forget(&mut self, vocabulary: &Vocabulary) {
        *self = Self {
            sets: vec![Box::default()],
            numbers: FxHashMap::from_iter([(Box::default(), NOWHERE)]),
            accepts: vec![Box::default()],
            rows: vec![Row::NOWHERE],
            starts: [vec![UNMADE; vocabulary.classes_n()], vec![UNMADE; vocabulary.classes_n()]],
            ranks: vec![NO_RANK; vocabulary.classes_n()],
            ..Self::default()
        };
    }

    /// Keeps what is remembered bounded. To be called between words: the walks go on from the same states, which may be numbered anew.
    #[inline]
    pub(crate) fn rest(&mut self, walks: &mut [(u32, SetOfStates)], nfa: &Nfa, vocabulary: &Vocabulary) {
        if self.sets.is_empty() || self.sets.len() > MOST_SETS || self.by_word.len > MOST_TRANSITIONS {
            self.make_anew(walks, nfa, vocabulary);
        }
    }

    #[cold]
    #[inline(never)]
    fn make_anew(&mut self, walks: &mut [(u32, SetOfStates)], nfa: &Nfa, vocabulary: &Vocabulary) {
        let states: Vec<Box<[StateId]>> = walks.iter().map(|(_, set)| self.sets[number_of(*set)].clone()).collect();
        self.forget(vocabulary);
        for ((_, set), states) in walks.iter_mut().zip(states) {
            self.next.clear();
            self.next.extend(states);
            *set = self.number(nfa);
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
        if usize::from(self.ranks_n) < RANKS && self.ranks[class as usize] == NO_RANK {
            self.ranks[class as usize] = self.ranks_n;
            self.ranks_n += 1;
        }
        self.next.clear();
        for state in [ANYWHERE, OPENING].into_iter().take(1 + usize::from(is_opening)) {
            nfa.step(state, vocabulary.sets(class), vocabulary.sketch(class), &mut self.next);
        }
        let set = self.number(nfa);
        self.starts[usize::from(is_opening)][class as usize] = set;
        set
    }

    /// The set that a word of `class` leads to in `from` by being named. The class has been asked for by [`Dfa::start`], or has no rank.
    #[inline]
    pub(crate) fn named(&mut self, from: SetOfStates, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let row = &self.rows[number_of(from)];
        let rank = self.ranks[class as usize] as usize;
        let may_lead = match row.bits(rank) {
            Some(bits) => bits >> (rank % 64) & 1 != 0,
            None => row.named & vocabulary.sketch(class) != 0,
        };
        if !may_lead {
            return NOWHERE;
        }
        match self.by_word.get(from, class) {
            Some(to) => to,
            None => self.make(from, class, nfa, vocabulary),
        }
    }

    /// The set of the states of `from` that let any word pass, after it has passed.
    #[inline]
    pub(crate) fn passed(&mut self, from: SetOfStates, nfa: &Nfa) -> SetOfStates {
        let other = self.rows[number_of(from)].other;
        if other == UNMADE { self.make_passed(from, nfa) } else { other }
    }

    #[cold]
    #[inline(never)]
    fn make_passed(&mut self, from: SetOfStates, nfa: &Nfa) -> SetOfStates {
        self.next.clear();
        for state in &self.sets[number_of(from)] {
            nfa.step_in_gap(*state, &mut self.next);
        }
        let to = self.number(nfa);
        self.rows[number_of(from)].other = to;
        to
    }

    #[cold]
    #[inline(never)]
    fn make(&mut self, from: SetOfStates, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        self.next.clear();
        for state in &self.sets[number_of(from)] {
            nfa.step(*state, vocabulary.sets(class), vocabulary.sketch(class), &mut self.next);
        }
        let to = self.number(nfa);
        let rank = self.ranks[class as usize] as usize;
        match self.rows[number_of(from)].bits_mut(rank) {
            Some(bits) if to == NOWHERE => *bits &= !(1 << (rank % 64)),
            _ => self.by_word.insert(from, class, to),
        }
        to
    }

    /// The set in `self.next`.
    fn number(&mut self, nfa: &Nfa) -> SetOfStates {
        self.next.sort_unstable();
        self.next.dedup();
        if let Some(set) = self.numbers.get(self.next.as_slice()) {
            return *set;
        }
        let states: Box<[StateId]> = self.next.as_slice().into();
        let mut accepts: Vec<PatternId> = states.iter().flat_map(|state| nfa.accepts(*state)).copied().collect();
        accepts.sort_unstable();
        accepts.dedup();
        let goes_on = states.iter().any(|state| nfa.goes_on(*state));
        let marks = if accepts.is_empty() { 0 } else { ACCEPTS } | if goes_on { GOES_ON } else { 0 };
        let set = self.sets.len() as u32 | marks;
        let named = states.iter().fold(0, |all, state| all | nfa.sketch(*state));
        let (may_lead, may_lead_too) = ([u64::MAX; FIRST_RANKS / 64], [u64::MAX; (RANKS - FIRST_RANKS) / 64]);
        self.rows.push(Row { other: UNMADE, may_lead, named, may_lead_too });
        self.accepts.push(accepts.into());
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

/// Does any word lead on from this set?
#[inline]
pub(crate) fn goes_on(set: SetOfStates) -> bool {
    set & GOES_ON != 0
}

/// (set, class) to set, in one flat table with linear probing, never more than half full. A slot holds the class in its upper 26 bits, the 18
/// bits of the one set's number, and the other set: the table is what a walk waits for, and must be small.
#[derive(Debug)]
struct Transitions {
    slots: Vec<u64>,
    shift: u32,
    len: usize,
}

const EMPTY: u64 = u64::MAX;
/// Bits of a set with its marks.
const SET_BITS: u32 = NUMBER_BITS + 2;

impl Default for Transitions {
    fn default() -> Self {
        Self::with_slots(12)
    }
}

impl Transitions {
    fn with_slots(log2: u32) -> Self {
        Self { slots: vec![EMPTY; 1 << log2], shift: 64 - log2, len: 0 }
    }

    /// The slot that holds the transition, or the empty one where it belongs.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize & mask;
        while self.slots[at] >> SET_BITS != key && self.slots[at] != EMPTY {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn get(&self, from: SetOfStates, class: ClassId) -> Option<SetOfStates> {
        let found = self.slots[self.slot(key(from, class))];
        (found != EMPTY).then_some((found & ((1 << SET_BITS) - 1)) as SetOfStates)
    }

    fn insert(&mut self, from: SetOfStates, class: ClassId, to: SetOfStates) {
        if self.len * 2 >= self.slots.len() {
            let mut larger = Self::with_slots(64 - self.shift + 1);
            for found in self.slots.iter().filter(|found| **found != EMPTY) {
                let at = larger.slot(*found >> SET_BITS);
                larger.slots[at] = *found;
            }
            larger.len = self.len;
            *self = larger;
        }
        let key = key(from, class);
        let at = self.slot(key);
        self.slots[at] = key << SET_BITS | u64::from(to);
        self.len += 1;
    }
}

fn key(from: SetOfStates, class: ClassId) -> u64 {
    u64::from(class) << NUMBER_BITS | u64::from(from & NUMBER)
}
