//! Names of persons: words with a capital, in a row, that are not of working life.

use std::ops::Range;

use crate::text::vocabulary::{Kind, is_institution, kind};

/// A word, and how it hangs together with the word before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) span: Range<usize>,
    /// Only blanks stand between the word before and this one.
    pub(super) follows: bool,
}

/// Small words within names.
const PARTICLES: [&str; 18] = ["de", "van", "von", "der", "den", "la", "al", "bin", "da", "dos", "di", "du", "le", "el", "ten", "ter", "del", "zu"];

/// Surnames that are words of working life too.
const SURNAMES: [&str; 13] = ["Day", "Field", "Park", "Street", "Hall", "Lane", "Church", "Driver", "Cook", "Porter", "Clerk", "Banks", "Head"];

/// What some sources glue to the end of a name.
const GLUED: [&str; 4] = ["Job", "Email", "Telephone", "Additional"];

/// The words of a part of a text.
pub(super) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut last = range.start;
    let mut at = range.start;
    while let Some(n) = text[at..range.end].find(char::is_alphanumeric) {
        let from = at + n;
        let to = word_end(text, from, range.end);
        let gap = &text[last..from];
        let follows = !tokens.is_empty() && is_blank(gap, tokens.last().map_or("", |token| &text[token.span.clone()]));
        let (head, tail) = unglued(&text[from..to]);
        tokens.push(Token { span: from..from + head, follows });
        if let Some(tail) = tail {
            tokens.push(Token { span: from + tail..to, follows: false });
        }
        last = to;
        at = to;
    }
    tokens
}

/// The end of the word that begins at `from`: letters, and hyphens and apostrophes between them.
fn word_end(text: &str, from: usize, end: usize) -> usize {
    let mut chars = text[from..end].char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        let next = chars.peek().map(|(_, c)| *c);
        // A word that is glued to digits is no name.
        let inner = c.is_alphanumeric() || matches!(c, '-' | '\'' | '’' | '‐') && next.is_some_and(char::is_alphabetic);
        if !inner {
            return from + n;
        }
    }
    end
}

/// Blanks on one line, with the full stop of an initial or a form of address.
fn is_blank(gap: &str, before: &str) -> bool {
    let short = before.chars().count() == 1 || ["Dr", "Prof", "Mr", "Mrs", "Ms", "Sra", "Dra", "Rev"].contains(&before);
    let gap = if short { gap.strip_prefix('.').unwrap_or(gap) } else { gap };
    !gap.contains('\n') && gap.chars().all(char::is_whitespace) && (!gap.is_empty() || short)
}

/// "NameZoe" and "BrownJob" are two words each: where the first ends and the second begins.
fn unglued(word: &str) -> (usize, Option<usize>) {
    if word.strip_prefix("Name").is_some_and(|rest| rest.starts_with(char::is_uppercase)) {
        return (4, Some(4));
    }
    let tail = GLUED.iter().find(|tail| word.len() > tail.len() + 1 && word.ends_with(**tail));
    tail.map_or((word.len(), None), |tail| (word.len() - tail.len(), Some(word.len() - tail.len())))
}

/// Could the word be a part of a name?
fn is_part(word: &str) -> bool {
    let mut chars = word.chars();
    let capital = chars.next().is_some_and(char::is_uppercase);
    let rest = chars.as_str();
    let is_initial = rest.is_empty() && word != "I" && word != "A";
    let genitive = word.ends_with("'s") || word.ends_with("’s");
    capital
        && !genitive
        && !rest.contains(char::is_numeric)
        && (is_initial || rest.contains(char::is_lowercase))
        && (is_initial || kind(word).is_none())
}

/// The name that begins with the token at `at`: how many tokens; zero when none begins there.
pub(super) fn name_at(text: &str, tokens: &[Token], at: usize) -> usize {
    let word = |at: usize| &text[tokens[at].span.clone()];
    if at >= tokens.len() || !is_part(word(at)) {
        return 0;
    }
    let mut n = 1;
    while n < 5 && at + n < tokens.len() && tokens[at + n].follows {
        let next = at + n;
        let alone = tokens.get(next + 1).is_none_or(|behind| !behind.follows || !text[behind.span.clone()].starts_with(char::is_uppercase));
        if is_part(word(next)) || (n == 1 && alone && SURNAMES.contains(&word(next))) {
            n += 1;
        } else if PARTICLES.contains(&word(next)) && next + 1 < tokens.len() && tokens[next + 1].follows && is_part(word(next + 1)) {
            n += 2;
        } else {
            break;
        }
    }
    if bears_a_name(text, tokens, at + n) { 0 } else { n }
}

/// Does an institution's word follow, as in "Francis Crick Institute"? "Jane Doe Ward Manager" has a role behind it.
fn bears_a_name(text: &str, tokens: &[Token], next: usize) -> bool {
    let Some(token) = tokens.get(next) else { return false };
    let word = &text[token.span.clone()];
    let ampersand = text[tokens[next - 1].span.end..token.span.start].trim() == "&";
    if !token.follows || !word.starts_with(char::is_uppercase) {
        return ampersand && word.starts_with(char::is_uppercase);
    }
    let genitive = word.ends_with("'s") || word.ends_with("’s");
    let role_soon = tokens[next..]
        .iter()
        .take(4)
        .enumerate()
        .take_while(|(n, token)| *n == 0 || token.follows)
        .any(|(_, token)| kind(&text[token.span.clone()]) == Some(Kind::Role));
    genitive || (is_institution(word) && !role_soon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for (text, wanted) in [
            ("Jane Doe, Head", 2),
            ("Ana de la Cruz-Ortiz will", 1),
            ("Ana van Dyke at", 3),
            ("J. Doe", 2),
            ("Francis Crick Institute", 0),
            ("Jane Doe Ward Manager", 2),
            ("Smith & Sons", 0),
            ("Human Resources", 0),
            ("NHS Trust", 0),
        ] {
            assert_eq!(name_at(text, &tokens(text, 0..text.len()), 0), wanted, "{text}");
        }
    }
}
