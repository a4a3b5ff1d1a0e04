//! A taxonomy as a SKOS concept scheme (W3C 2009), in Turtle and in JSON-LD.
//!
//! A concept's IRI is the base with its name behind it; the scheme's is the base without its last `/`, `#` or `:`. Matches point at ESCO by
//! its own URIs, at O*NET by the page of a descriptor, at any other scheme by `urn:rolescope:SCHEME:CODE`. Phrases of plain words are hidden
//! labels; those with marks of the phrase language have no counterpart in SKOS and stay behind. What a concept must find is an example, what
//! it must pass over a scope note, and that it has no match in a scheme an editorial note.

mod iri;
mod json_ld;
mod turtle;

use std::collections::{BTreeMap, BTreeSet};

use crate::concept::{Concept, ConceptId};
use crate::listing::Listing;
use crate::phrase::{Part, Word};
use crate::taxonomy::Example;

pub use iri::{Base, match_iri, match_of_iri};
pub use json_ld::json_ld;
pub use turtle::turtle;

/// The namespaces of the export, by prefix.
const PREFIXES: [(&str, &str); 4] = [
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// What a scope note begins with that holds a text to pass over.
pub const NOT_MEANT: &str = "Not meant: ";
/// What an editorial note begins with that says why there is no match; scheme, colon and reason follow.
pub const NO_MATCH: &str = "No match in ";

/// The relations that a match may have, with the property of each.
pub const RELATIONS: [(&str, &str); 5] = [
    ("exact", "skos:exactMatch"),
    ("close", "skos:closeMatch"),
    ("broad", "skos:broadMatch"),
    ("narrow", "skos:narrowMatch"),
    ("related", "skos:relatedMatch"),
];

/// The value of a property.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    Iri(String),
    /// A text in this language; the empty one for none.
    Text {
        lang: String,
        text: String,
    },
}

/// All that is said of one thing, in the order of the properties.
struct Node {
    iri: String,
    /// `skos:Concept` or `skos:ConceptScheme`; none for a thing of another scheme.
    class: Option<&'static str>,
    /// Each property once, its values in order.
    properties: Vec<(&'static str, BTreeSet<Object>)>,
}

impl Node {
    fn new(iri: String, class: Option<&'static str>) -> Self {
        Self { iri, class, properties: Vec::new() }
    }

    fn add(&mut self, property: &'static str, objects: impl IntoIterator<Item = Object>) {
        let objects: BTreeSet<Object> = objects.into_iter().collect();
        if !objects.is_empty() {
            self.properties.push((property, objects));
        }
    }
}

/// The scheme, its concepts by name, and the names of what they are matched with, by IRI.
fn graph(listing: &Listing, base: &Base) -> Vec<Node> {
    let taxonomy = listing.taxonomy();
    let mut scheme = Node::new(base.scheme(), Some("skos:ConceptScheme"));
    scheme
        .add("skos:hasTopConcept", taxonomy.concepts().filter(|concept| concept.broader.is_none()).map(|concept| Object::Iri(base.of(&concept.id))));
    let mut beside: BTreeMap<&ConceptId, Beside<'_>> = BTreeMap::new();
    for concept in taxonomy.concepts() {
        if let Some(broader) = &concept.broader {
            beside.entry(broader).or_default().narrower.push(&concept.id);
        }
    }
    for example in taxonomy.examples() {
        beside.entry(&example.concept).or_default().examples.push(example);
    }
    for (phrase, rule) in listing.phrases() {
        // Marks of the phrase language have no counterpart in SKOS.
        let is_plain = rule.parts.iter().all(|part| matches!(part, Part::Word(Word::Exact(_))));
        if is_plain && !rule.weak {
            beside.entry(&rule.concept).or_default().phrases.insert(text(&rule.lang, phrase.text.trim()));
        }
    }
    let mut nodes = vec![scheme];
    nodes.extend(taxonomy.concepts().map(|concept| node(base, concept, &beside.remove(&concept.id).unwrap_or_default())));
    nodes.extend(others(listing).into_iter().map(|(iri, labels)| Node { iri, class: None, properties: vec![("rdfs:label", labels)] }));
    nodes
}

/// What is said of a concept elsewhere than in the concept.
#[derive(Default)]
struct Beside<'l> {
    narrower: Vec<&'l ConceptId>,
    examples: Vec<&'l Example>,
    phrases: BTreeSet<Object>,
}

fn node(base: &Base, concept: &Concept, beside: &Beside<'_>) -> Node {
    let mut node = Node::new(base.of(&concept.id), Some("skos:Concept"));
    let labels: BTreeSet<Object> = concept.pref_label.iter().map(|(lang, label)| text(lang, label)).collect();
    node.add("skos:notation", [text("", concept.id.as_str())]);
    node.add("skos:inScheme", [Object::Iri(base.scheme())]);
    node.add("skos:topConceptOf", concept.broader.is_none().then(|| Object::Iri(base.scheme())));
    node.add("skos:broader", concept.broader.iter().map(|id| Object::Iri(base.of(id))));
    node.add("skos:narrower", beside.narrower.iter().map(|id| Object::Iri(base.of(id))));
    // SKOS forbids a label that is preferred and hidden at once.
    let hidden: Vec<Object> = beside.phrases.difference(&labels).cloned().collect();
    node.add("skos:prefLabel", labels);
    node.add("skos:hiddenLabel", hidden);
    node.add("skos:definition", (!concept.definition.is_empty()).then(|| text("en", &concept.definition)));
    let (find, pass): (Vec<&Example>, Vec<&Example>) = beside.examples.iter().partition(|example| example.found);
    node.add("skos:example", find.iter().map(|example| text("", &example.text)));
    node.add("skos:scopeNote", pass.iter().map(|example| text("", &format!("{NOT_MEANT}{}", example.text))));
    for (relation, property) in RELATIONS {
        let matches = concept.matches.iter().filter(|other| other.relation == relation);
        node.add(property, matches.map(|other| Object::Iri(match_iri(&other.scheme, &other.target))));
    }
    let unmatched = concept.matches.iter().filter(|other| other.relation == "none");
    node.add("skos:editorialNote", unmatched.map(|other| text("en", &format!("{NO_MATCH}{}: {}", other.scheme, other.label))));
    node.add("dc:type", [text("", concept.kind.as_str())]);
    node.add("dc:source", (!concept.provenance.is_empty()).then(|| text("", &concept.provenance)));
    node
}

/// The names of what concepts are matched with, by IRI.
fn others(listing: &Listing) -> BTreeMap<String, BTreeSet<Object>> {
    let mut others: BTreeMap<String, BTreeSet<Object>> = BTreeMap::new();
    let matches = listing.taxonomy().concepts().flat_map(|concept| &concept.matches);
    for other in matches.filter(|other| other.relation != "none" && !other.label.is_empty()) {
        others.entry(match_iri(&other.scheme, &other.target)).or_default().insert(text("", &other.label));
    }
    others
}

fn text(lang: &str, text: &str) -> Object {
    Object::Text { lang: lang.to_owned(), text: text.to_owned() }
}

/// A taxonomy that has everything that can be exported.
#[cfg(test)]
fn sample() -> Listing {
    let file = r#"
[concept.facilitation]
kind = "skill"
label = { en = "Facilitation \"live\"", fr = "Animation" }
definition = "Helps groups\nto work; C:\\temp, a tab\tand \u0007."
provenance = "invented"
phrases.en = ["facilitat* .. workshop~", "facilitation skills"]
find = ["You will facilitate workshops."]
pass = ["Our facilities team."]
matches = ["close esco http://data.europa.eu/esco/skill/1 | facilitate teamwork", "related onet 2.A.1.b | Speaking", "none cscce | no such thing"]

[concept.meeting-facilitation]
broader = "facilitation"
kind = "knowledge"
label = { en = "Meetings" }
definition = ""
"#;
    Listing::new(vec![("x.toml".to_owned(), file.to_owned())]).expect("loads")
}
