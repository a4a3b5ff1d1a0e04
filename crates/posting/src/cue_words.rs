//! Words that say what stands beside them, found in one pass through a text whatever their number.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Cue words without case, and what each says.
pub(crate) struct CueWords<C> {
    words: AhoCorasick,
    cues: Vec<C>,
}

impl<C: Copy> CueWords<C> {
    /// The words of each cue. They are constants, hence few enough for a table of states.
    pub(crate) fn new(cues: &[(C, &[&str])]) -> Self {
        let pairs: Vec<(C, &str)> = cues.iter().flat_map(|(cue, words)| words.iter().map(|word| (*cue, *word))).collect();
        let words = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::DFA))
            .build(pairs.iter().map(|(_, word)| word))
            .expect("a constant list of words");
        Self { words, cues: pairs.into_iter().map(|(cue, _)| cue).collect() }
    }

    /// The cues of a text in its order: what, from where, to where. The longest of those that begin at one place stands.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (C, usize, usize)> + 't {
        self.words.find_iter(text).map(|found| (self.cues[found.pattern()], found.start(), found.end()))
    }
}
