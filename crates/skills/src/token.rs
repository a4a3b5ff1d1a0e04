//! The words of a text as patterns see them: folded in case, form and spelling, each with its place in the untouched text.
//!
//! This is the normalized view of a text: line wraps, no-break spaces, hyphens, slashes, commas and quotes separate words; soft hyphens
//! and zero-width characters vanish; `&` is the word `and`; a possessive apostrophe vanishes (`world's` is `worlds`) while an elision
//! separates (`l'animation` is two words). Every word keeps the byte range it came from.

use unicode_normalization::UnicodeNormalization;

use crate::spelling;

/// One word and the bytes of the text it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Calls `found` with the place of each word of `text`, in order.
pub(crate) fn each_word(text: &str, mut found: impl FnMut(Piece)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii_alphanumeric() || byte >= 0x80 {
            let end = word_end(text, at);
            if end > at {
                found(Piece { start: at, end });
                at = end;
            } else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
            }
        } else {
            if byte == b'&' {
                found(Piece { start: at, end: at + 1 });
            }
            at += 1;
        }
    }
}

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
    each_word(text, |piece| {
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
            each_word(&text, |piece| {
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
