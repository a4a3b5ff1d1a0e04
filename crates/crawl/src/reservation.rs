//! Whether a site reserves text and data mining: the TDM Reservation Protocol (<https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/>).

use crate::glob;

/// Where a host keeps its rules.
pub(crate) const PATH: &str = "/.well-known/tdmrep.json";

/// The reservations of one host. No file means none.
#[derive(Debug, Clone, Default)]
pub struct Reservation {
    rules: Vec<Rule>,
}

#[derive(Debug, Clone)]
struct Rule {
    location: String,
    is_reserved: bool,
}

/// Whether a path is reserved, and by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// Whether mining is reserved, so that the page is not fetched.
    pub is_reserved: bool,
    /// The location of the rule that decided; `None` when no rule speaks of the path.
    pub location: Option<String>,
}

impl Reservation {
    /// Reads the rules; what is no rule is skipped, so that one slip does not undo the others.
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(bytes) else { return Self::default() };
        let rules = match &value {
            serde_json::Value::Array(rules) => rules.iter().filter_map(Rule::read).collect(),
            lone => Rule::read(lone).into_iter().collect(),
        };
        Self { rules }
    }

    /// Whether the path with its query is reserved. When several rules match, one that reserves is enough: the protocol leaves
    /// their order open, and this reading fetches less.
    pub fn rule_on(&self, path_and_query: &str) -> Ruling {
        let mut matching = self.rules.iter().filter(|rule| glob::matches(&rule.location, path_and_query)).peekable();
        let first = matching.peek().copied();
        let decisive = matching.find(|rule| rule.is_reserved).or(first);
        Ruling { is_reserved: decisive.is_some_and(|rule| rule.is_reserved), location: decisive.map(|rule| rule.location.clone()) }
    }
}

impl Rule {
    fn read(value: &serde_json::Value) -> Option<Self> {
        let location = value.get("location")?.as_str()?;
        let location = if location.starts_with(['/', '*']) { location.to_owned() } else { format!("/{location}") };
        Some(Self { location, is_reserved: says_reserved(value.get("tdm-reservation")?) })
    }
}

fn says_reserved(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => number.as_f64() == Some(1.0),
        serde_json::Value::String(text) => header_reserves(text),
        serde_json::Value::Bool(flag) => *flag,
        _ => false,
    }
}

/// Whether the value of a `tdm-reservation` header (or of the meta tag of that name) reserves.
pub(crate) fn header_reserves(value: &str) -> bool {
    value.trim() == "1"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rules: &str, path: &str) -> bool {
        Reservation::parse(rules.as_bytes()).rule_on(path).is_reserved
    }

    #[test]
    fn a_matching_rule_reserves() {
        let rules = r#"[{"location": "/reserved/*", "tdm-reservation": 1}, {"location": "/open/", "tdm-reservation": 0}]"#;
        assert!(check(rules, "/reserved/12"));
        assert!(!check(rules, "/open/12"));
        assert!(!check(rules, "/jobs"));
        let ruling = Reservation::parse(rules.as_bytes()).rule_on("/reserved/12");
        assert_eq!(ruling.location.as_deref(), Some("/reserved/*"));
    }

    #[test]
    fn one_reserving_rule_is_enough_and_slips_do_not_undo_it() {
        assert!(check(r#"[{"location":"/","tdm-reservation":0},{"location":"/x","tdm-reservation":1}]"#, "/x/y"));
        assert!(check(r#"[17, {"location": 3}, {"location":"x","tdm-reservation":"1"}]"#, "/x"));
        assert!(check("\u{feff}{\"location\":\"/\",\"tdm-reservation\":1}", "/x"));
        assert!(check(r#"[{"location":"/*.pdf$","tdm-reservation":1}]"#, "/a/b.pdf"));
        for rules in ["", "null", "[]", "<html>", r#"[{"location":"/"}]"#] {
            assert!(!check(rules, "/x"), "{rules}");
        }
    }
}
