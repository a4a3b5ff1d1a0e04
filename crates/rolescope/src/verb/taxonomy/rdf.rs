//! Concepts read from SKOS, in Turtle or in JSON-LD.

use std::collections::{BTreeMap, BTreeSet};

use oxjsonld::JsonLdParser;
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use skills::skos::{NO_MATCH, NOT_MEANT, RELATIONS, match_of_iri};
use skills::{ConceptId, ConceptKind, Match};

use super::assembly::{Incoming, Told};

const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const RDFS_LABEL: &str = "http://www.w3.org/2000/01/rdf-schema#label";

/// A syntax error is followed by others that it caused: no more than so many are told.
const ERRORS_MAX: usize = 20;

/// By subject and property, the objects in order.
#[derive(Default)]
struct Graph(BTreeMap<String, BTreeMap<String, BTreeSet<Object>>>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Object {
    Iri(String),
    Text { lang: String, text: String },
}

/// The concepts of a SKOS file by IRI, and where its syntax is broken.
pub(super) fn concepts(bytes: &[u8]) -> (Vec<Incoming>, Vec<Told>) {
    let (graph, errors) = if bytes.trim_ascii_start().starts_with(b"{") || bytes.trim_ascii_start().starts_with(b"[") && is_json(bytes) {
        read(JsonLdParser::new().for_slice(bytes).map(|quad| quad.map(Triple::from).map_err(|error| ("JSON-LD".to_owned(), error.to_string()))))
    } else {
        read(
            TurtleParser::new()
                .for_slice(bytes)
                .map(|triple| triple.map_err(|error| (format!("line {}", error.location().start.line + 1), error.message().to_owned()))),
        )
    };
    let class = Object::Iri(format!("{SKOS}Concept"));
    let concepts = graph.0.iter().filter(|(_, properties)| properties.get(TYPE).is_some_and(|types| types.contains(&class)));
    (concepts.map(|(iri, _)| graph.concept(iri)).collect(), errors)
}

/// A blank node opens a Turtle file as a list opens a JSON file.
fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

fn read(triples: impl Iterator<Item = Result<Triple, (String, String)>>) -> (Graph, Vec<Told>) {
    let (mut graph, mut errors) = (Graph::default(), Vec::new());
    for triple in triples {
        match triple {
            Ok(triple) => graph.add(triple),
            Err((place, what)) => {
                errors.push(Told::new(&place, what));
                if errors.len() == ERRORS_MAX {
                    break;
                }
            }
        }
    }
    (graph, errors)
}

impl Graph {
    fn add(&mut self, triple: Triple) {
        let subject = match triple.subject {
            NamedOrBlankNode::NamedNode(node) => node.into_string(),
            NamedOrBlankNode::BlankNode(node) => format!("_:{}", node.as_str()),
        };
        let object = match triple.object {
            Term::NamedNode(node) => Object::Iri(node.into_string()),
            Term::BlankNode(node) => Object::Iri(format!("_:{}", node.as_str())),
            Term::Literal(literal) => {
                let lang = literal.language().unwrap_or_default().split('-').next().unwrap_or_default().to_lowercase();
                Object::Text { lang, text: literal.value().to_owned() }
            }
        };
        let property = triple.predicate.into_string();
        // Broader and narrower are each other's inverse, and a file may say either.
        if let Object::Iri(narrower) = &object
            && property.strip_prefix(SKOS) == Some("narrower")
        {
            let above = Object::Iri(subject.clone());
            self.0.entry(narrower.clone()).or_default().entry(format!("{SKOS}broader")).or_default().insert(above);
        }
        self.0.entry(subject).or_default().entry(property).or_default().insert(object);
    }

    fn objects(&self, subject: &str, property: &str) -> impl Iterator<Item = &Object> {
        self.0.get(subject).and_then(|properties| properties.get(property)).into_iter().flatten()
    }

    fn iris(&self, subject: &str, property: &str) -> impl Iterator<Item = &str> {
        self.objects(subject, property).filter_map(|object| if let Object::Iri(iri) = object { Some(iri.as_str()) } else { None })
    }

    /// Texts with their languages.
    fn texts(&self, subject: &str, property: &str) -> impl Iterator<Item = (&str, &str)> {
        self.objects(subject, property)
            .filter_map(|object| if let Object::Text { lang, text } = object { Some((lang.as_str(), text.as_str())) } else { None })
    }

    fn concept(&self, iri: &str) -> Incoming {
        let skos = |name: &str| format!("{SKOS}{name}");
        let owned = |(lang, text): (&str, &str)| (if lang.is_empty() { "en" } else { lang }.to_owned(), text.to_owned());
        let labels = [skos("altLabel"), skos("hiddenLabel")];
        let notes = |name: &str| self.texts(iri, &skos(name)).map(|(_, text)| text.to_owned()).collect::<Vec<_>>();
        Incoming {
            place: iri.to_owned(),
            key: iri.to_owned(),
            name: self.name(iri),
            broader: self.iris(iri, &skos("broader")).map(str::to_owned).collect(),
            kind: self.texts(iri, &format!("{DC}type")).find_map(|(_, text)| ConceptKind::from_name(text)),
            pref_label: self.texts(iri, &skos("prefLabel")).map(owned).collect(),
            definition: self.english(iri, &skos("definition")),
            provenance: self.english(iri, &format!("{DC}source")),
            labels: labels.iter().flat_map(|property| self.texts(iri, property)).map(owned).collect(),
            phrases: Vec::new(),
            find: notes("example"),
            pass: notes("scopeNote").iter().filter_map(|note| note.strip_prefix(NOT_MEANT)).map(str::to_owned).collect(),
            matches: self.matches(iri),
        }
    }

    /// The notation, or the end of the IRI, when it can be a name and tells something.
    fn name(&self, iri: &str) -> Option<String> {
        let notation = format!("{SKOS}notation");
        let ends = iri.rsplit(['/', '#', ':']).next().filter(|name| is_telling(name));
        let notations = self.texts(iri, &notation).map(|(_, text)| text).filter(|text| text.contains(char::is_alphabetic));
        notations.chain(ends).find(|name| ConceptId::new(name).is_some()).map(str::to_owned)
    }

    /// The English text, else the first.
    fn english(&self, iri: &str, property: &str) -> String {
        let texts: Vec<(&str, &str)> = self.texts(iri, property).collect();
        texts.iter().find(|(lang, _)| *lang == "en").or(texts.first()).map_or(String::new(), |(_, text)| (*text).to_owned())
    }

    fn matches(&self, iri: &str) -> Vec<Match> {
        let mut matches = Vec::new();
        for (relation, property) in RELATIONS {
            let property = property.replacen("skos:", SKOS, 1);
            for other in self.iris(iri, &property).filter(|other| !other.starts_with("_:")) {
                let (scheme, target) = match_of_iri(other);
                let label = self.english(other, RDFS_LABEL);
                matches.push(Match { relation: relation.to_owned(), scheme, target, label });
            }
        }
        for (_, note) in self.texts(iri, &format!("{SKOS}editorialNote")) {
            let said = note.strip_prefix(NO_MATCH).and_then(|rest| rest.split_once(": "));
            if let Some((scheme, reason)) = said.filter(|(scheme, _)| !scheme.contains([' ', '|'])) {
                matches.push(Match { relation: "none".to_owned(), scheme: scheme.to_owned(), target: String::new(), label: reason.to_owned() });
            }
        }
        matches
    }
}

/// Is the end of an IRI a name, and not a number or a UUID?
fn is_telling(name: &str) -> bool {
    let letters_n = name.chars().filter(char::is_ascii_alphabetic).count();
    letters_n * 2 > name.len() && !name.split('-').any(|part| part.len() >= 4 && part.contains(|c: char| c.is_ascii_digit()))
}
