//! Fixed phrases and what they mean, all of them found in one pass over a text.

use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

/// Phrases found in any case, at the borders of words.
pub(crate) struct Cues<M> {
    automaton: AhoCorasick,
    /// What each phrase means, and whether its last word may go on.
    meanings: Vec<(M, bool)>,
}

impl<M: Copy> Cues<M> {
    /// In a phrase `~` stands for a blank or any hyphen, and a final `*` for any end of the word.
    pub(crate) fn new(groups: &[(M, &[&str])]) -> Self {
        let (mut phrases, mut meanings) = (Vec::new(), Vec::new());
        for (meaning, group) in groups {
            for phrase in group.iter().flat_map(|phrase| spellings(phrase)) {
                meanings.push((*meaning, phrase.ends_with('*')));
                phrases.push(phrase.trim_end_matches('*').to_owned());
            }
        }
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(phrases)
            .expect("a constant list of short phrases fits an automaton");
        Self { automaton, meanings }
    }

    /// Where the phrases stand, from left to right, without overlaps.
    pub(crate) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (Range<usize>, M)> + 't {
        self.automaton.find_iter(text).filter_map(|found| {
            let (meaning, open) = self.meanings[found.pattern()];
            // A number may touch its unit: "35h", "6months".
            let is_glued = |c: char| if text.as_bytes()[found.start()].is_ascii_digit() { c.is_alphanumeric() } else { c.is_alphabetic() };
            let starts = !text[..found.start()].chars().next_back().is_some_and(is_glued);
            let ends = open || !text[found.end()..].chars().next().is_some_and(char::is_alphanumeric);
            (starts && ends).then_some((found.range(), meaning))
        })
    }

    /// Whether one of the phrases stands in `text`.
    pub(crate) fn any(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }
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
    let value = if value.is_empty() { value } else { value.strip_prefix([':', '–', '-', '：'])?.trim_matches(sign).trim_start_matches([':', ' ', '*']) };
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
    fn phrases_stand_alone() {
        let cues = Cues::new(&[(1, &["fixed~term"][..]), (2, &["intern", "étudiant*"])]);
        let found = |text: &str| cues.find(text).map(|(range, meaning)| (text[range].to_owned(), meaning)).collect::<Vec<_>>();
        assert_eq!(found("A Fixed-Term intern, an international ÉTUDIANTE"), [("Fixed-Term".into(), 1), ("intern".into(), 2), ("ÉTUDIANT".into(), 2)]);
        assert!(!cues.any("internal"));
    }

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
