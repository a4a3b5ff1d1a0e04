//! The name of a source, safe in a file name.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::Error;

/// The name of a source: `[a-z0-9][a-z0-9-]{0,63}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SourceId(String);

const LEN_MAX: usize = 64;

impl SourceId {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest valid name to a text: what is neither letter nor digit becomes a hyphen.
    pub(crate) fn slug(text: &str) -> SourceId {
        let mut slug = String::new();
        for c in text.chars().map(|c| c.to_ascii_lowercase()) {
            if c.is_ascii_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.truncate(LEN_MAX);
        let slug = slug.trim_end_matches('-');
        SourceId(if slug.is_empty() { "unnamed" } else { slug }.to_owned())
    }
}

impl FromStr for SourceId {
    type Err = Error;

    fn from_str(text: &str) -> Result<SourceId, Error> {
        let is_valid =
            (1..=LEN_MAX).contains(&text.len()) && !text.starts_with('-') && text.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        if is_valid { Ok(SourceId(text.to_owned())) } else { Err(Error::SourceId { text: text.to_owned() }) }
    }
}

impl TryFrom<String> for SourceId {
    type Error = Error;

    fn try_from(text: String) -> Result<SourceId, Error> {
        text.parse()
    }
}

impl From<SourceId> for String {
    fn from(id: SourceId) -> String {
        id.0
    }
}

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_with_other_characters_are_refused() {
        for text in ["", "-a", "A", "a_b", "a/b", "é", &"a".repeat(65)] {
            assert!(text.parse::<SourceId>().is_err(), "{text}");
        }
        assert!("0-board".parse::<SourceId>().is_ok());
    }

    proptest! {
        #[test]
        fn a_slug_is_always_a_valid_name(text in ".{0,90}") {
            let slug = SourceId::slug(&text);
            prop_assert_eq!(slug.as_str().parse::<SourceId>().unwrap(), slug);
        }
    }
}
