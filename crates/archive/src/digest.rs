//! A labelled digest, as WARC writes it.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32, BASE32_NOPAD, HEXLOWER_PERMISSIVE};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Error;

/// A digest of bytes: `sha256:` and padded Base32 in capitals when it is ours.
///
/// The form is that of the [`WARC-Payload-Digest`](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/#warc-payload-digest)
/// field as warcio writes it. Reading one is tolerant: `sha256:` is also understood in hexadecimal, in lower case
/// and without padding; other algorithms are kept as they are written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// The SHA-256 digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest::from_sha256(&Sha256::digest(bytes))
    }

    /// The digest as written: algorithm, colon, value.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether this crate can compute a digest of the same kind, to compare.
    pub(crate) fn is_sha256(&self) -> bool {
        self.0.starts_with("sha256:")
    }

    fn from_sha256(hash: &[u8]) -> Digest {
        let mut text = String::with_capacity(7 + 56);
        text.push_str("sha256:");
        BASE32.encode_append(hash, &mut text);
        Digest(text)
    }
}

impl FromStr for Digest {
    type Err = Error;

    fn from_str(text: &str) -> Result<Digest, Error> {
        let refused = || Error::Digest { text: text.to_owned() };
        let (algorithm, value) = text.trim().split_once(':').ok_or_else(refused)?;
        let algorithm = algorithm.trim().to_ascii_lowercase().replace("sha-", "sha");
        let value = value.trim();
        let is_token = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_graphic());
        if !is_token(&algorithm) || !is_token(value) {
            return Err(refused());
        }
        if algorithm != "sha256" {
            return Ok(Digest(format!("{algorithm}:{value}")));
        }
        let hash = if value.len() == 64 {
            HEXLOWER_PERMISSIVE.decode(value.as_bytes())
        } else {
            BASE32_NOPAD.decode(value.trim_end_matches('=').to_ascii_uppercase().as_bytes())
        };
        match hash {
            Ok(hash) if hash.len() == 32 => Ok(Digest::from_sha256(&hash)),
            _ => Err(refused()),
        }
    }
}

impl TryFrom<String> for Digest {
    type Error = Error;

    fn try_from(text: String) -> Result<Digest, Error> {
        text.parse()
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> String {
        digest.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_one_digest_is_the_same() {
        // The SHA-256 of nothing, from FIPS 180-4's example values.
        let hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        let digest = Digest::of(b"");
        assert_eq!(hex.parse::<Digest>().ok(), None);
        for text in [
            format!("sha256:{hex}"),
            format!("SHA-256:{}", hex.to_uppercase()),
            digest.as_str().trim_end_matches('=').to_owned(),
            digest.as_str().to_lowercase(),
        ] {
            assert_eq!(text.parse::<Digest>().unwrap(), digest, "{text}");
        }
    }

    #[test]
    fn foreign_algorithms_are_kept_and_nonsense_is_refused() {
        let sha1 = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";
        assert_eq!(sha1.parse::<Digest>().unwrap().as_str(), sha1);
        for text in ["", "sha256", "sha256:", ":abc", "sha256:abc", "sha1:a b"] {
            assert!(text.parse::<Digest>().is_err(), "{text}");
        }
    }
}
