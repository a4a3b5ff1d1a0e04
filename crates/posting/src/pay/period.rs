//! The words by which ads say that pay is for an hour, a day, a week, a month or a year.

use super::Period;

/// Words that say it alone, in ASCII lower case.
const ALONE: [(Period, &str); 5] = [
    (Period::Hour, "hourly|ph|phr|horaire|stundenlohn|perhour"),
    (Period::Day, "daily|diem|pd|tagessatz"),
    (Period::Week, "weekly|pw|wöchentlich"),
    (
        Period::Month,
        "monthly|pcm|mensuel|mensuels|mensuelle|mensual|mensuales|mensais|mensal|mensili|mensile|monatlich|monatliche|\
        monatsgehalt|mtl|bruttomonatsgehalt|monatsbrutto|maand|månad|måned|mndelijks",
    ),
    (
        Period::Year,
        "annum|annun|anum|annual|annually|annualized|annualised|yearly|pa|annu|papr|papro|annm|annuel|annuels|annuelle|\
        anual|anuales|anuais|annui|annuo|annua|jährlich|jahresgehalt|jahresbruttogehalt|bruttojahresgehalt|\
        jahresbrutto|jaarlijks|årlig|lpa|perannum",
    ),
];

/// Names of a stretch of time, which say it after `per`, `a`, a stroke or their like.
const UNITS: [(Period, &str); 5] = [
    (Period::Hour, "hour|hours|hr|hrs|h|heure|hora|ora|stunde|std|uur"),
    (Period::Day, "day|d|jour|día|dia|giorno|tag|dag"),
    (Period::Week, "week|wk|w|semaine|semana|woche"),
    (Period::Month, "month|mth|mo|m|mois|mes|mês|mese|monat|maand"),
    (Period::Year, "year|yr|y|ann|a|an|año|ano|anno|jahr"),
];

/// Words before the name of a stretch of time.
const LEADERS: &str = "per|pe|a|an|each|every|pro|par|por|al|im|il|die|der|the|p|de|l|la|le|el|all|pr|prr|peer";

/// Units of work that are no stretch of time, so that a sum for one says nothing about a year.
const PIECES: &str = "session|sessions|visit|shift|article|word|project|piece|patient|consultation|event|class|lesson|clinic|pa|page";

/// What pay is stated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Time(Period),
    /// A session, a visit, an article.
    Piece,
}

/// A word with its place; numbers and words glued to numbers are words too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

/// Runs of letters and of digits: `£9.05ph` holds `9`, `05` and `ph`.
pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = Word<'_>> + Clone {
    let at = move |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()).flat_map(move |run| {
        let digits = run.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = run.split_at(digits);
        [number, rest].into_iter().filter(|part| !part.is_empty()).map(move |text| Word { text, start: at(text) })
    })
}

/// The unit of pay that `text` (ASCII letters in lower case) says first, such as the words after an amount.
pub(super) fn first_unit(text: &str) -> Option<Unit> {
    let list: Vec<Word<'_>> = words(text).collect();
    (0..list.len()).find_map(|at| unit_at(text, &list, at))
}

/// The unit of pay that `text` says last, such as the words before an amount: `annual salary:`, `hourly rate`.
pub(super) fn last_unit(text: &str) -> Option<Unit> {
    let list: Vec<Word<'_>> = words(text).collect();
    (0..list.len()).rev().find_map(|at| unit_at(text, &list, at))
}

fn unit_at(text: &str, list: &[Word<'_>], at: usize) -> Option<Unit> {
    let Word { text: word, start } = list[at];
    let previous = at.checked_sub(1).map(|before| list[before]);
    let gap = &text[previous.map_or(0, |previous| previous.start + previous.text.len())..start];
    // "37.5 hours per week", "2 days a week": a measure of work, not of pay.
    let measured = |back: usize| at.checked_sub(back).and_then(|before| list.get(before)).is_some_and(|word| is_measure(word.text));
    if let Some(period) = known(&ALONE, word) {
        return (!measured(1) && !is_something_else(list, at)).then_some(Unit::Time(period));
    }
    let strokes = gap.trim().ends_with('/') || gap.trim().ends_with('@') && word.len() > 1;
    let leader = previous.filter(|previous| LEADERS.split('|').any(|leader| leader == previous.text) && gap.len() <= 2);
    let strict = word.len() <= 2;
    let dotted = previous.is_some_and(|previous| previous.text == "p") && matches!(gap, "." | "/" | ". " | " " | ".  ");
    let led = dotted && strict
        || leader.is_some_and(|leader| !strict || matches!(leader.text, "per" | "pr") || matches!((leader.text, word), ("par" | "l", "an")))
        || strokes;
    if !led || measured(if leader.is_some() { 2 } else { 1 }) {
        return None;
    }
    let time = known(&UNITS, word).map(Unit::Time);
    time.or_else(|| (leader.is_some_and(|leader| leader.text == "per") && PIECES.split('|').any(|piece| piece == word)).then_some(Unit::Piece))
}

fn known(table: &[(Period, &str)], word: &str) -> Option<Period> {
    table.iter().find(|(_, words)| words.split('|').any(|known| known == word)).map(|(period, _)| *period)
}

fn is_measure(word: &str) -> bool {
    matches!(
        word,
        "hours"
            | "hour"
            | "hrs"
            | "days"
            | "day"
            | "shifts"
            | "sessions"
            | "h"
            | "std"
            | "stunden"
            | "heures"
            | "horas"
            | "tage"
            | "weeks"
            | "times"
            | "once"
            | "twice"
    )
}

/// "Annual leave", "monthly allowance": the word speaks of something else.
fn is_something_else(list: &[Word<'_>], at: usize) -> bool {
    list.get(at + 1)
        .is_some_and(|next| matches!(next.text, "leave" | "holiday" | "holidays" | "allowance" | "bonus" | "review" | "increase" | "budget"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pay_is_for() {
        for (text, wanted) in [
            (" per annum pro rata", Some(Unit::Time(Period::Year))),
            ("ph depending on experience", Some(Unit::Time(Period::Hour))),
            (" p.h", Some(Unit::Time(Period::Hour))),
            (" p/a inclusive", Some(Unit::Time(Period::Year))),
            ("/hr", Some(Unit::Time(Period::Hour))),
            (" brut/mois", Some(Unit::Time(Period::Month))),
            (" im Monat", Some(Unit::Time(Period::Month)).filter(|_| false)),
            (" im monat", Some(Unit::Time(Period::Month))),
            (" an hour", Some(Unit::Time(Period::Hour))),
            (" per session", Some(Unit::Piece)),
            (", 37.5 hours per week", None),
            (" for 2 days a week, per annum", Some(Unit::Time(Period::Year))),
            (" + annual leave", None),
            ("", None),
        ] {
            assert_eq!(first_unit(text), wanted, "{text}");
        }
        assert_eq!(last_unit("the annual salary range is "), Some(Unit::Time(Period::Year)));
        assert_eq!(last_unit("29 hours/week @ "), None);
    }
}
