//! Patterns that could match almost anything, or that cost too much.

use super::shape::{self, Item};
use super::{FindingKind, Findings};
use crate::phrase::{Part, Word};

/// Most words that the gaps of one pattern may skip together: with more, its words have little to do with each other.
const GAP_WORDS_MAX: usize = 12;
/// Most states that one pattern may need in the automaton; the largest of the built-in taxonomy need a third.
const STATES_MAX: usize = 120;
/// A stem of fewer letters begins words of every kind.
const STEM_LETTERS_MIN: usize = 3;

/// Words that say nothing by themselves, by the language of the phrase.
const STOP_WORDS: [(&str, &str); 5] = [
    (
        "en",
        "a all an and any are as at be by for from has have in into is it its of on or our such that the their them these they this to up we who \
         will with you your",
    ),
    (
        "fr",
        "a au aux avec ce ces d dans de des du elle en et il l la le les leur leurs nous on ou par pour que qui sa ses son sur un une vos votre vous",
    ),
    ("es", "a al como con de del el ella en es la las lo los nos o para por que se su sus un una y"),
    ("pt", "a ao aos as com da das de do dos e em na nas no nos o os ou para pela pelo por que se seu sua um uma"),
    ("de", "als am an auf aus bei das dem den der des die ein eine einen einer eines für im in ist mit oder sie und von wir zu zum zur"),
];

/// Words that nearly every advertisement holds: alone, they are evidence of nothing.
const COMMON_WORDS: &str = "abilities ability able apply candidate day experience experienced good great high job join key new offer opportunity people person \
     position post required role skill skills strong support supporting team teams time work working year years";

/// Adds a finding for each pattern that is too wide or too big.
pub(super) fn find(findings: &mut Findings<'_>) {
    for (phrase, rule) in findings.listing.phrases() {
        if let Some((message, help)) = complaint(&rule.parts, &rule.lang, rule.weak) {
            findings.add(FindingKind::TooWide, (phrase, rule), &message, help.to_owned());
        }
    }
}

fn complaint(parts: &[Part], lang: &str, weak: bool) -> Option<(String, &'static str)> {
    let stop_words = STOP_WORDS.iter().find(|(of, _)| *of == lang).map_or("", |(_, words)| words);
    if may_say_nothing(parts, stop_words) {
        return Some(("may match words that say nothing".to_owned(), "name a word that matters in every alternative"));
    }
    if let Some(word) = common_word(parts).filter(|_| !weak) {
        return Some((format!("may match \"{word}\" alone, which nearly every advertisement holds"), "say more, or list it under `weak`"));
    }
    let gaps = gap_words(parts);
    if gaps > GAP_WORDS_MAX {
        return Some((format!("may skip {gaps} words, at most {GAP_WORDS_MAX} make sense"), "shorten its gaps"));
    }
    let states = states(parts);
    (states > STATES_MAX)
        .then(|| (format!("needs {states} states of the automaton, at most {STATES_MAX} are allowed"), "split it, or shorten its gaps"))
}

/// Is there an alternative of stop words and very short stems only?
fn may_say_nothing(parts: &[Part], stop_words: &str) -> bool {
    parts.iter().all(|part| match part {
        Part::Word(word) => says_nothing(word, stop_words),
        Part::Gap(_) => true,
        Part::OneOf { branches, optional } => *optional || branches.iter().any(|branch| may_say_nothing(branch, stop_words)),
    })
}

fn says_nothing(word: &Word, stop_words: &str) -> bool {
    match word {
        Word::Exact(word) | Word::Inflected(word) => stop_words.split_whitespace().any(|stop| stop == word),
        Word::Prefix(stem) => stem.chars().count() < STEM_LETTERS_MIN,
        Word::Cased(_) => false,
    }
}

/// The very common word that is an alternative of the pattern by itself, if there is one.
fn common_word(parts: &[Part]) -> Option<String> {
    shape::spelled_out(parts)?.iter().find_map(|items| match items.as_slice() {
        [Item::Word(Word::Exact(word) | Word::Inflected(word))] => COMMON_WORDS.split_whitespace().any(|common| common == word).then(|| word.clone()),
        _ => None,
    })
}

/// The most words that the gaps of one alternative skip together.
fn gap_words(parts: &[Part]) -> usize {
    let words = |part: &Part| match part {
        Part::Word(_) => 0,
        Part::Gap(most) => usize::from(*most),
        Part::OneOf { branches, .. } => branches.iter().map(|branch| gap_words(branch)).max().unwrap_or_default(),
    };
    parts.iter().map(words).sum()
}

/// The states that the automaton makes of the pattern alone. A group of single words is one step.
fn states(parts: &[Part]) -> usize {
    let is_word = |branch: &&Vec<Part>| matches!(branch.as_slice(), [Part::Word(_)]);
    let states_of = |part: &Part| match part {
        Part::Word(_) => 1,
        Part::Gap(most) => usize::from(*most) + 1,
        Part::OneOf { branches, optional } => {
            let longer: usize = branches.iter().filter(|branch| !is_word(branch)).map(|branch| states(branch)).sum();
            let joint = usize::from(longer > 0 || *optional);
            longer + joint + usize::from(branches.iter().any(|branch| is_word(&branch)))
        }
    };
    parts.iter().map(states_of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::parse;

    #[track_caller]
    fn check(pattern: &str, wanted: Option<&str>) {
        let found = complaint(&parse(pattern).expect(pattern), "en", false).map(|(message, _)| message);
        assert_eq!(found.is_some(), wanted.is_some(), "{pattern}: {found:?}");
        assert!(found.unwrap_or_default().contains(wanted.unwrap_or_default()), "{pattern}");
    }

    #[test]
    fn too_wide() {
        check("of the", Some("say nothing"));
        check("(of/community) [a]", Some("say nothing"));
        check("a*", Some("say nothing"));
        check("work~", Some("\"work\" alone"));
        check("[hard] skills", Some("\"skills\" alone"));
        check("run ..12 to ..3 end", Some("skip 15 words"));
        check(&format!("x {}", "[a b c] ".repeat(40)), Some("states"));
    }

    #[test]
    fn wide_enough() {
        for pattern in ["community", "work~ with communities", "=IT", "up to date", "(a/the) community", "manage~ .. project~"] {
            check(pattern, None);
        }
        assert!(complaint(&parse("team~").expect("reads"), "en", true).is_none(), "weak phrases may be common");
    }
}
