//! The sums of money in a line: digits, thousands, decimals, `k`, and the currency beside them.

use super::currency::{Mark, mark_after, mark_before};
use super::period::{Word, words};

/// A number that may be a sum of money.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mark: Option<Mark>,
    /// Whether a `k` made thousands of it.
    pub(super) in_thousands: bool,
    /// Whether it looks like money even without a mark.
    pub(super) is_plain_money: bool,
}

/// Words before a number that say it counts something else.
const NOT_MONEY_BEFORE: &str = "band|bands|grade|grades|level|levels|point|points|scp|pt|pts|spine|scale|step|ref|reference|no|id|afc|group|class|tier|stufe|age|aged|\
    over|section|article|phase|version|title|act|of|year|in|since|room|suite|po|box";

/// Letters that may be glued to the end of an unmarked sum.
const GLUED: &str = "k|ph|pa|p|pw|pd|pcm|pm|per|hr|to|plus|pro|lpa";

/// Words behind a number that say what it counts.
const COUNTED: &str = "hours|hour|hrs|hr|days|weeks|months|years|x|st|nd|th|people|employees|std|stunden|staff|patients";

/// All figures of `line`, which has its ASCII letters in lower case.
pub(super) fn figures(line: &str) -> Vec<Figure> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|next| at + next) {
        let number = Number::at(line, start);
        at = number.end;
        match figure(line, start, &number) {
            Some(figure) => {
                at = at.max(figure.end);
                found.push(figure);
            }
            // The rest of a word such as "8a" or "3d" is no number either.
            None => at += line[at..].find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(line.len() - at),
        }
    }
    found
}

fn figure(line: &str, start: usize, number: &Number) -> Option<Figure> {
    let before = line[..start].trim_end_matches([' ', '\u{a0}']);
    let gap = start - before.len();
    // Marks are short: no need to look at more of a long line.
    let mark = if gap <= 3 { mark_before(tail(before, 16)) } else { None };
    if gap == 0 && mark.is_none() && before.ends_with(char::is_alphanumeric) {
        return None;
    }
    let (factor, mut end) = multiplier(line, number.end)?;
    let value = number.value? * factor;
    let mut own_mark = mark;
    if let Some((after, len)) = mark_behind(line, end, mark.is_some()) {
        // "$65k USD": the code says more than the sign.
        own_mark = if mark.is_none() || matches!((mark, after), (Some(Mark::Shared(_)), Mark::Code(_))) { Some(after) } else { mark };
        end = len;
    }
    if own_mark.is_none() && counts_something_else(line, before, number.end) {
        return None;
    }
    let in_thousands = factor > 1.0;
    let is_year = !number.is_grouped && number.decimals == 0 && (1900.0..2100.0).contains(&value) && number.end - start == 4;
    let is_big = number.is_grouped || (1000.0..1e6).contains(&value);
    let is_plain_money = !is_year && (is_big || in_thousands || number.decimals == 2 && value >= 5.0);
    Some(Figure { value, start, end, mark: own_mark, in_thousands, is_plain_money })
}

/// The mark behind a figure that ends at `end`, and where it ends.
fn mark_behind(line: &str, end: usize, has_mark: bool) -> Option<(Mark, usize)> {
    let rest = &line[end..];
    let trimmed = rest.strip_prefix([' ', '\u{a0}', '\u{202f}']).unwrap_or(rest);
    let trimmed = trimmed.strip_prefix(",-").map_or(trimmed, str::trim_start);
    let (mark, len) = mark_after(trimmed)?;
    let next = trimmed[len..].chars().next();
    let is_sign = !trimmed.starts_with(|c: char| c.is_ascii_alphabetic());
    let opens_the_next = next.is_some_and(|c| c.is_ascii_digit());
    if opens_the_next || has_mark && is_sign {
        return None;
    }
    // "25 usd 30": words and codes stand before a number as well as behind one.
    Some((mark, line.len() - trimmed.len() + len))
}

/// What `k` and its like make of the number before, and where they end. `None` for millions, shares and reference numbers.
fn multiplier(line: &str, end: usize) -> Option<(f64, usize)> {
    let rest = &line[end..];
    let trimmed = rest.strip_prefix([' ', '\u{a0}']).unwrap_or(rest);
    let blank = rest.len() - trimmed.len();
    let word_len = trimmed.find(|c: char| !c.is_alphabetic()).unwrap_or(trimmed.len());
    let word = &trimmed[..word_len];
    let goes_on = trimmed[word_len..].starts_with(|c: char| c.is_ascii_digit());
    match word {
        "k" | "tsd" if !goes_on => Some((1000.0, end + blank + word_len)),
        "lakh" | "lakhs" | "lac" | "lacs" => Some((100_000.0, end + blank + word_len)),
        "lpa" => Some((100_000.0, end)),
        "m" | "mn" | "b" | "bn" if blank == 0 => None,
        "million" | "millions" | "mio" | "mrd" | "mln" | "billion" | "billions" | "bn" | "percent" | "crore" | "crores" => None,
        "" if trimmed.starts_with('%') => None,
        _ => Some((1.0, end)),
    }
}

/// Whether an unmarked number is part of a code, counts hours, or names a band.
fn counts_something_else(line: &str, before: &str, end: usize) -> bool {
    let previous = words(tail(before, 24)).next_back();
    let named = previous.is_some_and(|Word { text, .. }| NOT_MONEY_BEFORE.split('|').any(|known| known == text))
        && before.trim_end_matches([':', '.', ' ']).ends_with(char::is_alphanumeric);
    let rest = &line[end..];
    let glued_len = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    let glued = &rest[..glued_len];
    let is_code = !glued.is_empty() && !GLUED.split('|').any(|known| known == glued) && mark_after(rest).is_none();
    let next = words(rest.get(..rest.floor_char_boundary(16)).unwrap_or_default()).next();
    let counted = next.is_some_and(|Word { text, start }| start <= 1 && !rest.starts_with('/') && COUNTED.split('|').any(|known| known == text));
    let is_hyphenated = before.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphabetic));
    let is_pension = matches!(tail(&line[..end], 4).trim_start(), "401" | "403" | "457") && rest.starts_with('k');
    named || is_hyphenated || is_pension || is_code || counted || before.ends_with(['/', '#', '_']) && !before.ends_with(" /")
}

/// The last `most` bytes of `text`, or one to three fewer.
pub(super) fn tail(text: &str, most: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(most))..]
}

/// A number as written.
struct Number {
    /// `None` when its digits make no sense, such as those of `30,6150`.
    value: Option<f64>,
    end: usize,
    decimals: usize,
    is_grouped: bool,
}

impl Number {
    fn at(line: &str, start: usize) -> Self {
        let digits_n = |from: usize| line.as_bytes()[from..].iter().take_while(|b| b.is_ascii_digit()).count();
        let mut end = start + digits_n(start);
        let mut digits = line[start..end].to_owned();
        let (mut group_sign, mut decimals, mut is_whole) = (None, 0, true);
        while let Some((sign, len)) = separator(line, end) {
            let from = end + len;
            let n = digits_n(from);
            let may_group = (group_sign.is_some() || digits.len() <= 3) && group_sign.is_none_or(|known| known == sign) && digits != "0";
            let is_point = len == 1 && matches!(sign, '.' | ',');
            // The Indian way: "6,00,000".
            let is_lakh = n == 2 && sign == ',' && line.as_bytes().get(from + 2) == Some(&b',') && digits_n((from + 3).min(line.len())) >= 2;
            if (n == 3 || is_lakh) && may_group {
                group_sign = Some(sign);
            } else if is_point && (n == 2 || n == 1 && group_sign != Some(sign) || n > 3 && sign == '.' && digits.len() <= 2) {
                // "£29.191.50" has its cents behind a second point.
                decimals = n;
                digits.push('.');
            } else {
                // A sign between two sentences or numbers; one inside a number means that it is misspelt.
                is_whole = n == 0 || len > 1 || !matches!(sign, '.' | ',');
                end = if is_whole { end } else { from + n };
                break;
            }
            digits.push_str(&line[from..from + n]);
            end = from + n;
            if decimals > 0 {
                break;
            }
        }
        // What begins with a zero is a telephone number or a reference, and so are the digits behind it.
        let is_reference = digits.len() > 1 && digits.starts_with('0') && decimals == 0;
        if is_reference {
            end += line[end..].bytes().take_while(|b| b.is_ascii_digit() || *b == b' ').count();
        }
        let value = if is_whole && !is_reference && digits.len() <= 12 { digits.parse().ok() } else { None };
        Self { value, end, decimals, is_grouped: group_sign.is_some() }
    }
}

/// A sign at `at` that may part thousands or decimals, and its length with a blank behind it.
fn separator(line: &str, at: usize) -> Option<(char, usize)> {
    let sign = line[at..].chars().next()?;
    let next = line.as_bytes().get(at + sign.len_utf8());
    match sign {
        '.' | ',' | '\'' | '’' | '\u{a0}' | '\u{202f}' | '\u{2009}' if next.is_some_and(u8::is_ascii_digit) => Some((sign, sign.len_utf8())),
        ' ' if next.is_some_and(u8::is_ascii_digit) => Some((sign, 1)),
        // A slip of the typist: "£44, 530".
        ',' if next == Some(&b' ') && line.as_bytes().get(at + 2).is_some_and(u8::is_ascii_digit) => Some((sign, 2)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_ads_write_them() {
        for (line, wanted) in [
            ("£38,000 - £45,000.50", &[38000.0, 45000.5][..]),
            ("1.600 € brut", &[1600.0]),
            ("38 000 €", &[38000.0]),
            ("chf 95'000.-", &[95000.0]),
            ("2.345,67 euro", &[2345.67]),
            ("£40-45k", &[40.0, 45000.0]),
            ("65,000–85,000 usd", &[65000.0, 85000.0]),
            ("£44, 530 per annum", &[44530.0]),
            ("£115 million, 5% of $2m", &[]),
            ("yc72 - £79,860", &[79860.0]),
            ("band 6 £30,401", &[30401.0]),
            ("£30,6150", &[]),
            ("12 lpa", &[1_200_000.0]),
            ("₹6,00,000 - ₹12,50,000", &[600_000.0, 1_250_000.0]),
            ("8a b8c 401k gs-14", &[]),
        ] {
            let found: Vec<f64> = figures(line).iter().map(|figure| figure.value).collect();
            assert_eq!(found, wanted, "{line}");
        }
    }
}
