//! What weighted keywords may hang on: the words, word pairs, section and cues of one statement. Not pattern hits: where the phrases were
//! written from the texts that are learned from, hits would be believed too much.
//!
//! The learner and the tagger both read statements through [`each_feature`], so that what was learned is what is looked for.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::lexicon::{Cue, Lexicon};
use crate::mention::SectionKind;
use crate::reading::{Meaning, Statement};
use crate::token;
use crate::word_memory::WordMemory;

/// Endings that say how a word is inflected and little of what it means; the longest that leaves [`LEAST`] letters is cut off.
const ENDINGS: [&str; 22] = [
    "ements", "ement", "ments", "ings", "ions", "ment", "ness", "ally", "ers", "ors", "ies", "ied", "ing", "ion", "es", "ed", "er", "or", "ly", "al",
    "s", "e",
];
const LEAST: usize = 3;

/// The part of a folded word that its inflections share: `facilitat` of facilitate, facilitating, facilitation. Always a beginning of the word.
pub(crate) fn stem(word: &str) -> &str {
    if word.len() <= 4 || !word.is_ascii() {
        let plural = word.len() == 4 && word.ends_with('s') && !word.ends_with("ss");
        return if plural { &word[..3] } else { word };
    }
    let is_plural_s = |ending: &str| ending != "s" || !word.ends_with("ss");
    let ending = ENDINGS.iter().find(|ending| word.ends_with(**ending) && word.len() - ending.len() >= LEAST && is_plural_s(ending));
    let cut = &word[..word.len() - ending.map_or(usize::from(word.ends_with('y')), |ending| ending.len())];
    match cut.as_bytes() {
        // "planning" and "plan" share a stem, "skill" and "discuss" keep theirs.
        [.., a, b] if a == b && cut.len() > 4 && !b"lsz".contains(b) => &cut[..cut.len() - 1],
        _ => cut,
    }
}

/// The number of a word's stem. 0 is every word that no keyword holds.
pub(crate) type WordId = u32;

/// The stems that have a number.
#[derive(Debug, Default)]
pub(crate) struct Stems {
    ids: FxHashMap<Box<str>, WordId>,
}

impl Stems {
    /// The number of a stem, given now if it has none yet.
    pub(crate) fn intern(&mut self, stem: &str) -> WordId {
        let next = self.ids.len() as WordId + 1;
        *self.ids.entry(stem.into()).or_insert(next)
    }

    /// One more than the greatest number given.
    pub(crate) fn len(&self) -> usize {
        self.ids.len() + 1
    }

    /// The stems by number.
    pub(crate) fn stems(&self) -> Vec<&str> {
        let mut stems = vec![""; self.len()];
        for (stem, id) in &self.ids {
            stems[*id as usize] = stem;
        }
        stems
    }

    /// The words of `text[range]`, written over `words`. `memory` makes the second look at a word cheap.
    pub(crate) fn words(&self, text: &str, range: &Range<usize>, memory: &mut WordMemory, words: &mut Vec<NumberedWord>) {
        words.clear();
        token::each_word(text, range.clone(), |piece, key| {
            let id = memory.recall(key, &text[piece.start..piece.end], |raw, folded| {
                token::fold_into(raw, folded);
                self.ids.get(stem(folded)).copied().unwrap_or(0)
            });
            words.push(NumberedWord { id, start: piece.start, end: piece.end });
        });
    }
}

/// A word of a statement: its number and its bytes in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NumberedWord {
    pub(crate) id: WordId,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// All that keywords see of a statement.
#[derive(Debug, Clone)]
pub(crate) struct View<'a> {
    pub(crate) words: &'a [NumberedWord],
    pub(crate) section: SectionKind,
    /// Each once, in the order of the text.
    pub(crate) cues: Vec<Cue>,
}

impl<'a> View<'a> {
    /// What keywords see of `statement`, whose words are `words`.
    pub(crate) fn new(words: &'a [NumberedWord], statement: &Statement, section: SectionKind) -> Self {
        let mut cues = Vec::new();
        for found in &statement.found {
            if let Meaning::Cue(cue) = found.meaning
                && !cues.contains(&cue)
            {
                cues.push(cue);
            }
        }
        Self { words, section, cues }
    }
}

/// Something that a keyword can be.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Feature {
    /// A word: `facilitat`.
    Word(WordId),
    /// Two words side by side: `train session`.
    Pair(WordId, WordId),
    /// The first word of the statement: `first:lead`.
    First(WordId),
    /// `section:duties`.
    Section(SectionKind),
    /// `cue:holder`.
    Cue(Cue),
}

impl Feature {
    /// As it is written in the file; `stems` are those of the numbered.
    pub(crate) fn keyword(&self, stems: &[&str]) -> String {
        let stem = |id: &WordId| stems[*id as usize];
        match self {
            Self::Word(id) => stem(id).to_owned(),
            Self::Pair(a, b) => format!("{} {}", stem(a), stem(b)),
            Self::First(id) => format!("first:{}", stem(id)),
            Self::Section(kind) => format!("section:{}", kind.as_str()),
            Self::Cue(cue) => format!("cue:{}", Lexicon::builtin().cue_name(*cue)),
        }
    }
}

/// Calls `found` with every feature of a statement and the words (by place) that it stands on; none for what is said of the whole statement.
/// A feature that occurs twice is told twice.
pub(crate) fn each_feature(view: &View<'_>, mut found: impl FnMut(Feature, Range<usize>)) {
    found(Feature::Section(view.section), 0..0);
    for cue in &view.cues {
        found(Feature::Cue(*cue), 0..0);
    }
    if let Some(first) = view.words.first().filter(|word| word.id != 0) {
        found(Feature::First(first.id), 0..1);
    }
    for (at, word) in view.words.iter().enumerate().filter(|(_, word)| word.id != 0) {
        found(Feature::Word(word.id), at..at + 1);
        if let Some(next) = view.words.get(at + 1).filter(|next| next.id != 0) {
            found(Feature::Pair(word.id, next.id), at..at + 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn inflections_share_a_stem() {
        for (words, wanted) in [
            ("facilitate facilitating facilitation facilitates", "facilitat"),
            ("plan plans planned planning", "plan"),
            ("strategy strategies", "strateg"),
            ("skill skills", "skill"),
            ("manage managing management manager", "manag"),
            ("café", "café"),
        ] {
            for word in words.split(' ') {
                assert_eq!(stem(word), wanted, "{word}");
            }
        }
    }

    #[test]
    fn pairs_stand_side_by_side() {
        let mut numbered = Stems::default();
        for stem in ["manag", "project"] {
            numbered.intern(stem);
        }
        let mut words = Vec::new();
        let text = "Managing two projects, project managers";
        numbered.words(text, &(0..text.len()), &mut WordMemory::default(), &mut words);
        let view = View { words: &words, section: SectionKind::Duties, cues: Vec::new() };
        let mut keywords = Vec::new();
        each_feature(&view, |feature, at| keywords.push((feature.keyword(&numbered.stems()), at)));
        let wanted = [
            ("section:duties", 0..0),
            ("first:manag", 0..1),
            ("manag", 0..1),
            ("project", 2..3),
            ("project project", 2..4),
            ("project", 3..4),
            ("project manag", 3..5),
            ("manag", 4..5),
        ];
        assert_eq!(keywords, wanted.map(|(keyword, at)| (keyword.to_owned(), at)));
    }

    proptest! {
        #[test]
        fn a_stem_begins_its_word(word in "[a-zé]{0,14}") {
            prop_assert!(word.starts_with(stem(&word)));
        }
    }
}
