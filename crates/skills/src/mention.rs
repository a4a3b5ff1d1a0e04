//! What the tagger says of a text: mentions of concepts, each with its place, its section and how firmly it is asked for.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::concept::ConceptId;

/// What a part of a posting is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// What the job is, in a few lines.
    Summary,
    /// What the holder does.
    Duties,
    /// What the holder must bring.
    Essential,
    /// What the holder should ideally bring.
    Desirable,
    /// Degrees, certificates, experience, without saying how firmly.
    Qualifications,
    /// Who the employer is.
    AboutEmployer,
    /// What the holder gets: pay, leave, training, place.
    Benefits,
    /// Equal opportunities, accommodation, data protection.
    Equality,
    /// How to apply.
    Application,
    /// No heading says.
    Unknown,
}

impl SectionKind {
    /// The name used in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Duties => "duties",
            Self::Essential => "essential",
            Self::Desirable => "desirable",
            Self::Qualifications => "qualifications",
            Self::AboutEmployer => "about_employer",
            Self::Benefits => "benefits",
            Self::Equality => "equality",
            Self::Application => "application",
            Self::Unknown => "unknown",
        }
    }

    /// The kind with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Every kind, in reading order.
    pub const ALL: [Self; 10] = [
        Self::Summary,
        Self::Duties,
        Self::Essential,
        Self::Desirable,
        Self::Qualifications,
        Self::AboutEmployer,
        Self::Benefits,
        Self::Equality,
        Self::Application,
        Self::Unknown,
    ];
}

/// How firmly a statement asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Requirement {
    /// The holder must bring it.
    Required,
    /// The holder should ideally bring it.
    Desired,
    /// The holder does it.
    Duty,
    /// The text does not say.
    Unstated,
}

impl Requirement {
    /// The name used in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Desired => "desired",
            Self::Duty => "duty",
            Self::Unstated => "unstated",
        }
    }
}

/// Why a mention is shown and yet not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// "No experience of … is needed".
    Negated,
    /// Equal opportunities, legal and other text that every ad carries.
    Boilerplate,
    /// What the employer is or does.
    AboutEmployer,
    /// What the holder is offered.
    Benefit,
    /// How to apply.
    Application,
    /// Somebody else's job.
    OtherParty,
    /// Inside a phrase that means something else.
    Guarded,
    /// Weak evidence without a second cue.
    Weak,
    /// Weighted keywords speak against what a pattern found.
    Outvoted,
}

impl Reason {
    /// The name used in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Negated => "negated",
            Self::Boilerplate => "boilerplate",
            Self::AboutEmployer => "about_employer",
            Self::Benefit => "benefit",
            Self::Application => "application",
            Self::OtherParty => "other_party",
            Self::Guarded => "guarded",
            Self::Weak => "weak",
            Self::Outvoted => "outvoted",
        }
    }
}

/// A part of the text and what it is about: bytes `start..end`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
}

/// The name of what fired: `CONCEPT/N`, the N-th pattern of the concept, or `CONCEPT/LANG-N`; `keywords/COMPETENCY` where keywords did.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RuleId(#[serde(with = "crate::shared_text")] pub(crate) Arc<str>);

impl RuleId {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A span of the text that is evidence of a concept: `text[start..end] == surface`, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The concept.
    pub concept: ConceptId,
    /// The competency that it counts towards.
    pub competency: ConceptId,
    /// First byte.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// The words themselves.
    pub surface: String,
    /// The part of the posting that they stand in.
    pub section: SectionKind,
    /// How firmly the statement asks.
    pub requirement: Requirement,
    /// Does it count as evidence?
    pub counted: bool,
    /// Why not, when it does not.
    pub reason: Option<Reason>,
    /// The pattern that fired.
    pub rule: RuleId,
    /// The number of the statement that holds it, from 0.
    #[serde(skip)]
    pub statement: usize,
}

/// All that the tagger found in one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotation {
    /// The parts of the text, in order, without gaps; empty for an empty text.
    pub sections: Vec<Section>,
    /// By start, then end, then concept.
    pub mentions: Vec<Mention>,
    /// The sentences and bullets: byte ranges, in order.
    pub statements: Vec<std::ops::Range<usize>>,
}

impl Annotation {
    /// Does the text tell what any part of it is about? Where it does not, all its sections are [`SectionKind::Unknown`], and no
    /// statement can be told to be a duty or a requirement by its place.
    pub fn has_sections(&self) -> bool {
        self.sections.iter().any(|section| section.kind != SectionKind::Unknown)
    }
}
