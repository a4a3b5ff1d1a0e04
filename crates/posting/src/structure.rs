//! Who reports to whom, whom a post manages, and in which unit it sits, as the text says it, with the words that say it.

mod cue;
mod management;
mod number;
mod reporting;
mod role_phrase;
mod unit;
mod unit_type;

use std::ops::Range;

use crate::text::quote;
use crate::text::sentence::statement;
use cue::{Cue, cues};
use management::{Managing, managing, reports_to_the_post};
use reporting::{Line, after_cue, after_report};
use role_phrase::{normalized_role, role_phrase};
use unit::{Unit, at_head, behind_sits_in, is_solo, team_size};

pub use unit_type::UnitType;

/// Words of a quote at most.
const QUOTE_WORDS: usize = 25;
/// Relations kept of one kind; more of them are a list of something else.
const EDGES: usize = 8;
/// Bytes of a title looked at.
const TITLE: usize = 200;

/// How a post stands to another post or to a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// The post reports to that post.
    ReportsTo,
    /// The post manages those staff.
    LineManages,
    /// The post is in that unit.
    SitsIn,
    /// The post works with that post.
    WorksWith,
}

impl Relation {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReportsTo => "reports_to",
            Self::LineManages => "line_manages",
            Self::SitsIn => "sits_in",
            Self::WorksWith => "works_with",
        }
    }
}

/// One stated relation of the post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    /// How the post stands to the other end.
    pub relation: Relation,
    /// The other end as stated, without articles and clauses behind it: "Head of Community".
    pub to_raw: String,
    /// The same in lower case, abbreviations opened.
    pub to_role: String,
    /// At most 25 words of the statement.
    pub quote: String,
    /// Where the evidence begins in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// What a text says about the place of its post. Empty means not stated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Structure {
    /// The role that the post reports to, as stated and normalized.
    pub reports_to: Option<(String, String)>,
    /// Are staff managed or supervised? Volunteers and contractors alone do not count.
    pub manages_people: Option<bool>,
    /// How many staff report to the post.
    pub direct_reports_n: Option<u32>,
    /// The unit that the post sits in, as stated.
    pub unit: Option<String>,
    /// What kind of unit that is.
    pub unit_type: Option<UnitType>,
    /// How many are in the team.
    pub team_size: Option<u32>,
    /// Is the holder the only one with this work? `Some(false)` where a team of more than one is stated.
    pub is_solo: Option<bool>,
    /// All relations, in the order of the text.
    pub edges: Vec<Edge>,
}

/// Reads the structure that a posting states.
pub fn read_structure(title: &str, text: &str) -> Structure {
    let title = &title[..title.floor_char_boundary(TITLE)];
    let mut found = Found::default();
    for (cue, from, to) in cues(text) {
        found.read(title, text, cue, from, to);
    }
    found.structure(text)
}

/// What the cues of a text have said.
#[derive(Default)]
struct Found {
    lines: Vec<Line>,
    managing: Vec<Managing>,
    units: Vec<Unit>,
    partners: Vec<Range<usize>>,
    team_size: Option<u32>,
    is_solo: bool,
}

impl Found {
    fn read(&mut self, title: &str, text: &str, cue: Cue, from: usize, to: usize) {
        match cue {
            Cue::Report => {
                self.managing.extend(reports_to_the_post(text, from, to));
                self.lines.extend(after_report(title, text, from, to));
            }
            Cue::Answers | Cue::Label | Cue::ManagedBy | Cue::Direction => {
                self.lines.extend(after_cue(text, cue, from, to));
                if cue == Cue::Label && text[from..to].to_ascii_lowercase().starts_with("line manag") {
                    self.managing.extend(managing(text, Cue::LineManage, from, to - "er".len()));
                }
            }
            Cue::UnitHead => {
                self.units.extend(at_head(text, from, to));
                self.team_size = self.team_size.or_else(|| team_size(text, from, to));
            }
            Cue::SitsIn => self.units.extend(behind_sits_in(text, from, to)),
            Cue::Solo => self.is_solo |= is_solo(text, from, to),
            Cue::WorksWith => self.partners.extend(partner(text, to)),
            _ => {
                if cue == Cue::Supervise {
                    self.lines.extend(after_cue(text, cue, from, to));
                }
                self.managing.extend(managing(text, cue, from, to));
            }
        }
    }

    fn structure(&self, text: &str) -> Structure {
        let line = best(&self.lines, |line| line.rank);
        let unit = best(&self.units, |unit| unit.rank);
        let manages_people = match (self.managing.iter().any(|m| m.manages), self.managing.iter().any(|m| !m.manages)) {
            // Who says that nobody is managed says it of this post.
            (_, true) => Some(false),
            (true, false) => Some(true),
            (false, false) => None,
        };
        let alone = self.is_solo || self.team_size == Some(1);
        let unit_name = unit.map(|unit| tidied(&text[unit.name.clone()]));
        Structure {
            reports_to: line.map(|line| role_pair(&text[line.role.clone()])),
            manages_people,
            direct_reports_n: if manages_people == Some(true) { self.managing.iter().find_map(|m| m.direct_reports_n) } else { None },
            unit_type: unit_name.as_deref().map(UnitType::of),
            unit: unit_name,
            team_size: self.team_size,
            is_solo: if alone { Some(true) } else { self.team_size.map(|_| false) },
            edges: self.edges(text, unit, manages_people == Some(false)),
        }
    }

    fn edges(&self, text: &str, unit: Option<&Unit>, nobody: bool) -> Vec<Edge> {
        let lines = self.lines.iter().take(EDGES).map(|line| edge(text, Relation::ReportsTo, &line.role, &line.span));
        let managed = self.managing.iter().filter(|m| m.manages && !nobody).filter_map(|m| Some((m.who.as_ref()?, &m.span)));
        let managed = managed.take(EDGES).map(|(who, span)| edge(text, Relation::LineManages, who, span));
        let unit = unit.map(|unit| edge(text, Relation::SitsIn, &unit.name, &unit.span));
        let partners = self.partners.iter().take(EDGES).map(|role| edge(text, Relation::WorksWith, role, role));
        let mut edges: Vec<Edge> = lines.chain(managed).chain(unit).chain(partners).collect();
        edges.sort_by_key(|edge| (edge.start, edge.relation, edge.end));
        edges.dedup_by(|a, b| a.relation == b.relation && a.to_role == b.to_role);
        edges
    }
}

/// The first of those with the highest rank.
fn best<T>(all: &[T], rank: impl Fn(&T) -> u8) -> Option<&T> {
    all.iter().rev().max_by_key(|one| rank(one))
}

/// A post or team worked with, when it is named as one.
fn partner(text: &str, to: usize) -> Option<Range<usize>> {
    let until = crate::text::sentence::end(text, to);
    let phrase = role_phrase(text, to, until)?;
    let name = &text[phrase.span.clone()];
    let says = name.contains(' ') && !name.to_lowercase().ends_with("staff") && (phrase.names_post || name.to_lowercase().ends_with("team"));
    (says && name.starts_with(char::is_uppercase)).then_some(phrase.span)
}

fn edge(text: &str, relation: Relation, to: &Range<usize>, span: &Range<usize>) -> Edge {
    let (to_raw, to_role) = role_pair(&text[to.clone()]);
    let around = statement(text, span.start);
    let around = around.start.min(span.start)..around.end.max(span.end);
    Edge { relation, to_raw, to_role, quote: quote(text, &around, span, QUOTE_WORDS), start: span.start, end: span.end }
}

/// A role as stated, on one line, and normalized.
fn role_pair(raw: &str) -> (String, String) {
    let raw = tidied(raw);
    let role = normalized_role(&raw);
    (raw, role)
}

/// One blank between words.
fn tidied(raw: &str) -> String {
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
