//! One text in many forms: however its letters are written, the same concepts are found in the same statements.

use std::collections::BTreeSet;

use proptest::prelude::*;
use skills::{Tagger, Taxonomy};
use unicode_normalization::UnicodeNormalization;

const FILE: &str = r#"
[concept.communication]
kind = "skill"
label = { en = "Communication" }
definition = "Says things so that they are understood."
phrases = { en = ["communication skill~", "(written/verbal) .. communication", "easy-to-read", "public's view~"], fr = ["rédaction d'articles"] }

[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
phrases = { en = ["facilitate~ .. workshop~", "co-design*", "training and coaching", "plan~ .. consultation~"] }

[concept.research]
kind = "skill"
label = { en = "Research" }
definition = "Finds out."
phrases = { en = ["organise~ .. (study/studies)", "=PPI group~", "fieldwork", "R and D"] }
"#;

/// Every line holds evidence or a near miss; each is one statement.
const TEXT: &str = "Main duties of the person in this interesting post:
- Facilitating well-planned community workshops and offering training and coaching
- Excellent written and verbal communication skills, easy-to-read summaries of the public's views
- Organise small studies, co-designed fieldwork and R and D with our PPI groups
- La rédaction d'articles, the planning of a final consultation for everybody
- No experience of fieldwork is needed";

/// One way of writing a text otherwise.
#[derive(Debug, Clone, Copy)]
enum Disguise {
    NoBreakSpaces,
    ThinSpaces,
    CurlyApostrophes,
    NoBreakHyphens,
    EnDashes,
    Ampersands,
    Entities,
    Decomposed,
    SoftHyphens,
    ZeroWidthJoiners,
    FullWidth,
    Ligatures,
    Emphasis,
    Emoji,
    British,
    LineWraps,
    CarriageReturns,
}

use Disguise::*;

const ALL: [Disguise; 17] = [
    NoBreakSpaces,
    ThinSpaces,
    CurlyApostrophes,
    NoBreakHyphens,
    EnDashes,
    Ampersands,
    Entities,
    Decomposed,
    SoftHyphens,
    ZeroWidthJoiners,
    FullWidth,
    Ligatures,
    Emphasis,
    Emoji,
    British,
    LineWraps,
    CarriageReturns,
];

impl Disguise {
    /// `word` (with what touches it) in disguise; `first` is true for the first word of a line.
    fn word(self, word: &str, first: bool) -> String {
        let inside = |sign: &str| match word.char_indices().nth(2) {
            Some((at, c)) if c.is_alphabetic() && word[..at].chars().all(char::is_alphabetic) => format!("{}{sign}{}", &word[..at], &word[at..]),
            _ => word.to_owned(),
        };
        match self {
            CurlyApostrophes => word.replace('\'', "\u{2019}"),
            // A hyphen alone is the bullet of its line.
            NoBreakHyphens if !first => word.replace('-', "\u{2011}"),
            EnDashes if !first => word.replace('-', "\u{2013}"),
            Ampersands if word == "and" => "&".to_owned(),
            Entities if word == "and" => "&amp;".to_owned(),
            Entities => word.replace('\'', "&rsquo;"),
            Decomposed => word.nfd().collect(),
            SoftHyphens => inside("\u{ad}"),
            ZeroWidthJoiners => inside("\u{200d}"),
            FullWidth if word.starts_with('f') => format!("\u{ff46}{}", &word[1..]),
            Ligatures => word.replace("fi", "\u{fb01}"),
            Emphasis if !first && word.len() > 4 && word.chars().all(char::is_alphabetic) => format!("**{word}**"),
            British => word.replace("Organise", "Organize"),
            _ => word.to_owned(),
        }
    }

    /// What stands between two words.
    fn blank(self, column: usize, next: &str) -> &'static str {
        match self {
            NoBreakSpaces => "\u{a0}",
            ThinSpaces => "\u{2009}",
            Emoji => " \u{1f389} ",
            Entities => "&nbsp;",
            // A line that is wrapped goes on in lower case.
            LineWraps if column > 40 && next.starts_with(char::is_lowercase) => "\n  ",
            _ => " ",
        }
    }

    fn applied(self, which: &[bool]) -> String {
        let mut out = String::new();
        let mut chosen = which.iter().cycle();
        for line in TEXT.lines() {
            let (mut column, mut words) = (0, line.split(' ').enumerate().peekable());
            while let Some((at, word)) = words.next() {
                let change = *chosen.next().unwrap_or(&true);
                out.push_str(&if change { self.word(word, at == 0) } else { word.to_owned() });
                column += word.len() + 1;
                if let Some((_, next)) = words.peek() {
                    let blank = if change && at > 0 { self.blank(column, next) } else { " " };
                    column = if blank.starts_with('\n') { 0 } else { column };
                    out.push_str(blank);
                }
            }
            out.push_str(if matches!(self, CarriageReturns) { "\r\n" } else { "\n" });
        }
        out
    }
}

/// What is found: concept, number of the statement, whether it counts.
fn found(tagger: &Tagger, text: &str) -> BTreeSet<(String, usize, bool)> {
    let annotation = tagger.annotate(text, None);
    for mention in &annotation.mentions {
        assert_eq!(text.get(mention.start..mention.end), Some(mention.surface.as_str()));
    }
    annotation.mentions.iter().map(|mention| (mention.concept.to_string(), mention.statement, mention.counted)).collect()
}

fn tagger() -> Tagger {
    Tagger::new(Taxonomy::from_files([("disguise.toml", FILE)]).expect("the file loads"))
}

#[test]
fn every_disguise_of_every_word() {
    let tagger = tagger();
    let plain = found(&tagger, TEXT);
    assert!(plain.len() >= 6, "{plain:?}");
    for disguise in ALL {
        let text = disguise.applied(&[true]);
        assert_eq!(found(&tagger, &text), plain, "{disguise:?}: {text}");
    }
}

proptest! {
    #[test]
    fn a_disguise_of_some_words_changes_nothing(disguise in proptest::sample::select(&ALL[..]), which in proptest::collection::vec(any::<bool>(), 1..40)) {
        let tagger = tagger();
        let text = disguise.applied(&which);
        prop_assert_eq!(found(&tagger, &text), found(&tagger, TEXT), "{}", text);
    }

    #[test]
    fn any_text_has_spans_that_fit(text in "(\\PC|İ|ﬁ|\u{ad}|[a-z ]{1,9}|fieldwork|co-design|\n- |&amp;|'s){0,60}") {
        found(&tagger(), &text);
    }
}
