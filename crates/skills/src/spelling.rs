//! One spelling for a word that is written in several ways, so that British and American texts meet the same patterns.

use std::borrow::Cow;

/// Words that no rule below reaches, by the British one.
const PAIRS: &[(&str, &str)] = &[
    ("adviser", "advisor"),
    ("advisers", "advisors"),
    ("ageing", "aging"),
    ("centre", "center"),
    ("centred", "centered"),
    ("centres", "centers"),
    ("defence", "defense"),
    ("enrol", "enroll"),
    ("enrolment", "enrollment"),
    ("fulfil", "fulfill"),
    ("fulfilment", "fulfillment"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("judgements", "judgments"),
    ("learnt", "learned"),
    ("licence", "license"),
    ("licences", "licenses"),
    ("litre", "liter"),
    ("metre", "meter"),
    ("metres", "meters"),
    ("practise", "practice"),
    ("practised", "practiced"),
    ("practises", "practices"),
    ("practising", "practicing"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("skilful", "skillful"),
    ("skilfully", "skillfully"),
    ("theatre", "theater"),
    ("theatres", "theaters"),
    ("whilst", "while"),
];

/// A few bytes of a word as one number: most words are told by it to be none of [`PAIRS`].
const fn sketch(word: &[u8]) -> usize {
    (word[0] as usize * 31 + word[2] as usize * 7 + word[word.len() - 1] as usize * 5 + word.len()) % 256
}

const MAY_BE_PAIR: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    while at < PAIRS.len() {
        table[sketch(PAIRS[at].0.as_bytes())] = true;
        at += 1;
    }
    table
};

/// Stems in which British `our` is American `or`.
const OUR: &[&str] = &[
    "arm", "behavi", "cand", "clam", "col", "endeav", "fav", "fl", "glam", "harb", "hon", "hum", "lab", "neighb", "rig", "rum", "sav", "splend",
    "val", "vap", "vig",
];

/// The American form of a lower-case word. Applied to patterns and texts alike, so a fold that is no real word does no harm.
pub(crate) fn fold(word: &str) -> Cow<'_, str> {
    if word.len() < 4 || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    if MAY_BE_PAIR[sketch(word.as_bytes())]
        && let Ok(at) = PAIRS.binary_search_by_key(&word, |(british, _)| british)
    {
        return Cow::Borrowed(PAIRS[at].1);
    }
    // Most words hold none of the letters that the rules look for, and one pass over them tells.
    let is_looked_for = |two: &[u8]| matches!(two, [b'i' | b'y', b's'] | b"ou" | b"ll" | b"ae");
    if !word.as_bytes().windows(2).any(is_looked_for) {
        return Cow::Borrowed(word);
    }
    fold_ise(word).or_else(|| fold_our(word)).or_else(|| fold_double_l(word)).or_else(|| fold_ae(word)).map_or(Cow::Borrowed(word), Cow::Owned)
}

/// `organise`, `organising`, `organisation`, `analysed` … with a z.
fn fold_ise(word: &str) -> Option<String> {
    const ENDINGS: &[&str] = &["isations", "isational", "isation", "isers", "iser", "ised", "ises", "ising", "ise", "yse", "ysed", "yses", "ysing"];
    let ending = ENDINGS.iter().find(|ending| word.len() > ending.len() + 2 && word.ends_with(**ending))?;
    let at = word.len() - ending.len() + 1;
    // "analyses" is also the plural of "analysis"; both become "analyzes" on both sides.
    Some(format!("{}z{}", &word[..at], &word[at + 1..]))
}

fn fold_our(word: &str) -> Option<String> {
    let at = word.find("our")?;
    OUR.contains(&&word[..at]).then(|| format!("{}or{}", &word[..at], &word[at + 3..]))
}

/// `travelling`, `modelled`, `counsellor` with one l.
fn fold_double_l(word: &str) -> Option<String> {
    const ENDINGS: &[&str] = &["lling", "lled", "ller", "llers", "llor", "llors"];
    let ending = ENDINGS.iter().find(|ending| word.ends_with(**ending))?;
    let at = word.len() - ending.len();
    (at >= 4).then(|| format!("{}{}", &word[..at], &word[at + 1..]))
}

/// `paediatric`, `haematology`, `orthopaedic` without the a.
fn fold_ae(word: &str) -> Option<String> {
    ["paed", "haem", "gynaec", "anaesth", "archaeo", "caesar"].iter().find(|stem| word.contains(**stem)).map(|_| word.replacen("ae", "e", 1))
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn british_and_american_meet() {
        for (british, american) in [
            ("organisation", "organization"),
            ("organising", "organizing"),
            ("analyse", "analyze"),
            ("behavioural", "behavioral"),
            ("programmes", "programs"),
            ("counselling", "counseling"),
            ("paediatric", "pediatric"),
            ("judgement", "judgment"),
            ("labour", "labor"),
            ("prioritise", "prioritize"),
            ("centre", "center"),
            ("practising", "practicing"),
        ] {
            assert_eq!(fold(british), fold(american), "{british}");
        }
    }

    #[test]
    fn pairs_are_sorted() {
        assert!(super::PAIRS.is_sorted());
    }

    #[test]
    fn other_words_stay() {
        for word in ["hour", "source", "tourism", "journal", "wise", "calling", "réunion", "four"] {
            assert_eq!(fold(word), word);
        }
    }
}
