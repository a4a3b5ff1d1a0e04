//! From the figures of a line to the least and the most that is paid.

use super::currency::{Mark, is_likely, mark_before, of_country, of_shared, usual_period};
use super::figures::{Figure, figures};
use super::period::{Unit, first_unit, last_unit, words};
use super::wording::{Bound, bound};
use super::{Pay, Period};

/// One sum, or two that belong together.
#[derive(Debug, Clone)]
pub(super) struct Range {
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) mark: Option<Mark>,
    pub(super) unit: Option<Unit>,
    pub(super) bound: Bound,
    pub(super) is_range: bool,
    is_plain_money: bool,
}

/// How far behind a sum its period may stand, in bytes.
const UNIT_WITHIN: usize = 80;

/// No employer's range is so wide that one end is this many times the other.
const TORN: f64 = 8.0;

/// Sums that differ by more than this are no two rates for one job: the half of it is what a half-time post gets.
const ALIKE: f64 = 1.9;

/// Words between the two ends of a range.
const JOINERS: &str = "to|up|rising|and|bis|à|au|a|until|through|increasing|progressing|maximum|max|of|going|e|y|et|und|hasta|minimum";

/// Words that follow what is paid on top of pay, or go before it.
const EXTRAS: &str = "hcas|hca|lw|ilw|olw|allowance|allowances|weighting|bonus|rrp|supplement|premium|welcome|retention|relocation|enhancement|london|\
    signing|sign|golden|recruitment|referral|stipend|towards|pension|car";

/// The ranges of `lower`, a line with its ASCII letters in lower case. Unmarked numbers count only where no sum has a currency.
pub(super) fn ranges(lower: &str) -> Vec<Range> {
    let mut found: Vec<Range> = Vec::new();
    for figure in figures(lower) {
        let joined = found.last_mut().is_some_and(|last| last.join(lower, &figure));
        if !joined {
            found.push(Range::of(&figure));
        }
    }
    let mut from = 0;
    found.retain(|range| !range.is_extra(lower, std::mem::replace(&mut from, range.end)));
    let is_marked = found.iter().any(|range| range.mark.is_some());
    found.retain(|range| if is_marked { range.mark.is_some() } else { range.is_plain_money });
    for at in 0..found.len() {
        let until = found.get(at + 1).map_or(lower.len(), |next| next.start).min(lower.floor_char_boundary(found[at].end + UNIT_WITHIN));
        let from = at.checked_sub(1).map_or(0, |before| found[before].end);
        let range = &mut found[at];
        range.bound =
            if range.is_range { Bound::Exact } else { bound(super::figures::tail(&lower[from..range.start], 40), &lower[range.end..until]) };
        let inside = || first_unit(&lower[range.start..range.end]);
        let before = || if from == 0 { last_unit(super::figures::tail(&lower[..range.start], 60)) } else { None };
        range.unit = first_unit(&lower[range.end..until]).or_else(inside).or_else(before);
    }
    found.retain(|range| range.high > 0.0);
    found
}

impl Range {
    fn of(figure: &Figure) -> Self {
        Self {
            low: figure.value,
            high: figure.value,
            start: figure.start,
            end: figure.end,
            mark: figure.mark,
            unit: None,
            bound: Bound::Exact,
            is_range: false,
            is_plain_money: figure.is_plain_money,
        }
    }

    /// Takes `figure` as the other end of this range, if the words between say so.
    fn join(&mut self, lower: &str, figure: &Figure) -> bool {
        let until = lower[..figure.start].trim_end_matches(|c: char| c.is_whitespace() || "£$€₹¥".contains(c)).len();
        let gap = self.end..until;
        // "£20-33 per hour": a small number is an end of the range when it is about as large as the other.
        let is_alike = || self.mark.is_some() && gap.len() <= 4 && figure.value > self.high * 0.2 && figure.value < self.high * 5.0;
        let fits = figure.value > 0.0 && !self.is_range && self.end <= until && (figure.mark.is_some() || figure.is_plain_money || is_alike());
        if !fits || !is_joiner(&lower[gap]) {
            return false;
        }
        // "£40-45k", "49-53,000 Euros": the first is short for thousands.
        let is_whole = self.high.fract() == 0.0 && first_unit(&lower[self.end..until]).is_none();
        let is_short = is_whole
            && self.high < 1000.0
            && figure.value >= 1000.0
            && self.high * 1000.0 <= figure.value * 1.5
            && self.high * 5000.0 >= figure.value;
        let low = if is_short { self.high * 1000.0 } else { self.high };
        if !is_short && self.mark.is_none() && figure.mark.is_none() && !self.is_plain_money {
            return false;
        }
        // A slip, or the tail of a line that was cut off.
        let is_torn = low > 0.0 && (low > figure.value * TORN || figure.value > low * TORN);
        let (least, most) = (low.min(figure.value), low.max(figure.value));
        (self.low, self.high) = match is_torn {
            true if low * 50.0 < figure.value => (figure.value, figure.value),
            true => (low, low),
            false => (least, most),
        };
        self.end = figure.end;
        self.is_range = true;
        self.is_plain_money |= figure.is_plain_money;
        self.mark = match (self.mark, figure.mark) {
            (Some(Mark::Shared(_)) | None, Some(mark)) => Some(mark),
            (mark, _) => mark,
        };
        true
    }

    /// Whether the words beside this sum say that it is for full time.
    fn is_full_time(&self, lower: &str) -> bool {
        let is_full = |word: &str| matches!(word, "fte" | "wte");
        let before = words(super::figures::tail(&lower[..self.start], 16)).next_back();
        let next = words(&lower[self.end..lower.floor_char_boundary(self.end + 16)]).next();
        before.is_some_and(|word| is_full(word.text)) || next.is_some_and(|word| is_full(word.text))
    }

    /// Whether this sum comes on top of pay.
    fn is_extra(&self, lower: &str, from: usize) -> bool {
        let before = lower[from..self.start].trim_end_matches(|c: char| c.is_whitespace() || "£$€".contains(c));
        let last = words(before).next_back().filter(|word| before.ends_with(word.text)).map(|word| word.text);
        let next = words(&lower[self.end..]).next().map(|word| word.text);
        let is_added = from > 0
            && (before.ends_with('+')
                || last.is_some_and(|word| matches!(word, "plus" | "bonus" | "allowance" | "hcas" | "weighting" | "additional")));
        let is_named = !self.is_range
            && next.is_some_and(|word| EXTRAS.split('|').any(|extra| extra == word))
            && !lower[self.end..].trim_start().starts_with('+');
        is_added || is_named
    }
}

fn is_joiner(gap: &str) -> bool {
    let gap = gap.strip_prefix('+').unwrap_or(gap);
    if gap.len() > 40 || gap.contains(['+', ';', '=']) {
        return false;
    }
    let mut list = words(gap).map(|word| word.text).peekable();
    let has_sign = gap.contains(['-', '–', '—', '−', '‑', '~', '/', '‐', '‒', '―']);
    if list.peek().is_none() {
        return has_sign;
    }
    let rest: Vec<&str> = list.filter(|word| JOINERS.split('|').all(|joiner| joiner != *word) && mark_before(word).is_none()).collect();
    let joins = has_sign
        || words(gap)
            .any(|word| matches!(word.text, "to" | "and" | "bis" | "à" | "a" | "e" | "y" | "until" | "through" | "und" | "et" | "hasta" | "au"));
    joins && (rest.is_empty() || first_unit(gap).is_some() && rest.len() <= 3)
}

/// The pay that `ranges` of `lower` state together: all that are for the same period as the first.
pub(super) fn pay_of(lower: &str, ranges: &[Range], country_iso2: Option<&str>) -> Option<Pay> {
    // "£17,000 (FTE £44,000)": pay is that of full time.
    let full_time = ranges.iter().find(|range| ranges.len() > 1 && range.is_full_time(lower));
    let kept: Vec<&Range> = full_time.map_or_else(|| ranges.iter().collect(), |range| vec![range]);
    let main = *kept.first()?;
    let currency = currency_of(&kept, country_iso2);
    let unit = main.unit.or_else(|| kept.iter().find_map(|range| range.unit).filter(|unit| fits(main, *unit, currency)));
    let stated = unit.filter(|unit| fits(main, *unit, currency));
    let period = match stated {
        Some(Unit::Piece) => None,
        Some(Unit::Time(period)) => Some(period),
        None => usual_period(main.high, currency),
    };
    if period.is_none() && stated.is_none() && main.high < 3.0 {
        return None;
    }
    let same = |range: &&&Range| std::ptr::eq(**range, main) || same_pay(main, range, period, currency);
    let same: Vec<&&Range> = kept.iter().filter(same).collect();
    let low = same.iter().map(|range| range.low).filter(|low| *low > 0.0).fold(f64::INFINITY, f64::min);
    let high = same.iter().map(|range| range.high).fold(0.0, f64::max);
    let sole = if same.len() == 1 { main.bound } else { Bound::Exact };
    let is_open_below = sole == Bound::UpTo || main.low <= 0.0 && same.len() == 1;
    Some(Pay {
        min: (!is_open_below && low.is_finite()).then_some(low),
        max: (sole != Bound::From).then_some(high),
        currency: currency.map(str::to_owned),
        period,
        period_is_stated: matches!(stated, Some(Unit::Time(_))),
        is_pro_rata: super::wording::is_pro_rata(lower),
        words: super::wording::beside_figures(lower),
    })
}

fn fits(range: &Range, unit: Unit, currency: Option<&str>) -> bool {
    matches!(unit, Unit::Piece) || matches!(unit, Unit::Time(period) if is_likely(range.high, currency, period))
}

/// Whether another sum of the line is for the same period in the same currency, and no other order of magnitude.
fn same_pay(main: &Range, other: &Range, period: Option<Period>, currency: Option<&str>) -> bool {
    let same_mark = other.mark.is_none() || main.mark.is_none() || other.mark == main.mark;
    let same_unit = match other.unit {
        Some(Unit::Time(unit)) => Some(unit) == period || !is_likely(other.high, currency, unit),
        Some(Unit::Piece) => false,
        None => period.is_none_or(|period| is_likely(other.high, currency, period)),
    };
    same_mark && same_unit && other.high <= main.high * ALIKE && other.high * ALIKE >= main.high
}

fn currency_of(ranges: &[&Range], country_iso2: Option<&str>) -> Option<&'static str> {
    let main = ranges.first()?.mark;
    let code = ranges.iter().find_map(|range| if let Some(Mark::Code(code)) = range.mark { Some(code) } else { None });
    match main {
        Some(Mark::Code(code)) => Some(code),
        // A code anywhere in the line tells which dollar is meant.
        Some(Mark::Shared(sign)) => code.filter(|code| sign != "$" || code.ends_with('D')).or_else(|| of_shared(sign, country_iso2)),
        None => country_iso2.and_then(of_country),
    }
}
