//! A text as the words it is compared by: where each lies, and a hash of it in lower case.

use std::ops::Range;

/// A run of letters and digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// A hash of its letters in lower case.
    pub(crate) hash: u64,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Word {
    /// Where it lies.
    pub(crate) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Seeds are fixed, so that a signature written today compares with one written in ten years.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Spreads the bits of a hash: the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
pub(crate) fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// A hash of two, in their order.
pub(crate) fn join(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23).wrapping_mul(SEED) ^ b)
}

fn add(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

/// The hash that a word of these letters has.
pub(crate) fn hash_of(word: &str) -> u64 {
    let mut letters = [0; 4];
    let bytes = word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, c| c.encode_utf8(&mut letters).bytes().fold(hash, add));
    mix(bytes)
}

/// The letters and digits of ASCII in lower case; 0 for any other byte.
const LETTERS: [u8; 256] = {
    let mut letters = [0; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        if byte.is_ascii_alphanumeric() {
            letters[byte as usize] = byte.to_ascii_lowercase();
        }
        byte += 1;
    }
    letters
};

/// The words of a text, in its order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 6);
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let mut hash = SEED;
        while at < bytes.len() {
            let letter = LETTERS[bytes[at] as usize];
            if letter != 0 {
                hash = add(hash, letter);
                at += 1;
            } else if let Some((len, folded)) = other(text, at, hash) {
                hash = folded;
                at += len;
            } else {
                break;
            }
        }
        if at > start {
            found.push(Word { hash: mix(hash), start: start as u32, end: at as u32 });
        } else {
            at += if bytes[at].is_ascii() { 1 } else { text[at..].chars().next().map_or(1, char::len_utf8) };
        }
    }
    found
}

/// The length of the letter or digit at `at`, when it is none of ASCII, and the hash with it.
fn other(text: &str, at: usize, hash: u64) -> Option<(usize, u64)> {
    if text.as_bytes()[at].is_ascii() {
        return None;
    }
    let c = text[at..].chars().next().filter(|c| c.is_alphanumeric())?;
    let mut letters = [0; 4];
    Some((c.len_utf8(), c.to_lowercase().fold(hash, |hash, c| c.encode_utf8(&mut letters).bytes().fold(hash, add))))
}

/// A hash of words in their order, going on from `hash`: texts with equal words have equal hashes.
pub(crate) fn sequence_hash(hash: u64, words: &[Word]) -> u64 {
    words.iter().fold(hash, |hash, word| (hash.rotate_left(7) ^ word.hash).wrapping_mul(SEED))
}

/// What few words mean, asked of every word of a text.
pub(crate) struct WordTable<T> {
    meanings: Vec<(u64, T)>,
    /// Most words mean nothing, and one look into these 4,096 bits says so.
    filter: [u64; 64],
}

impl<T: Copy> WordTable<T> {
    /// Lists of words with a blank between them, and what the words of each mean.
    pub(crate) fn new(lists: &[(&str, T)]) -> Self {
        let mut meanings: Vec<(u64, T)> = lists.iter().flat_map(|(words, meaning)| words.split(' ').map(|word| (hash_of(word), *meaning))).collect();
        meanings.sort_by_key(|(hash, _)| *hash);
        let mut filter = [0; 64];
        for (hash, _) in &meanings {
            filter[(hash >> 58) as usize] |= 1 << (hash & 63);
        }
        Self { meanings, filter }
    }

    /// The meaning of a word.
    pub(crate) fn get(&self, word: u64) -> Option<T> {
        if self.filter[(word >> 58) as usize] & 1 << (word & 63) == 0 {
            return None;
        }
        self.meanings.binary_search_by_key(&word, |(hash, _)| *hash).ok().map(|at| self.meanings[at].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::normalized;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_those_of_the_normalized_text(text in "[a-zA-ZéÜß0-9 .,'\\n–-]{0,60}|\\PC{0,40}") {
            let found = words(&text);
            let spelled = normalized(&text);
            let hashes: Vec<u64> = spelled.split(' ').filter(|word| !word.is_empty()).map(hash_of).collect();
            prop_assert_eq!(found.iter().map(|word| word.hash).collect::<Vec<_>>(), hashes);
            for word in &found {
                prop_assert!(text.get(word.range()).is_some());
            }
        }
    }
}
