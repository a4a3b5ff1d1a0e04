//! Whether two postings advertise one vacancy, and what that rests on.

use std::fmt;

use crate::vacancy::facts::{BANK, FIXED, FULL_TIME, Facts, LOCUM, MATERNITY, PART_TIME, is_direction};
use crate::vacancy::fingerprint::Fingerprint;

/// Texts of one employer for one title are compared further from here on.
const ALIKE: f64 = 0.75;

/// And from here on when one of them is in the other: a repost with a paragraph added, a copy cut off.
const ALIKE_AND_CONTAINED: f64 = 0.45;

/// Texts of two sources: each cuts and adds what it likes.
const ALIKE_ACROSS_SOURCES: f64 = 0.6;

/// Texts under the names of two employers, neither of them an agency, must be this much alike.
const ALIKE_ACROSS_EMPLOYERS: f64 = 0.8;

/// A shorter copy must be in the longer one to this share.
const CONTAINED: f64 = 0.95;

/// Pay that differs by less than this is rounded.
const PAY_ROUNDED: f64 = 0.005;

/// Pay that rose less than this in so many days is the same pay: scales rise once a year.
const PAY_RISE: f64 = 0.04;
const PAY_RISE_DAYS: i64 = 60;

/// Two postings, fact by fact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// How alike the texts are, 0 to 1: 1 when their words are the same, else the estimated Jaccard similarity of their runs of 4 words.
    pub similarity: f64,
    /// Do they name the same employer?
    pub employer: Agreement,
    /// Do their titles name the same post?
    pub title: Agreement,
    /// Do their places agree?
    pub place: Agreement,
    /// Does their pay agree?
    pub pay: Agreement,
    /// The first fact that makes them two vacancies; `None` when they are one.
    pub apart: Option<Difference>,
}

/// How two postings stand in one fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    /// Both say the same.
    Same,
    /// One of them says nothing.
    Unknown,
    /// They say different things.
    Different,
}

impl Agreement {
    fn of<T: PartialEq>(a: Option<&T>, b: Option<&T>) -> Self {
        a.zip(b).map_or(Self::Unknown, |(a, b)| if a == b { Self::Same } else { Self::Different })
    }
}

/// What makes two postings two vacancies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// The texts are not alike.
    Text,
    /// Other employers, and nothing says that one of them copied.
    Employer,
    /// Other posts.
    Title,
    /// Other places.
    Place,
    /// Other pay.
    Pay,
    /// Another band or grade.
    Grade,
    /// Another contract: permanent or for a time, full or part time, bank or locum.
    Contract,
    /// The same day in the same source, in other words.
    SameDay,
    /// The same template, filled with another name, number or term.
    Template,
}

impl Difference {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Employer => "employer",
            Self::Title => "title",
            Self::Place => "place",
            Self::Pay => "pay",
            Self::Grade => "grade",
            Self::Contract => "contract",
            Self::SameDay => "same_day",
            Self::Template => "template",
        }
    }
}

impl fmt::Display for Comparison {
    /// `text 0.93 alike; same employer, title; place unknown; one vacancy`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "text {:.2} alike", self.similarity)?;
        let facts = [("employer", self.employer), ("title", self.title), ("place", self.place), ("pay", self.pay)];
        for (agreement, word) in [(Agreement::Same, "same"), (Agreement::Different, "other"), (Agreement::Unknown, "unknown")] {
            let names: Vec<&str> = facts.iter().filter(|(_, fact)| *fact == agreement).map(|(name, _)| *name).collect();
            if !names.is_empty() {
                write!(f, "; {word} {}", names.join(", "))?;
            }
        }
        match self.apart {
            None => write!(f, "; one vacancy"),
            Some(difference) => write!(f, "; two vacancies by {}", difference.as_str()),
        }
    }
}

/// Compares two postings. The order makes no difference.
pub fn compare(a: &Fingerprint, b: &Fingerprint) -> Comparison {
    let is_same_source = a.source == b.source;
    let is_exact = a.words == b.words && a.signature == b.signature;
    let similarity = if is_exact { 1.0 } else { a.signature.similarity(&b.signature).min(0.999) };
    let employer = Agreement::of(a.employer.as_ref(), b.employer.as_ref());
    let mut found = Comparison {
        similarity,
        employer,
        title: title(&a.facts, &b.facts, !is_same_source),
        place: place(&a.facts, &b.facts, is_same_source),
        pay: pay(a, b),
        apart: None,
    };
    found.apart = apart(a, b, &found, is_exact, is_same_source);
    found
}

fn apart(a: &Fingerprint, b: &Fingerprint, found: &Comparison, is_exact: bool, is_same_source: bool) -> Option<Difference> {
    // Few words say little: then nothing else may differ or be missing.
    if (a.is_short || b.is_short) && !(is_exact && a.employer == b.employer) {
        return Some(if is_exact { Difference::Employer } else { Difference::Text });
    }
    let is_copied = found.employer == Agreement::Same || a.is_agency || b.is_agency || found.employer == Agreement::Unknown;
    let alike = if !is_copied {
        ALIKE_ACROSS_EMPLOYERS
    } else if is_same_source {
        ALIKE
    } else {
        ALIKE_ACROSS_SOURCES
    };
    let is_cut = is_copied && found.similarity >= ALIKE_AND_CONTAINED && a.signature.containment(&b.signature) >= CONTAINED;
    let tests = [
        (found.similarity < alike && !is_cut && a.core != b.core, Difference::Text),
        (!is_copied && (found.title != Agreement::Same || found.place != Agreement::Same), Difference::Employer),
        (found.title == Agreement::Different, Difference::Title),
        (found.place == Agreement::Different, Difference::Place),
        (found.pay == Agreement::Different, Difference::Pay),
        (Agreement::of(a.facts.grade.as_ref(), b.facts.grade.as_ref()) == Agreement::Different, Difference::Grade),
        (is_same_source && differ_in_contract(&a.facts, &b.facts), Difference::Contract),
        // A board that shows two ads of one employer on one day, worded differently but for whom to ask, has two posts.
        (a.core != b.core && is_same_source && a.since == b.since && found.employer == Agreement::Same, Difference::SameDay),
        (!is_exact && a.slots.conflicts_n(&b.slots) > 0, Difference::Template),
    ];
    tests.iter().find(|(differs, _)| *differs).map(|(_, difference)| *difference)
}

/// The same words, however joined. Another source may add to the title or leave a part of it out.
fn title(a: &Facts, b: &Facts, may_be_shorter: bool) -> Agreement {
    if a.title.is_empty() || b.title.is_empty() {
        return Agreement::Unknown;
    }
    let is_part = |a: &[u32], b: &[u32]| may_be_shorter && is_in(a, b);
    let is_same = a.title == b.title
        || a.title_run == b.title_run
        || is_abridged(a, b)
        || is_abridged(b, a)
        || is_part(&a.title, &b.title)
        || is_part(&b.title, &a.title);
    if is_same { Agreement::Same } else { Agreement::Different }
}

/// Is every word of `a` a word of `b` or the acronym of some?
fn is_abridged(a: &Facts, b: &Facts) -> bool {
    let (shared, own): (Vec<u32>, Vec<u32>) = a.title.iter().partition(|word| b.title.binary_search(word).is_ok());
    !own.is_empty() && !shared.is_empty() && is_in(&own, &b.acronyms)
}

/// One source writes its places alike, so that one must be a part of the other; between sources, a word in common is enough.
fn place(a: &Facts, b: &Facts, is_same_source: bool) -> Agreement {
    if a.place.is_empty() || b.place.is_empty() {
        return Agreement::Unknown;
    }
    let shared: Vec<u32> = a.place.iter().filter(|word| b.place.contains(word)).copied().collect();
    let is_nested = shared.len() == a.place.len().min(b.place.len());
    let is_same = a.place == b.place || shared.iter().any(|word| !is_direction(*word)) && (is_nested || !is_same_source);
    if is_same { Agreement::Same } else { Agreement::Different }
}

fn pay(a: &Fingerprint, b: &Fingerprint) -> Agreement {
    let Some(((low_a, high_a), (low_b, high_b))) = a.facts.pay.zip(b.facts.pay) else { return Agreement::Unknown };
    let days_between = a.since.duration_since(b.since).as_hours().abs() / 24;
    let leeway = if days_between < PAY_RISE_DAYS { PAY_ROUNDED } else { PAY_RISE };
    let near = |a: u64, b: u64| a.abs_diff(b) as f64 <= leeway * a.max(b) as f64;
    let shares = [low_a, high_a].iter().any(|one| [low_b, high_b].contains(one));
    // An hour's pay and a year's cannot be compared, and two sources may give either.
    let units_differ = high_a.max(high_b) > 20 * high_a.min(high_b);
    if shares || near(low_a, low_b) && near(high_a, high_b) {
        Agreement::Same
    } else if units_differ && a.source != b.source {
        Agreement::Unknown
    } else {
        Agreement::Different
    }
}

fn is_in(a: &[u32], b: &[u32]) -> bool {
    a.iter().all(|word| b.binary_search(word).is_ok())
}

fn differ_in_contract(a: &Facts, b: &Facts) -> bool {
    let opens_otherwise = (a.opening_terms ^ b.opening_terms) & !FULL_TIME != 0 && a.terms_n != b.terms_n;
    opens_otherwise || differ_in_terms(a.terms, b.terms)
}

fn differ_in_terms(a: u8, b: u8) -> bool {
    let (hours_a, hours_b) = (a & (PART_TIME | FULL_TIME), b & (PART_TIME | FULL_TIME));
    // A post said to be in part time alone is another than one that says nothing of it.
    (a ^ b) & (FIXED | MATERNITY | BANK | LOCUM) != 0 || hours_a & hours_b == 0 && (hours_a | hours_b) & PART_TIME != 0
}
