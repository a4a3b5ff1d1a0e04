//! The facts of a posting beside its text that tell one vacancy from another: title, place, pay, grade and contract.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::job_posting::JobPosting;
use crate::text::folded;
use crate::text::words::{Word, WordTable, hash_of, join, words};

/// What is known of a posting beside the words of its text. Words are hashes, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// What the title says of the post: no reference, grade, place or employer.
    pub(crate) title: Box<[u32]>,
    /// Acronyms of words in the title.
    pub(crate) acronyms: Box<[u32]>,
    /// The title with its blanks and hyphens left out.
    pub(crate) title_run: u32,
    /// The words of the place.
    pub(crate) place: Box<[u32]>,
    /// The least and the highest pay, in hundredths.
    pub(crate) pay: Option<(u64, u64)>,
    /// "Band 6", "Grade 7" in the title or beside the pay.
    pub(crate) grade: Option<u8>,
    /// Terms of contract that the title or text names.
    pub(crate) terms: u8,
    /// Those that the text opens with, and how often it names any: the first line of a template says what this post is.
    pub(crate) opening_terms: u8,
    pub(crate) terms_n: u8,
}

impl Facts {
    pub(crate) fn of(posting: &JobPosting, text: &[Word]) -> Self {
        let mut place = posting.job_location.as_deref().map(place_words).unwrap_or_default();
        // Some forms have the title in the field for the place.
        if place == place_words(&posting.title) {
            place.clear();
        }
        let employer = posting.hiring_organization.as_deref().map(|name| hashes(name, |_| true)).unwrap_or_default();
        let title = title_words(&posting.title, &[&place, &employer]);
        let title_run = title.iter().fold(String::new(), |run, word| run + word);
        let pay_line = posting.base_salary.as_deref().unwrap_or_default();
        Self {
            title: sorted(title.iter().map(|word| hash_of(word) as u32).collect()),
            acronyms: acronyms(&title),
            title_run: hash_of(&title_run) as u32,
            place: place.into(),
            pay: pay(pay_line),
            grade: grade(&posting.title).or_else(|| grade(pay_line)),
            terms: all(&terms(&words(&posting.title))) | all(&terms(text)),
            opening_terms: all(&terms(&text[..text.len().min(OPENING)])),
            terms_n: u8::try_from(terms(text).len()).unwrap_or(u8::MAX),
        }
    }
}

fn sorted(mut hashes: Vec<u32>) -> Box<[u32]> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes.into()
}

fn plain_words(text: &str) -> Vec<String> {
    folded(text).replace(['\'', '\u{2019}'], "").split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn hashes(text: &str, keep: impl Fn(&str) -> bool) -> Vec<u32> {
    sorted(plain_words(text).iter().filter(|word| keep(word)).map(|word| hash_of(word) as u32).collect()).into()
}

/// Words that titles have beside the name of the post.
const TITLE_FILLERS: &[&str] = &[
    "a",
    "all",
    "an",
    "and",
    "as",
    "at",
    "band",
    "based",
    "d",
    "f",
    "for",
    "gn",
    "grade",
    "id",
    "in",
    "job",
    "m",
    "no",
    "nr",
    "number",
    "of",
    "or",
    "post",
    "ref",
    "reference",
    "req",
    "role",
    "st",
    "the",
    "to",
    "vacancy",
    "w",
    "with",
    "x",
];

/// The words of the post. Those of the place and the employer are left out as long as others remain.
fn title_words(title: &str, known: &[&[u32]]) -> Vec<String> {
    let all: Vec<String> =
        without_references(plain_words(title)).into_iter().filter(|word| !TITLE_FILLERS.contains(&word.as_str()) && !has_digit(word)).collect();
    let is_known = |word: &String| known.iter().any(|list| list.binary_search(&(hash_of(word) as u32)).is_ok());
    // "Leeds: Officer, Leeds" names the place around the post; within, the word belongs to the post.
    let first = all.iter().position(|word| !is_known(word)).unwrap_or(0);
    let end = all.iter().rposition(|word| !is_known(word)).map_or(all.len(), |last| last + 1);
    // One word alone may be what is left of "Health Visitor".
    let of_post = if end - first > 1 { &all[first..end] } else { &all[..] };
    of_post.iter().map(|word| singular(word)).collect()
}

/// Hashes of the first letters of every two to five words in a row: the acronyms that may stand for them.
fn acronyms(title: &[String]) -> Box<[u32]> {
    let letters: Vec<char> = title.iter().filter_map(|word| word.chars().next()).collect();
    let runs = (2..=5).flat_map(|len| letters.windows(len).map(|run| hash_of(&run.iter().collect::<String>()) as u32));
    sorted(runs.collect())
}

/// "Ref: WX-2026/12" goes as a whole: from the word that announces a reference to the last of the next four that has a digit.
fn without_references(words: Vec<String>) -> Vec<String> {
    let mut kept = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() {
        let window = &words[at..words.len().min(at + 5)];
        let is_announced = matches!(words[at].as_str(), "ref" | "reference" | "req" | "requisition" | "kennziffer" | "id");
        if let Some(last) = window.iter().rposition(|word| has_digit(word)).filter(|_| is_announced) {
            at += last + 1;
        } else {
            kept.push(words[at].clone());
            at += 1;
        }
    }
    kept
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

fn singular(word: &str) -> String {
    let is_plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss");
    word[..word.len() - usize::from(is_plural)].to_owned()
}

/// Words of places that say nothing of where.
const PLACE_FILLERS: &[&str] = &[
    "and",
    "at",
    "city",
    "county",
    "de",
    "england",
    "flexible",
    "gb",
    "gbr",
    "great",
    "britain",
    "home",
    "hospital",
    "hospitals",
    "house",
    "in",
    "kingdom",
    "location",
    "locations",
    "multiple",
    "nhs",
    "of",
    "on",
    "remote",
    "road",
    "scotland",
    "site",
    "sites",
    "street",
    "the",
    "trust",
    "foundation",
    "uk",
    "united",
    "us",
    "usa",
    "various",
    "wales",
    "centre",
    "center",
];

/// Words that say nothing of where without another one: the south of one country is not the south-east of another.
pub(crate) fn is_direction(word: u32) -> bool {
    static DIRECTIONS: LazyLock<[u32; 7]> =
        LazyLock::new(|| ["north", "south", "east", "west", "central", "mid", "greater"].map(|word| hash_of(word) as u32));
    DIRECTIONS.contains(&word)
}

fn place_words(place: &str) -> Vec<u32> {
    hashes(place, |word| !PLACE_FILLERS.contains(&word) && !has_digit(word))
}

/// The least and the highest amount of a line: what has a sign of currency before it, two decimals, or four digits.
fn pay(line: &str) -> Option<(u64, u64)> {
    let bytes = line.as_bytes();
    let mut amounts: Vec<u64> = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')).count();
        let is_signed = line.get(..at).is_some_and(|before| before.trim_end().ends_with(['£', '$', '€']));
        amounts.extend(amount(&line[at..at + len], is_signed));
        at += len;
    }
    Some((*amounts.iter().min()?, *amounts.iter().max()?))
}

/// "24,907" and "24.907,00" are amounts in hundredths; "6" is one only after a sign of currency.
fn amount(digits: &str, is_signed: bool) -> Option<u64> {
    let digits = digits.trim_end_matches(['.', ',']);
    let fraction = digits.rsplit_once(['.', ',']).map(|(_, fraction)| fraction).filter(|fraction| fraction.len() == 2);
    let whole = fraction.map_or(digits, |fraction| &digits[..digits.len() - fraction.len() - 1]);
    let whole: u64 = whole.replace(['.', ','], "").parse().ok()?;
    let hundredths = whole.checked_mul(100)?.checked_add(fraction.map_or(Some(0), |fraction| fraction.parse().ok())?)?;
    (hundredths > 0 && (is_signed || fraction.is_some() || whole >= 1000)).then_some(hundredths)
}

/// The one number after "band", "grade" and the like; a text with two of them has none.
fn grade(line: &str) -> Option<u8> {
    let words = plain_words(line);
    let mut grades: Vec<u8> = words
        .iter()
        .enumerate()
        .filter(|(_, word)| matches!(word.as_str(), "band" | "grade" | "level" | "bands" | "stufe"))
        .filter_map(|(at, _)| words.get(at + 1)?.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok())
        .collect();
    grades.dedup();
    if grades.len() == 1 { grades.pop() } else { None }
}

/// Terms of contract, a bit each.
pub(crate) const FIXED: u8 = 1;
pub(crate) const MATERNITY: u8 = 2;
pub(crate) const BANK: u8 = 4;
pub(crate) const LOCUM: u8 = 8;
pub(crate) const PART_TIME: u8 = 16;
pub(crate) const FULL_TIME: u8 = 32;

/// Words that a text opens with.
const OPENING: usize = 30;

/// A term, and the word that must follow or must not.
#[derive(Clone, Copy)]
enum Term {
    Alone(u8),
    Before(&'static str, u8),
    NotBefore(&'static str, u8),
    /// Before "time", but not in "part time working will be considered".
    Time(u8),
}

fn all(terms: &[u8]) -> u8 {
    terms.iter().fold(0, |all, term| all | term)
}

/// The terms of contract that are named, each time that one is.
fn terms(words: &[Word]) -> Vec<u8> {
    static TERMS: LazyLock<WordTable<Term>> = LazyLock::new(|| {
        WordTable::new(&[
            ("ftc secondment befristet befristete befristeter cdd tijdelijk temporary", Term::Alone(FIXED)),
            ("maternity elternzeit elternzeitvertretung", Term::Alone(MATERNITY)),
            ("locum", Term::Alone(LOCUM)),
            ("teilzeit parttime", Term::Alone(PART_TIME)),
            ("vollzeit fulltime", Term::Alone(FULL_TIME)),
            ("bank", Term::NotBefore("holidays", BANK)),
            ("fixed", Term::Before("term", FIXED)),
            ("part", Term::Time(PART_TIME)),
            ("full", Term::Time(FULL_TIME)),
        ])
    });
    let bits = |(at, word): (usize, &Word)| {
        let is_before = |next: &str| is_before(&words[at + 1..], next);
        let is_worked = || words.get(at + 2).is_some_and(|word| word.hash == hash_of("working"));
        match TERMS.get(word.hash)? {
            Term::Alone(bit) => Some(bit),
            Term::Before(next, bit) => is_before(next).then_some(bit),
            Term::NotBefore(next, bit) => (!is_before(next)).then_some(bit),
            Term::Time(bit) => (is_before("time") && !is_worked()).then_some(bit),
        }
    };
    words.iter().enumerate().filter_map(bits).collect()
}

/// Does `next` follow, be it after "and part", "or full" or the like?
fn is_before(words: &[Word], next: &str) -> bool {
    static JOINTS: LazyLock<WordTable<()>> = LazyLock::new(|| WordTable::new(&[("and or part full", ())]));
    let following = words.iter().take(3).find(|word| JOINTS.get(word.hash).is_none());
    following.is_some_and(|word| word.hash == hash_of(next))
}

/// One key of a title, equal for titles with the same words.
pub(crate) fn title_key(title: &[u32]) -> u64 {
    title.iter().fold(0, |key, word| join(key, u64::from(*word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_grades() {
        for (line, wanted) in [
            ("£24,907 - £30,615 pa", Some((2_490_700, 3_061_500))),
            ("10.81 ph", Some((1081, 1081))),
            ("GBP 38000 to 45000 per year", Some((3_800_000, 4_500_000))),
            ("Band 5", None),
            ("€ 3.200,50", Some((320_050, 320_050))),
            ("£££ 99999999999999999999999999", None),
            ("Competitive", None),
        ] {
            assert_eq!(pay(line), wanted, "{line}");
        }
        for (line, wanted) in [("Nurse, Band 6", Some(6)), ("Band 8a", Some(8)), ("Band 5/6", Some(5)), ("Band 5 or Band 6", None), ("Nurse", None)] {
            assert_eq!(grade(line), wanted, "{line}");
        }
    }

    #[test]
    fn titles_name_the_post() {
        let leeds = place_words("Leeds, GB");
        for (title, wanted) in [
            ("Community Manager (m/w/d) - Ref. 2026/17", "community manager"),
            ("Staff Nurses, Band 5, Leeds", "staff nurse"),
            ("Leeds", "leed"),
            ("Leeds Officer", "leed officer"),
            ("Officer (Ref: WX-2026/12)", "officer"),
            ("", ""),
        ] {
            assert_eq!(title_words(title, &[&leeds]).join(" "), wanted, "{title}");
        }
    }
}
