//! A labelled digest, as WARC writes it.

use std::fmt;
use std::str::FromStr;

use data_encoding::{BASE32, BASE32_NOPAD, BASE64, BASE64URL, HEXLOWER_PERMISSIVE};
use md5::Md5;
use serde::{Deserialize, Serialize};
use sha1::Sha1;
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

    /// Whether the bytes have another digest than this one. A digest of an algorithm other than SHA-256, SHA-1 and MD5, or
    /// one that is spelled like none of its algorithm, is given the benefit of the doubt.
    pub(crate) fn contradicts(&self, bytes: &[u8]) -> bool {
        let Some((algorithm, value)) = self.0.split_once(':') else { return false };
        let actual = match algorithm {
            "sha256" => Sha256::digest(bytes).to_vec(),
            "sha1" => Sha1::digest(bytes).to_vec(),
            "md5" => Md5::digest(bytes).to_vec(),
            _ => return false,
        };
        hash(value, actual.len()).is_some_and(|claimed| claimed != actual)
    }

    /// Whether it is of the kind that this crate writes.
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
        hash(value, 32).map(|hash| Digest::from_sha256(&hash)).ok_or_else(refused)
    }
}

/// A hash of so many bytes, in hexadecimal, Base32 or Base64, which its length tells apart.
fn hash(value: &str, len: usize) -> Option<Vec<u8>> {
    let bare = value.trim_end_matches('=');
    let decoded = match value.len() {
        hex if hex == 2 * len && bare == value => HEXLOWER_PERMISSIVE.decode(value.as_bytes()),
        base64 if base64 == 4 * len.div_ceil(3) => BASE64.decode(value.as_bytes()).or_else(|_| BASE64URL.decode(value.as_bytes())),
        _ => BASE32_NOPAD.decode(bare.to_ascii_uppercase().as_bytes()),
    };
    decoded.ok().filter(|hash| hash.len() == len)
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

    #[test]
    fn the_digests_of_others_are_verified_in_every_spelling() {
        // Of "abc", from FIPS 180-4's example values and RFC 1321, appendix A.5.
        for text in [
            "sha1:a9993e364706816aba3e25717850c26c9cd0d89d",
            "SHA-1:A9993E364706816ABA3E25717850C26C9CD0D89D",
            "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5",
            "sha1:qZk+NkcGgWq6PiVxeFDCbJzQ2J0=",
            "sha1:qZk-NkcGgWq6PiVxeFDCbJzQ2J0=",
            "md5:900150983cd24fb0d6963f7d28e17f72",
            "md5:SAAVBGB42JH3BVUWH56SRYL7OI======",
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ] {
            let digest: Digest = text.parse().unwrap();
            assert!(!digest.contradicts(b"abc"), "{text}");
            assert!(digest.contradicts(b"abd"), "{text}");
        }
        for text in ["sha1:short", "blake2b:abc", "md5:unreadable"] {
            assert!(!text.parse::<Digest>().unwrap().contradicts(b"abc"), "{text}");
        }
    }
}
