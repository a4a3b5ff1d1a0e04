//! The text of a posting: tidied once, compared by its words, and asked for its language.

use std::fmt::Write as _;

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

/// The number of words: runs of letters and digits.
pub fn words_n(text: &str) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).count()
}

/// The language of a text, as ISO 639-1, when it is one of English, French, Spanish, Portuguese and German and long enough to tell.
pub fn language(text: &str) -> Option<&'static str> {
    use whatlang::Lang;
    let list = vec![Lang::Eng, Lang::Fra, Lang::Spa, Lang::Por, Lang::Deu];
    let sample_end = text.char_indices().nth(4000).map_or(text.len(), |(at, _)| at);
    let info = whatlang::Detector::with_allowlist(list).detect(&text[..sample_end])?;
    match info.lang() {
        Lang::Eng => Some("en"),
        Lang::Fra => Some("fr"),
        Lang::Spa => Some("es"),
        Lang::Por => Some("pt"),
        Lang::Deu => Some("de"),
        _ => None,
    }
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
    fn languages() {
        for (text, wanted) in [
            ("You will plan and run workshops with our community partners.", "en"),
            ("Vous animez des ateliers avec les habitants du quartier et les chercheurs.", "fr"),
            ("Organizarás talleres con la comunidad y con el equipo de investigación.", "es"),
            ("Vai organizar oficinas com a comunidade e com a equipa de investigação.", "pt"),
            ("Sie planen und moderieren Workshops mit Bürgerinnen und Bürgern.", "de"),
        ] {
            assert_eq!(language(text), Some(wanted));
        }
        assert_eq!(language(""), None);
    }

    proptest! {
        #[test]
        fn tidying_twice_changes_nothing(text in "[a-z \\n\\r\\t-]{0,60}") {
            let once = tidy(&text);
            prop_assert_eq!(tidy(&once), once);
        }
    }
}
