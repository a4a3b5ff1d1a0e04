//! The patterns as one nondeterministic automaton over sets of words, sharing beginnings.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::phrase::{Part, Word};
use crate::vocabulary::{self, SetId, Sketch};

pub(crate) type StateId = u32;
/// The number of a pattern, in the order of adding.
pub(crate) type PatternId = u32;

#[derive(Debug, Default, Clone)]
struct State {
    /// On a word of this set, go there.
    words: Vec<(SetId, StateId)>,
    /// On any word, go there.
    any: Vec<StateId>,
    /// Without a word, go there too.
    free: Vec<StateId>,
    accepts: Vec<PatternId>,
    sketch: Sketch,
}

/// What leads from a state to one that nothing else leads to, so that patterns with the same beginning share it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Set(SetId),
    Gap(u8),
}

/// Collects patterns.
#[derive(Debug)]
pub(crate) struct Builder {
    states: Vec<State>,
    /// Words in order, each once.
    sets: FxHashMap<Vec<Word>, SetId>,
    shared: FxHashMap<(StateId, Step), StateId>,
    patterns: PatternId,
}

impl Default for Builder {
    fn default() -> Self {
        Self { states: vec![State::default(), State::default()], sets: FxHashMap::default(), shared: FxHashMap::default(), patterns: 0 }
    }
}

impl Builder {
    /// Adds a pattern and returns its number.
    pub(crate) fn add(&mut self, parts: &[Part]) -> PatternId {
        self.add_from(ANYWHERE, parts)
    }

    /// Adds a pattern that means something among the first words of a statement only, and returns its number.
    pub(crate) fn add_opening(&mut self, parts: &[Part]) -> PatternId {
        self.add_from(OPENING, parts)
    }

    fn add_from(&mut self, start: StateId, parts: &[Part]) -> PatternId {
        let end = self.sequence(start, parts);
        let pattern = self.patterns;
        self.states[end as usize].accepts.push(pattern);
        self.patterns += 1;
        pattern
    }

    fn state(&mut self) -> StateId {
        self.states.push(State::default());
        (self.states.len() - 1) as StateId
    }

    fn sequence(&mut self, from: StateId, parts: &[Part]) -> StateId {
        parts.iter().fold(from, |at, part| match part {
            Part::Word(word) => self.word_set(at, vec![word.clone()]),
            Part::Gap(most) => self.gap(at, *most),
            Part::OneOf { branches, optional } => self.one_of(at, branches, *optional),
        })
    }

    fn set(&mut self, mut words: Vec<Word>) -> SetId {
        words.sort_unstable();
        words.dedup();
        let next = self.sets.len() as SetId;
        *self.sets.entry(words).or_insert(next)
    }

    fn word_set(&mut self, from: StateId, words: Vec<Word>) -> StateId {
        let set = self.set(words);
        if let Some(to) = self.shared.get(&(from, Step::Set(set))) {
            return *to;
        }
        let to = self.state();
        self.states[from as usize].words.push((set, to));
        self.shared.insert((from, Step::Set(set)), to);
        to
    }

    fn gap(&mut self, from: StateId, most: u8) -> StateId {
        if let Some(to) = self.shared.get(&(from, Step::Gap(most))) {
            return *to;
        }
        let to = self.state();
        self.states[from as usize].free.push(to);
        let mut at = from;
        for _ in 0..most {
            let next = self.state();
            self.states[at as usize].any.push(next);
            self.states[next as usize].free.push(to);
            at = next;
        }
        self.shared.insert((from, Step::Gap(most)), to);
        to
    }

    /// Branches of one word are one set of words, so that a state has few edges however many alternatives a pattern lists.
    fn one_of(&mut self, from: StateId, branches: &[Vec<Part>], optional: bool) -> StateId {
        let mut single = Vec::new();
        let mut longer = Vec::new();
        for branch in branches {
            match branch.as_slice() {
                [Part::Word(word)] => single.push(word.clone()),
                _ => longer.push(branch),
            }
        }
        if longer.is_empty() && !optional {
            return self.word_set(from, single);
        }
        let to = self.state();
        for branch in longer {
            let end = self.sequence(from, branch);
            self.states[end as usize].free.push(to);
        }
        if !single.is_empty() {
            let end = self.word_set(from, single);
            self.states[end as usize].free.push(to);
        }
        if optional {
            self.states[from as usize].free.push(to);
        }
        to
    }

    /// The finished automaton, and the sets of words it speaks of.
    pub(crate) fn build(self) -> (Nfa, FxHashMap<Vec<Word>, SetId>) {
        let states = (0..self.states.len()).map(|at| self.merged(at as StateId)).collect();
        (Nfa { states }, self.sets)
    }

    /// A state with everything that it reaches without a word taken into it.
    fn merged(&self, from: StateId) -> State {
        let mut closure = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if closure.insert(at) {
                open.extend(&self.states[at as usize].free);
            }
        }
        let mut state = State::default();
        for at in closure {
            let part = &self.states[at as usize];
            state.words.extend(&part.words);
            state.any.extend(&part.any);
            state.accepts.extend(&part.accepts);
        }
        state.words.sort_unstable();
        state.sketch = vocabulary::sketch(state.words.iter().map(|(set, _)| *set));
        state.accepts.sort_unstable();
        state
    }
}

/// Where patterns start that may begin with any word.
pub(crate) const ANYWHERE: StateId = 0;
/// Where the others start.
pub(crate) const OPENING: StateId = 1;

/// All patterns.
#[derive(Debug)]
pub(crate) struct Nfa {
    states: Vec<State>,
}

impl Nfa {
    /// Adds the states reached from `state` by any word, inside a gap.
    pub(crate) fn step_in_gap(&self, state: StateId, to: &mut Vec<StateId>) {
        to.extend(&self.states[state as usize].any);
    }

    /// Adds the states reached from `state` by naming a word that belongs to `sets` (sorted), whose sketch is `sketch`.
    pub(crate) fn step(&self, state: StateId, sets: &[SetId], sketch: Sketch, to: &mut Vec<StateId>) {
        let state = &self.states[state as usize];
        if state.sketch & sketch == 0 {
            return;
        }
        if state.words.len() <= sets.len() {
            to.extend(state.words.iter().filter(|(set, _)| sets.binary_search(set).is_ok()).map(|(_, to)| *to));
            return;
        }
        for set in sets {
            let at = state.words.partition_point(|(of, _)| of < set);
            to.extend(state.words[at..].iter().take_while(|(of, _)| of == set).map(|(_, to)| *to));
        }
    }

    /// The sets of words that lead on from `state`.
    pub(crate) fn named(&self, state: StateId) -> impl Iterator<Item = SetId> + '_ {
        self.states[state as usize].words.iter().map(|(set, _)| *set)
    }

    /// The patterns that end in `state`, sorted.
    pub(crate) fn accepts(&self, state: StateId) -> &[PatternId] {
        &self.states[state as usize].accepts
    }
}
