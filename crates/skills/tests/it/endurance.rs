//! Texts that would make a careless tagger slow or fall over: each must end, soon, with spans that fit.

use skills::{Tagger, Taxonomy};

const FILE: &str = r#"
[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
phrases = { en = ["facilitate~ .. workshop~", "run~ ..12 (group~/meeting~)", "mentor*"] }
weak = { en = ["group"] }

[[trap]]
affects = ["facilitation"]
phrases = ["mentor graphics"]
"#;

fn tagger() -> Tagger {
    Tagger::new(Taxonomy::from_files([("facilitation.toml", FILE)]).expect("the file loads"))
}

#[track_caller]
fn fits(text: &str) -> usize {
    let annotation = tagger().annotate(text, None);
    for mention in &annotation.mentions {
        assert_eq!(text.get(mention.start..mention.end), Some(mention.surface.as_str()));
    }
    annotation.mentions.len()
}

#[test]
fn five_megabytes_without_a_newline() {
    let n = fits(&"mentoring and no experience of running the next of many groups with Mentor Graphics ".repeat(60_000));
    // A sentence of five megabytes is divided where none ends, and some of the phrases with it.
    assert!((175_000..=180_000).contains(&n), "{n}");
}

#[test]
fn no_blank_that_ascii_knows() {
    let n = fits(&"mentoring\u{a0}and\u{2009}mentoring、".repeat(100_000));
    assert!((199_000..=200_000).contains(&n), "{n}");
    let n = fits(&"mentoring’mentoring".repeat(100_000));
    assert!(n > 90_000, "{n}");
}

#[test]
fn a_hundred_thousand_bullets() {
    assert_eq!(fits(&"- facilitate community workshops\n".repeat(100_000)), 100_000);
}

#[test]
fn one_word_of_five_megabytes_and_a_text_of_signs() {
    assert_eq!(fits(&"mentor".repeat(900_000)), 1);
    assert_eq!(fits(&"&#;'-\u{ad}\u{301}İ.•".repeat(300_000)), 0);
}
