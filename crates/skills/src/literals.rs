//! The plain word sequences that patterns stand for, for tools that know no patterns: lists for other matchers, and comparisons with them.

use std::collections::BTreeSet;

use crate::inflection;
use crate::phrase::{Part, Word};
use crate::taxonomy::Taxonomy;

/// A pattern that stands for more sequences than this is cut short.
const MOST: usize = 64;

impl Taxonomy {
    /// Every sequence of words, lower case, that a pattern without a gap or a prefix finds: alternatives and inflections written out, at most 64
    /// of each pattern. Sorted, without doubles.
    pub fn literals(&self) -> Vec<String> {
        let all: BTreeSet<String> = self.rules.iter().flat_map(|rule| sequences(&rule.parts)).collect();
        all.into_iter().filter(|literal| !literal.is_empty()).collect()
    }
}

fn sequences(parts: &[Part]) -> Vec<String> {
    let mut all = vec![String::new()];
    for part in parts {
        let next = match part {
            Part::Word(Word::Exact(word)) => vec![word.clone()],
            Part::Word(Word::Inflected(word)) => inflection::forms(word),
            Part::Word(Word::Cased(word)) => vec![word.to_lowercase()],
            Part::Word(Word::Prefix(_)) | Part::Gap(_) => return Vec::new(),
            Part::OneOf { branches, optional } => {
                let none = optional.then(String::new);
                none.into_iter().chain(branches.iter().flat_map(|branch| sequences(branch))).collect()
            }
        };
        all = all.iter().flat_map(|head| next.iter().map(move |tail| joined(head, tail))).take(MOST).collect();
    }
    all
}

fn joined(head: &str, tail: &str) -> String {
    let blank = if head.is_empty() || tail.is_empty() { "" } else { " " };
    format!("{head}{blank}{tail}")
}
