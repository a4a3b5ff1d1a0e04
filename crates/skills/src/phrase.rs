//! The phrase language in which patterns are written, parsed.
//!
//! `word` exact · `word~` all inflections · `word*` prefix · `(a/b c)` alternatives · `[a]` optional · `..` a gap of up to 3 words,
//! `..N` of up to N, never across a sentence · `=ABC` case-sensitive. Hyphens, slashes, commas and apostrophes match as they do in texts.

use std::ops::Range;

use crate::token;

/// One word of a pattern.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Word {
    /// This word.
    Exact(String),
    /// This word in all its inflections.
    Inflected(String),
    /// Any word that starts so.
    Prefix(String),
    /// This word written just so.
    Cased(String),
}

/// One part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// A word.
    Word(Word),
    /// One of several sequences; `optional` allows none of them.
    OneOf { branches: Vec<Vec<Part>>, optional: bool },
    /// Up to so many words of any kind.
    Gap(u8),
}

/// Why a pattern cannot be read: the bytes of the pattern, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseError {
    /// Bytes of the pattern that are meant.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// The longest gap that may be written.
const LONGEST_GAP: u8 = 12;
/// The longest phrase, gaps filled, in words.
const LONGEST: usize = 200;
/// How deep groups may nest.
const DEEPEST: usize = 8;

/// Parses one pattern. A gap at either end says nothing and is dropped.
///
/// # Errors
/// The first thing that cannot be read.
pub(crate) fn parse(pattern: &str) -> Result<Vec<Part>, PhraseError> {
    let mut parser = Parser { pattern, at: 0, depth: 0 };
    let mut parts = parser.sequence()?;
    if parser.at < pattern.len() {
        return parser.fail(1, "a group is closed here that was not opened");
    }
    while matches!(parts.last(), Some(Part::Gap(_))) {
        parts.pop();
    }
    while matches!(parts.first(), Some(Part::Gap(_))) {
        parts.remove(0);
    }
    if !parts.iter().any(always_a_word) {
        return parser.fail(0, "the pattern names no word that must be there");
    }
    if longest(&parts) > LONGEST {
        return parser.fail(0, "the pattern is longer than 200 words");
    }
    Ok(parts)
}

/// The most words that a match can have.
fn longest(parts: &[Part]) -> usize {
    let of = |part: &Part| match part {
        Part::Word(_) => 1,
        Part::Gap(most) => usize::from(*most),
        Part::OneOf { branches, .. } => branches.iter().map(|branch| longest(branch)).max().unwrap_or(0),
    };
    parts.iter().map(of).sum()
}

/// Does every match of this part hold a word?
fn always_a_word(part: &Part) -> bool {
    match part {
        Part::Word(_) => true,
        Part::Gap(_) => false,
        Part::OneOf { branches, optional } => !optional && branches.iter().all(|branch| branch.iter().any(always_a_word)),
    }
}

struct Parser<'p> {
    pattern: &'p str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn fail<T>(&self, width: usize, message: &str) -> Result<T, PhraseError> {
        let end = (self.at + width).min(self.pattern.len());
        Err(PhraseError { span: self.at.min(end)..end, message: message.to_owned() })
    }

    fn rest(&self) -> &str {
        &self.pattern[self.at..]
    }

    fn sequence(&mut self) -> Result<Vec<Part>, PhraseError> {
        let mut parts = Vec::new();
        loop {
            let blank = self.rest().len() - self.rest().trim_start().len();
            self.at += blank;
            match self.rest().as_bytes().first() {
                None | Some(b')' | b']') => return Ok(parts),
                Some(b'/') if self.depth > 0 => return Ok(parts),
                Some(b'/') => self.at += 1,
                Some(b'(') => parts.push(self.group(b')')?),
                Some(b'[') => parts.push(self.group(b']')?),
                Some(b'.') if self.rest().starts_with("..") => parts.push(self.gap()?),
                Some(_) => self.word(&mut parts)?,
            }
        }
    }

    fn group(&mut self, close: u8) -> Result<Part, PhraseError> {
        let open = self.at;
        if self.depth == DEEPEST {
            return self.fail(1, "groups nest too deep");
        }
        self.depth += 1;
        let mut branches = Vec::new();
        loop {
            self.at += 1;
            let branch = self.sequence()?;
            if branch.is_empty() {
                return self.fail(1, "an alternative is empty; write [a] for a word that may be missing");
            }
            branches.push(branch);
            match self.rest().as_bytes().first() {
                Some(b'/') => {}
                Some(byte) if *byte == close => break,
                _ => {
                    self.at = open;
                    return self.fail(1, "this group is not closed");
                }
            }
        }
        self.at += 1;
        self.depth -= 1;
        Ok(Part::OneOf { branches, optional: close == b']' })
    }

    fn gap(&mut self) -> Result<Part, PhraseError> {
        self.at += 2;
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        let size = if digits == 0 { Some(3) } else { self.rest()[..digits].parse().ok() };
        match size {
            Some(n) if (1..=LONGEST_GAP).contains(&n) => {
                self.at += digits;
                Ok(Part::Gap(n))
            }
            _ => self.fail(digits, "a gap is 1 to 12 words long"),
        }
    }

    fn word(&mut self, parts: &mut Vec<Part>) -> Result<(), PhraseError> {
        let cased = self.rest().starts_with('=');
        self.at += usize::from(cased);
        let len = self.rest().find(|c: char| c.is_whitespace() || "()[]/".contains(c)).unwrap_or(self.rest().len());
        let raw = &self.rest()[..len];
        let (stem, make): (&str, fn(String) -> Word) = match raw.as_bytes().last() {
            Some(b'~') => (&raw[..len - 1], Word::Inflected),
            Some(b'*') => (&raw[..len - 1], Word::Prefix),
            _ => (raw, Word::Exact),
        };
        if stem.contains(['~', '*', '=']) {
            return self.fail(len, "`~` and `*` end a word and `=` begins one");
        }
        if cased {
            if stem.len() != len || stem.is_empty() || !stem.chars().all(char::is_alphanumeric) {
                return self.fail(len, "`=` takes one plain word of letters and digits");
            }
            parts.push(Part::Word(Word::Cased(stem.to_owned())));
        } else {
            let mut words = token::words(stem);
            let Some(last) = words.pop() else {
                return self.fail(len, "there is no letter or digit in this word");
            };
            parts.extend(words.into_iter().map(|word| Part::Word(Word::Exact(word))));
            parts.push(Part::Word(make(last)));
        }
        self.at += len;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_groups_and_gaps() {
        let parts = parse("(run~/work~ with) ..6 [big] data-set*").expect("reads");
        assert_eq!(parts.len(), 5);
        assert_eq!(parts[1], Part::Gap(6));
        assert_eq!(parts[4], Part::Word(Word::Prefix("set".into())));
    }

    #[test]
    fn faults_have_a_place() {
        for (pattern, at) in [("run (a/b", 4), ("a ) b", 2), ("a ..99 b", 4), ("(a//b)", 3), ("x~y", 0), ("=A-B", 1), ("[a]", 3), ("..", 2)] {
            let error = parse(pattern).expect_err(pattern);
            assert_eq!(error.span.start, at, "{pattern}: {error:?}");
        }
    }

    proptest! {
        #[test]
        fn no_pattern_panics(pattern in "[a-c~*=/()\\[\\]. 0-9é]{0,24}") {
            let _ = parse(&pattern);
        }
    }
}
