//! Text of a large vocabulary, and a taxonomy of a large scheme's size: neither means anything, both have the shape of the real thing.

use std::fmt::Write as _;

use crate::draw::Draw;

const SYLLABLES: [&str; 40] = [
    "ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "wo", "xu", "tra", "ple", "cri", "sto", "flu", "con", "der", "ing",
    "mon", "sur", "par", "ten", "lis", "gor", "bul", "ment", "tion", "ous", "ity", "al", "er", "ist", "ure", "age", "ent",
];

/// Words of the generated corpus.
const WORDS: usize = 200_000;

/// `bytes` of bullets, each with a phrase that some taxonomy may know at its end, over 200,000 different words, the n-th most frequent about n times rarer than the first (Zipf).
pub fn texts_of_large_vocabulary(bytes: usize) -> Vec<String> {
    let draw = &mut Draw::new(7);
    let words: Vec<String> = (0..WORDS).map(word).collect();
    let (mut texts, mut total) = (Vec::new(), 0);
    while total < bytes {
        let mut text = String::from("Main duties\n");
        while text.len() < 4000 {
            text.push_str("- ");
            for at in 0..8 + draw.below(14) {
                let rank = zipf(draw);
                let _ = write!(text, "{}{}", if at > 0 { " " } else { "" }, words[rank]);
            }
            text.push_str(" in community engagement.\n");
        }
        total += text.len();
        texts.push(text);
    }
    texts
}

/// The n-th word: short ones first, as in a language.
fn word(n: usize) -> String {
    let (mut word, mut rest) = (String::new(), n);
    loop {
        word.push_str(SYLLABLES[rest % SYLLABLES.len()]);
        rest /= SYLLABLES.len();
        if rest == 0 {
            return word;
        }
    }
}

/// A rank with probability about proportional to 1 / rank: uniform in the logarithm.
fn zipf(draw: &mut Draw) -> usize {
    let uniform = draw.below(1 << 30) as f64 / f64::from(1 << 30);
    ((WORDS as f64).powf(uniform) as usize).saturating_sub(1).min(WORDS - 1)
}

/// A taxonomy file of `n` concepts, each with one label of one to four words as its phrase.
pub fn large_taxonomy(n: usize) -> String {
    let draw = &mut Draw::new(11);
    let mut file = String::from("[concept.all]\nkind = \"skill\"\nlabel = { en = \"All\" }\ndefinition = \"The top.\"\n");
    for concept in 0..n {
        let label: Vec<String> = (0..=draw.below(4)).map(|_| word(zipf(draw))).collect();
        let label = label.join(" ");
        // One word alone would be a frequent one: such a label gets its number.
        let label = if label.contains(' ') { label } else { format!("{label} {}", word(WORDS - 1 - concept % WORDS)) };
        let _ = write!(
            file,
            "[concept.c{concept}]\nbroader = \"all\"\nkind = \"skill\"\nlabel = {{ en = \"{label}\" }}\ndefinition = \"{label}\"\nphrases = {{ en = [\"{label}\"] }}\n"
        );
    }
    file
}
