//! Which sets of words a word belongs to, told by one table look-up for nearly every word of a text.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::inflection;
use crate::phrase::Word;
use crate::spelling;
use crate::token;
use crate::word_memory::WordMemory;

/// The number of a set of words that patterns name.
pub(crate) type SetId = u32;
/// Words that belong to the same sets are of one class; class 0 belongs to none.
pub(crate) type ClassId = u32;

/// Some of many sets of words, roughly: two sketches without a common bit have no set in common.
pub(crate) type Sketch = u128;

/// The sketch of `sets`.
pub(crate) fn sketch(sets: impl IntoIterator<Item = SetId>) -> Sketch {
    sets.into_iter().fold(0, |all, set| all | 1 << (set.wrapping_mul(0x9e37_79b9) >> 25))
}

/// All words that patterns name. Shared between threads.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    /// By folded form; every other word is of class 0 unless a prefix says otherwise.
    folded: FxHashMap<Box<str>, ClassId>,
    prefixes: Vec<Prefix>,
    /// By a number made of the first three bytes: can a known prefix begin so? Most words are told by it to have none.
    prefix_heads: Box<[bool]>,
    /// By exact writing; the class holds the sets of the folded form too.
    cased: FxHashMap<Box<str>, ClassId>,
    /// Sets of each class, sorted. Class 0 is empty.
    members: Vec<Vec<SetId>>,
    /// Classes of each set.
    holders: Vec<Vec<ClassId>>,
    /// Of the sets of each class.
    sketches: Vec<Sketch>,
    classes: FxHashMap<Vec<SetId>, ClassId>,
}

/// A beginning of words that patterns name.
#[derive(Debug)]
struct Prefix {
    stem: Box<str>,
    /// The longest prefix that this one begins with.
    shorter: Option<usize>,
    /// The class of a word that is known by this prefix, and those that it begins with, only.
    class: ClassId,
}

impl Vocabulary {
    /// The words of `sets`, in all their forms.
    pub(crate) fn new(sets: &FxHashMap<Vec<Word>, SetId>) -> Self {
        let mut by_word: FxHashMap<&Word, Vec<SetId>> = FxHashMap::default();
        for (words, set) in sets {
            for word in words {
                by_word.entry(word).or_default().push(*set);
            }
        }
        let mut forms = Forms::default();
        for (word, sets) in by_word {
            forms.add(word, &sets);
        }
        let prefixes = std::mem::take(&mut forms.prefixes);
        let mut vocabulary = Self {
            folded: FxHashMap::default(),
            prefix_heads: heads(prefixes.keys()),
            prefixes: Vec::with_capacity(prefixes.len()),
            cased: FxHashMap::default(),
            members: vec![Vec::new()],
            holders: vec![Vec::new(); sets.len()],
            sketches: vec![0],
            classes: FxHashMap::from_iter([(Vec::new(), 0)]),
        };
        vocabulary.intern_prefixes(prefixes);
        vocabulary.intern(forms);
        vocabulary
    }

    fn intern(&mut self, forms: Forms) {
        for (form, mut sets) in forms.exact {
            sets.extend(self.sets(self.class_by_prefix(&form)));
            let class = self.class_of(sets);
            self.folded.insert(form.into(), class);
        }
        for (form, mut sets) in forms.cased {
            let folded = token::words(&form).concat();
            if let Some(class) = self.folded.get(folded.as_str()) {
                sets.extend(&self.members[*class as usize]);
            }
            sets.extend(self.sets(self.class_by_prefix(&folded)));
            let class = self.class_of(sets);
            self.cased.insert(form.into(), class);
        }
    }

    /// In order, so that what a prefix begins with is there before it.
    fn intern_prefixes(&mut self, prefixes: BTreeMap<String, BTreeSet<SetId>>) {
        for (stem, mut sets) in prefixes {
            let shorter = self.longest_prefix(&stem);
            sets.extend(shorter.iter().flat_map(|at| &self.members[self.prefixes[*at].class as usize]));
            let class = self.class_of(sets);
            self.prefixes.push(Prefix { stem: stem.into(), shorter, class });
        }
    }

    fn class_of(&mut self, sets: BTreeSet<SetId>) -> ClassId {
        let next = self.members.len() as ClassId;
        let sets: Vec<SetId> = sets.into_iter().collect();
        let class = *self.classes.entry(sets.clone()).or_insert(next);
        if class == next {
            self.sketches.push(sketch(sets.iter().copied()));
            for set in &sets {
                self.holders[*set as usize].push(class);
            }
            self.members.push(sets);
        }
        class
    }

    /// The longest prefix that `word` begins with: the last one in order that does not come after the word, or one that it begins with itself.
    fn longest_prefix(&self, word: &str) -> Option<usize> {
        let mut at = self.prefixes.partition_point(|prefix| prefix.stem.as_ref() <= word).checked_sub(1)?;
        while !word.starts_with(self.prefixes[at].stem.as_ref()) {
            at = self.prefixes[at].shorter?;
        }
        Some(at)
    }

    /// The class of a word as far as prefixes tell.
    fn class_by_prefix(&self, word: &str) -> ClassId {
        if word.is_empty() || !self.prefix_heads[head(word.as_bytes())] {
            return 0;
        }
        self.longest_prefix(word).map_or(0, |at| self.prefixes[at].class)
    }

    /// The number of classes.
    pub(crate) fn classes_n(&self) -> usize {
        self.members.len()
    }

    /// The sets that words of a class belong to, sorted.
    pub(crate) fn sets(&self, class: ClassId) -> &[SetId] {
        &self.members[class as usize]
    }

    /// The classes whose words belong to a set.
    pub(crate) fn classes(&self, set: SetId) -> &[ClassId] {
        &self.holders[set as usize]
    }

    /// The sketch of the sets that words of a class belong to.
    #[inline]
    pub(crate) fn sketch(&self, class: ClassId) -> Sketch {
        self.sketches[class as usize]
    }

    /// The class of the word written `raw`, whose [`key`](crate::word_memory::key) may be known. `memory` makes the second look at a word cheap.
    #[inline]
    pub(crate) fn class(&self, key: Option<u128>, raw: &str, memory: &mut WordMemory) -> ClassId {
        memory.recall(key, raw, |raw, buffer| self.class_slowly(raw, buffer))
    }

    #[cold]
    #[inline(never)]
    fn class_slowly(&self, raw: &str, buffer: &mut String) -> ClassId {
        if let Some(class) = self.cased.get(raw) {
            return *class;
        }
        token::fold_into(raw, buffer);
        if let Some(class) = self.folded.get(buffer.as_str()) {
            return *class;
        }
        self.class_by_prefix(buffer)
    }
}

/// Every form of the words that patterns name, with the sets it belongs to.
#[derive(Default)]
struct Forms {
    exact: BTreeMap<String, BTreeSet<SetId>>,
    prefixes: BTreeMap<String, BTreeSet<SetId>>,
    cased: BTreeMap<String, BTreeSet<SetId>>,
}

impl Forms {
    fn add(&mut self, word: &Word, sets: &[SetId]) {
        match word {
            Word::Exact(form) => self.exact.entry(form.clone()).or_default().extend(sets),
            Word::Prefix(stem) => {
                for stem in spellings_of_prefix(stem) {
                    self.prefixes.entry(stem).or_default().extend(sets);
                }
            }
            Word::Cased(form) => self.cased.entry(form.clone()).or_default().extend(sets),
            Word::Inflected(base) => {
                for form in inflection::forms(base) {
                    self.exact.entry(spelling::fold(&form).into_owned()).or_default().extend(sets);
                }
            }
        }
    }
}

/// A number made of the first three bytes of a word; those that a short word lacks count as zero.
fn head(word: &[u8]) -> usize {
    let at = |place: usize| usize::from(word.get(place).copied().unwrap_or_default());
    (at(0) * 0x9e5 + at(1) * 0x1d3 + at(2)) % HEADS
}

const HEADS: usize = 1 << 16;

/// By [`head`]: can a word so begin with one of `stems`?
fn heads<'s>(stems: impl Iterator<Item = &'s String>) -> Box<[bool]> {
    let mut heads = vec![false; HEADS];
    for stem in stems {
        let known: Vec<u8> = stem.bytes().take(3).collect();
        let unknown = 3 - known.len();
        for rest in 0..1usize << (8 * unknown) {
            let bytes: Vec<u8> = known.iter().copied().chain((0..unknown).map(|at| (rest >> (8 * at)) as u8)).collect();
            heads[head(&bytes)] = true;
        }
    }
    heads.into()
}

/// A prefix may end in the middle of what the spelling fold changes: `organis*` must meet the folded `organize`, `storytell*` `storyteling`.
fn spellings_of_prefix(stem: &str) -> Vec<String> {
    let american = stem.strip_suffix('s').filter(|head| head.ends_with(['i', 'y'])).map(|head| format!("{head}z"));
    let single_l = stem.strip_suffix("ll").map(|head| format!("{head}l"));
    [Some(stem.to_owned()), american, single_l].into_iter().flatten().collect()
}
