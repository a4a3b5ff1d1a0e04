//! What the blanks of a template are filled with: names, numbers and terms of contract, each with the two words before it.
//!
//! Ads of one employer are written from templates; a ward, an hour or a grade is all that tells one post from the next. Where two texts
//! have the same two words and then another name, number or term, a blank was filled differently. What stands in one text alone says nothing.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::text::words::{Word, WordTable, hash_of, join};

/// Slots kept of a text: terms and numbers, then the names with the least hashes, which are the same ones of two texts.
const SLOTS_MAX: usize = 72;

/// Bits of what fills a slot; the other 20 are those of the words before.
const VALUE_BITS: u32 = 12;

/// Letters of a word that count, so that "nurse" and "nurses" fill a slot alike.
const STEM: usize = 5;

/// Words after one that introduces a contact or an interview, in which persons and dates come and go.
const ASIDE: usize = 12;

/// The slots of a text, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Slots(Box<[u32]>);

impl Slots {
    pub(crate) fn of(text: &str, words: &[Word]) -> Self {
        let (mut found, mut names) = (Vec::with_capacity(2 * SLOTS_MAX), Vec::with_capacity(2 * SLOTS_MAX));
        let mut quiet = 0;
        for at in 0..words.len() {
            let kind = Kind::of(words[at].hash);
            quiet = if kind == Kind::Contact { ASIDE } else { usize::saturating_sub(quiet, 1) };
            if (quiet == 0 || kind == Kind::Term)
                && let Some(value) = value(text, words, at, kind)
            {
                let before = [at.wrapping_sub(2), at.wrapping_sub(1)].map(|at| words.get(at).map_or(0, |word| word.hash));
                let context = join(before[0], before[1]) as u32;
                let is_name = kind == Kind::Other && !text.as_bytes()[words[at].start as usize].is_ascii_digit();
                let slots = if is_name { &mut names } else { &mut found };
                slots.push(context << VALUE_BITS | (value as u32 & ((1 << VALUE_BITS) - 1)));
            }
        }
        for slots in [&mut found, &mut names] {
            slots.sort_unstable();
            slots.dedup();
        }
        found.extend(names);
        found.truncate(SLOTS_MAX);
        found.sort_unstable();
        Self(found.into())
    }

    pub(crate) fn bytes_n(&self) -> usize {
        size_of_val(&*self.0)
    }

    /// Slots that both texts have and fill differently.
    pub(crate) fn conflicts_n(&self, other: &Self) -> usize {
        let context = |slot: &u32| slot >> VALUE_BITS;
        let (mut ours, mut theirs) =
            (self.0.chunk_by(|a, b| context(a) == context(b)).peekable(), other.0.chunk_by(|a, b| context(a) == context(b)).peekable());
        let mut conflicts_n = 0;
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            match context(&a[0]).cmp(&context(&b[0])) {
                std::cmp::Ordering::Less => drop(ours.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    let has_own = |a: &[u32], b: &[u32]| a.iter().any(|slot| !b.contains(slot));
                    conflicts_n += usize::from(has_own(a, b) && has_own(b, a));
                    ours.next();
                    theirs.next();
                }
            }
        }
        conflicts_n
    }
}

/// The number of words before the closing lines that say whom to ask: where the last word that introduces a contact begins a tail of at most a third.
pub(crate) fn core_len(words: &[Word]) -> usize {
    let is_contact = |at: &usize| Kind::of(words[*at].hash) == Kind::Contact;
    let start = words.len() - words.len() / 3;
    (start..words.len()).find(is_contact).unwrap_or(words.len())
}

/// What a word is to a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Says how long, how much or when one works.
    Term,
    /// Introduces a person or a talk.
    Contact,
    /// The name of a month or a day.
    Calendar,
    /// A word of the language that begins with a capital letter only for show.
    Plain,
    /// Any other.
    Other,
}

impl Kind {
    fn of(word: u64) -> Self {
        static KINDS: LazyLock<WordTable<Kind>> =
            LazyLock::new(|| WordTable::new(&[(TERMS, Kind::Term), (CONTACTS, Kind::Contact), (CALENDAR, Kind::Calendar), (PLAIN, Kind::Plain)]));
        KINDS.get(word).unwrap_or(Self::Other)
    }
}

const TERMS: &str = "permanent fixed temporary maternity secondment bank locum part full night nights ftc befristet befristete unbefristet unbefristete teilzeit vollzeit cdd cdi tijdelijk vast";
const CONTACTS: &str = "contact name telephone email phone tel visits visit enquiries queries discussion interview interviews shortlisting call ext extension dr mr mrs ms kontakt ansprechpartner telefon frau herr";
const CALENDAR: &str = "january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre décembre";
const PLAIN: &str = "the a an of and or to in for with on at by from is are be this that we you our your will as it have has who i if but not all any can may must they their my me";

/// What fills the slot at a word, if it is a number, a name or a term.
fn value(text: &str, words: &[Word], at: usize, kind: Kind) -> Option<u64> {
    let word = &words[at];
    let spelled = &text[word.range()];
    let first = spelled.chars().next()?;
    match kind {
        Kind::Term => Some(word.hash),
        Kind::Other if first.is_ascii_digit() => number(text, words, at),
        Kind::Other if first.is_uppercase() && !begins_statement(text, word) => {
            let end = spelled.char_indices().nth(STEM).map_or(spelled.len(), |(end, _)| end);
            Some(hash_of(&spelled[..end]))
        }
        _ => None,
    }
}

/// Does the word begin a line or a sentence? "Location: Leeds" and "Officer - Leeds" go on.
fn begins_statement(text: &str, word: &Word) -> bool {
    let before = &text[..word.start as usize];
    match before.chars().next_back() {
        Some(' ') => before.trim_end_matches(' ').chars().next_back().is_none_or(|c| ".!?;•·\n\t".contains(c)),
        Some(c) => !matches!(c, ',' | '(' | '/' | '-'),
        None => true,
    }
}

/// A number with its decimals, unless it is part of a date, a time of year, a telephone number or the rest of another number.
fn number(text: &str, words: &[Word], at: usize) -> Option<u64> {
    let spelled = &text[words[at].range()];
    let touches = |a: &Word, b: &Word| b.start == a.end + 1;
    let joint = |a: &Word| text.as_bytes().get(a.end as usize).copied();
    let is_digits = |word: &Word| text.as_bytes()[word.start as usize].is_ascii_digit();
    let last = at.checked_sub(1).map(|last| &words[last]).filter(|last| is_digits(last) && touches(last, &words[at]));
    if last.is_some_and(|last| matches!(joint(last), Some(b'.' | b',' | b'/'))) {
        return None;
    }
    let is_ordinal =
        ["st", "nd", "rd", "th"].iter().any(|end| spelled.strip_suffix(end).is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit())));
    let is_year = spelled.len() == 4 && (spelled.starts_with("19") || spelled.starts_with("20"));
    let is_near_date = words[at.saturating_sub(2)..words.len().min(at + 3)].iter().any(|word| Kind::of(word.hash) == Kind::Calendar);
    let next = words.get(at + 1).filter(|next| is_digits(next) && touches(&words[at], next));
    let is_date = next.is_some() && joint(&words[at]) == Some(b'/');
    if spelled.starts_with('0') || spelled.len() > 6 || is_ordinal || is_year || is_near_date || is_date {
        return None;
    }
    let decimals = next.filter(|next| matches!(joint(&words[at]), Some(b'.' | b',')) && !text[next.range()].bytes().all(|b| b == b'0'));
    Some(join(words[at].hash, decimals.map_or(0, |next| next.hash)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;
    use proptest::prelude::*;

    fn conflicts_n(a: &str, b: &str) -> usize {
        let slots = |text: &str| Slots::of(text, &words(text));
        assert_eq!(slots(a).conflicts_n(&slots(b)), slots(b).conflicts_n(&slots(a)));
        slots(a).conflicts_n(&slots(b))
    }

    #[test]
    fn blanks_filled_differently() {
        for (a, b, wanted) in [
            ("You will work on Heron Ward", "You will work on Egret Ward", 1),
            ("for 37.5 hours a week", "for 22.5 hours a week", 1),
            ("for 37 hours a week", "for 37.0 hours a week", 0),
            ("this is a permanent post", "this is a fixed term post", 1),
            ("this is a post for Nurses", "this is a post for Nurse staff", 0),
            ("the post closes on 3 May 2026", "the post closes on 9 June 2026", 0),
            ("For a visit please contact Ann Lee on 0199 7", "For a visit please contact Bob Ray on 0199 8", 0),
            ("You will work on Heron Ward", "You will work on a ward in Leeds", 0),
            ("Location: Leeds", "Location: York", 1),
            ("", "You will work on Egret Ward", 0),
        ] {
            assert_eq!(conflicts_n(a, b), wanted, "{a} / {b}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics_and_every_text_agrees_with_itself(text in "[A-Z][a-zA-Z0-9 .,/\\n-]{0,80}|\\PC{0,40}") {
            prop_assert_eq!(conflicts_n(&text, &text), 0);
        }
    }
}
