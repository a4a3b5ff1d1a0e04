//! Contact persons, e-mail addresses, telephone numbers and personal links become placeholders before anything is written to a table.

mod address;
mod name;
mod person;

use std::ops::Range;

/// A text without personal data, and how many places were redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text, with `[email]`, `[phone]`, `[link]` and `[person]` in place of what was there.
    pub text: String,
    /// Places redacted.
    pub redactions_n: usize,
}

/// Replaces e-mail addresses, telephone numbers, links to a person's calendar or profile, and the names of contact persons.
/// Redacting twice changes nothing.
///
/// A name is redacted where it is somebody's to contact or to report to, or where a form of address stands before it. Institutions,
/// buildings and awards that bear a name keep it.
pub fn redact(text: &str) -> Redacted {
    let addresses = address::addresses(text);
    let mut redactions_n = addresses.len();
    let mut text = replaced(text, &addresses);
    // What stands beside a placeholder may be told by it: a second look finds nothing more in all but made-up texts.
    for _ in 0..LOOKS {
        let persons: Vec<Place> = person::persons(&text).into_iter().map(|span| (span, "[person]")).collect();
        if persons.is_empty() {
            break;
        }
        redactions_n += persons.len();
        text = replaced(&text, &persons);
    }
    Redacted { text, redactions_n }
}

/// Looks for persons at most.
const LOOKS: usize = 8;

/// A place in a text and what is to stand there.
type Place = (Range<usize>, &'static str);

/// The text with every place replaced; places are in order and apart from each other.
fn replaced(text: &str, places: &[Place]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (span, placeholder) in places {
        out.push_str(&text[done..span.start]);
        out.push_str(placeholder);
        done = span.end;
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests;
