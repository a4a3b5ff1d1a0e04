//! How senior a job is, by the words of its title.

use serde::{Deserialize, Serialize};

/// How senior a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seniority {
    /// The title does not say.
    Unclear,
    /// Assistant, administrator, intern.
    Assistant,
    /// Officer, coordinator, specialist; a profession without a rank.
    Officer,
    /// Manager, lead.
    Manager,
    /// Senior manager, principal, associate director.
    SeniorManager,
    /// Head.
    Head,
    /// Director.
    Director,
}

impl Seniority {
    /// Every level, the lowest first.
    pub const ALL: [Self; 7] = [Self::Unclear, Self::Assistant, Self::Officer, Self::Manager, Self::SeniorManager, Self::Head, Self::Director];

    /// The name used in tables and files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unclear => "unclear",
            Self::Assistant => "assistant",
            Self::Officer => "officer",
            Self::Manager => "manager",
            Self::SeniorManager => "senior-manager",
            Self::Head => "head",
            Self::Director => "director",
        }
    }

    /// The level with this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == name)
    }
}
