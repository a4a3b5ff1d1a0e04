//! The words of a text as patterns see them: folded in case, form and spelling, each with its place in the untouched text.
//!
//! This is the normalized view of a text: line wraps, no-break spaces, hyphens, slashes, commas and quotes separate words; soft hyphens
//! and zero-width characters vanish; `&` is the word `and`; a possessive apostrophe vanishes (`world's` is `worlds`) while an elision
//! separates (`l'animation` is two words). Every word keeps the byte range it came from.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::spelling;

/// One word and the bytes of the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Calls `found` with the place of each word of `text[within]`, in order, and with its [`key`](crate::vocabulary::key) when that was cheap to tell.
#[inline]
pub(crate) fn each_word(text: &str, within: Range<usize>, mut found: impl FnMut(Piece, Option<u128>)) {
    let bytes = &text.as_bytes()[..within.end];
    let mut at = within.start;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            let run = at + ascii_run(&bytes[at..]);
            let goes_on = bytes.get(run).is_some_and(|next| *next >= 0x80 || *next == b'\'');
            let end = if goes_on { word_end(&text[..within.end], at) } else { run };
            if end > at {
                let key = if goes_on { None } else { padded_key(text.as_bytes(), at, end) };
                found(Piece { start: at, end }, key);
                at = end;
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        } else {
            if byte == b'&' {
                found(Piece { start: at, end: at + 1 }, None);
            }
            at += 1;
        }
    }
}

/// How many letters and digits of ASCII `bytes` begins with.
#[inline]
fn ascii_run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The key of `bytes[at..end]`, when it is short enough and 16 bytes from `at` on can be read at once.
#[inline]
fn padded_key(bytes: &[u8], at: usize, end: usize) -> Option<u128> {
    let chunk: [u8; 16] = *bytes.get(at..)?.first_chunk()?;
    let len = end - at;
    Some(u128::from_le_bytes(chunk) & FIRST_BYTES.get(len)?)
}

/// Masks of the first so many bytes; a shift by a variable number of bits would go through memory.
const FIRST_BYTES: [u128; 17] = {
    let mut masks = [0; 17];
    let mut len = 1;
    while len <= 16 {
        masks[len] = u128::MAX >> (128 - 8 * len);
        len += 1;
    }
    masks
};

/// The end of the word that starts at `start`; `start` itself when no word starts there.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut end = start;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() {
            at += 1;
            end = at;
        } else if byte == b'\'' {
            if end == start || !is_possessive(text, at + 1) {
                break;
            }
            at += 1;
        } else if byte < 0x80 {
            break;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            if c == '\u{2019}' || c == '\u{2bc}' {
                if end == start || !is_possessive(text, at + c.len_utf8()) {
                    break;
                }
                at += c.len_utf8();
            } else if c.is_alphanumeric() || (end > start && is_mark(c)) {
                at += c.len_utf8();
                end = at;
            } else if is_invisible(c) && end > start {
                at += c.len_utf8();
            } else {
                break;
            }
        }
    }
    end
}

/// Is what follows an apostrophe an English ending (`s`, `t`, `re`, `ve`, `ll`, `d`, `m`) and no more?
fn is_possessive(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    matches!(&rest[..len], "s" | "t" | "re" | "ve" | "ll" | "d" | "m" | "S" | "T")
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The folded form of the word `raw`, written over `buffer`: lower case, NFKC, one spelling.
pub(crate) fn fold_into(raw: &str, buffer: &mut String) {
    buffer.clear();
    if raw == "&" {
        buffer.push_str("and");
        return;
    }
    if raw.is_ascii() {
        buffer.extend(raw.bytes().filter(|b| *b != b'\'').map(|b| char::from(b.to_ascii_lowercase())));
    } else {
        let kept = raw.chars().filter(|c| !is_invisible(*c) && !matches!(c, '\u{2019}' | '\u{2bc}' | '\''));
        buffer.extend(kept.nfkc().flat_map(char::to_lowercase));
    }
    let folded = spelling::fold(buffer);
    if folded != buffer.as_str() {
        *buffer = folded.into_owned();
    }
}

/// The folded words of `text`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut buffer = String::new();
    each_word(text, 0..text.len(), |piece, _| {
        fold_into(&text[piece.start..piece.end], &mut buffer);
        words.push(buffer.clone());
    });
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_separates_and_what_vanishes() {
        for (text, wanted) in [
            ("co-design, and/or R&D", "co design and or r and d"),
            ("the world's l\u{2019}animation d'ateliers", "the worlds l animation d ateliers"),
            ("com\u{ad}muni\u{200b}ty\u{a0}work", "community work"),
            ("Cafe\u{301} \u{fb01}eld ORGANISATION", "café field organization"),
            ("don't you'll", "dont youll"),
            ("--- ' & ’", "and"),
        ] {
            assert_eq!(words(text).join(" "), wanted);
        }
    }

    proptest! {
        #[test]
        fn words_lie_on_character_boundaries_in_order(text in "\\PC{0,40}") {
            let mut last = 0;
            each_word(&text, 0..text.len(), |piece, _| {
                assert!(piece.start >= last && piece.end > piece.start);
                assert!(text.is_char_boundary(piece.start) && text.is_char_boundary(piece.end));
                last = piece.end;
            });
        }

        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Z'é-]{0,14}") {
            let once = words(&text);
            prop_assert_eq!(words(&once.join(" ")), once);
        }
    }
}
