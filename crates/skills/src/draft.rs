//! Concepts that come from elsewhere, written as a taxonomy file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::check::sort_key;
use crate::concept::Concept;
use crate::phrase::{self, PhraseError};
use crate::taxonomy_file::LANGUAGES;

/// A concept with its phrases and examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is.
    pub concept: Concept,
    /// Phrases by language.
    pub phrases: BTreeMap<String, Vec<String>>,
    /// Texts that it must find.
    pub find: Vec<String>,
    /// Texts that it must pass over.
    pub pass: Vec<String>,
}

/// The text of a taxonomy file: every competency by name, with the skills below it after it, phrases in order and each once.
pub fn taxonomy_text(drafts: &[Draft]) -> String {
    let mut drafts: Vec<&Draft> = drafts.iter().collect();
    drafts.sort_by_key(|draft| (draft.concept.competency().clone(), draft.concept.broader.is_some(), draft.concept.id.clone()));
    let concepts: Vec<String> = drafts.into_iter().map(written).collect();
    concepts.join("\n")
}

fn written(draft: &Draft) -> String {
    let concept = &draft.concept;
    let mut out = format!("[concept.{}]\n", concept.id);
    if let Some(broader) = &concept.broader {
        let _ = writeln!(out, "broader = {}", quoted(broader.as_str()));
    }
    let _ = writeln!(out, "kind = {}", quoted(concept.kind.as_str()));
    let labels: Vec<String> = LANGUAGES.iter().filter_map(|lang| Some(format!("{lang} = {}", quoted(concept.pref_label.get(*lang)?)))).collect();
    let _ = writeln!(out, "label = {{ {} }}", labels.join(", "));
    let _ = writeln!(out, "definition = {}", quoted(&concept.definition));
    if !concept.provenance.is_empty() {
        let _ = writeln!(out, "provenance = {}", quoted(&concept.provenance));
    }
    let matches = concept.matches.iter().map(|other| match other.relation.as_str() {
        "none" => format!("none {} | {}", other.scheme, other.label),
        relation => format!("{relation} {} {} | {}", other.scheme, other.target, other.label).trim_end_matches([' ', '|']).to_owned(),
    });
    list("matches", matches, &mut out);
    list("find", draft.find.iter().cloned(), &mut out);
    list("pass", draft.pass.iter().cloned(), &mut out);
    for lang in LANGUAGES {
        let mut phrases = draft.phrases.get(lang).cloned().unwrap_or_default();
        phrases.sort_by_key(|phrase| (sort_key(phrase), phrase.clone()));
        phrases.dedup_by_key(|phrase| phrase::parse(phrase).map(|parts| format!("{parts:?}")).unwrap_or_default());
        list(&format!("phrases.{lang}"), phrases, &mut out);
    }
    out
}

fn list(key: &str, texts: impl IntoIterator<Item = String>, out: &mut String) {
    let texts: Vec<String> = texts.into_iter().map(|text| format!("  {},\n", quoted(&text))).collect();
    if !texts.is_empty() {
        let _ = write!(out, "{key} = [\n{}]\n", texts.concat());
    }
}

/// A basic string of TOML, which escapes what JSON does, and DEL besides.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// The phrase of the words of a label, without the marks of the phrase language; `None` when no word is left.
pub fn phrase_of_label(label: &str) -> Option<String> {
    let plain = label.replace(['(', ')', '[', ']', '/', '~', '*', '=', '\u{7f}'], " ").replace("..", " ");
    let phrase = plain.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).collect::<Vec<_>>().join(" ");
    phrase::parse(&phrase).is_ok().then_some(phrase)
}

/// Can this pattern be read?
///
/// # Errors
/// The first thing in it that cannot.
pub fn check_phrase(pattern: &str) -> Result<(), PhraseError> {
    phrase::parse(pattern).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::concept::{ConceptId, ConceptKind, Match};
    use crate::{Listing, Taxonomy};
    use proptest::prelude::*;

    fn draft(id: &str, broader: Option<&str>, label: &str) -> Draft {
        let name = |id: &str| ConceptId::new(id).expect("a name");
        let close = Match { relation: "close".to_owned(), scheme: "esco".to_owned(), target: "http://x".to_owned(), label: label.to_owned() };
        let concept = Concept {
            id: name(id),
            broader: broader.map(name),
            kind: ConceptKind::Skill,
            pref_label: BTreeMap::from([("en".to_owned(), label.to_owned())]),
            definition: label.to_owned(),
            provenance: String::new(),
            matches: vec![close],
        };
        let phrases = BTreeMap::from([("en".to_owned(), phrase_of_label(label).into_iter().collect())]);
        Draft { concept, phrases, find: vec![label.to_owned()], pass: Vec::new() }
    }

    #[test]
    fn labels_become_phrases() {
        for (label, phrase) in [
            ("Facilitation (live)", Some("Facilitation live")),
            ("written/verbal skills", Some("written verbal skills")),
            ("C++ ... ~", Some("C++")),
            ("()", None),
            ("", None),
        ] {
            assert_eq!(phrase_of_label(label).as_deref(), phrase, "{label}");
        }
    }

    #[test]
    fn a_file_in_order() {
        let text = taxonomy_text(&[draft("b-below", Some("z"), "B"), draft("z", None, "Z"), draft("a", None, "A")]);
        let order: Vec<&str> = text.lines().filter(|line| line.starts_with("[concept.")).collect();
        assert_eq!(order, ["[concept.a]", "[concept.z]", "[concept.b-below]"]);
        assert!(text.contains("matches = [\n  \"close esco http://x | B\",\n]\n"), "{text}");
        Taxonomy::from_files([("x.toml", text.as_str())]).expect("loads");
    }

    proptest! {
        #[test]
        fn whatever_the_label_the_file_loads_and_keeps_it(label in "\\PC{0,20}|[\\x00-\\x7f]{0,20}") {
            let text = taxonomy_text(&[draft("a", None, &label)]);
            let listing = Listing::new(vec![("x.toml".to_owned(), text)]).expect("loads");
            prop_assert_eq!(listing.taxonomy().concepts().next().map(|concept| concept.label().to_owned()), Some(label));
        }
    }
}
