//! E-mail addresses, telephone numbers and links to a person's calendar or profile, in the forms that ads write them in.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use regex::Regex;

use super::Place;

/// What an address is found by.
#[rustfmt::skip] // A list of words reads better in lines.
const SIGNS: [&str; 15] = [
    "@", "(at)", "[at]", "{at}", " dot ", "(dot)", "[dot]", "tel:", "ext", "calendly.com/", "calendar.app.google/", "cal.com/", "linkedin.com/in/",
        "linkedin.com/pub/", "/owa/calendar/",
];
/// The first of the signs that begin a link, and the one before an extension.
const LINKS: usize = 9;
const EXTENSION: usize = 8;

static BY_SIGN: LazyLock<AhoCorasick> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::DFA))
        .build(SIGNS)
        .expect("a constant list of words")
});

/// A dot of a domain may be written out, and the sign between name and domain too; blanks around the sign are tolerated.
static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?xi) (?:mailto:)? [a-z0-9._%+'-]+ (?: @ | \s?[\[({]\s?at\s?[\])}]\s? ) [a-z0-9-]+ (?: (?:\.|\s?[\[({]\s?dot\s?[\])}]\s?) [a-z0-9-]+ )* (?:\.|\s?[\[({]\s?dot\s?[\])}]\s?) [a-z]{2,}
            | [a-z0-9._%+'-]{3,}\x20?@\x20? [a-z0-9-]+ (?:\.[a-z0-9-]+)* \.[a-z]{2,}
            | [a-z0-9._%+'-]+\x20at\x20[a-z0-9-]+ (?:\x20dot\x20[a-z0-9-]+)* \x20dot\x20[a-z]{2,}",
    )
    .expect("a constant pattern")
});

/// A plus, a zero or two, then at least nine digits in groups; or the North American form. Word boundaries are those of ASCII: the others
/// make the engine fall back to its slowest search.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?: (?:\+|(?-u:\b)00)[1-9][0-9]{0,2}[\s.-]? (?:\(0?[0-9]{1,4}\)[\s.-]?)? | \+[0-9]{1,3}[\s.-]? (?:\(0?[0-9]{1,4}\)[\s.-]?)? | \(0[0-9]{2,5}\)[\s.-]? | (?-u:\b)0[1-9] ) [0-9](?:[\s./-]?[0-9]){6,11} (?-u:\b)
             | (?:\([0-9]{3}\)\s?|(?-u:\b)[0-9]{3}[.-])[0-9]{3}[.-][0-9]{4}(?-u:\b)",
    )
    .expect("a constant pattern")
});

static EXTENDED: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^ext(?:n|ension)?(?:\.|:)?[\x20:]{0,3}(?:no\.?\x20?)?[0-9]{3,6}(?-u:\b)").expect("a constant pattern"));

/// Digits that a telephone number has at least.
const DIGITS: usize = 9;
/// Bytes looked at before and behind a sign of an e-mail address.
const REACH: usize = 100;

/// All addresses of a text, in its order, apart from each other.
pub(super) fn addresses(text: &str) -> Vec<Place> {
    let mut places = Vec::new();
    by_sign(text, &mut places);
    let emails_n = places.len();
    phones(text, &mut places);
    if emails_n > 0 && places.len() > emails_n {
        // An e-mail address may hold digits, and a link a telephone number: the earlier and longer one stands.
        places.sort_by(|a, b| (a.0.start, b.0.end).cmp(&(b.0.start, a.0.end)));
    }
    joined(text, apart(places))
}

/// Places apart from each other: of two that overlap the earlier stands, but an e-mail address before a number in it.
fn apart(places: Vec<Place>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        match out.last_mut() {
            Some(last) if last.0.end > place.0.start => {
                if last.1 == "[phone]" && place.1 != "[phone]" {
                    *last = place;
                }
            }
            _ => out.push(place),
        }
    }
    out
}

/// "01632 960123 ext 12" is one number.
fn joined(text: &str, places: Vec<Place>) -> Vec<Place> {
    let mut out: Vec<Place> = Vec::with_capacity(places.len());
    for (span, what) in places {
        match out.last_mut() {
            Some((last, "[phone]"))
                if what == "[phone]" && text[last.end..span.start].chars().all(|c| matches!(c, ' ' | ',' | '-')) && is_extension(text, &span) =>
            {
                last.end = span.end;
            }
            _ => out.push((span, what)),
        }
    }
    out
}

fn is_extension(text: &str, span: &Range<usize>) -> bool {
    text[span.clone()].starts_with(['e', 'E'])
}

fn by_sign(text: &str, places: &mut Vec<Place>) {
    let mut done = 0;
    for found in BY_SIGN.find_iter(text) {
        if found.start() < done {
            continue;
        }
        let place = match found.pattern().as_usize() {
            EXTENSION => extension(text, found.start()),
            LINKS.. => Some((link(text, found.start()), "[link]")),
            7 => tel(text, found.start(), found.end()),
            _ => email(text, done, found.range()).map(|span| (span, "[email]")),
        };
        if let Some((span, what)) = place.filter(|(span, _)| span.start >= done) {
            done = span.end;
            places.push((span, what));
        }
    }
}

fn extension(text: &str, from: usize) -> Option<Place> {
    if text[..from].ends_with(char::is_alphanumeric) {
        return None;
    }
    let near = &text[from..text.floor_char_boundary(from + 30)];
    EXTENDED.find(near).map(|found| (from..from + found.end(), "[phone]"))
}

/// "tel:+441632960123", with the number that follows.
fn tel(text: &str, from: usize, to: usize) -> Option<Place> {
    let digits = text[to..].bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'(' | b')')).count();
    let number = text[to..to + digits].trim_end_matches(['.', '-', ')', '(']);
    (number.bytes().filter(u8::is_ascii_digit).count() >= 6 && !text[..from].ends_with(char::is_alphanumeric))
        .then(|| (from..to + number.len(), "[phone]"))
}

/// A link: from the blank or bracket before the sign to the one behind it.
fn link(text: &str, at: usize) -> Range<usize> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | '>' | '"' | '[' | ']' | '\'' | ',' | ';' | '|');
    let least = text.floor_char_boundary(at.saturating_sub(REACH));
    let from = text[least..at].char_indices().rev().find(|(_, c)| is_end(*c)).map_or(least, |(n, c)| least + n + c.len_utf8());
    let to = text[at..].find(is_end).map_or(text.len(), |n| at + n);
    from..from + text[from..to].trim_end_matches(['.', ':', '!', '?']).len()
}

/// The e-mail address whose sign stands at `sign`, not before `done`.
fn email(text: &str, done: usize, sign: Range<usize>) -> Option<Range<usize>> {
    let from = text.ceil_char_boundary(done.max(sign.start.saturating_sub(REACH)));
    let to = text.floor_char_boundary(sign.end + REACH);
    EMAIL.find_iter(&text[from..to]).map(|found| from + found.start()..from + found.end()).find(|span| span.contains(&sign.start))
}

/// Telephone numbers lie in runs of digits and the signs that group them.
fn phones(text: &str, places: &mut Vec<Place>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(n) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let digit = at + n;
        let mut from = digit;
        while from > at && matches!(bytes[from - 1], b'+' | b'(' | b' ') {
            from -= 1;
        }
        let mut digits = 0;
        let mut to = digit;
        while to < bytes.len() && (bytes[to].is_ascii_digit() || groups(bytes[to])) {
            digits += usize::from(bytes[to].is_ascii_digit());
            to += 1;
        }
        if digits >= DIGITS {
            in_run(text, from, to, places);
        }
        at = to;
    }
}

fn groups(byte: u8) -> bool {
    // The last two are a no-break space.
    byte.is_ascii_whitespace() || matches!(byte, b'+' | b'(' | b')' | b'.' | b'/' | b'-' | 0xC2 | 0xA0)
}

fn in_run(text: &str, from: usize, to: usize, places: &mut Vec<Place>) {
    let bytes = text.as_bytes();
    let from = text.floor_char_boundary(from);
    let to = text.ceil_char_boundary(to);
    // "number01632960123": a blank was lost.
    let glued = from > 0 && bytes[from - 1].is_ascii_lowercase();
    let start = if glued { from } else { text.floor_char_boundary(from.saturating_sub(1)) };
    let glued = bytes.get(to).is_some_and(u8::is_ascii_uppercase);
    let end = if glued { to } else { text.ceil_char_boundary((to + 1).min(text.len())) };
    places.extend(PHONE.find_iter(&text[start..end]).map(|found| (start + found.start()..start + found.end(), "[phone]")));
}
