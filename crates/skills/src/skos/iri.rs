//! The IRIs of concepts, of schemes and of what concepts are matched with.

use std::fmt::Write as _;

use crate::concept::ConceptId;

/// Where the pages of O*NET's descriptors lie, by element id of its content model.
const ONET: &str = "https://www.onetonline.org/find/descriptor/result/";
/// What every URI of ESCO begins with.
const ESCO: &str = "http://data.europa.eu/esco/";
/// Schemes that publish no IRIs get ones of ours.
const OURS: &str = "urn:rolescope:";

/// What the IRIs of a scheme's concepts begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base(String);

impl Default for Base {
    /// `urn:rolescope:taxonomy:`, for those who own no address.
    fn default() -> Self {
        Self(format!("{OURS}taxonomy:"))
    }
}

impl Base {
    /// Accepts an absolute IRI without blanks or brackets; a `/` is put behind it when it ends with none of `/`, `#` and `:`.
    pub fn new(raw: &str) -> Option<Self> {
        let ends = raw.ends_with(['/', '#', ':']);
        let stem = raw.trim_end_matches(['/', '#', ':']);
        let is_whole = is_absolute(raw) && raw.chars().all(is_plain) && stem.contains(':') && !stem.ends_with('%');
        is_whole.then(|| Self(if ends { raw.to_owned() } else { format!("{raw}/") }))
    }

    /// The IRI of a concept.
    pub fn of(&self, id: &ConceptId) -> String {
        format!("{}{id}", self.0)
    }

    /// The IRI of the scheme.
    pub fn scheme(&self) -> String {
        self.0[..self.0.len() - 1].to_owned()
    }
}

fn is_absolute(iri: &str) -> bool {
    iri.split_once(':').is_some_and(|(scheme, rest)| {
        !rest.is_empty()
            && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    })
}

fn is_plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

/// The IRI of what a match points at: `target` itself when it is one.
pub fn match_iri(scheme: &str, target: &str) -> String {
    match scheme {
        "onet" => format!("{ONET}{}", escaped(target, "/")),
        _ if is_absolute(target) => escaped(target, ":/?#[]@%"),
        _ => format!("{OURS}{}:{}", escaped(scheme, ""), escaped(target, "/")),
    }
}

/// The scheme and target that [`match_iri`] made an IRI of; `other` and the IRI itself when it is of no known scheme.
pub fn match_of_iri(iri: &str) -> (String, String) {
    if iri.starts_with(ESCO) {
        return ("esco".to_owned(), iri.to_owned());
    }
    if let Some(code) = iri.strip_prefix(ONET) {
        return ("onet".to_owned(), unescaped(code));
    }
    let ours = iri.strip_prefix(OURS).and_then(|rest| rest.split_once(':'));
    match ours {
        Some((scheme, code)) if !scheme.is_empty() && !code.is_empty() => (unescaped(scheme), unescaped(code)),
        _ => ("other".to_owned(), iri.to_owned()),
    }
}

/// `text` with everything but letters, digits, `-._~!$&'()*+,;=` and `kept` as %XX.
fn escaped(text: &str, kept: &str) -> String {
    let mut iri = String::with_capacity(text.len());
    for byte in text.bytes() {
        let c = char::from(byte);
        if c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c) || kept.contains(c) && c.is_ascii() {
            iri.push(c);
        } else {
            let _ = write!(iri, "%{byte:02X}");
        }
    }
    iri
}

/// `text` with its %XX resolved; as it is when that is no text, or holds blanks, which no match may.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let code = tail.get(..2).and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        match code {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.contains(|c: char| c.is_whitespace() || c == '|')).unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bases() {
        let id = ConceptId::new("a-b").expect("a name");
        for (raw, concept, scheme) in [
            ("https://x.example/t", "https://x.example/t/a-b", "https://x.example/t"),
            ("https://x.example/t#", "https://x.example/t#a-b", "https://x.example/t"),
            ("urn:x:", "urn:x:a-b", "urn:x"),
        ] {
            let base = Base::new(raw).expect(raw);
            assert_eq!((base.of(&id).as_str(), base.scheme().as_str()), (concept, scheme));
        }
        for raw in ["", "x", "http:", "https://x y/", "https://x/<", "1a:b"] {
            assert_eq!(Base::new(raw), None, "{raw}");
        }
    }

    #[test]
    fn schemes() {
        for (scheme, target, iri) in [
            ("esco", "http://data.europa.eu/esco/skill/S2.7", "http://data.europa.eu/esco/skill/S2.7"),
            ("onet", "2.A.1.b", "https://www.onetonline.org/find/descriptor/result/2.A.1.b"),
            ("cscce", "knowledge-brokering", "urn:rolescope:cscce:knowledge-brokering"),
            ("other", "https://x.example/1", "https://x.example/1"),
        ] {
            assert_eq!(match_iri(scheme, target), iri);
            assert_eq!(match_of_iri(iri), (scheme.to_owned(), target.to_owned()));
        }
    }

    proptest! {
        #[test]
        fn any_code_makes_an_iri_and_comes_back(code in "[^\\s|:]{1,12}") {
            let iri = match_iri("cscce", &code);
            prop_assert!(iri.chars().all(is_plain));
            prop_assert_eq!(match_of_iri(&iri), ("cscce".to_owned(), code));
        }
    }
}
