//! The patterns run deterministically: sets of states of the nondeterministic automaton, made when a text first leads to them.
//!
//! A text reaches few of the possible sets, so they are made lazily and kept between texts, as in a lazy DFA over bytes; here the alphabet are
//! classes of words. What is kept is bounded and never changes an answer.

use rustc_hash::FxHashMap;

use crate::nfa::{Nfa, PatternId, StateId};
use crate::vocabulary::{ClassId, Sketch, Vocabulary};

/// A set of states; 0 is the empty one, in which a walk ends.
pub(crate) type SetOfStates = u32;

const NOWHERE: SetOfStates = 0;
/// A transition that has not been made yet.
const UNMADE: u32 = u32::MAX;
/// When so many sets or transitions are known they are forgotten and made anew.
const MOST_SETS: usize = 1 << 15;
const MOST_TRANSITIONS: usize = 1 << 18;

/// The sets and transitions made so far.
#[derive(Debug)]
pub(crate) struct Dfa {
    sets: Vec<Box<[StateId]>>,
    numbers: FxHashMap<Box<[StateId]>, SetOfStates>,
    accepts: Vec<Box<[PatternId]>>,
    /// By class of the first word.
    starts: Vec<SetOfStates>,
    /// By set: where a word leads that no edge of the set names, and a sketch of the sets of words that edges do name.
    by_other: Vec<(SetOfStates, Sketch)>,
    /// Where a word of another class leads.
    by_word: Transitions,
    next: Vec<StateId>,
}

impl Default for Dfa {
    fn default() -> Self {
        let mut dfa = Self {
            sets: Vec::new(),
            numbers: FxHashMap::default(),
            accepts: Vec::new(),
            starts: Vec::new(),
            by_other: Vec::new(),
            by_word: Transitions::default(),
            next: Vec::new(),
        };
        dfa.forget();
        dfa
    }
}

impl Dfa {
    /// Forgets all sets. To be called between walks only, since their numbers change.
    fn forget(&mut self) {
        self.sets.clear();
        self.numbers.clear();
        self.accepts.clear();
        self.starts.clear();
        self.by_other.clear();
        self.by_word = Transitions::default();
        self.sets.push(Box::default());
        self.numbers.insert(Box::default(), NOWHERE);
        self.accepts.push(Box::default());
        self.by_other.push((NOWHERE, 0));
    }

    /// Keeps what is remembered bounded; called between statements.
    pub(crate) fn rest(&mut self) {
        if self.sets.len() > MOST_SETS || self.by_word.len > MOST_TRANSITIONS {
            self.forget();
        }
    }

    /// The set after a first word of `class`.
    #[inline]
    pub(crate) fn start(&mut self, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        match self.starts.get(class as usize) {
            Some(set) if *set != UNMADE => *set,
            _ => self.make_start(class, nfa, vocabulary),
        }
    }

    #[cold]
    #[inline(never)]
    fn make_start(&mut self, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        if self.starts.is_empty() {
            self.starts.resize(vocabulary.classes_n(), UNMADE);
        }
        self.next.clear();
        nfa.step(0, vocabulary.sets(class), vocabulary.sketch(class), &mut self.next);
        let set = self.number(nfa);
        self.starts[class as usize] = set;
        set
    }

    /// The set after a word of `class` in `from`.
    #[inline]
    pub(crate) fn step(&mut self, from: SetOfStates, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let (other, named) = self.by_other[from as usize];
        if named & vocabulary.sketch(class) == 0 {
            return if other == UNMADE { self.make(from, 0, nfa, vocabulary) } else { other };
        }
        match self.by_word.get(from, class) {
            Some(to) => to,
            None => self.make(from, class, nfa, vocabulary),
        }
    }

    #[cold]
    #[inline(never)]
    fn make(&mut self, from: SetOfStates, class: ClassId, nfa: &Nfa, vocabulary: &Vocabulary) -> SetOfStates {
        let mut next = std::mem::take(&mut self.next);
        next.clear();
        for state in &self.sets[from as usize] {
            nfa.step(*state, vocabulary.sets(class), vocabulary.sketch(class), &mut next);
        }
        self.next = next;
        let to = self.number(nfa);
        if class == 0 {
            self.by_other[from as usize].0 = to;
        } else {
            self.by_word.insert(from, class, to);
        }
        to
    }

    /// The number of the set in `self.next`.
    fn number(&mut self, nfa: &Nfa) -> SetOfStates {
        self.next.sort_unstable();
        self.next.dedup();
        if let Some(number) = self.numbers.get(self.next.as_slice()) {
            return *number;
        }
        let number = self.sets.len() as SetOfStates;
        let set: Box<[StateId]> = self.next.as_slice().into();
        let mut accepts: Vec<PatternId> = set.iter().flat_map(|state| nfa.accepts(*state)).copied().collect();
        accepts.sort_unstable();
        accepts.dedup();
        self.accepts.push(accepts.into());
        self.numbers.insert(set.clone(), number);
        self.sets.push(set);
        self.by_other.push((UNMADE, self.next.iter().fold(0, |all, state| all | nfa.sketch(*state))));
        number
    }

    /// The patterns that end in `set`, sorted.
    #[inline]
    pub(crate) fn accepts(&self, set: SetOfStates) -> &[PatternId] {
        &self.accepts[set as usize]
    }
}

/// (set, class) to set, in one flat table with linear probing, never more than half full.
#[derive(Debug)]
struct Transitions {
    slots: Vec<(u64, SetOfStates)>,
    shift: u32,
    len: usize,
}

impl Default for Transitions {
    fn default() -> Self {
        Self::with_slots(12)
    }
}

impl Transitions {
    fn with_slots(log2: u32) -> Self {
        Self { slots: vec![(0, UNMADE); 1 << log2], shift: 64 - log2, len: 0 }
    }

    /// The slot that holds the transition, or the empty one where it belongs.
    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize & mask;
        while self.slots[at].0 != key && self.slots[at].1 != UNMADE {
            at = (at + 1) & mask;
        }
        at
    }

    #[inline]
    fn get(&self, from: SetOfStates, class: ClassId) -> Option<SetOfStates> {
        let to = self.slots[self.slot(key(from, class))].1;
        (to != UNMADE).then_some(to)
    }

    fn insert(&mut self, from: SetOfStates, class: ClassId, to: SetOfStates) {
        if self.len * 2 >= self.slots.len() {
            let mut larger = Self::with_slots(64 - self.shift + 1);
            for (key, to) in self.slots.iter().filter(|(_, to)| *to != UNMADE) {
                let at = larger.slot(*key);
                larger.slots[at] = (*key, *to);
            }
            larger.len = self.len;
            *self = larger;
        }
        let at = self.slot(key(from, class));
        self.slots[at] = (key(from, class), to);
        self.len += 1;
    }
}

fn key(from: SetOfStates, class: ClassId) -> u64 {
    (u64::from(from) << 32) | u64::from(class)
}
