//! All patterns at once over the words of a statement, in one pass that never goes back.
//!
//! Words are mapped to classes (which word sets of which patterns they belong to); the patterns are one nondeterministic automaton over those
//! classes, simulated breadth first from each word that can start a pattern. A statement of n words costs n steps times the patterns alive,
//! which the longest pattern bounds.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::inflection;
use crate::phrase::{Part, Word};
use crate::token;

type StateId = u32;
type SetId = u32;
type ClassId = u32;

/// The number of a pattern, in the order of adding.
pub(crate) type PatternId = u32;

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

#[derive(Debug, Default, Clone)]
struct State {
    /// On a word of this set, go there.
    words: Vec<(SetId, StateId)>,
    /// On any word, go there.
    any: Vec<StateId>,
    /// Without a word, go there too. Empty once the automaton is built.
    free: Vec<StateId>,
    accepts: Vec<PatternId>,
}

/// Collects patterns, then builds the automaton.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    states: Vec<State>,
    sets: BTreeMap<BTreeSet<Word>, SetId>,
    patterns: PatternId,
}

impl Builder {
    /// Adds a pattern and returns its number.
    pub(crate) fn add(&mut self, parts: &[Part]) -> PatternId {
        if self.states.is_empty() {
            self.states.push(State::default());
        }
        let end = self.sequence(0, parts);
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
            Part::Word(word) => self.word_set(at, BTreeSet::from([word.clone()])),
            Part::Gap(most) => self.gap(at, *most),
            Part::OneOf { branches, optional } => self.one_of(at, branches, *optional),
        })
    }

    fn word_set(&mut self, from: StateId, words: BTreeSet<Word>) -> StateId {
        let to = self.state();
        self.word_edge(from, words, to);
        to
    }

    fn word_edge(&mut self, from: StateId, words: BTreeSet<Word>, to: StateId) {
        let next = self.sets.len() as SetId;
        let set = *self.sets.entry(words).or_insert(next);
        self.states[from as usize].words.push((set, to));
    }

    fn gap(&mut self, from: StateId, most: u8) -> StateId {
        let to = self.state();
        self.states[from as usize].free.push(to);
        let mut at = from;
        for _ in 0..most {
            let next = self.state();
            self.states[at as usize].any.push(next);
            self.states[next as usize].free.push(to);
            at = next;
        }
        to
    }

    /// Branches of one word are one set of words, so that a state has few edges however many alternatives a pattern lists.
    fn one_of(&mut self, from: StateId, branches: &[Vec<Part>], optional: bool) -> StateId {
        let to = self.state();
        let mut single = BTreeSet::new();
        for branch in branches {
            if let [Part::Word(word)] = branch.as_slice() {
                single.insert(word.clone());
            } else {
                let end = self.sequence(from, branch);
                self.states[end as usize].free.push(to);
            }
        }
        if !single.is_empty() {
            self.word_edge(from, single, to);
        }
        if optional {
            self.states[from as usize].free.push(to);
        }
        to
    }

    /// The finished automaton.
    pub(crate) fn build(mut self) -> Automaton {
        let closures: Vec<BTreeSet<StateId>> = (0..self.states.len()).map(|at| self.closure(at as StateId)).collect();
        let flat: Vec<State> = closures.iter().map(|closure| self.merged(closure)).collect();
        let vocabulary = Vocabulary::new(&self.sets);
        let root = flat.first().cloned().unwrap_or_default();
        let starts = vocabulary.members.iter().map(|sets| step(&root, sets)).collect();
        self.states = flat;
        Automaton { states: self.states, vocabulary, starts }
    }

    fn closure(&self, from: StateId) -> BTreeSet<StateId> {
        let mut closure = BTreeSet::new();
        let mut open = vec![from];
        while let Some(at) = open.pop() {
            if closure.insert(at) {
                open.extend(&self.states[at as usize].free);
            }
        }
        closure
    }

    fn merged(&self, closure: &BTreeSet<StateId>) -> State {
        let mut state = State::default();
        for at in closure {
            let part = &self.states[*at as usize];
            state.words.extend(&part.words);
            state.any.extend(&part.any);
            state.accepts.extend(&part.accepts);
        }
        state
    }
}

/// The states reached from `state` by a word that belongs to `sets`.
fn step(state: &State, sets: &[SetId]) -> Vec<StateId> {
    let by_word = state.words.iter().filter(|(set, _)| sets.binary_search(set).is_ok()).map(|(_, to)| *to);
    by_word.chain(state.any.iter().copied()).collect()
}

/// Which sets of words a word belongs to.
#[derive(Debug)]
struct Vocabulary {
    /// By folded form; the class of every other word is 0 unless a prefix or its exact writing says otherwise.
    folded: HashMap<Box<str>, ClassId>,
    /// Prefixes in order, with their sets.
    prefixes: Vec<(Box<str>, Vec<SetId>)>,
    /// Which first two bytes a known prefix can have: most words are told by them to have none.
    prefix_heads: HashSet<[u8; 2]>,
    /// By exact writing; the class holds the sets of the folded form too.
    cased: HashMap<Box<str>, ClassId>,
    /// Sets of each class, sorted. Class 0 is empty.
    members: Vec<Vec<SetId>>,
    /// Classes of words that are known by prefix only.
    by_prefix: HashMap<Vec<SetId>, ClassId>,
}

impl Vocabulary {
    fn new(sets: &BTreeMap<BTreeSet<Word>, SetId>) -> Self {
        let mut exact: BTreeMap<String, BTreeSet<SetId>> = BTreeMap::new();
        let mut prefixes: BTreeMap<String, BTreeSet<SetId>> = BTreeMap::new();
        let mut cased: BTreeMap<String, BTreeSet<SetId>> = BTreeMap::new();
        for (words, set) in sets {
            for word in words {
                match word {
                    Word::Exact(form) => drop(exact.entry(form.clone()).or_default().insert(*set)),
                    Word::Prefix(stem) => {
                        for stem in spellings_of_prefix(stem) {
                            prefixes.entry(stem).or_default().insert(*set);
                        }
                    }
                    Word::Cased(form) => drop(cased.entry(form.clone()).or_default().insert(*set)),
                    Word::Inflected(base) => {
                        for form in token::words(&inflection::forms(base).join(" ")) {
                            exact.entry(form).or_default().insert(*set);
                        }
                    }
                }
            }
        }
        let mut vocabulary = Self {
            folded: HashMap::new(),
            prefixes: prefixes.into_iter().map(|(stem, sets)| (stem.into(), sets.into_iter().collect())).collect(),
            prefix_heads: HashSet::new(),
            cased: HashMap::new(),
            members: vec![Vec::new()],
            by_prefix: HashMap::new(),
        };
        vocabulary.prefix_heads = vocabulary.prefixes.iter().flat_map(|(stem, _)| heads(stem)).collect();
        vocabulary.intern(exact, cased);
        vocabulary
    }

    fn intern(&mut self, exact: BTreeMap<String, BTreeSet<SetId>>, cased: BTreeMap<String, BTreeSet<SetId>>) {
        for (form, mut sets) in exact {
            sets.extend(self.prefix_sets(&form));
            let class = self.class_of(sets);
            self.folded.insert(form.into(), class);
        }
        for (form, mut sets) in cased {
            let folded = token::words(&form).concat();
            if let Some(class) = self.folded.get(folded.as_str()) {
                sets.extend(&self.members[*class as usize]);
            }
            sets.extend(self.prefix_sets(&folded));
            let class = self.class_of(sets);
            self.cased.insert(form.into(), class);
        }
        for combination in self.prefix_combinations() {
            let class = self.class_of(combination.iter().copied().collect());
            self.by_prefix.insert(combination, class);
        }
    }

    fn class_of(&mut self, sets: BTreeSet<SetId>) -> ClassId {
        self.members.push(sets.into_iter().collect());
        (self.members.len() - 1) as ClassId
    }

    /// The sets of all prefixes that `word` starts with.
    fn prefix_sets(&self, word: &str) -> Vec<SetId> {
        let mut sets = Vec::new();
        if !word.as_bytes().first_chunk().is_none_or(|head| self.prefix_heads.contains(head)) {
            return sets;
        }
        for (len, _) in word.char_indices().skip(1).chain([(word.len(), ' ')]) {
            if let Ok(at) = self.prefixes.binary_search_by(|(stem, _)| stem.as_ref().cmp(&word[..len])) {
                sets.extend(&self.prefixes[at].1);
            }
        }
        sets.sort_unstable();
        sets.dedup();
        sets
    }

    /// A word known by prefix starts with one longest known prefix, and with whatever that prefix starts with.
    fn prefix_combinations(&self) -> BTreeSet<Vec<SetId>> {
        self.prefixes.iter().map(|(stem, _)| self.prefix_sets(stem)).collect()
    }

    fn class(&self, raw: &str, folded: &str) -> ClassId {
        if !self.cased.is_empty()
            && raw.len() <= 12
            && let Some(class) = self.cased.get(raw)
        {
            return *class;
        }
        if let Some(class) = self.folded.get(folded) {
            return *class;
        }
        let sets = self.prefix_sets(folded);
        if sets.is_empty() { 0 } else { self.by_prefix.get(&sets).copied().unwrap_or(0) }
    }
}

/// The first two bytes of every word that begins with `stem`.
fn heads(stem: &str) -> Vec<[u8; 2]> {
    match stem.as_bytes() {
        [] => Vec::new(),
        [only] => (0..=u8::MAX).map(|second| [*only, second]).collect(),
        [first, second, ..] => vec![[*first, *second]],
    }
}

/// A prefix may end in the middle of what the spelling fold changes: `organis*` must meet the folded `organize`.
fn spellings_of_prefix(stem: &str) -> Vec<String> {
    let american = stem.strip_suffix('s').filter(|head| head.ends_with(['i', 'y'])).map(|head| format!("{head}z"));
    [Some(stem.to_owned()), american].into_iter().flatten().collect()
}

/// All patterns, ready to run. Shared between threads.
#[derive(Debug)]
pub(crate) struct Automaton {
    states: Vec<State>,
    vocabulary: Vocabulary,
    /// States after one word, by the word's class.
    starts: Vec<Vec<StateId>>,
}

/// Buffers that a caller keeps between statements.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    folded: String,
    active: Vec<StateId>,
    next: Vec<StateId>,
}

impl Automaton {
    /// The words of `text[from..to]`, appended to `tokens`.
    pub(crate) fn tokens(&self, text: &str, from: usize, to: usize, scratch: &mut Scratch, tokens: &mut Vec<Token>) {
        token::each_word(&text[from..to], |piece| {
            let raw = &text[from + piece.start..from + piece.end];
            token::fold_into(raw, &mut scratch.folded);
            let class = self.vocabulary.class(raw, &scratch.folded);
            tokens.push(Token { start: from + piece.start, end: from + piece.end, class });
        });
    }

    /// Every pattern in `tokens`, by first word; of the ends of one pattern from one word, the nearest.
    pub(crate) fn hits(&self, tokens: &[Token], scratch: &mut Scratch, hits: &mut Vec<Hit>) {
        for (first, token) in tokens.iter().enumerate() {
            let start = &self.starts[token.class as usize];
            if start.is_empty() {
                continue;
            }
            let before = hits.len();
            scratch.active.clear();
            scratch.active.extend(start);
            let mut last = first;
            loop {
                self.accept(&scratch.active, first, last, before, hits);
                last += 1;
                let Some(token) = tokens.get(last) else { break };
                self.advance(token.class, scratch);
                if scratch.active.is_empty() {
                    break;
                }
            }
        }
    }

    fn accept(&self, active: &[StateId], first: usize, last: usize, before: usize, hits: &mut Vec<Hit>) {
        for state in active {
            for pattern in &self.states[*state as usize].accepts {
                if !hits[before..].iter().any(|hit| hit.pattern == *pattern) {
                    hits.push(Hit { first, last, pattern: *pattern });
                }
            }
        }
    }

    fn advance(&self, class: ClassId, scratch: &mut Scratch) {
        let sets = &self.vocabulary.members[class as usize];
        scratch.next.clear();
        for state in &scratch.active {
            let state = &self.states[*state as usize];
            scratch.next.extend(&state.any);
            if !sets.is_empty() {
                scratch.next.extend(state.words.iter().filter(|(set, _)| sets.binary_search(set).is_ok()).map(|(_, to)| *to));
            }
        }
        scratch.next.sort_unstable();
        scratch.next.dedup();
        std::mem::swap(&mut scratch.active, &mut scratch.next);
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
        let automaton = builder.build();
        let (mut scratch, mut tokens, mut hits) = (Scratch::default(), Vec::new(), Vec::new());
        automaton.tokens(text, 0, text.len(), &mut scratch, &mut tokens);
        automaton.hits(&tokens, &mut scratch, &mut hits);
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
        check("co-design", "Co\u{2011}design and co design", &["Co\u{2011}design", "co design"]);
        check("[very] good", "very good", &["very good", "good"]);
    }

    #[test]
    fn many_patterns_share_words() {
        let hits = found(&["a b", "a .. c", "b c", "a* c"], "a b c");
        assert_eq!(hits, [(0, "a b".to_owned()), (1, "a b c".to_owned()), (2, "b c".to_owned())]);
    }
}
