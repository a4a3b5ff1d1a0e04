//! A concept of the taxonomy, in the words of SKOS: what a skill is called, what it lies under, what it matches elsewhere.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// The stable name of a concept: lower-case words joined by hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConceptId(#[serde(with = "crate::shared_text")] Arc<str>);

impl ConceptId {
    /// Accepts `[a-z0-9]+(-[a-z0-9]+)*`, at most 80 bytes.
    pub fn new(raw: &str) -> Option<Self> {
        let word = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        (raw.len() <= 80 && raw.split('-').all(word)).then(|| Self(raw.into()))
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ConceptId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of thing is asked for, after ESCO's pillars.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConceptKind {
    /// Something one can do.
    Skill,
    /// Something one knows.
    Knowledge,
    /// A way one is.
    Attribute,
}

/// How a concept relates to one of another scheme (SKOS mapping relations, W3C 2009, section 10).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// `exact`, `close`, `broad`, `narrow` (the target is narrower), `related`, or `none` with its reason in `label`.
    pub relation: String,
    /// `esco`, `onet` or `cscce`.
    pub scheme: String,
    /// URI or code in that scheme; empty for `none`.
    pub target: String,
    /// The target's label, or the reason why there is no match.
    pub label: String,
}

/// A competency (no `broader`) or a skill under one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Concept {
    /// Its stable name.
    pub id: ConceptId,
    /// The competency that it lies under; `None` for a competency itself.
    pub broader: Option<ConceptId>,
    /// Skill, knowledge or attribute.
    pub kind: ConceptKind,
    /// Preferred label by language; English is always there.
    pub pref_label: BTreeMap<String, String>,
    /// What it means, in our words.
    pub definition: String,
    /// Where it comes from.
    pub provenance: String,
    /// Counterparts in other schemes.
    pub matches: Vec<Match>,
}

impl Concept {
    /// The English label.
    pub fn label(&self) -> &str {
        self.pref_label.get("en").map_or(self.id.as_str(), String::as_str)
    }

    /// The competency that this concept counts towards: itself when it is one.
    pub fn competency(&self) -> &ConceptId {
        self.broader.as_ref().unwrap_or(&self.id)
    }

    /// 1 for a competency, 2 for a skill.
    pub fn level(&self) -> u8 {
        if self.broader.is_some() { 2 } else { 1 }
    }
}

impl ConceptKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Skill, Self::Knowledge, Self::Attribute];

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// The name used in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Knowledge => "knowledge",
            Self::Attribute => "attribute",
        }
    }
}
