//! JSON-LD 1.1 (W3C 2020), with its context inside: nothing has to be fetched to read it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{Base, Node, Object, PREFIXES, RELATIONS};
use crate::listing::Listing;

/// Properties whose values are IRIs, beside the relations of matches.
const LINKS: [&str; 5] = ["skos:broader", "skos:hasTopConcept", "skos:inScheme", "skos:narrower", "skos:topConceptOf"];
/// Properties whose values are texts by language.
const BY_LANGUAGE: [&str; 4] = ["skos:definition", "skos:editorialNote", "skos:hiddenLabel", "skos:prefLabel"];

/// The taxonomy in JSON-LD; equal taxonomies give equal bytes.
pub fn json_ld(listing: &Listing, base: &Base) -> String {
    let graph: Vec<Value> = super::graph(listing, base).iter().map(object).collect();
    format!("{:#}\n", json!({ "@context": context(), "@graph": graph }))
}

fn context() -> Value {
    let mut context: Map<String, Value> = PREFIXES.iter().map(|(prefix, namespace)| ((*prefix).to_owned(), json!(namespace))).collect();
    for property in LINKS.into_iter().chain(RELATIONS.map(|(_, property)| property)) {
        context.insert(term(property).to_owned(), json!({ "@id": property, "@type": "@id" }));
    }
    for property in BY_LANGUAGE {
        context.insert(term(property).to_owned(), json!({ "@id": property, "@container": "@language" }));
    }
    for property in ["dc:source", "dc:type", "rdfs:label", "skos:example", "skos:notation", "skos:scopeNote"] {
        context.insert(term(property).to_owned(), json!(property));
    }
    Value::Object(context)
}

/// The name of a property in the file.
fn term(property: &str) -> &str {
    property.split_once(':').map_or(property, |(_, name)| name)
}

fn object(node: &Node) -> Value {
    let mut entries = Map::new();
    entries.insert("@id".to_owned(), json!(node.iri));
    if let Some(class) = node.class {
        entries.insert("@type".to_owned(), json!(class));
    }
    for (property, objects) in &node.properties {
        let value = if BY_LANGUAGE.contains(property) { by_language(objects) } else { one_or_many(objects.iter().map(plain).collect()) };
        entries.insert(term(property).to_owned(), value);
    }
    Value::Object(entries)
}

fn by_language(objects: &BTreeSet<Object>) -> Value {
    let mut languages: Map<String, Value> = Map::new();
    for object in objects {
        if let Object::Text { lang, .. } = object {
            let same = objects.iter().filter(|other| matches!(other, Object::Text { lang: of, .. } if of == lang));
            languages.insert(lang.clone(), one_or_many(same.map(plain).collect()));
        }
    }
    Value::Object(languages)
}

fn plain(object: &Object) -> Value {
    let (Object::Iri(text) | Object::Text { text, .. }) = object;
    json!(text)
}

fn one_or_many(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_concept_to_read() {
        let text = json_ld(&super::super::sample(), &Base::default());
        let value: Value = serde_json::from_str(&text).expect("JSON");
        let concept = &value["@graph"][1];
        assert_eq!(concept["@id"], "urn:rolescope:taxonomy:facilitation");
        assert_eq!(concept["prefLabel"], json!({ "en": "Facilitation \"live\"", "fr": "Animation" }));
        assert_eq!(concept["closeMatch"], "http://data.europa.eu/esco/skill/1");
        let context = value["@context"].as_object().expect("a context");
        let unknown: Vec<&String> = value["@graph"]
            .as_array()
            .expect("a list")
            .iter()
            .flat_map(|node| node.as_object().expect("an object").keys())
            .filter(|key| !key.starts_with('@') && !context.contains_key(*key))
            .collect();
        assert_eq!(unknown, Vec::<&String>::new());
    }
}
