//! Where words lead in the automaton: for each set of states a small table of its own, so that what is asked for together lies together.

use crate::dfa::SetOfStates;
use crate::vocabulary::ClassId;

/// Tables with linear probing, at most three quarters full. A slot holds the class of the word and how many words passed before it in a gap, and
/// the set that they lead to.
#[derive(Debug)]
pub(crate) struct Transitions {
    slots: Vec<u64>,
}

/// Where one table lies, written as one number: the place of its first slot, 24 bits of how many slots are taken, 8 of the logarithm of their
/// number.
pub(crate) type Table = u64;

/// The table without a transition: its only slot is the first of all, which stays empty.
pub(crate) const NONE: Table = 0;

/// What was seen of a transition at a glance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Peek {
    key: u32,
    slot: u64,
}

const EMPTY: u64 = u64::MAX;
/// The logarithm of the number of slots of the smallest table.
const SMALLEST: u32 = 2;

impl Default for Transitions {
    fn default() -> Self {
        Self { slots: vec![EMPTY] }
    }
}

impl Transitions {
    /// How many slots all tables have.
    pub(crate) fn len(&self) -> usize {
        self.slots.len()
    }

    /// The slot where the transition most likely is. Many can be asked for one after the other without waiting for any.
    #[inline]
    pub(crate) fn peek(&self, table: Table, passed_n: usize, class: ClassId) -> Peek {
        let key = key(passed_n, class);
        Peek { key, slot: self.slots[first_slot(table) + home(key, log2(table))] }
    }

    /// Where the transition leads that was peeked at in `table`, if that is known.
    #[inline]
    pub(crate) fn get(&self, table: Table, peek: Peek) -> Option<SetOfStates> {
        let found = if holds(peek.slot, peek.key) { peek.slot } else { self.slots[self.slot(table, peek.key)] };
        (found != EMPTY).then_some(found as SetOfStates)
    }

    /// The slot that holds the transition, or the empty one where it belongs.
    fn slot(&self, table: Table, key: u32) -> usize {
        let mut at = home(key, log2(table));
        loop {
            let slot = first_slot(table) + at;
            if self.slots[slot] == EMPTY || holds(self.slots[slot], key) {
                return slot;
            }
            at = (at + 1) & ((1 << log2(table)) - 1);
        }
    }

    /// Notes where a transition leads that is not in `table` yet.
    pub(crate) fn insert(&mut self, table: &mut Table, passed_n: usize, class: ClassId, to: SetOfStates) {
        if 4 * (taken_n(*table) + 1) > 3 << log2(*table) {
            self.enlarge(table);
        }
        let key = key(passed_n, class);
        let slot = self.slot(*table, key);
        self.slots[slot] = u64::from(key) << 32 | u64::from(to);
        *table += 1 << 8;
    }

    /// Moves a table to the end, where there is room for twice as many slots.
    fn enlarge(&mut self, table: &mut Table) {
        let old = first_slot(*table)..first_slot(*table) + (1 << log2(*table));
        let larger = SMALLEST.max(log2(*table) + 1);
        *table = (self.slots.len() as u64) << 32 | *table & 0xffff_ff00 | u64::from(larger);
        self.slots.resize(self.slots.len() + (1 << larger), EMPTY);
        for at in old.filter(|at| *at > 0) {
            let found = self.slots[at];
            if found != EMPTY {
                let slot = self.slot(*table, (found >> 32) as u32);
                self.slots[slot] = found;
            }
        }
    }
}

fn first_slot(table: Table) -> usize {
    (table >> 32) as usize
}

fn log2(table: Table) -> u32 {
    table as u32 & 0xff
}

fn taken_n(table: Table) -> u32 {
    table as u32 >> 8
}

/// Gaps are shorter than 256 words, as phrases are.
fn key(passed_n: usize, class: ClassId) -> u32 {
    class << 8 | passed_n as u32
}

/// Where in a table a key belongs.
#[inline]
fn home(key: u32, log2: u32) -> usize {
    ((u64::from(key.wrapping_mul(0x9e37_79b9)) << log2) >> 32) as usize
}

fn holds(slot: u64, key: u32) -> bool {
    slot >> 32 == u64::from(key)
}
