//! The concept scheme: what can be asked for, and by which phrases it is recognized.

use std::collections::BTreeMap;

use crate::concept::{Concept, ConceptId};
use crate::mention::{Reason, RuleId};
use crate::phrase::Part;

/// A phrase that is evidence of a concept.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: RuleId,
    pub(crate) concept: ConceptId,
    pub(crate) lang: String,
    pub(crate) parts: Vec<Part>,
    /// Counts only beside other evidence of the same competency.
    pub(crate) weak: bool,
}

/// A longer phrase in which the evidence means something else.
#[derive(Debug, Clone)]
pub(crate) struct Trap {
    /// The concepts whose mentions it suppresses; none means all.
    pub(crate) affects: Vec<ConceptId>,
    pub(crate) parts: Vec<Part>,
    pub(crate) reason: Reason,
    /// When given, the trap springs only in texts that hold this phrase somewhere.
    pub(crate) only_with: Option<Vec<Part>>,
}

/// Texts that a concept's patterns must find or pass over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The concept.
    pub concept: ConceptId,
    /// The text.
    pub text: String,
    /// Must a counted mention of the concept be found in it?
    pub found: bool,
}

/// A concept scheme with its patterns, proved free of orphans and doubled names.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    pub(crate) concepts: BTreeMap<ConceptId, Concept>,
    pub(crate) rules: Vec<Rule>,
    pub(crate) traps: Vec<Trap>,
    pub(crate) examples: Vec<Example>,
    pub(crate) hash: String,
}

impl Taxonomy {
    /// All concepts, by name.
    pub fn concepts(&self) -> impl Iterator<Item = &Concept> {
        self.concepts.values()
    }

    /// The concept with this name.
    pub fn concept(&self, id: &ConceptId) -> Option<&Concept> {
        self.concepts.get(id)
    }

    /// The number of phrases, of all languages.
    pub fn phrases_n(&self) -> usize {
        self.rules.len()
    }

    /// The texts that the patterns are specified by.
    pub fn examples(&self) -> &[Example] {
        &self.examples
    }

    /// A hash of all files that the taxonomy was read from: equal hashes tag equally.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}
