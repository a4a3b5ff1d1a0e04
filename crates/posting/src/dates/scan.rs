//! Dates inside a text: numbers and names of months, in five languages.

use jiff::civil::{Date, Weekday};

/// A date as it is written, perhaps without a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Written {
    /// Day of the month.
    pub(crate) day: i8,
    /// 1 for January.
    pub(crate) month: i8,
    /// With its century.
    pub(crate) year: Option<i16>,
    /// The day of the week beside it.
    pub(crate) weekday: Option<Weekday>,
    /// Where it begins, in bytes.
    pub(crate) start: usize,
    /// Where it ends.
    pub(crate) end: usize,
}

impl Written {
    /// The date, when its year is written.
    pub(crate) fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// Its value and its number of digits.
    Number(i16, usize),
    Month(i8),
    Day(Weekday),
    /// An ordinal ending, or a word between the parts of a date.
    Link,
    Other,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Tokens looked at. A window of a text holds fewer, and a longer one is no date.
const TOKENS: usize = 48;

/// The first date of `text`, which should be short. Day before month where both are possible, unless `month_first`.
pub(crate) fn first_date(text: &str, month_first: bool) -> Option<Written> {
    let mut tokens = Vec::with_capacity(16);
    tokenize(text, &mut tokens);
    (0..tokens.len()).find_map(|at| {
        let found = numeric(text, &tokens[at..], month_first).or_else(|| in_words(text, &tokens[at..]))?;
        let in_range = found.year.is_none_or(|year| (1..=9999).contains(&year));
        let exists = in_range && Date::new(found.year.unwrap_or(2024), found.month, found.day).is_ok();
        exists.then(|| Written { weekday: found.weekday.or_else(|| weekday_before(text, &tokens, at)), ..found })
    })
}

fn tokenize(text: &str, tokens: &mut Vec<Token>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && tokens.len() < TOKENS {
        let start = at;
        if bytes[at].is_ascii_digit() {
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                at += 1;
            }
            let kind = text[start..at].parse().map_or(Kind::Other, |number| Kind::Number(number, at - start));
            tokens.push(Token { kind, start, end: at });
        } else {
            at = text[start..].find(|c: char| !c.is_alphabetic() && c != 'º' && c != 'ª').map_or(text.len(), |len| start + len);
            if at == start {
                at += text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            }
            tokens.push(Token { kind: word(&text[start..at]), start, end: at });
        }
    }
}

/// `5/10/2026`, `2026.10.05`, `05-10-26`.
fn numeric(text: &str, tokens: &[Token], month_first: bool) -> Option<Written> {
    let [Token { kind: Kind::Number(a, a_n), start, end: a_end }, b, c, ..] = *tokens else { return None };
    let (Kind::Number(b_value, b_n), Kind::Number(c_value, c_n)) = (b.kind, c.kind) else { return None };
    let separator = text[a_end..b.start].trim();
    if !matches!(separator, "/" | "." | "-" | "–" | "‑") || text[b.end..c.start].trim() != separator || b_n > 2 {
        return None;
    }
    // A longer chain of numbers is a telephone number, a version or an address.
    let goes_on = text[c.end..].strip_prefix(separator).is_some_and(|rest| rest.starts_with(|d: char| d.is_ascii_digit()));
    let (day, month, year) = match (a_n, c_n) {
        (4, 1 | 2) => (c_value, b_value, a),
        (1 | 2, 2 | 4) if (month_first && a <= 12) || b_value > 12 => (b_value, a, full_year(c_value, c_n)),
        (1 | 2, 2 | 4) => (a, b_value, full_year(c_value, c_n)),
        _ => return None,
    };
    let written = Written { day: i8::try_from(day).ok()?, month: i8::try_from(month).ok()?, year: Some(year), weekday: None, start, end: c.end };
    (!goes_on && Date::new(year, written.month, written.day).is_ok()).then_some(written)
}

fn full_year(year: i16, digits: usize) -> i16 {
    if digits == 2 { 2000 + year } else { year }
}

/// `5th of October, 2026`, `October 5, 2026`, `2026 October 5`, `Oct 5 10:00:00 2026`.
fn in_words(text: &str, tokens: &[Token]) -> Option<Written> {
    let close = |a: &Token, b: &Token| text[a.end..b.start].chars().all(|c| matches!(c, ' ' | ',' | '.' | '-' | '/' | '\u{a0}' | '*' | '‑'));
    let mut parts = tokens.iter().enumerate().filter(|(_, token)| token.kind != Kind::Link);
    let (_, first) = parts.next()?;
    let (second_at, second) = parts.next()?;
    let linked = |from: usize, to: usize| tokens[from..=to].windows(2).all(|pair| close(&pair[0], &pair[1]));
    if !linked(0, second_at) {
        return None;
    }
    let third = parts.next().filter(|(at, _)| linked(second_at, *at));
    if let (Kind::Number(year, 4), Kind::Month(month), Some((_, token))) = (first.kind, second.kind, third) {
        let Kind::Number(day, 1 | 2) = token.kind else { return None };
        return Some(Written { day: i8::try_from(day).ok()?, month, year: Some(year), weekday: None, start: first.start, end: token.end });
    }
    let (day, month) = match (first.kind, second.kind) {
        (Kind::Number(day, 1 | 2), Kind::Month(month)) | (Kind::Month(month), Kind::Number(day, 1 | 2)) => (i8::try_from(day).ok()?, month),
        _ => return None,
    };
    let year = third.and_then(|(_, token)| year_of(text, token)).or_else(|| year_after_time(text, &tokens[second_at + 1..]));
    let end = year.map_or(second.end, |(_, end)| end);
    Some(Written { day, month, year: year.map(|(year, _)| year), weekday: None, start: first.start, end })
}

fn year_of(text: &str, token: &Token) -> Option<(i16, usize)> {
    let Kind::Number(year, digits) = token.kind else { return None };
    // `5 May 12:00` and `5 May 12 noon` have no year in them.
    let is_time = text[token.end..].starts_with([':', 'h']) || text[token.end..].trim_start().to_ascii_lowercase().starts_with(['a', 'p', 'n']);
    match digits {
        4 if (1900..=2999).contains(&year) => Some((year, token.end)),
        2 if (10..=60).contains(&year) && !is_time => Some((2000 + year, token.end)),
        _ => None,
    }
}

/// The year of `Oct 5 10:00:00 2026`.
fn year_after_time(text: &str, tokens: &[Token]) -> Option<(i16, usize)> {
    let [hour, minute, second, year, ..] = tokens else { return None };
    let joined = |a: &Token, b: &Token| &text[a.end..b.start] == ":";
    (joined(hour, minute) && joined(minute, second)).then(|| year_of(text, year)).flatten()
}

fn weekday_before(text: &str, tokens: &[Token], at: usize) -> Option<Weekday> {
    let mut earlier = tokens[..at].iter().rev().skip_while(|token| token.kind == Kind::Link);
    let token = earlier.next()?;
    let near = text[token.end..tokens[at].start].len() <= 8;
    match token.kind {
        Kind::Day(day) if near => Some(day),
        _ => None,
    }
}

fn word(raw: &str) -> Kind {
    if raw.len() > 12 {
        return Kind::Other;
    }
    let lower = raw.to_lowercase();
    let word = lower.as_str();
    if matches!(word, "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "of" | "de" | "del" | "do" | "the" | "den" | "le" | "dem" | "o" | "el") {
        return Kind::Link;
    }
    let month = MONTHS.iter().position(|names| names.contains(&word)).and_then(|at| i8::try_from(at + 1).ok());
    let day = || DAYS.iter().find(|(_, names)| names.contains(&word)).map(|(day, _)| Kind::Day(*day));
    month.map(Kind::Month).or_else(day).unwrap_or(Kind::Other)
}

/// The months in English, French, Spanish, Portuguese and German, whole and shortened.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan", "janvier", "janv", "enero", "ene", "janeiro", "januar", "jänner", "jän"],
    &["february", "feb", "febr", "février", "fevrier", "févr", "fév", "febrero", "fevereiro", "fev", "februar"],
    &["march", "mar", "mars", "marzo", "março", "marco", "märz", "mrz", "maerz", "mär"],
    &["april", "apr", "avril", "avr", "abril", "abr"],
    &["may", "mai", "mayo", "maio"],
    &["june", "jun", "juin", "junio", "junho", "juni"],
    &["july", "jul", "juillet", "juil", "julio", "julho", "juli"],
    &["august", "aug", "août", "aout", "aoû", "agosto", "ago"],
    &["september", "sept", "sep", "septembre", "septiembre", "setiembre", "setembro", "set"],
    &["october", "oct", "octobre", "octubre", "outubro", "out", "oktober", "okt"],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &["december", "dec", "décembre", "decembre", "déc", "diciembre", "dic", "dezembro", "dez", "dezember"],
];

const DAYS: [(Weekday, &[&str]); 7] = [
    (Weekday::Monday, &["monday", "mon", "lundi", "lunes", "segunda", "montag"]),
    (Weekday::Tuesday, &["tuesday", "tue", "tues", "mardi", "martes", "terça", "dienstag"]),
    (Weekday::Wednesday, &["wednesday", "wed", "weds", "mercredi", "miércoles", "quarta", "mittwoch"]),
    (Weekday::Thursday, &["thursday", "thu", "thur", "thurs", "jeudi", "jueves", "quinta", "donnerstag"]),
    (Weekday::Friday, &["friday", "fri", "vendredi", "viernes", "sexta", "freitag"]),
    (Weekday::Saturday, &["saturday", "sat", "samedi", "sábado", "samstag"]),
    (Weekday::Sunday, &["sunday", "sun", "dimanche", "domingo", "sonntag"]),
];
