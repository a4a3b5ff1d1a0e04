//! Patterns that add nothing to a wider pattern of the same concept.

use std::collections::BTreeMap;

use super::shape::{self, Item};
use super::{FindingKind, Findings};
use crate::inflection;
use crate::listing::Phrase;
use crate::phrase::Word;
use crate::taxonomy::Rule;
use crate::token;

/// A phrase with all its alternatives.
struct Spelled<'l> {
    phrase: &'l Phrase,
    rule: &'l Rule,
    canonical: String,
    alternatives: Vec<Vec<Item<'l>>>,
}

/// Adds a finding for each pattern that a wider one of its concept makes idle. Patterns of very many alternatives are not looked at.
pub(super) fn find(findings: &mut Findings<'_>) {
    let mut by_concept: BTreeMap<_, Vec<Spelled<'_>>> = BTreeMap::new();
    for (phrase, rule) in findings.listing.phrases_in_file_order() {
        if let Some(alternatives) = shape::spelled_out(&rule.parts) {
            let spelled = Spelled { phrase, rule, canonical: shape::canonical(&rule.parts), alternatives };
            by_concept.entry(&rule.concept).or_default().push(spelled);
        }
    }
    for all in by_concept.values() {
        for (at, narrow) in all.iter().enumerate() {
            let wide = all.iter().enumerate().find(|(other, wide)| {
                // Of two that match the same, the later one is told.
                *other != at && makes_idle(wide, narrow) && (*other < at || !makes_idle(narrow, wide))
            });
            if let Some((_, wide)) = wide {
                let help = format!(
                    "{} has `{}`; keep it only where a trap tells the two apart",
                    findings.listing.line(&wide.phrase.place),
                    wide.phrase.text
                );
                findings.add(FindingKind::Shadowed, (narrow.phrase, narrow.rule), "is found by a wider phrase already", help);
            }
        }
    }
}

/// Does `wide` fire wherever `narrow` does, and count as much?
fn makes_idle(wide: &Spelled<'_>, narrow: &Spelled<'_>) -> bool {
    let is_read = wide.rule.lang == narrow.rule.lang || wide.rule.lang == "en";
    let is_duplicate = wide.rule.lang == narrow.rule.lang && wide.canonical == narrow.canonical;
    let counts = !wide.rule.weak || narrow.rule.weak;
    let holds = |narrow: &Vec<Item<'_>>| wide.alternatives.iter().any(|wide| holds(narrow, wide));
    is_read && counts && !is_duplicate && narrow.alternatives.iter().all(holds)
}

/// Does every match of `narrow` hold a match of `wide`?
fn holds(narrow: &[Item<'_>], wide: &[Item<'_>]) -> bool {
    (0..narrow.len()).any(|at| begins(&narrow[at..], wide))
}

fn begins(narrow: &[Item<'_>], wide: &[Item<'_>]) -> bool {
    match (wide.split_first(), narrow.split_first()) {
        (None, _) => true,
        (Some((Item::Word(wide_word), wide)), Some((Item::Word(word), narrow))) => covers(wide_word, word) && begins(narrow, wide),
        (Some((Item::Gap(most), wide)), _) => {
            let mut words_n = 0;
            let absorbed = narrow.iter().take_while(|item| {
                words_n += if let Item::Gap(most) = item { *most } else { 1 };
                words_n <= *most
            });
            (0..=absorbed.count()).any(|absorbed_n| begins(&narrow[absorbed_n..], wide))
        }
        (Some((Item::Word(_), _)), _) => false,
    }
}

/// Does `wide` match every word that `narrow` matches?
fn covers(wide: &Word, narrow: &Word) -> bool {
    match (wide, narrow) {
        (Word::Exact(wide), Word::Exact(word)) | (Word::Inflected(wide), Word::Inflected(word)) | (Word::Cased(wide), Word::Cased(word)) => {
            wide == word
        }
        (Word::Exact(wide), Word::Cased(word)) => token::words(word) == [wide.as_str()],
        (Word::Inflected(wide), Word::Exact(word)) => folded_forms(wide).contains(word),
        (Word::Inflected(wide), Word::Cased(word)) => token::words(word).iter().all(|word| folded_forms(wide).contains(word)),
        (Word::Prefix(stem), Word::Exact(word) | Word::Prefix(word)) => word.starts_with(stem),
        (Word::Prefix(stem), Word::Cased(word)) => token::words(word).iter().all(|word| word.starts_with(stem)),
        (Word::Prefix(stem), Word::Inflected(word)) => folded_forms(word).iter().all(|form| form.starts_with(stem)),
        (Word::Exact(_), Word::Inflected(_) | Word::Prefix(_))
        | (Word::Inflected(_), Word::Prefix(_))
        | (Word::Cased(_), Word::Exact(_) | Word::Inflected(_) | Word::Prefix(_)) => false,
    }
}

fn folded_forms(word: &str) -> Vec<String> {
    inflection::forms(word).iter().flat_map(|form| token::words(form)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::parse;
    use proptest::prelude::*;

    fn is_idle(narrow: &str, wide: &str) -> bool {
        let (narrow, wide) = (parse(narrow).expect(narrow), parse(wide).expect(wide));
        let (narrow, wide) = (shape::spelled_out(&narrow).expect("few"), shape::spelled_out(&wide).expect("few"));
        narrow.iter().all(|narrow| wide.iter().any(|wide| holds(narrow, wide)))
    }

    #[test]
    fn wider_and_not_wider() {
        for (narrow, wide) in [
            ("project management office", "project management"),
            ("managing large projects", "manage~ .. project~"),
            ("manage~ ..2 big project~", "manage~ .. project~"),
            ("(good/strong) project management", "project manag*"),
            ("=PPI work", "ppi"),
            ("a b", "(a/c) [x] b"),
        ] {
            assert!(is_idle(narrow, wide), "{wide} is wider than {narrow}");
            assert!(!is_idle(wide, narrow), "{narrow} is not wider than {wide}");
        }
        for (narrow, wide) in [("project ..4 plan", "project .. plan"), ("(a/b) c", "a c"), ("stud*", "study~"), ("a b", "b a")] {
            assert!(!is_idle(narrow, wide), "{wide} is not wider than {narrow}");
        }
    }

    proptest! {
        /// What is called idle is idle: whatever text the narrow pattern is found in, the wide one is found in too.
        #[test]
        fn idle_patterns_add_nothing(narrow in "[ab]( (\\.\\.2 )?[abc]){0,3}", wide in "[ab]( (\\.\\. )?[abc]){0,2}", text in "[abc]( [abc]){0,8}") {
            let fires = |pattern: &str| crate::Phrases::new([pattern]).expect("they read").occur_in(&text);
            if is_idle(&narrow, &wide) && fires(&narrow) {
                prop_assert!(fires(&wide));
            }
        }
    }
}
