//! Names for postings, vacancies and employers that come out the same in every run.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::employer::employer_key;
use crate::job_posting::JobPosting;
use crate::text::normalized;

macro_rules! identifier {
    ($name:ident, $prefix:literal, $doc:literal) => {
        #[doc = $doc]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The identifier that a table holds.
            pub fn from_table(text: &str) -> Self {
                Self(text.to_owned())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<Hash16> for $name {
            fn from(hash: Hash16) -> Self {
                Self(format!("{}{}", $prefix, hash.0))
            }
        }
    };
}

/// The first 16 hexadecimal digits of a BLAKE3 hash: 64 bits, so that a collision among 100 million postings is a matter of 1 in 4,000.
struct Hash16(String);

identifier!(PostingId, "po_", "A posting: a hash of its source and its external id, else its address, else its text.");
identifier!(VacancyId, "va_", "A vacancy: the hash of the posting that speaks for it.");
identifier!(EmployerId, "emp_", "An employer: a hash of the words that all spellings of its name share.");

fn hash(parts: &[&str]) -> Hash16 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    Hash16(hasher.finalize().to_hex()[..16].to_owned())
}

impl PostingId {
    /// The name of `posting`.
    pub fn of(posting: &JobPosting) -> Self {
        let source = posting.source.as_str();
        let parts = match (&posting.identifier, &posting.url) {
            (Some(id), _) => [source, "id", id.as_str(), posting.hiring_organization.as_deref().unwrap_or_default()].map(str::to_owned),
            (None, Some(url)) => [source.to_owned(), "url".to_owned(), canonical_url(url), String::new()],
            (None, None) => [source.to_owned(), "text".to_owned(), normalized(&posting.title), normalized(&posting.description)],
        };
        hash(&parts.each_ref().map(String::as_str)).into()
    }
}

impl VacancyId {
    /// The vacancy that `posting` speaks for: the two sort alike.
    pub fn spoken_for_by(posting: &PostingId) -> Self {
        Self(posting.as_str().replacen("po_", "va_", 1))
    }
}

impl EmployerId {
    /// The employer called `name`. Case, accents, punctuation, legal forms and the like make no difference.
    pub fn of(name: &str) -> Self {
        hash(&[&employer_key(name)]).into()
    }
}

/// An address without fragment, tracking parameters and default port; the text itself when it is no URL.
pub fn canonical_url(raw: &str) -> String {
    let Ok(mut url) = Url::parse(raw.trim()) else { return raw.trim().to_owned() };
    url.set_fragment(None);
    let kept: Vec<(String, String)> = url.query_pairs().filter(|(key, _)| !is_tracking(key)).map(|(k, v)| (k.into_owned(), v.into_owned())).collect();
    if kept.len() != url.query_pairs().count() {
        url.set_query(None);
        if !kept.is_empty() {
            url.query_pairs_mut().extend_pairs(kept);
        }
    }
    url.to_string()
}

fn is_tracking(key: &str) -> bool {
    key.starts_with("utm_") || matches!(key, "gclid" | "fbclid" | "gh_src" | "lever-source" | "trk")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_names() {
        assert_eq!(canonical_url("HTTP://Jobs.example:80/a?utm_source=x&id=3#top"), "http://jobs.example/a?id=3");
        assert_eq!(canonical_url("no url"), "no url");
        assert_eq!(EmployerId::of("The  Lab, Ltd."), EmployerId::of("the lab ltd"));
        assert!(EmployerId::of("x").as_str().starts_with("emp_"));
    }
}
