//! Which postings are one vacancy, and which of them speaks for it.
//!
//! Two postings are one when they have the same external id in the same source (they are then one posting seen twice), or when their words
//! are the same.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::identity::{PostingId, VacancyId};
use crate::job_posting::JobPosting;
use crate::text::{normalized, words_n};

/// A text this long says by itself which vacancy it is; a shorter one needs its employer and title beside it.
const TELLING_WORDS: usize = 50;

/// What is needed of a posting to tell which vacancy it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The posting.
    pub posting: PostingId,
    /// A hash of its words.
    pub words: String,
    /// The day it was posted, else the day it was seen.
    pub since: Date,
    /// When it was seen.
    pub seen: Timestamp,
    /// A hash of the capture and the text, to tell observations of one posting apart.
    pub observation: String,
}

impl Fingerprint {
    /// The fingerprint of `posting`, seen at that time.
    pub fn of(posting: &JobPosting, seen: Timestamp) -> Self {
        let words = normalized(&posting.description);
        let mut hasher = blake3::Hasher::new();
        hasher.update(words.as_bytes());
        if words_n(&words) < TELLING_WORDS {
            let employer = posting.hiring_organization.as_deref().unwrap_or_default();
            hasher.update(b"\0").update(normalized(employer).as_bytes()).update(b"\0").update(normalized(&posting.title).as_bytes());
        }
        let mut observation = blake3::Hasher::new();
        observation.update(posting.capture.as_str().as_bytes()).update(posting.title.as_bytes()).update(posting.description.as_bytes());
        Self {
            posting: PostingId::of(posting),
            words: hasher.finalize().to_hex()[..32].to_owned(),
            since: posting.date_posted.unwrap_or(posting.captured_on),
            seen,
            observation: observation.finalize().to_hex()[..32].to_owned(),
        }
    }
}

/// Why a posting is not the one that speaks for its vacancy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Repeats {
    /// The same external id in the same source: the same posting seen again.
    SameId,
    /// The same words.
    SameText,
}

impl Repeats {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameId => "same_id",
            Self::SameText => "same_text",
        }
    }
}

/// What one observation is: the posting that speaks for its vacancy, or a repetition of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The vacancy.
    pub vacancy: VacancyId,
    /// The posting that speaks for it.
    pub canonical: PostingId,
    /// `None` for the observation that speaks for the vacancy.
    pub repeats: Option<Repeats>,
}

/// Resolves observations to vacancies; the answer is in the order of the input and does not depend on it.
///
/// Of several observations of one posting the latest stands, the one with the least hash among those of one moment; of several postings with the same words the
/// earliest speaks, the least id among equals.
pub fn resolve(fingerprints: &[Fingerprint]) -> Vec<Resolution> {
    let mut standing: BTreeMap<&PostingId, usize> = BTreeMap::new();
    for (at, print) in fingerprints.iter().enumerate() {
        let first = standing.entry(&print.posting).or_insert(at);
        let stands = &fingerprints[*first];
        if (Reverse(print.seen), &print.observation) < (Reverse(stands.seen), &stands.observation) {
            *first = at;
        }
    }
    let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
    for at in standing.values() {
        let print = &fingerprints[*at];
        let speaker = speakers.entry(&print.words).or_insert(*at);
        let earliest = &fingerprints[*speaker];
        if (print.since, &print.posting) < (earliest.since, &earliest.posting) {
            *speaker = *at;
        }
    }
    let resolution = |(at, print): (usize, &Fingerprint)| {
        let stands = &fingerprints[standing[&print.posting]];
        let canonical = fingerprints[speakers[stands.words.as_str()]].posting.clone();
        let repeats = if standing[&print.posting] == at { (canonical != print.posting).then_some(Repeats::SameText) } else { Some(Repeats::SameId) };
        Resolution { vacancy: VacancyId::spoken_for_by(&canonical), canonical, repeats }
    };
    fingerprints.iter().enumerate().map(resolution).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn print(posting: &str, words: &str, day: i8, observation: &str) -> Fingerprint {
        Fingerprint {
            posting: PostingId::from_table(posting),
            words: words.into(),
            since: Date::constant(2026, 1, day),
            seen: Timestamp::UNIX_EPOCH,
            observation: observation.into(),
        }
    }

    #[test]
    fn the_earliest_speaks() {
        let found = resolve(&[print("po_b", "w", 2, "1"), print("po_a", "w", 1, "2"), print("po_a", "w", 1, "1"), print("po_c", "x", 1, "1")]);
        let repeats: Vec<_> = found.iter().map(|r| r.repeats).collect();
        assert_eq!(repeats, [Some(Repeats::SameText), Some(Repeats::SameId), None, None]);
        assert_eq!(found[0].vacancy.as_str(), "va_a");
        assert_eq!(found[3].vacancy.as_str(), "va_c");
    }

    proptest! {
        #[test]
        fn the_order_of_the_input_makes_no_difference(rows in prop::collection::vec((0u8..6, 0u8..4, 1i8..4, 0u8..3), 0..20), seed in 0usize..1000) {
            let prints: Vec<Fingerprint> = rows.iter().map(|(p, w, d, o)| print(&format!("po_{p}"), &format!("{w}"), *d, &format!("{o} {w} {d}"))).collect();
            let mut shuffled = prints.clone();
            let len = shuffled.len().max(1);
            shuffled.rotate_left(seed % len);
            let speakers = |prints: &[Fingerprint]| {
                let mut all: Vec<String> = resolve(prints).iter().zip(prints).filter(|(r, _)| r.repeats.is_none()).map(|(r, p)| format!("{} {} {}", p.posting, p.observation, r.vacancy)).collect();
                all.sort();
                all
            };
            let found = resolve(&prints);
            // Every vacancy has exactly one speaker, and every observation a vacancy that has one.
            let vacancies: std::collections::BTreeSet<_> = found.iter().map(|r| r.vacancy.clone()).collect();
            prop_assert_eq!(vacancies.len(), found.iter().filter(|r| r.repeats.is_none()).count());
            prop_assert_eq!(speakers(&prints), speakers(&shuffled));
        }
    }
}
