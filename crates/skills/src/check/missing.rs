//! What a concept lacks beside the others of its taxonomy: examples, labels, matches.

use std::collections::BTreeSet;

use super::{Finding, FindingKind, Findings};
use crate::concept::{Concept, ConceptId};
use crate::listing::Place;
use crate::taxonomy_file::LANGUAGES;

/// Adds what is missing, concept by concept. Languages and schemes that no concept of the taxonomy uses are not asked for.
pub(super) fn find(findings: &mut Findings<'_>) {
    let taxonomy = findings.listing.taxonomy();
    let spoken: BTreeSet<&str> = taxonomy
        .concepts()
        .flat_map(|concept| concept.pref_label.keys())
        .chain(taxonomy.rules.iter().map(|rule| &rule.lang))
        .map(String::as_str)
        .collect();
    let schemes: BTreeSet<&str> = taxonomy.concepts().flat_map(|concept| &concept.matches).map(|other| other.scheme.as_str()).collect();
    let found: BTreeSet<(&ConceptId, bool)> = taxonomy.examples().iter().map(|example| (&example.concept, example.found)).collect();
    for (id, place) in findings.listing.concepts() {
        let Some(concept) = taxonomy.concept(id) else { continue };
        let keys: Vec<&str> =
            [("find", true), ("pass", false)].iter().filter(|(_, wanted)| !found.contains(&(id, *wanted))).map(|(key, _)| *key).collect();
        findings.lacking(concept, place, FindingKind::MissingExample, "no example under", &keys, "add a text that it must find, or pass over");
        let langs: Vec<&str> = LANGUAGES.into_iter().filter(|lang| spoken.contains(lang) && !concept.pref_label.contains_key(*lang)).collect();
        findings.lacking(concept, place, FindingKind::MissingLabel, "no label in", &langs, "");
        let unmatched: Vec<&str> = schemes.iter().copied().filter(|scheme| !concept.matches.iter().any(|other| other.scheme == *scheme)).collect();
        findings.lacking(concept, place, FindingKind::MissingMatch, "no match in", &unmatched, "add one, or `none SCHEME | reason`");
    }
}

impl Findings<'_> {
    fn lacking(&mut self, concept: &Concept, place: &Place, kind: FindingKind, what: &str, names: &[&str], help: &str) {
        if !names.is_empty() {
            let place = self.listing.fault(place, format!("`{}` has {what} {}", concept.id, names.join(", ")), help.to_owned());
            self.found.extend(place.map(|place| Finding { kind, concept: concept.id.clone(), place }));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::check;
    use crate::listing::Listing;

    #[test]
    fn what_others_have() {
        let file = "[concept.a]\nkind = 'skill'\nlabel = { en = 'A', fr = 'A' }\ndefinition = ''\nfind = ['x']\npass = ['y']\n\
                    matches = ['none esco | too broad']\n[concept.b]\nkind = 'skill'\nlabel = { en = 'B' }\ndefinition = ''\nfind = ['x']\n";
        let listing = Listing::new(vec![("x.toml".to_owned(), file.to_owned())]).expect("loads");
        let found: Vec<String> = check(&listing).iter().map(|finding| format!("{}: {}", finding.place.line, finding.place.message)).collect();
        assert_eq!(found, ["8: `b` has no example under pass", "8: `b` has no label in fr", "8: `b` has no match in esco"]);
    }
}
