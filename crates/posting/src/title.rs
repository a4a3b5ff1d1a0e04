//! A title under all the ways it is written.

use crate::text::normalized;

/// Signs and words behind which a title says no longer what the job is, but where, how long, or for whom.
const ENDS: [&str; 12] = [" - ", " – ", " — ", "(", "[", "|", ",", ";", ": ", "/ band", " @ ", " at the "];

/// Words that say nothing of the work: grades, hours, terms, and endings for genders.
const ASIDES: [&str; 34] = [
    "band",
    "grade",
    "ref",
    "reference",
    "fte",
    "ft",
    "pt",
    "full",
    "part",
    "time",
    "fixed",
    "term",
    "temporary",
    "permanent",
    "maternity",
    "cover",
    "paternity",
    "leave",
    "secondment",
    "remote",
    "hybrid",
    "month",
    "months",
    "hours",
    "m",
    "f",
    "w",
    "d",
    "h",
    "mfd",
    "mwd",
    "fm",
    "x",
    "div",
];

/// The words of a title that say what the job is, in lower case, one blank between them.
///
/// What follows the first dash, bracket, comma, bar or colon is left out, and so are grades, hours and the endings for genders; a title of
/// which nothing would remain keeps all its words.
pub fn normalized_title(title: &str) -> String {
    let end = ENDS.iter().filter_map(|sign| title.find(sign)).filter(|at| title[..*at].chars().any(char::is_alphabetic)).min();
    let head = kept(&title[..end.unwrap_or(title.len())]);
    if head.is_empty() { normalized(title) } else { head }
}

fn kept(head: &str) -> String {
    let words = normalized(head);
    let says = |word: &&str| !ASIDES.contains(word) && !word.chars().all(|c| c.is_ascii_digit());
    words.split(' ').filter(says).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ways_of_writing_one_title() {
        for (title, expected) in [
            ("Community Engagement Officer", "community engagement officer"),
            ("Community Engagement Officer (Maternity Cover)", "community engagement officer"),
            ("Community Engagement Officer - Band 6", "community engagement officer"),
            ("COMMUNITY ENGAGEMENT OFFICER, Fenmoor", "community engagement officer"),
            ("Public Engagement Manager Grade 7 0.6 FTE", "public engagement manager"),
            ("Referent:in Bürgerdialog (m/w/d)", "referent in bürgerdialog"),
            ("(Senior) Outreach Lead", "senior outreach lead"),
            ("12 months", "12 months"),
            ("", ""),
        ] {
            assert_eq!(normalized_title(title), expected, "{title}");
        }
    }

    proptest! {
        #[test]
        fn a_title_with_words_keeps_some_of_them(title in "\\PC{0,60}") {
            let (all, kept) = (normalized(&title), normalized_title(&title));
            prop_assert_eq!(all.is_empty(), kept.is_empty());
            prop_assert!(kept.split(' ').all(|word| all.contains(word)));
        }
    }
}
