//! The statement of pay in the text of an ad, told from budgets, grants, bonuses and allowances.

use std::ops::Range as Span;

use super::cues::{CUE, EXTRA, IN_WORDS, MONEY, OTHER};
use super::currency::{is_likely, usual_period};
use super::figures::tail;
use super::period::Unit;
use super::ranges::{Range, pay_of, ranges};
use super::wording::{has_phrase, pay_words};
use super::{Pay, PayWords, Period, in_words};

/// The longest quote, in bytes and so in characters at most.
const RAW_MOST: usize = 200;
/// A sum is believed to be pay from here on.
const ENOUGH: i32 = 3;

/// The line of `text` that states the pay, at most 200 characters of it, and what it states. `None` when there is none.
///
/// Sums count when their line speaks of pay, or of a period, or says little else, and not of budgets, grants, bonuses or benefits. Without
/// a sum, the first statement in words counts: `Competitive salary`, `TVöD E13`, `unpaid internship`. Linear in the text.
pub fn pay_in_text(text: &str, country_iso2: Option<&str>) -> Option<(String, Pay)> {
    let lower = text.to_ascii_lowercase();
    let mut best: Option<Candidate> = None;
    let mut heading = "";
    for span in statements(text) {
        let statement = &lower[span.clone()];
        if may_hold_pay(statement) {
            let found = Candidate::best_of(statement, &span, announces(heading));
            best = match (best, found) {
                (Some(old), Some(new)) if new.score <= old.score => Some(old),
                (old, new) => new.or(old),
            };
        }
        heading = statement;
    }
    let in_figures = best.and_then(|best| {
        let pay = pay_of(&lower[best.span.clone()], &best.ranges, country_iso2)?;
        Some((excerpt(text, &best.span, best.span.start + best.ranges[0].start), pay))
    });
    in_figures.or_else(|| words_in_text(text, &lower))
}

/// Whether a statement is a heading over the pay.
fn announces(statement: &str) -> bool {
    statement.len() <= 60 && !statement.contains("requirement") && CUE.is_match(statement)
}

/// A statement with sums of pay.
struct Candidate {
    score: i32,
    span: Span<usize>,
    ranges: Vec<Range>,
}

impl Candidate {
    fn best_of(statement: &str, span: &Span<usize>, is_announced: bool) -> Option<Self> {
        let mut ranges = ranges(statement);
        let mut scores: Vec<i32> = Vec::with_capacity(ranges.len());
        let said = letters_beside(statement, &ranges);
        for at in 0..ranges.len() {
            let from = at.checked_sub(1).map_or(0, |before| ranges[before].end);
            scores.push(score(statement, &ranges[at], from, said, is_announced));
        }
        let score = *scores.iter().max().filter(|score| **score >= ENOUGH)?;
        let first = scores.iter().position(|one| *one == score)?;
        let mut at = 0;
        ranges.retain(|_| {
            at += 1;
            at > first && scores[at - 1] > 0
        });
        Some(Self { score, span: span.clone(), ranges })
    }
}

/// How much speaks for a sum of `statement` being the pay.
fn score(statement: &str, range: &Range, from: usize, letters_beside: usize, is_announced: bool) -> i32 {
    let currency = if let Some(super::currency::Mark::Code(code)) = range.mark { Some(code) } else { None };
    let is_timed = matches!(range.unit, Some(Unit::Time(period)) if is_likely(range.high, currency, period));
    let usual = usual_period(range.high, currency);
    if !is_timed && usual.is_none() && range.unit != Some(Unit::Piece) {
        return 0;
    }
    let before = tail(&statement[..range.start], 100);
    let behind = &statement[range.end..statement.floor_char_boundary(range.end + 60)];
    let cue = CUE.find_iter(before).last();
    // What stands between a firm announcement and the sum, or shortly before it, tells what the sum is.
    let firm = cue.filter(|cue| !matches!(cue.as_str(), "paid" | "pay" | "pays" | "payment" | "package" | "earn")).map_or(0, |cue| cue.end());
    let near = &before[firm.max(before.len() - tail(before, 60).len())..];
    let near = tail(near, range.start.saturating_sub(from).max(12));
    let next = behind.find(['+', ',', ';', '.']).map_or(behind, |end| &behind[..end]);
    let next = [" plus ", " and ", " with ", " depending", " (", " - ", " inc", " excl"]
        .iter()
        .filter_map(|stop| next.find(stop))
        .min()
        .map_or(next, |end| &next[..end]);
    let is_other = OTHER.is_match(near) || OTHER.is_match(next) || EXTRA.is_match(before) || EXTRA.is_match(next);
    let is_named_behind =
        ["salary", "stipend", "compensation", "gross", "brutto", "brut", "bruts", "pro rata", "pro-rata"].iter().any(|cue| has_phrase(behind, cue));
    let mut score = 0;
    score += if range.mark.is_some() { 1 } else { -1 };
    score += if cue.is_some() || is_announced && range.start < 60 { 3 } else { 0 };
    score += if is_timed { 2 } else { 0 };
    score += i32::from(range.is_range) + i32::from(is_named_behind);
    score += if letters_beside <= 24 && range.mark.is_some() { 2 } else { 0 };
    score += i32::from(has_phrase(behind, "doe") || behind.contains("experience") || behind.contains("benefits") || has_phrase(behind, "hcas"));
    // Twenty pounds are an hour's pay only where something says so.
    let is_small = !is_timed && matches!(usual, Some(Period::Hour | Period::Day)) && firm == 0;
    score - if is_other || is_small { 5 } else { 0 }
}

/// Letters and digits of a statement outside its sums.
fn letters_beside(statement: &str, ranges: &[Range]) -> usize {
    let all = statement.chars().filter(|c| c.is_alphanumeric()).count();
    all.saturating_sub(ranges.iter().map(|range| statement[range.start..range.end].chars().filter(|c| c.is_alphanumeric()).count()).sum())
}

/// Whether a look at the figures is worth while: a digit, and a sign or word of money.
fn may_hold_pay(statement: &str) -> bool {
    statement.bytes().any(|b| b.is_ascii_digit()) && MONEY.is_match(statement)
}

/// Lines, divided after sentences, at bars, and at line breaks that were written out.
fn statements(text: &str) -> impl Iterator<Item = Span<usize>> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        while start < bytes.len() {
            let from = start;
            let end = (from..bytes.len()).find(|at| ends_statement(bytes, *at)).map_or(bytes.len(), |at| at + 1);
            start = end;
            if !text[from..end].trim().is_empty() {
                return Some(from..end);
            }
        }
        None
    })
}

fn ends_statement(bytes: &[u8], at: usize) -> bool {
    let byte_at = |offset: usize| bytes.get(at + offset).copied().unwrap_or(b' ');
    match bytes[at] {
        b'\n' | b'\r' | b'|' | b'`' => true,
        b'n' => at > 0 && bytes[at - 1] == b'\\',
        b'.' | b'!' | b'?' => byte_at(1) == b' ' && byte_at(2).is_ascii_uppercase() && at > 2 && bytes[at - 2] != b'.' && bytes[at - 2] != b' ',
        _ => false,
    }
}

/// At most 200 bytes of a statement around `at`, whole words, without the marks of a list.
fn excerpt(text: &str, span: &Span<usize>, at: usize) -> String {
    let mut from = span.start;
    if span.len() > RAW_MOST && at - span.start > RAW_MOST / 2 {
        from = text.ceil_char_boundary(at - RAW_MOST / 2);
        from += text[from..at].find(' ').unwrap_or(0);
    }
    let mut until = text.floor_char_boundary(span.end.min(from + RAW_MOST));
    if until < span.end {
        until = text[from..until].rfind(' ').filter(|len| from + len > at).map_or(until, |len| from + len);
    }
    let raw = text[from..until].trim_end_matches("\\n").replace("**", "");
    raw.trim_matches(|c: char| c.is_whitespace() || "*_`|\"#•·".contains(c)).trim_start_matches("- ").trim_start().to_owned()
}

/// The first statement of pay in words.
fn words_in_text(text: &str, lower: &str) -> Option<(String, Pay)> {
    let mut found: Option<(Span<usize>, PayWords, usize)> = None;
    let mut heading = "";
    for span in statements(text) {
        let statement = &lower[span.clone()];
        // "unpaid" under "Compensation".
        let is_field = statement.len() <= 60 && announces(heading) && !OTHER.is_match(statement);
        let under_heading = || if is_field { pay_words(statement).filter(|words| *words != PayWords::Scale).map(|words| (words, 0)) } else { None };
        if let Some((words, at)) = words_of(statement).or_else(under_heading) {
            found = Some((span, words, at));
            break;
        }
        heading = statement;
    }
    let (span, words, at) = found?;
    Some((excerpt(text, &span, span.start + at), in_words(words, &lower[span])))
}

fn words_of(statement: &str) -> Option<(PayWords, usize)> {
    if !IN_WORDS.is_match(statement) {
        return None;
    }
    let german = ["tvöd", "tv-l", "tv-h", "tvoed", "entgeltgruppe"];
    if let Some(at) = german.iter().find_map(|scale| statement.find(scale).filter(|_| has_phrase(statement, scale))) {
        return Some((PayWords::Scale, at));
    }
    let unpaid = [
        "unpaid position",
        "unpaid role",
        "unpaid internship",
        "unpaid volunteer",
        "unpaid opportunity",
        "is unpaid",
        "are unpaid",
        "an unpaid",
        "not a paid",
        "no salary",
    ];
    if let Some(at) = unpaid.iter().find_map(|phrase| statement.find(phrase)) {
        return Some((PayWords::Unpaid, at));
    }
    let volunteer =
        ["this is a volunteer", "this is a voluntary", "volunteer position", "voluntary position", "voluntary role", "ehrenamtliche tätigkeit"];
    if let Some(at) = volunteer.iter().find_map(|phrase| statement.find(phrase)) {
        return Some((PayWords::Volunteer, at));
    }
    let cues = [
        "salary",
        "salaries",
        "pay band",
        "pay scale",
        "pay",
        "compensation",
        "remuneration",
        "vergütung",
        "gehalt",
        "salaire",
        "rémunération",
        "salario",
        "remuneración",
        "remuneração",
    ];
    let (cue, at) = cues.iter().find_map(|cue| statement.find(cue).filter(|_| has_phrase(statement, cue)).map(|at| (*cue, at)))?;
    let behind = &statement[at + cue.len()..statement.floor_char_boundary(at + cue.len() + 50)];
    let before = tail(&statement[..at], 24);
    let has_colon = behind.char_indices().take(16).any(|(_, c)| c == ':');
    let is_label = has_colon || [" - ", " – ", " is ", " will be "].iter().any(|link| behind.starts_with(link));
    // "Salary commensurate with experience" needs no colon.
    let near =
        pay_words(&behind[..behind.floor_char_boundary(28)]).filter(|words| matches!(words, PayWords::DependsOnExperience | PayWords::Negotiable));
    let behind = pay_words(behind).filter(|words| is_label && (*words != PayWords::Scale || behind.bytes().any(|b| b.is_ascii_digit()))).or(near);
    let competitive = || pay_words(before).filter(|words| *words == PayWords::Competitive);
    Some((behind.or_else(competitive)?, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, wanted: Option<(&str, Option<f64>, Option<f64>)>) {
        let found = pay_in_text(text, None);
        assert_eq!(found.as_ref().map(|(raw, pay)| (raw.as_str(), pay.min, pay.max)), wanted, "{text}");
    }

    #[test]
    fn the_statement_of_pay() {
        let both = |raw, min, max| Some((raw, Some(min), Some(max)));
        check(
            "We help.\nSalary: £38,000 - £45,000 per annum pro rata\nApply",
            both("Salary: £38,000 - £45,000 per annum pro rata", 38000.0, 45000.0),
        );
        check("You lead a budget of $2,500,000. The hiring range is $90k–110k. Join.", both("The hiring range is $90k–110k.", 90_000.0, 110_000.0));
        check("Band 6 £30,401 to £37,267", both("Band 6 £30,401 to £37,267", 30401.0, 37267.0));
        check("Wir bieten 1.600 € brutto im Monat.", both("Wir bieten 1.600 € brutto im Monat.", 1600.0, 1600.0));
        check("**Compensation**\n\n$61,000 depending on experience", both("$61,000 depending on experience", 61000.0, 61000.0));
        check("A post of ten hours a week at $27/hr.", both("A post of ten hours a week at $27/hr.", 27.0, 27.0));
        check("Eingruppierung nach TVöD E13", Some(("Eingruppierung nach TVöD E13", None, None)));
        check("We offer a competitive salary and lunch", Some(("We offer a competitive salary and lunch", None, None)));
    }

    #[test]
    fn other_money_is_no_pay() {
        for text in [
            "You manage a £250,000 fund for villages",
            "A referral bonus of $2,000 and a $450 monthly allowance for food",
            "We raised $30,000 last year",
            "Please send your salary requirements to us",
            "We serve 20,000 patients and 300 volunteers",
            "Up to $5,250 per year tuition reimbursement",
            "This post attracts a supplement of 15% of the basic salary (with a minimum of £3,700 to a maximum of £4,800).",
            "The check costs £26 and you will be asked to pay a fee of £13",
            "Bring a friend and both get £500",
            "Mrs Ann Good (PA) on 0201 909 5639",
            "",
        ] {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "(\\PC|\n){0,60}|([£$€k0-9., –-]|salary|per hour|\\\\n|TVöD|USD){0,30}", country in "[A-Z]{2}") {
            if let Some((raw, pay)) = pay_in_text(&text, Some(&country)) {
                prop_assert!(raw.len() <= 200);
                prop_assert!(pay.min.unwrap_or(0.0) <= pay.max.unwrap_or(f64::INFINITY));
            }
            let _ = super::super::read_pay(&text, None);
        }
    }
}
