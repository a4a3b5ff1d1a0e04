//! What is doubtful in the files of a taxonomy that loads: told for people who keep it, each with its place.

mod firing;
mod missing;
mod shadow;
mod shape;
mod width;

use std::collections::HashMap;

use crate::concept::ConceptId;
use crate::listing::{Listing, Phrase};
use crate::taxonomy::Rule;
use crate::toml_file::FileFault;

pub use firing::{Fired, Probe};

/// What sort of thing was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FindingKind {
    /// The same pattern twice under one competency, in one concept or in two.
    Duplicate,
    /// A list of phrases that is not in order.
    Unsorted,
    /// A pattern that could match almost anything, or that is too big.
    TooWide,
    /// A pattern whose every match holds a match of a wider pattern of its concept.
    Shadowed,
    /// A phrase that concepts of different competencies share.
    Ambiguous,
    /// A concept without a text that it must find, or without one that it must pass over.
    MissingExample,
    /// A concept without a label in a language that the taxonomy speaks.
    MissingLabel,
    /// A concept without a match in a scheme that the taxonomy maps to, and without a reason.
    MissingMatch,
    /// A pattern that no text of a corpus holds.
    NeverFires,
    /// A pattern that a corpus holds only where nothing is counted.
    NeverCounts,
}

impl FindingKind {
    /// Every kind, faults first.
    pub const ALL: [Self; 10] = [
        Self::Duplicate,
        Self::Unsorted,
        Self::TooWide,
        Self::Shadowed,
        Self::Ambiguous,
        Self::MissingExample,
        Self::MissingLabel,
        Self::MissingMatch,
        Self::NeverFires,
        Self::NeverCounts,
    ];

    /// The name that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Unsorted => "unsorted",
            Self::TooWide => "too_wide",
            Self::Shadowed => "shadowed",
            Self::Ambiguous => "ambiguous",
            Self::MissingExample => "missing_example",
            Self::MissingLabel => "missing_label",
            Self::MissingMatch => "missing_match",
            Self::NeverFires => "never_fires",
            Self::NeverCounts => "never_counts",
        }
    }

    /// Must it be mended? The others are notes.
    pub fn is_fault(self) -> bool {
        matches!(self, Self::Duplicate | Self::Unsorted | Self::TooWide)
    }
}

/// Something doubtful, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What sort of thing it is.
    pub kind: FindingKind,
    /// The concept that it is about.
    pub concept: ConceptId,
    /// Where it stands, and what to do.
    pub place: FileFault,
}

/// Everything doubtful that the files alone show, in file order.
pub fn check(listing: &Listing) -> Vec<Finding> {
    let mut findings = Findings { listing, found: Vec::new() };
    findings.duplicates();
    findings.unsorted();
    findings.ambiguous();
    width::find(&mut findings);
    shadow::find(&mut findings);
    missing::find(&mut findings);
    findings.sorted()
}

/// What a corpus shows: patterns that never fire in it, or fire only where nothing is counted. In file order.
///
/// A pattern is judged only when the corpus has texts of its language.
pub fn check_fired(listing: &Listing, fired: &Fired) -> Vec<Finding> {
    let mut findings = Findings { listing, found: Vec::new() };
    firing::find(&mut findings, fired);
    findings.sorted()
}

/// The findings so far.
struct Findings<'l> {
    listing: &'l Listing,
    found: Vec<Finding>,
}

impl Findings<'_> {
    fn add(&mut self, kind: FindingKind, (phrase, rule): (&Phrase, &Rule), message: &str, help: String) {
        let place = self.listing.fault(&phrase.place, format!("`{}` {message}", phrase.text), help);
        self.found.extend(place.map(|place| Finding { kind, concept: rule.concept.clone(), place }));
    }

    fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by(|a, b| {
            let key = |finding: &Finding| (finding.place.line, finding.place.column, finding.kind);
            a.place.file.cmp(&b.place.file).then_with(|| key(a).cmp(&key(b))).then_with(|| a.place.message.cmp(&b.place.message))
        });
        self.found
    }

    /// The same pattern twice under one competency, where one of the two adds nothing; under two, it is ambiguous.
    fn duplicates(&mut self) {
        let mut seen: HashMap<(&str, &ConceptId, String), (&Phrase, &Rule)> = HashMap::new();
        for (phrase, rule) in self.listing.phrases_in_file_order() {
            let key = (rule.lang.as_str(), self.listing.competency(rule), shape::canonical(&rule.parts));
            let (first, of) = *seen.entry(key).or_insert((phrase, rule));
            if of.id == rule.id {
                continue;
            }
            let whose = if of.concept == rule.concept { "this concept".to_owned() } else { format!("`{}`", of.concept) };
            let help = format!("{} has `{}`; a competency counts what its skills find: keep one", self.listing.line(&first.place), first.text);
            self.add(FindingKind::Duplicate, (phrase, rule), &format!("is a phrase of {whose} already"), help);
        }
    }

    /// Tells the first phrase of a list that stands before where it belongs.
    fn unsorted(&mut self) {
        let mut before: Option<&Phrase> = None;
        let mut told = false;
        for (phrase, rule) in self.listing.phrases_in_file_order() {
            told &= !phrase.opens_list;
            let out_of_order = before.filter(|before| !phrase.opens_list && sort_key(&phrase.text) < sort_key(&before.text));
            if let Some(before) = out_of_order
                && !told
            {
                told = true;
                let help = "lists are in order of their letters, digits and spaces, in lower case".to_owned();
                self.add(FindingKind::Unsorted, (phrase, rule), &format!("stands after `{}`", before.text), help);
            }
            before = Some(phrase);
        }
    }

    fn ambiguous(&mut self) {
        let mut owners: HashMap<(&str, String), (&Phrase, &Rule)> = HashMap::new();
        for (phrase, rule) in self.listing.phrases_in_file_order() {
            // The whole pattern goes with its alternatives: it may have gaps, or too many of them.
            let shared = [shape::literals(&rule.parts), vec![shape::canonical(&rule.parts)]].concat().into_iter().find_map(|literal| {
                let (first, of) = *owners.entry((rule.lang.as_str(), literal.clone())).or_insert((phrase, rule));
                (self.listing.competency(of) != self.listing.competency(rule)).then_some((literal, first, of))
            });
            if let Some((literal, first, of)) = shared {
                let help = format!("{} has `{}`; \"{literal}\" speaks for both competencies", self.listing.line(&first.place), first.text);
                self.add(FindingKind::Ambiguous, (phrase, rule), &format!("shares a phrase with `{}`", of.concept), help);
            }
        }
    }
}

/// What a list of phrases is sorted by: marks of the phrase language do not count.
pub(crate) fn sort_key(phrase: &str) -> String {
    phrase.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(concepts: &str) -> Listing {
        let text = concepts.replace("\n[", "\nkind = 'skill'\nlabel = { en = 'X' }\ndefinition = ''\nfind = ['x']\npass = ['y']\n[");
        let text = format!("{text}\nkind = 'skill'\nlabel = {{ en = 'X' }}\ndefinition = ''\nfind = ['x']\npass = ['y']\n");
        Listing::new(vec![("x.toml".to_owned(), text)]).expect("loads")
    }

    /// Findings as `line kind message`.
    fn check_text(concepts: &str) -> Vec<String> {
        let findings = check(&listing(concepts));
        findings.iter().map(|finding| format!("{} {} {}", finding.place.line, finding.kind.as_str(), finding.place.message)).collect()
    }

    #[test]
    fn the_same_pattern_twice() {
        let found = check_text("[concept.a]\nphrases.en = ['(b/a) organise~', '(a/b) organize~']\n[concept.b]\nphrases.en = ['x']");
        assert!(found.contains(&"2 duplicate `(a/b) organize~` is a phrase of this concept already".to_owned()), "{found:#?}");
        assert_eq!(found.iter().filter(|line| line.contains("duplicate")).count(), 1, "{found:#?}");
        let found = check_text("[concept.a]\nphrases.en = ['quick fox']\n[concept.b]\nbroader = 'a'\nphrases.en = ['quick (fox)']");
        assert_eq!(found, ["10 duplicate `quick (fox)` is a phrase of `a` already"]);
        let found = check_text("[concept.a]\nphrases.en = ['quick .. fox']\n[concept.b]\nphrases.en = ['quick .. (fox)']");
        assert_eq!(found, ["9 ambiguous `quick .. (fox)` shares a phrase with `a`"]);
    }

    #[test]
    fn a_list_out_of_order_is_told_once() {
        let found = check_text("[concept.a]\nphrases.en = ['(alpha/x) beta', 'gamma ray', 'beta ray', 'alpha ray']\nweak.en = ['abc def']");
        assert_eq!(found, ["2 unsorted `beta ray` stands after `gamma ray`"]);
    }

    #[test]
    fn a_phrase_of_two_competencies() {
        let found = check_text("[concept.a]\nphrases.en = ['(policy/media) brief~']\n[concept.b]\nphrases.en = ['media (brief~/event)']");
        assert_eq!(found, ["9 ambiguous `media (brief~/event)` shares a phrase with `a`"]);
        let under =
            check_text("[concept.a]\nphrases.en = ['(policy/media) brief~']\n[concept.b]\nbroader = 'a'\nphrases.en = ['media (brief~/event)']");
        assert_eq!(under, Vec::<String>::new());
    }

    #[test]
    fn places_have_a_caret() {
        let findings = check(&listing("[concept.a]\nphrases.en = ['of the']"));
        let text = findings[0].place.to_string();
        assert!(text.starts_with("x.toml:2:15: `of the` ") && text.contains("\n    |               ^^^^^^^^"), "{text}");
    }
}
