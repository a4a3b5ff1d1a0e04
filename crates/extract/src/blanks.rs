//! Which bytes of a text a reader of its blanks must look at: all others belong to words.

/// What a byte may be the beginning of.
const IS_CLOSER: [bool; 256] = {
    let mut closer = [false; 256];
    let mut byte = 0;
    while byte <= b' ' as usize {
        closer[byte] = true;
        byte += 1;
    }
    closer[0x7f] = true;
    // The blanks and controls beyond ASCII begin with these.
    closer[0xc2] = true;
    closer[0xe1] = true;
    closer[0xe2] = true;
    closer[0xe3] = true;
    closer
};

/// The number of blanks of ASCII.
pub(crate) fn blanks_n(text: &str) -> usize {
    // In pieces short enough for their sums to fit a byte, which many bytes at a time can be added up in.
    let one = |byte: u8| u8::from(byte == b' ') + u8::from((b'\t'..=b'\r').contains(&byte)) - u8::from(byte == b'\x0b');
    let sum = |piece: &[u8]| piece.iter().fold(0_u8, |sum, byte| sum + one(*byte));
    text.as_bytes().chunks(128).map(|piece| usize::from(sum(piece))).sum()
}

/// The length of the beginning of `text` in which words stand one space apart: no other blank, no control character, no space at its end.
pub(crate) fn tidy_n(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Behind a word, most pieces hold plain letters and single spaces only.
        while at > 0 && bytes.get(at..=at + PIECE).is_some_and(is_plain) {
            at += PIECE;
        }
        if !IS_CLOSER[bytes[at] as usize] {
            at += 1;
            continue;
        }
        if bytes[at] == b' ' && at > 0 && is_word(bytes, at + 1) {
            at += 1;
        } else if is_word(bytes, at) {
            at += if bytes[at] >= 0xe0 { 3 } else { 2 };
        } else {
            return at;
        }
    }
    at
}

/// Bytes looked at together.
const PIECE: usize = 16;

/// Whether all of a piece is ASCII without controls, and no space before another; the byte behind the piece counts as what may follow.
fn is_plain(piece: &[u8]) -> bool {
    let is_odd = |byte: u8| !(b' '..=b'~').contains(&byte);
    let pairs = piece[..PIECE].iter().zip(&piece[1..]);
    !pairs.fold(false, |odd, (byte, next)| odd | is_odd(*byte) | ((*byte == b' ') & ((*next == b' ') | is_odd(*next))))
}

/// Whether the character that begins at `at` is neither a blank nor a control.
fn is_word(bytes: &[u8], at: usize) -> bool {
    let after = |n: usize| bytes.get(at + n).copied().unwrap_or_default();
    match after(0) {
        0..=0x20 | 0x7f => false,
        0xc2 => after(1) > 0xa0,
        0xe1 => (after(1), after(2)) != (0x9a, 0x80),
        0xe2 => !matches!((after(1), after(2)), (0x80, 0x80..=0x8b | 0xa8 | 0xa9 | 0xaf) | (0x81, 0x9f)),
        0xe3 => (after(1), after(2)) != (0x80, 0x80),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_tidy_has_single_spaces_only(text in "[a \u{a0}\u{85}\u{1680}\u{2003}\u{200b}\u{2028}\u{202f}\u{205f}\u{3000}\t\u{1}\u{7f}é–世ა]{0,10}") {
            let is_odd = |c: char| c.is_control() || (c != ' ' && (c.is_whitespace() || c == '\u{200b}'));
            let is_tidy = |text: &str| !text.contains(is_odd) && !text.contains("  ") && text.trim() == text;
            let (tidy, rest) = text.split_at(tidy_n(&text));
            prop_assert!(is_tidy(tidy), "{text:?}");
            // Nothing more could be taken up.
            let longer = rest.char_indices().map(|(at, c)| &text[..tidy.len() + at + c.len_utf8()]);
            prop_assert!(longer.filter(|longer| longer.len() > tidy.len()).all(|longer| !is_tidy(longer)), "{text:?}");
        }
    }
}
