//! E-mail addresses and telephone numbers become placeholders before anything is written to a table.

use std::sync::LazyLock;

use regex::Regex;

/// A text without personal data, and how many places were redacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text, with `[email]` and `[phone]` in place of what was there.
    pub text: String,
    /// Places redacted.
    pub redactions_n: usize,
}

/// Replaces e-mail addresses and telephone numbers. Redacting twice changes nothing.
pub fn redact(text: &str) -> Redacted {
    static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:mailto:)?[a-z0-9._%+'-]+(?:@|\s?[\[(]at[\])]\s?)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}").expect("a constant pattern")
    });
    // Word boundaries are those of ASCII: the others make the engine fall back to its slowest search.
    // A plus or a zero, then at least nine digits in groups; or the North American form.
    static PHONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?x) (?: \+[0-9]{1,3}[\s.-]? (?:\(0?[0-9]{1,4}\)[\s.-]?)? | \(0[0-9]{2,5}\)[\s.-]? | (?-u:\b)0[1-9] ) [0-9](?:[\s./-]?[0-9]){6,11} (?-u:\b) | (?:\([0-9]{3}\)\s?|(?-u:\b)[0-9]{3}[.-])[0-9]{3}[.-][0-9]{4}(?-u:\b)")
            .expect("a constant pattern")
    });
    let emails_n = EMAIL.find_iter(text).count();
    let without = EMAIL.replace_all(text, "[email]");
    let phones_n = PHONE.find_iter(&without).count();
    Redacted { text: PHONE.replace_all(&without, "[phone]").into_owned(), redactions_n: emails_n + phones_n }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_goes_and_what_stays() {
        for (text, wanted, n) in [
            ("Write to ann.o'neil@uni.example or call 01632 960 123.", "Write to [email] or call [phone].", 2),
            ("Tel +44 (0)1632 960123, +1 555-010-0199", "Tel [phone], [phone]", 2),
            ("(555) 010-0123 or jo [at] lab.example.org", "[phone] or [email]", 2),
            ("£34,132 to £39,105, 2026-11-01, grade 0123, ref 00457", "£34,132 to £39,105, 2026-11-01, grade 0123, ref 00457", 0),
        ] {
            assert_eq!(redact(text), Redacted { text: wanted.into(), redactions_n: n });
        }
    }

    proptest! {
        #[test]
        fn redacting_twice_changes_nothing(text in "[a-z0-9@. ()+-]{0,60}") {
            let once = redact(&text).text;
            prop_assert_eq!(redact(&once).text, once);
        }
    }
}
