//! Turtle (W3C 2014), one thing a paragraph.

use std::fmt::Write as _;

use super::{Base, Node, Object, PREFIXES};
use crate::listing::Listing;

/// The taxonomy in Turtle; equal taxonomies give equal bytes.
pub fn turtle(listing: &Listing, base: &Base) -> String {
    let mut out = String::new();
    for (prefix, namespace) in PREFIXES {
        let _ = writeln!(out, "@prefix {prefix}: <{namespace}> .");
    }
    for node in super::graph(listing, base) {
        write_node(&node, &mut out);
    }
    out
}

fn write_node(node: &Node, out: &mut String) {
    let _ = write!(out, "\n<{}>", node.iri);
    let mut separator = "";
    if let Some(class) = node.class {
        let _ = write!(out, " a {class}");
        separator = " ;\n   ";
    }
    for (property, objects) in &node.properties {
        let objects: Vec<String> = objects.iter().map(written).collect();
        let _ = write!(out, "{separator} {property} {}", objects.join(",\n        "));
        separator = " ;\n   ";
    }
    out.push_str(" .\n");
}

fn written(object: &Object) -> String {
    match object {
        Object::Iri(iri) => format!("<{iri}>"),
        Object::Text { lang, text } if lang.is_empty() => quoted(text),
        Object::Text { lang, text } => format!("{}@{lang}", quoted(text)),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_to_read() {
        let wanted = r#"@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

<https://x.example/t> a skos:ConceptScheme ;
    skos:hasTopConcept <https://x.example/t/facilitation> .

<https://x.example/t/facilitation> a skos:Concept ;
    skos:notation "facilitation" ;
    skos:inScheme <https://x.example/t> ;
    skos:topConceptOf <https://x.example/t> ;
    skos:narrower <https://x.example/t/meeting-facilitation> ;
    skos:prefLabel "Facilitation \"live\""@en,
        "Animation"@fr ;
    skos:hiddenLabel "facilitation skills"@en ;
    skos:definition "Helps groups\nto work; C:\\temp, a tab\tand \u0007."@en ;
    skos:example "You will facilitate workshops." ;
    skos:scopeNote "Not meant: Our facilities team." ;
    skos:closeMatch <http://data.europa.eu/esco/skill/1> ;
    skos:relatedMatch <https://www.onetonline.org/find/descriptor/result/2.A.1.b> ;
    skos:editorialNote "No match in cscce: no such thing"@en ;
    dc:type "skill" ;
    dc:source "invented" .

<https://x.example/t/meeting-facilitation> a skos:Concept ;
    skos:notation "meeting-facilitation" ;
    skos:inScheme <https://x.example/t> ;
    skos:broader <https://x.example/t/facilitation> ;
    skos:prefLabel "Meetings"@en ;
    dc:type "knowledge" .

<http://data.europa.eu/esco/skill/1> rdfs:label "facilitate teamwork" .

<https://www.onetonline.org/find/descriptor/result/2.A.1.b> rdfs:label "Speaking" .
"#;
        let base = Base::new("https://x.example/t/").expect("an IRI");
        assert_eq!(turtle(&super::super::sample(), &base), wanted);
    }
}
