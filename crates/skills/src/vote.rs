//! The second layer: what weighted keywords add to the mentions of patterns, and which of these they do not believe.

use std::ops::Range;

use crate::concept::ConceptId;
use crate::context;
use crate::features::View;
use crate::keywords::{Keywords, Scratch};
use crate::loose::{LooseHit, LoosePhrases};
use crate::mention::{Mention, Reason, RuleId, SectionKind};
use crate::reading::{Reading, Statement};

/// Lets keywords carry statements that no pattern carries, and outvote patterns. The mentions are, and stay, in order.
pub(crate) fn vote(keywords: &Keywords, loose: &LoosePhrases, text: &str, reading: &Reading, kinds: &[SectionKind], mentions: &mut Vec<Mention>) {
    let mut carried = Vec::new();
    keywords.with_scratch(|scratch| {
        let mut at = 0;
        for (number, (statement, section)) in reading.statements.iter().zip(kinds).enumerate() {
            let len = mentions[at..].iter().take_while(|mention| mention.statement == number).count();
            let inside = &mut mentions[at..at + len];
            at += len;
            // Nothing to carry, nothing to outvote.
            if is_closed(statement, *section) && inside.iter().all(|mention| !mention.counted) {
                continue;
            }
            let mut words = std::mem::take(&mut scratch.words);
            keywords.stems.words(text, &statement.range, &mut scratch.memory, &mut words);
            keywords.score(&View::new(&words, statement, *section), scratch);
            scratch.words = words;
            let hangs_on_loose = (0..keywords.competencies.len()).any(|column| {
                let score = scratch.scores[column];
                keywords.loose_threshold(column) <= score && score < keywords.threshold(column)
            });
            let loose = if hangs_on_loose { loose.find(text, statement, inside) } else { Vec::new() };
            let place = Place { keywords, text, statement, number, section: *section, scratch, loose };
            carried.extend((0..keywords.competencies.len()).filter_map(|column| place.decide(column, inside)));
        }
    });
    add(carried, mentions);
}

/// Adds mentions. Those of the same concept that they overlap do not count and go: of two that overlap, the one that counts stands.
fn add(carried: Vec<Mention>, mentions: &mut Vec<Mention>) {
    if carried.is_empty() {
        return;
    }
    let overlaps = |a: &Mention, b: &Mention| a.concept == b.concept && a.start < b.end && b.start < a.end;
    mentions.retain(|old| {
        let here = carried.partition_point(|new| new.statement < old.statement);
        !carried[here..].iter().take_while(|new| new.statement == old.statement).any(|new| overlaps(new, old))
    });
    mentions.extend(carried);
    mentions.sort_by(|a, b| (a.start, a.end, &a.concept).cmp(&(b.start, b.end, &b.concept)));
}

/// A scored statement.
struct Place<'t> {
    keywords: &'t Keywords,
    text: &'t str,
    statement: &'t Statement,
    number: usize,
    section: SectionKind,
    scratch: &'t Scratch,
    /// Found only where a decision hangs on it.
    loose: Vec<LooseHit<'t>>,
}

impl Place<'_> {
    /// Outvotes the mentions of a competency, or returns the one that keywords carry.
    fn decide(&self, column: usize, mentions: &mut [Mention]) -> Option<Mention> {
        let competency = &self.keywords.competencies[column];
        let score = self.scratch.scores[column];
        let loose = self.loose_span(column);
        let carries = score >= self.keywords.threshold(column) || loose.is_some();
        let distrusts = score < self.keywords.distrust(column);
        // Most statements are neither, and need no look at the mentions.
        if !carries && (!distrusts || mentions.is_empty()) {
            return None;
        }
        if mentions.iter().any(|mention| mention.counted && mention.competency == *competency) {
            if distrusts {
                outvote(mentions, competency);
            }
            return None;
        }
        let denied = mentions.iter().any(|mention| mention.competency == *competency && mention.reason == Some(Reason::Negated));
        if !carries || denied || is_closed(self.statement, self.section) {
            return None;
        }
        let span = if score >= self.keywords.threshold(column) { self.keywords.carrying(column, self.scratch)? } else { loose? };
        Some(self.mention(competency, span))
    }

    /// The shortest words that a phrase fits loosely, where the score is high enough for it.
    fn loose_span(&self, column: usize) -> Option<Range<usize>> {
        if self.scratch.scores[column] < self.keywords.loose_threshold(column) {
            return None;
        }
        let fits = self.loose.iter().filter(|(competency, _)| **competency == self.keywords.competencies[column]);
        fits.map(|(_, at)| at.clone()).min_by_key(|at| (at.len(), at.start))
    }

    fn mention(&self, competency: &ConceptId, span: Range<usize>) -> Mention {
        Mention {
            concept: competency.clone(),
            competency: competency.clone(),
            start: span.start,
            end: span.end,
            surface: self.text[span].to_owned(),
            section: self.section,
            requirement: context::requirement(self.statement, self.section),
            counted: true,
            reason: None,
            rule: RuleId(format!("keywords/{competency}").into()),
            statement: self.number,
        }
    }
}

/// May keywords carry nothing here, because the statement is about benefits, the employer or the like?
pub(crate) fn is_closed(statement: &Statement, section: SectionKind) -> bool {
    context::reason(statement, section).is_some()
}

fn outvote(mentions: &mut [Mention], competency: &ConceptId) {
    for mention in mentions.iter_mut().filter(|mention| mention.counted && mention.competency == *competency) {
        mention.counted = false;
        mention.reason = Some(Reason::Outvoted);
    }
}
