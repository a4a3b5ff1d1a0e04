//! How far mentions agree with labels, by statement and by text.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::concept::ConceptId;
use crate::mention::Mention;

/// A text whose statements people have labeled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabeledText {
    /// Its name.
    pub id: String,
    /// Whose it is. Texts of one employer resemble each other, and are never on both sides of a trial.
    pub employer: String,
    /// The text.
    pub text: String,
    /// Its language, two letters.
    pub lang: Option<String>,
    /// Have those who wrote the phrases read it? Then phrases look better on it than they are.
    pub is_read: bool,
    /// Bytes of each statement, and the competencies that it asks for.
    pub statements: Vec<(Range<usize>, Vec<ConceptId>)>,
}

impl LabeledText {
    /// The labels of all statements that overlap `range`.
    pub(crate) fn labels_at(&self, range: &Range<usize>) -> BTreeSet<&ConceptId> {
        let here = self.statements.iter().filter(|(statement, _)| overlap(statement, range));
        here.flat_map(|(_, labels)| labels).collect()
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Right findings, wrong findings, and misses.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Found and labeled.
    pub right: u64,
    /// Found and not labeled.
    pub wrong: u64,
    /// Labeled and not found.
    pub missed: u64,
}

impl Agreement {
    /// The share of what was found that is labeled.
    pub fn precision(self) -> f64 {
        self.right as f64 / ((self.right + self.wrong) as f64).max(1.0)
    }

    /// The share of what is labeled that was found.
    pub fn recall(self) -> f64 {
        self.right as f64 / ((self.right + self.missed) as f64).max(1.0)
    }

    /// The harmonic mean of the two.
    pub fn f1(self) -> f64 {
        2.0 * self.right as f64 / ((2 * self.right + self.wrong + self.missed) as f64).max(1.0)
    }

    fn note(&mut self, found: bool, labeled: bool) {
        self.right += u64::from(found && labeled);
        self.wrong += u64::from(found && !labeled);
        self.missed += u64::from(!found && labeled);
    }
}

/// The agreement of mentions with labels, by competency.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// A counted mention gives its competency to every statement that it overlaps.
    pub statements: BTreeMap<ConceptId, Agreement>,
    /// A text asks for what at least one of its statements asks for.
    pub texts: BTreeMap<ConceptId, Agreement>,
}

impl Tally {
    /// Counts in what was found in `text`.
    pub fn add(&mut self, text: &LabeledText, mentions: &[Mention]) {
        let counted = || mentions.iter().filter(|mention| mention.counted);
        let (mut found, mut labeled) = (BTreeSet::new(), BTreeSet::new());
        for (range, labels) in &text.statements {
            let here: BTreeSet<&ConceptId> = counted().filter(|m| overlap(&(m.start..m.end), range)).map(|m| &m.competency).collect();
            let labels: BTreeSet<&ConceptId> = labels.iter().collect();
            for competency in here.union(&labels) {
                note(&mut self.statements, competency, here.contains(competency), labels.contains(competency));
            }
            found.extend(here);
            labeled.extend(labels);
        }
        for competency in found.union(&labeled) {
            note(&mut self.texts, competency, found.contains(competency), labeled.contains(competency));
        }
    }
}

fn note(of: &mut BTreeMap<ConceptId, Agreement>, competency: &ConceptId, found: bool, labeled: bool) {
    of.entry(competency.clone()).or_default().note(found, labeled);
}

/// All competencies that are labeled anywhere, taken together.
pub fn micro(of: &BTreeMap<ConceptId, Agreement>) -> Agreement {
    labeled(of).fold(Agreement::default(), |sum, one| Agreement {
        right: sum.right + one.right,
        wrong: sum.wrong + one.wrong,
        missed: sum.missed + one.missed,
    })
}

/// The mean F1 of the competencies that are labeled anywhere.
pub fn macro_f1(of: &BTreeMap<ConceptId, Agreement>) -> f64 {
    labeled(of).map(Agreement::f1).sum::<f64>() / (labeled(of).count() as f64).max(1.0)
}

/// A competency that nobody labels was not looked for.
fn labeled(of: &BTreeMap<ConceptId, Agreement>) -> impl Iterator<Item = Agreement> + '_ {
    of.values().copied().filter(|one| one.right + one.missed > 0)
}
