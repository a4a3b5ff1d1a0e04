//! Where words lead in the automaton: (set of states, class of a word) to set of states, in one flat table.

use crate::dfa::{NUMBER_BITS, SET_BITS, SetOfStates};
use crate::vocabulary::ClassId;

/// Linear probing, never more than half full. A slot holds the class in its upper bits, the number of the one set, and the other set: the table
/// is what a walk waits for, and must be small.
#[derive(Debug)]
pub(crate) struct Transitions {
    slots: Vec<u64>,
    shift: u32,
    len: usize,
}

const EMPTY: u64 = u64::MAX;

impl Default for Transitions {
    fn default() -> Self {
        Self::with_slots(12)
    }
}

impl Transitions {
    fn with_slots(log2: u32) -> Self {
        Self { slots: vec![EMPTY; 1 << log2], shift: 64 - log2, len: 0 }
    }

    /// How many are known.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.len
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

    /// Where a word of `class` leads from the set of this number, if that is known.
    #[inline]
    pub(crate) fn get(&self, from: u32, class: ClassId) -> Option<SetOfStates> {
        let found = self.slots[self.slot(key(from, class))];
        (found != EMPTY).then_some((found & ((1 << SET_BITS) - 1)) as SetOfStates)
    }

    /// Notes where it leads.
    pub(crate) fn insert(&mut self, from: u32, class: ClassId, to: SetOfStates) {
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

fn key(from: u32, class: ClassId) -> u64 {
    u64::from(class) << NUMBER_BITS | u64::from(from)
}
