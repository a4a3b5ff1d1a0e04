//! A key that a board gives to those who ask it, sent with requests to the board alone and written nowhere.

use std::fmt;

use data_encoding::BASE64;
use url::{Origin, Url};

use crate::board::KeyForm;

/// A key and where it is sent.
#[derive(Clone)]
pub struct Key {
    /// The header's name, in lower case.
    pub(crate) header: &'static str,
    value: String,
    secret: String,
    origin: Origin,
}

/// What the archive holds in its place.
pub(crate) const WITHHELD: &str = "(withheld)";

impl Key {
    /// A key for the board that is asked at this address.
    ///
    /// # Errors
    /// When it is empty or could not stand in a header.
    pub fn new(header: &'static str, form: KeyForm, secret: &str, address: &Url) -> Result<Self, String> {
        let secret = secret.trim();
        if secret.is_empty() || !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the key is empty, or holds what no header may".to_owned());
        }
        let value = match form {
            KeyForm::Plain => secret.to_owned(),
            KeyForm::Basic => format!("Basic {}", BASE64.encode(format!("{secret}:").as_bytes())),
        };
        Ok(Self { header, value, secret: secret.to_owned(), origin: address.origin() })
    }

    /// What the header says when this address is asked; nothing goes to another host, scheme or port.
    pub(crate) fn for_address(&self, url: &Url) -> Option<&str> {
        (url.origin() == self.origin).then_some(self.value.as_str())
    }

    /// Whether an answer repeats it.
    pub(crate) fn is_in(&self, bytes: &[u8]) -> bool {
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        holds(&self.secret) || holds(self.value.trim_start_matches("Basic "))
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({}: {WITHHELD})", self.header)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(form: KeyForm, secret: &str) -> Result<Key, String> {
        Key::new("authorization", form, secret, &Url::parse("https://api.example/search").unwrap())
    }

    #[test]
    fn a_key_goes_to_its_board_and_nowhere_else() {
        let key = key(KeyForm::Plain, " abc ").unwrap();
        for (url, sent) in [
            ("https://api.example/other", Some("abc")),
            ("http://api.example/search", None),
            ("https://api.example:8443/", None),
            ("https://www.api.example/", None),
        ] {
            assert_eq!(key.for_address(&Url::parse(url).unwrap()), sent, "{url}");
        }
    }

    #[test]
    fn a_key_is_not_shown_and_is_found_again() {
        let basic = key(KeyForm::Basic, "abc-123").unwrap();
        assert_eq!(basic.for_address(&Url::parse("https://api.example/").unwrap()), Some("Basic YWJjLTEyMzo="));
        assert_eq!(format!("{basic:?}"), "Key(authorization: (withheld))");
        assert!(basic.is_in(b"your key abc-123 is new") && basic.is_in(b"YWJjLTEyMzo=") && !basic.is_in(b"abc"));
        assert!(key(KeyForm::Plain, "  ").is_err() && key(KeyForm::Plain, "a\r\nX: y").is_err());
    }
}
