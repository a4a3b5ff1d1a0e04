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
            let goes_on = bytes.get(run).is_some_and(|next| *next >= 0x80 || matches!(*next, b'\'' | b'&' | b'+' | b'#'));
            let end = if goes_on { word_end(&text[..within.end], at) } else { run };
            if end > at {
                let key = if goes_on { None } else { padded_key(text.as_bytes(), at, end) };
                found(Piece { start: at, end }, key);
                at = end;
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        } else if byte == b'&' {
            let entity = entity_len(&bytes[at..]);
            if entity == 0 || bytes[at..].starts_with(b"&amp;") {
                found(Piece { start: at, end: at + entity.max(1) }, None);
            }
            at += entity.max(1);
        } else {
            at += 1;
        }
    }
}

/// How many letters and digits of ASCII `bytes` begins with, told of eight bytes at a time.
#[inline]
fn ascii_run(bytes: &[u8]) -> usize {
    let mut len = 0;
    while let Some(eight) = bytes.get(len..).and_then(<[u8]>::first_chunk) {
        let others = not_alphanumeric(u64::from_le_bytes(*eight));
        if others != 0 {
            return len + others.trailing_zeros() as usize / 8;
        }
        len += 8;
    }
    len + bytes[len..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count()
}

/// The highest bit of every byte of `eight` that is no letter or digit of ASCII.
#[inline]
fn not_alphanumeric(eight: u64) -> u64 {
    const HIGHEST: u64 = all(0x80);
    const fn all(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    // A sum of seven-bit numbers tells by its highest bit whether it came to 128, and none overflows into the next byte.
    let from = |bytes: u64, first: u8| bytes + all(0x80 - first);
    let seven_bits = eight & !HIGHEST;
    let lower = seven_bits | all(0x20);
    let letters = from(lower, b'a') & !from(lower, b'z' + 1);
    let digits = from(seven_bits, b'0') & !from(seven_bits, b'9' + 1);
    (!(letters | digits) | eight) & HIGHEST
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
        } else if byte == b'\'' || byte == b'&' {
            let len = if byte == b'&' { apostrophe_entity_len(&bytes[at..]) } else { 1 };
            if end == start || len == 0 || !is_possessive(text, at + len) {
                break;
            }
            at += len;
        } else if byte < 0x80 {
            end += name_of_language_len(&bytes[start..end], &bytes[at..]);
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

/// `C++`, `C#`: signs that belong to the one letter before them.
fn name_of_language_len(word: &[u8], after: &[u8]) -> usize {
    match (word, after) {
        ([_], [b'+', b'+', ..]) => 2,
        ([_], [b'#', ..]) => 1,
        _ => 0,
    }
}

/// Entities of HTML that a page left in its text and that stand for an apostrophe.
const APOSTROPHES: [&[u8]; 6] = [b"&#39;", b"&#x27;", b"&#039;", b"&#8217;", b"&apos;", b"&rsquo;"];

fn apostrophe_entity_len(text: &[u8]) -> usize {
    APOSTROPHES.iter().find(|entity| text.starts_with(entity)).map_or(0, |entity| entity.len())
}

/// The length of the entity of HTML that `text` begins with, such as `&nbsp;` or `&#8211;`; 0 when it begins with none.
fn entity_len(text: &[u8]) -> usize {
    const LONGEST: usize = 10;
    let Some(end) = text.iter().take(LONGEST).position(|byte| *byte == b';').filter(|end| *end >= 3) else { return 0 };
    let name = &text[1..end];
    let is_entity = name.strip_prefix(b"#").unwrap_or(name).iter().all(u8::is_ascii_alphanumeric);
    if is_entity { end + 1 } else { 0 }
}

/// Does `text` end with an entity of HTML?
pub(crate) fn closes_entity(text: &str) -> bool {
    let Some(before) = text.strip_suffix(';') else { return false };
    let name = before.bytes().rev().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    (2..=8).contains(&name) && before.as_bytes()[..before.len() - name].ends_with(b"&")
}

/// Is what follows an apostrophe an English ending (`s`, `t`, `re`, `ve`, `ll`, `d`, `m`) and no more?
fn is_possessive(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    matches!(&rest[..len], "s" | "t" | "re" | "ve" | "ll" | "d" | "m" | "S" | "T" | "RE" | "VE" | "LL" | "D" | "M")
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
    if raw.starts_with('&') {
        buffer.push_str("and");
        return;
    }
    if raw.is_ascii() && raw.contains('&') {
        // An apostrophe written as an entity vanishes as the sign does.
        let (head, tail) = raw.split_once('&').unwrap_or((raw, ""));
        let tail = tail.split_once(';').map_or(tail, |(_, tail)| tail);
        buffer.extend([head, tail].concat().chars().map(|c| c.to_ascii_lowercase()));
    } else if raw.is_ascii() {
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
            ("R&amp;D, the world&rsquo;s&nbsp;work &lt;b&gt; &c;", "r and d the worlds work b and c"),
            ("C++, c#; a+b #tag", "c++ c# a b tag"),
        ] {
            assert_eq!(words(text).join(" "), wanted);
        }
    }

    #[test]
    fn letters_and_digits_are_told_eight_at_a_time() {
        for byte in 0..=u8::MAX {
            for at in 0..20 {
                let mut text = *b"aZ09zA5bcdEFghijk8Mn";
                text[at] = byte;
                assert_eq!(ascii_run(&text), if byte.is_ascii_alphanumeric() { 20 } else { at }, "{byte} at {at}");
            }
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
