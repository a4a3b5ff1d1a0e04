//! The text of a posting: tidied once, and compared by its words.

pub(crate) mod cue;
pub(crate) mod language;
pub(crate) mod quantity;
pub(crate) mod sentence;
pub(crate) mod vocabulary;
pub(crate) mod window;
pub(crate) mod words;

use std::fmt::Write as _;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// One line break form, no trailing blanks, at most one blank line in a row, no control characters.
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.replace("\r\n", "\n").split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let line = line.trim_end();
        if line.trim().is_empty() {
            blank_lines += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        blank_lines = 0;
        out.push_str(line);
    }
    out
}

/// The words of a text in lower case, one blank between them: texts with equal words are equal.
pub fn normalized(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().flat_map(char::to_lowercase));
    }
    out
}

/// The letters of a text in lower case and without their accents.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// The number of words: runs of letters and digits.
pub fn words_n(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// The first `n` words of a text, with an ellipsis when it goes on.
pub fn excerpt(text: &str, n: usize) -> String {
    let mut words = text.split_whitespace();
    let mut out = String::new();
    for (at, word) in words.by_ref().take(n).enumerate() {
        let _ = if at == 0 { write!(out, "{word}") } else { write!(out, " {word}") };
    }
    if words.next().is_some() {
        out.push_str(" …");
    }
    out
}

/// At most `words` words of `text[statement]` around the span, with an ellipsis wherever something is left out. Blanks are single.
///
/// Both ranges must lie on character boundaries, the span within the statement; otherwise the quote is empty.
pub fn quote(text: &str, statement: &Range<usize>, span: &Range<usize>, words: usize) -> String {
    let (Some(before), Some(inside), Some(after)) =
        (text.get(statement.start..span.start), text.get(span.clone()), text.get(span.end..statement.end))
    else {
        return String::new();
    };
    // What touches the span without a blank between belongs to its first or last word.
    let glued_before = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let glued_after = after.split(char::is_whitespace).next().unwrap_or_default();
    let core = [glued_before, inside, glued_after].concat();
    let core: Vec<&str> = core.split_whitespace().collect();
    let head: Vec<&str> = before[..before.len() - glued_before.len()].split_whitespace().collect();
    let tail: Vec<&str> = after[glued_after.len()..].split_whitespace().collect();
    let spare = words.saturating_sub(core.len());
    let from_tail = tail.len().min(spare.div_ceil(2).max(spare.saturating_sub(head.len())));
    let from_head = head.len().min(spare - from_tail);
    let mut parts = Vec::with_capacity(words + 2);
    parts.extend((from_head < head.len()).then_some("…"));
    parts.extend(&head[head.len() - from_head..]);
    parts.extend(core.iter().take(words));
    parts.extend(&tail[..from_tail]);
    parts.extend((from_tail < tail.len() || core.len() > words).then_some("…"));
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn tidy_keeps_lines_and_drops_the_rest() {
        assert_eq!(tidy("\r\n a \r\n\r\n\r\n- b\u{0}\t\n\n"), " a\n\n- b");
        assert_eq!(normalized("Co-design, Été!"), "co design été");
        assert_eq!(excerpt("one two three", 2), "one two …");
    }

    #[test]
    fn quotes_keep_the_span_in_the_middle() {
        let text = "One two three (four) five six seven.";
        let span = 15..19;
        assert_eq!(&text[span.clone()], "four");
        assert_eq!(quote(text, &(0..text.len()), &span, 3), "… three (four) five …");
        assert_eq!(quote(text, &(0..text.len()), &span, 25), text);
        assert_eq!(quote(text, &(0..text.len()), &(30..99), 3), "");
    }

    proptest! {
        #[test]
        fn a_quote_is_never_longer_than_asked(text in "[a-z ]{1,60}", a in 0usize..60, b in 0usize..60, words in 1usize..9) {
            let (a, b) = (a.min(b).min(text.len()), a.max(b).min(text.len()));
            let found = quote(&text, &(0..text.len()), &(a..b), words);
            prop_assert!(found.split_whitespace().filter(|word| *word != "…").count() <= words);
        }

        #[test]
        fn tidying_twice_changes_nothing(text in "[a-z \\n\\r\\t-]{0,60}") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
