//! A mention in the making: numbers only, until it is settled which ones stand.

use crate::mention::{Reason, Requirement, SectionKind};

/// Words of a text that speak for a concept.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Evidence {
    /// The number of the concept, in the order of their names.
    pub(crate) concept: u32,
    /// The number of the competency that it counts towards.
    pub(crate) competency: u32,
    /// The number of the rule that fired.
    pub(crate) rule: u32,
    /// Does it count only beside other evidence of its competency?
    pub(crate) weak: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The number of the statement.
    pub(crate) statement: usize,
    pub(crate) section: SectionKind,
    pub(crate) requirement: Requirement,
    /// Why it does not count, if so.
    pub(crate) reason: Option<Reason>,
}
