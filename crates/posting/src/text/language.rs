//! The language of a text: by its function words where they tell, by letter trigrams where they don't.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The commonest short words that few other of these languages share. A word in two rows speaks for both.
const FUNCTION_WORDS: [(&str, &[&str]); 5] = [
    (
        "en",
        &[
            "the", "and", "of", "to", "in", "for", "with", "you", "will", "our", "is", "are", "that", "on", "we", "your", "as", "be", "have", "this",
            "or", "by",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "et", "en", "du", "une", "un", "pour", "vous", "dans", "est", "au", "aux", "sur", "nos", "votre", "avec", "de",
            "par", "ou",
        ],
    ),
    (
        "es",
        &[
            "el", "la", "los", "las", "de", "y", "en", "para", "con", "una", "un", "del", "por", "que", "su", "se", "al", "es", "nuestra", "nuestro",
            "o",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "as", "e", "em", "para", "com", "uma", "um", "do", "da", "dos", "das", "no", "na", "que", "por", "ao", "de", "ou", "nossa",
            "nosso",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "das", "und", "in", "den", "mit", "für", "von", "zu", "im", "sie", "ein", "eine", "wir", "ist", "auf", "werden", "des",
            "dem", "bei", "oder",
        ],
    ),
];

/// Which of the languages each function word speaks for.
static BY_WORD: LazyLock<HashMap<&'static str, [bool; FUNCTION_WORDS.len()]>> = LazyLock::new(|| {
    let mut by_word = HashMap::new();
    for (at, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for word in *words {
            by_word.entry(*word).or_insert([false; FUNCTION_WORDS.len()])[at] = true;
        }
    }
    by_word
});

/// Words looked at.
const WORDS: usize = 100;
/// Function words that it takes to be sure.
const ENOUGH: usize = 12;
/// Characters that trigrams are counted in.
const SAMPLE: usize = 4000;

/// The language of a text, as ISO 639-1, when it is one of English, French, Spanish, Portuguese and German and long enough to tell.
pub fn language(text: &str) -> Option<&'static str> {
    by_function_words(text).or_else(|| by_trigrams(text))
}

/// A language with many function words in the beginning of the text, and with half as many again as any other.
fn by_function_words(text: &str) -> Option<&'static str> {
    let mut counts = [0; FUNCTION_WORDS.len()];
    let mut lower = String::new();
    for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).take(WORDS) {
        if word.len() > 7 {
            continue;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let speaks_for = BY_WORD.get(lower.as_str()).copied().unwrap_or_default();
        for (count, speaks) in counts.iter_mut().zip(speaks_for) {
            *count += usize::from(speaks);
        }
    }
    let (best, most) = counts.iter().enumerate().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().enumerate().filter(|(at, _)| *at != best).map(|(_, count)| *count).max()?;
    (*most >= ENOUGH && most * 2 >= second * 3).then_some(FUNCTION_WORDS[best].0)
}

fn by_trigrams(text: &str) -> Option<&'static str> {
    use whatlang::Lang;
    let list = vec![Lang::Eng, Lang::Fra, Lang::Spa, Lang::Por, Lang::Deu];
    let sample_end = text.char_indices().nth(SAMPLE).map_or(text.len(), |(at, _)| at);
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

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(by_function_words(&[text; 8].join(" ")), Some(wanted));
        }
        assert_eq!(language(""), None);
    }
}
