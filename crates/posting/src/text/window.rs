//! What stands right before and behind a place in a text, never beyond its line.

/// At most `n` bytes before `at`, from the last line break on.
pub(crate) fn before(text: &str, at: usize, n: usize) -> &str {
    let window = &text[text.ceil_char_boundary(at.saturating_sub(n))..at];
    window.rfind('\n').map_or(window, |line| &window[line + 1..])
}

/// At most `n` bytes from `at` on, up to the line break.
pub(crate) fn after(text: &str, at: usize, n: usize) -> &str {
    let window = &text[at..text.floor_char_boundary((at + n).min(text.len()))];
    window.find('\n').map_or(window, |line| &window[..line])
}

/// At most `n` bytes before `at`, from the beginning of the sentence on.
pub(crate) fn sentence_before(text: &str, at: usize, n: usize) -> &str {
    let line = before(text, at, n);
    let start = line.rmatch_indices(['.', '!', '?', ';']).find(|(end, sign)| line[end + sign.len()..].starts_with(' '));
    start.map_or(line, |(end, _)| &line[end + 1..])
}

/// At most `n` bytes from `at` on, up to the end of the sentence.
pub(crate) fn sentence_after(text: &str, at: usize, n: usize) -> &str {
    let line = after(text, at, n);
    let end = line.match_indices(['.', '!', '?', ';']).find(|(end, _)| {
        let rest = &line[end + 1..];
        rest.starts_with(' ') && rest.trim_start().starts_with(char::is_uppercase)
    });
    end.map_or(line, |(end, _)| &line[..end])
}

/// The value behind a label that ends at `at`: the rest of the line, or the next line when nothing else stands in this one.
pub(crate) fn labeled_value(text: &str, at: usize, n: usize) -> Option<&str> {
    let sign = |c: char| matches!(c, '*' | '_' | '#' | '`' | ' ' | '\t' | '|' | '\u{a0}');
    let rest = after(text, at, n);
    let value = rest.trim_start_matches(sign);
    let value =
        if value.is_empty() { value } else { value.strip_prefix([':', '–', '-', '：'])?.trim_matches(sign).trim_start_matches([':', ' ', '*']) };
    if !value.is_empty() {
        return Some(value);
    }
    let next = text[at..].find('\n').map(|line| at + line)?;
    let start = next + text[next..].find(|c: char| !c.is_whitespace())?;
    Some(after(text, start, n).trim_start_matches(['-', '*', ' ']).trim_matches(sign)).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_end_with_lines_and_sentences() {
        let text = "One. Two three\nfour é five. Six";
        assert_eq!(sentence_before(text, 14, 40), " Two three");
        assert_eq!(sentence_after(text, 15, 40), "four é five");
        assert_eq!(after(text, 15, 6), "four ");
        assert_eq!(labeled_value("Place:\n\n  Lima \n", 5, 40), Some("Lima"));
        assert_eq!(labeled_value("**Place:** Lima", 7, 40), Some("Lima"));
        assert_eq!(labeled_value("Place of birth", 5, 40), None);
    }
}
