//! One rule of a robots.txt and how it matches a path.

use std::fmt::Write;

use crate::glob::matches;

/// What a rule does to the paths it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    Disallow,
    Allow,
}

#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) effect: Effect,
    pub(super) line: usize,
    pub(super) text: String,
    /// The pattern as written, escapes with capital digits, other than ASCII escaped.
    literal: String,
    /// The pattern with needless escapes undone, where that differs.
    unescaped: Option<String>,
}

/// A path in the two spellings that rules are compared with.
#[derive(Debug)]
pub(super) struct Path {
    literal: String,
    unescaped: String,
}

impl Path {
    pub(super) fn new(path_and_query: &str) -> Self {
        let is_rooted = path_and_query.starts_with('/');
        let rooted = format!("{}{path_and_query}", if is_rooted { "" } else { "/" });
        let raw = rooted.as_bytes();
        // What is not ASCII is left as it is here: a URL has none, and what is no URL must not be allowed by an escaped rule.
        let literal = capital_escapes(raw, Other::Kept);
        Self { unescaped: unescaped(&capital_escapes(raw, Other::Escaped)), literal }
    }
}

impl Rule {
    pub(super) fn new(effect: Effect, pattern: &[u8], line: usize, text: String) -> Self {
        let literal = capital_escapes(pattern, Other::Escaped);
        let unescaped = Some(unescaped(&literal)).filter(|other| *other != literal);
        Self { effect, line, text, literal, unescaped }
    }

    /// The longer rule wins, *Allow* among equals.
    pub(super) fn weight(&self) -> (usize, Effect) {
        (self.literal.len(), self.effect)
    }

    pub(super) fn matches(&self, path: &Path) -> bool {
        let as_written = matches(&self.literal, &path.literal);
        match self.effect {
            Effect::Allow => as_written,
            Effect::Disallow => {
                let pattern = self.unescaped.as_ref().unwrap_or(&self.literal);
                as_written || matches(pattern, &path.unescaped)
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Other {
    Escaped,
    Kept,
}

/// `%c3` becomes `%C3`; bytes outside ASCII become escapes when asked for.
fn capital_escapes(raw: &[u8], other: Other) -> String {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        if let Some(value) = escape_at(raw, at) {
            bytes.extend_from_slice(escape(value).as_bytes());
            at += 3;
            continue;
        }
        match raw[at] {
            byte if byte.is_ascii() || other == Other::Kept => bytes.push(byte),
            byte => bytes.extend_from_slice(escape(byte).as_bytes()),
        }
        at += 1;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Undoes the escapes of letters, digits and `-._~`, which RFC 3986 calls unreserved: they mean the same either way.
fn unescaped(literal: &str) -> String {
    let raw = literal.as_bytes();
    let mut bytes = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        match escape_at(raw, at) {
            Some(value) if value.is_ascii_alphanumeric() || b"-._~".contains(&value) => {
                bytes.push(value);
                at += 3;
            }
            _ => {
                bytes.push(raw[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn escape_at(raw: &[u8], at: usize) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).map(|value| value as u8);
    match raw.get(at..at + 3)? {
        [b'%', high, low] => Some((digit(*high)? << 4) | digit(*low)?),
        _ => None,
    }
}

fn escape(byte: u8) -> String {
    let mut text = String::with_capacity(3);
    let _ = write!(text, "%{byte:02X}");
    text
}
