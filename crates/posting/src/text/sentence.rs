//! The statement around a place in a text: a sentence or a line, wherever a short look around finds its ends.

use std::ops::Range;

/// Bytes looked at on either side, which keeps many looks into one text linear.
const REACH: usize = 500;

/// Short words that a full stop does not end a sentence after.
const ABBREVIATIONS: [&str; 27] = [
    "dr", "prof", "mr", "mrs", "ms", "sr", "jr", "dir", "asst", "assoc", "mgr", "dept", "st", "no", "e.g", "i.e", "u.s", "u.k", "ext", "tel", "mme",
    "sra", "hr", "fr", "vs", "incl", "exec",
];

/// The sentence or line that `at` lies in, without the line break or the blank around it.
pub(crate) fn statement(text: &str, at: usize) -> Range<usize> {
    start(text, at)..end(text, at)
}

/// Where the statement that `at` lies in begins.
pub(crate) fn start(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let least = at.saturating_sub(REACH);
    let mut i = at;
    while i > least && !is_end(text, i - 1) {
        i -= 1;
    }
    let mut i = text.floor_char_boundary(i);
    while i < at && bytes[i].is_ascii_whitespace() {
        i += 1;
    }
    i
}

/// Where the statement that `at` lies in ends: behind its full stop, before its line break.
pub(crate) fn end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let most = (at + REACH).min(text.len());
    let mut i = at;
    while i < most && !is_end(text, i) {
        i += 1;
    }
    let closes = i < most && matches!(bytes[i], b'.' | b'!' | b'?');
    text.floor_char_boundary(i + usize::from(closes))
}

/// The end of the line that `at` lies in, at most as far as the reach.
pub(crate) fn line_end(text: &str, at: usize) -> usize {
    let most = text.floor_char_boundary((at + REACH).min(text.len()));
    text.as_bytes()[at..most].iter().position(|b| *b == b'\n').map_or(most, |n| at + n)
}

/// The beginning of the line that `at` lies in, at most as far as the reach.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let least = text.floor_char_boundary(at.saturating_sub(REACH));
    text.as_bytes()[least..at].iter().rposition(|b| *b == b'\n').map_or(least, |n| least + n + 1)
}

/// Does the byte at `i` end a statement?
fn is_end(text: &str, i: usize) -> bool {
    let bytes = text.as_bytes();
    match bytes[i] {
        b'\n' => !is_wrap(bytes, i),
        b'<' | b'>' | b'|' => true,
        // Some sources write their line breaks out.
        b'\\' => bytes.get(i + 1) == Some(&b'n'),
        b'!' | b'?' => bytes.get(i + 1).is_none_or(u8::is_ascii_whitespace),
        b'.' => is_full_stop(bytes, i),
        _ => false,
    }
}

/// A line that was broken for its length: long, and going on in lower case or after a word that cannot be the last.
fn is_wrap(bytes: &[u8], i: usize) -> bool {
    let next = bytes.get(i + 1).copied().unwrap_or(b'\n');
    let before = &bytes[i.saturating_sub(40)..i];
    if before.len() < 40 || before.contains(&b'\n') || next.is_ascii_whitespace() {
        return false;
    }
    let dangling = [&b"&"[..], b" of", b" the", b" and", b" for"].iter().any(|last| before.ends_with(last));
    let goes_on = next.is_ascii_lowercase() && before.last().is_some_and(|b| b.is_ascii_alphabetic() || *b == b',');
    (dangling && next.is_ascii_alphabetic()) || goes_on
}

fn is_full_stop(bytes: &[u8], i: usize) -> bool {
    let next = bytes.get(i + 1).copied().unwrap_or(b' ');
    let word_start = bytes[i.saturating_sub(8)..i]
        .iter()
        .rposition(|b| !b.is_ascii_alphabetic() && *b != b'.')
        .map_or(i.saturating_sub(8), |n| i.saturating_sub(8) + n + 1);
    let word = &bytes[word_start..i];
    if next.is_ascii_uppercase() {
        // "… our team.This role …": a blank was lost.
        return word.len() > 3 && word.iter().all(u8::is_ascii_lowercase);
    }
    let abbreviated = word.len() == 1 && word[0].is_ascii_uppercase() || ABBREVIATIONS.iter().any(|a| word.eq_ignore_ascii_case(a.as_bytes()));
    next.is_ascii_whitespace() && !(abbreviated && next == b' ')
}

/// The next word from `at` on, before `end`: blanks are passed, a word ends at a blank. Signs belong to it.
pub(crate) fn next_word(text: &str, at: usize, end: usize) -> Option<Range<usize>> {
    let rest = text.get(at..end)?;
    let from = at + (rest.len() - rest.trim_start().len());
    let to = text[from..end].find(char::is_whitespace).map_or(end, |n| from + n);
    (from < to).then_some(from..to)
}

/// The last word before `at`, not before `start`.
pub(crate) fn last_word(text: &str, start: usize, at: usize) -> &str {
    text.get(start..at).unwrap_or_default().split_whitespace().next_back().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements() {
        for (text, at, wanted) in [
            ("First one. You report to Dr. Doe of us. Next.", 14, "You report to Dr. Doe of us."),
            ("a\n- Reports to: X\nb", 6, "- Reports to: X"),
            (
                "It reports to the Director of Digital Research &\nScholarship, and more.",
                5,
                "It reports to the Director of Digital Research &\nScholarship, and more.",
            ),
            ("our team.This role reports to X.", 20, "This role reports to X."),
        ] {
            assert_eq!(&text[statement(text, at)], wanted);
        }
    }
}
