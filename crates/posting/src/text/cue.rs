//! Fixed phrases and what they mean, all of them found in one pass over a text.

use std::ops::Range;

/// Phrases found in any case of ASCII, at the borders of words.
///
/// All phrases begin where a word begins, so only there the text is looked at: the first three bytes of the word tell nearly always that none fits. That is
/// three times as fast as an automaton that reads every byte.
pub(crate) struct Cues<M> {
    phrases: Vec<Phrase<M>>,
    /// The low bits of the third bytes that fit, by those of the first two. Both cases of a letter have the same low bits.
    thirds: Vec<u32>,
    /// The phrases by the low bits of their first two bytes, the longest first.
    buckets: Vec<Vec<usize>>,
}

struct Phrase<M> {
    text: String,
    meaning: M,
    /// Whether its last word may go on.
    is_open: bool,
}

/// The bits of a byte in which the cases of a letter agree.
const LOW: u8 = 0x1f;

impl<M: Copy> Cues<M> {
    /// Each meaning with its phrases, `|` between them. In a phrase `~` stands for a blank or any hyphen, and a final `*` for any end of the word.
    pub(crate) fn new(groups: &[(M, &str)]) -> Self {
        let mut phrases = Vec::new();
        for (meaning, group) in groups {
            for phrase in group.split('|').flat_map(spellings) {
                phrases.push(Phrase { text: phrase.trim_end_matches('*').to_owned(), meaning: *meaning, is_open: phrase.ends_with('*') });
            }
        }
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.text.len()));
        let mut cues = Self { phrases, thirds: vec![0; 1 << 10], buckets: vec![Vec::new(); 1 << 10] };
        for at in 0..cues.phrases.len() {
            cues.enter(at);
        }
        cues
    }

    fn enter(&mut self, at: usize) {
        let low = |n: usize| self.phrases[at].text.as_bytes().get(n).map(|byte| byte & LOW);
        let (first, second, third) = (low(0), low(1), low(2));
        let seconds = second.map_or(0..=LOW, |byte| byte..=byte);
        for second in seconds {
            let bucket = usize::from(first.unwrap_or(0)) << 5 | usize::from(second);
            self.thirds[bucket] |= third.map_or(u32::MAX, |byte| 1 << byte);
            self.buckets[bucket].push(at);
        }
    }

    /// Where the phrases stand, from left to right, without overlaps; the longest of those that begin at one place.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, M)> + 't {
        let mut at = 0;
        std::iter::from_fn(move || {
            let mut start = self.next_candidate(text.as_bytes(), at);
            while let Some(candidate) = start {
                if let Some(phrase) = self.phrase_at(text, candidate) {
                    at = candidate + phrase.text.len();
                    return Some((candidate..at, phrase.meaning));
                }
                start = self.next_candidate(text.as_bytes(), candidate + 1);
            }
            at = text.len();
            None
        })
    }

    /// Where the next word begins with three bytes that fit a phrase: a letter of ASCII behind none, a digit behind neither, or a sign outside of ASCII.
    #[inline]
    fn next_candidate(&self, bytes: &[u8], from: usize) -> Option<usize> {
        let mut before = from.checked_sub(1).map_or(0, |at| CLASS[usize::from(bytes[at])]);
        let mut at = from;
        while at < bytes.len() {
            let class = CLASS[usize::from(bytes[at])];
            // A number may touch its unit: "35h", "6months".
            if BEGINS[usize::from(before << 2 | class)] && self.fits(&bytes[at..]) {
                return Some(at);
            }
            before = class;
            at += 1;
        }
        None
    }

    #[inline]
    fn fits(&self, rest: &[u8]) -> bool {
        let low = |n: usize| rest.get(n).map_or(0, |byte| byte & LOW);
        self.thirds[usize::from(low(0)) << 5 | usize::from(low(1))] & (1 << low(2)) != 0
    }

    fn phrase_at(&self, text: &str, start: usize) -> Option<&Phrase<M>> {
        let rest = &text.as_bytes()[start..];
        let low = |n: usize| rest.get(n).map_or(0, |byte| byte & LOW);
        let bucket = &self.buckets[usize::from(low(0)) << 5 | usize::from(low(1))];
        bucket.iter().map(|at| &self.phrases[*at]).find(|phrase| {
            let fits = rest.get(..phrase.text.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase.text.as_bytes()));
            fits && stands_alone(text, &(start..start + phrase.text.len()), phrase.is_open)
        })
    }

    /// Whether one of the phrases stands in `text`.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }
}

/// The classes of bytes.
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const WIDE: u8 = 3;

static CLASS: [u8; 256] = {
    let mut class = [0; 256];
    let mut at = 0;
    while at < 256 {
        class[at] = match at {
            0x30..=0x39 => DIGIT,
            0x41..=0x5a | 0x61..=0x7a => LETTER,
            0xc0..=0xff => WIDE,
            _ => 0,
        };
        at += 1;
    }
    class
};

/// Whether a byte of the second class begins a word behind one of the first.
static BEGINS: [bool; 16] = {
    let mut begins = [false; 16];
    let mut at = 0;
    while at < 16 {
        let (before, class) = (at >> 2, at & 3);
        begins[at] = class != 0 && before != LETTER as usize && !(before == DIGIT as usize && class == DIGIT as usize);
        at += 1;
    }
    begins
};

/// Whether no letter touches the phrase, except behind an open end.
fn stands_alone(text: &str, range: &Range<usize>, is_open: bool) -> bool {
    let (Some(head), Some(tail)) = (text.get(..range.start), text.get(range.end..)) else { return false };
    let starts = !head.chars().next_back().is_some_and(char::is_alphabetic);
    starts && (is_open || !tail.chars().next().is_some_and(char::is_alphanumeric))
}

/// The phrase with each hyphen that texts have, and in capitals when they are not those of ASCII.
fn spellings(phrase: &str) -> Vec<String> {
    let hyphens: &[&str] = if phrase.contains('~') { &[" ", "-", "\u{2011}", "\u{2010}", "\u{2013}"] } else { &[""] };
    let mut all: Vec<String> = hyphens.iter().map(|hyphen| phrase.replace('~', hyphen)).collect();
    if !phrase.is_ascii() {
        all.extend(hyphens.iter().map(|hyphen| phrase.to_uppercase().replace('~', hyphen)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_stand_alone() {
        let cues = Cues::new(&[(1, "fixed~term"), (2, "intern|étudiant*")]);
        let found = |text: &str| cues.find(text).map(|(range, meaning)| (text[range].to_owned(), meaning)).collect::<Vec<_>>();
        assert_eq!(
            found("A Fixed-Term intern, an international ÉTUDIANTE"),
            [("Fixed-Term".into(), 1), ("intern".into(), 2), ("ÉTUDIANT".into(), 2)]
        );
        assert!(!cues.any("internal"));
    }
}
