//! Dates told from the day of reading: "Posted 3 days ago".

use jiff::ToSpan;
use jiff::civil::Date;

/// How a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateBasis {
    /// The posting states it.
    Stated,
    /// From relative words and the day of the capture.
    Inferred,
    /// The day on which the posting was first seen, because it states none.
    FirstSeen,
}

impl DateBasis {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Inferred => "inferred",
            Self::FirstSeen => "first_seen",
        }
    }
}

/// Reads "Posted 3 Days Ago", "Yesterday", "il y a 3 jours", "vor 3 Tagen", "hace 3 días", "há 3 dias", and whether the day is exact.
///
/// Days and "today" are exact. Hours, weeks, months and years are rounded by whoever wrote them, hence not exact. "30+ days ago" is the latest day that it
/// can be: the posting appeared then or earlier, and `false` says so.
pub fn parse_relative(raw: &str, seen_on: Date) -> Option<(Date, bool)> {
    let lower = raw.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).take(24).collect();
    // A word for a day stands alone or behind a label: a sentence that has one says something else.
    if words.len() <= 5 {
        if words.iter().any(|word| matches!(*word, "today" | "aujourd'hui" | "heute" | "hoy" | "hoje" | "now")) || lower.contains("just posted") {
            return Some((seen_on, true));
        }
        if words.iter().any(|word| matches!(*word, "yesterday" | "hier" | "gestern" | "ayer" | "ontem")) {
            return Some((seen_on.checked_sub(1.day()).ok()?, true));
        }
    }
    let marked = words.windows(2).any(|pair| matches!(pair, ["y", "a"])) || words.iter().any(|word| MARKS.contains(word));
    let (at, (unit, exact)) = words.iter().enumerate().find_map(|(at, word)| Some((at, unit(word)?)))?;
    let count = count(words.get(at.checked_sub(1)?)?).filter(|_| marked)?;
    let more = lower.contains('+') || words.iter().any(|word| matches!(*word, "over" | "than" | "plus" | "más" | "mais" | "mehr" | "über"));
    let span = match unit {
        Unit::Minute => 0.days(),
        Unit::Hour => (count / 24).days(),
        Unit::Day => count.days(),
        Unit::Week => count.weeks(),
        Unit::Month => count.months(),
        Unit::Year => count.years(),
    };
    Some((seen_on.checked_sub(span).ok()?, exact && !more))
}

const MARKS: [&str; 9] = ["ago", "vor", "hace", "há", "ha", "atrás", "depuis", "seit", "ya"];

#[derive(Clone, Copy)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

fn unit(word: &str) -> Option<(Unit, bool)> {
    Some(match word {
        "minute" | "minutes" | "min" | "mins" | "minutos" | "minuten" => (Unit::Minute, false),
        "hour" | "hours" | "hr" | "hrs" | "heure" | "heures" | "hora" | "horas" | "stunde" | "stunden" => (Unit::Hour, false),
        "day" | "days" | "jour" | "jours" | "día" | "días" | "dia" | "dias" | "tag" | "tage" | "tagen" => (Unit::Day, true),
        "week" | "weeks" | "semaine" | "semaines" | "semana" | "semanas" | "woche" | "wochen" => (Unit::Week, false),
        "month" | "months" | "mois" | "mes" | "meses" | "mês" | "monat" | "monate" | "monaten" => (Unit::Month, false),
        "year" | "years" | "an" | "ans" | "año" | "años" | "ano" | "anos" | "jahr" | "jahre" | "jahren" => (Unit::Year, false),
        _ => return None,
    })
}

fn count(word: &str) -> Option<i32> {
    match word {
        "a" | "an" | "one" | "un" | "une" | "una" | "um" | "uma" | "ein" | "einem" | "einer" => Some(1),
        "two" | "deux" | "dos" | "dois" | "zwei" => Some(2),
        _ => word.parse().ok().filter(|count| (0..=999).contains(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_before_the_reading() {
        let seen_on = Date::constant(2026, 3, 31);
        for (raw, wanted) in [
            ("Posted 3 Days Ago", Some(("2026-03-28", true))),
            ("Posted Yesterday", Some(("2026-03-30", true))),
            ("Posted Today", Some(("2026-03-31", true))),
            ("Posted 30+ Days Ago", Some(("2026-03-01", false))),
            ("5 hours ago", Some(("2026-03-31", false))),
            ("a month ago", Some(("2026-02-28", false))),
            ("2 weeks ago", Some(("2026-03-17", false))),
            ("il y a 3 jours", Some(("2026-03-28", true))),
            ("Publié il y a plus de 30 jours", Some(("2026-03-01", false))),
            ("vor 3 Tagen", Some(("2026-03-28", true))),
            ("vor einem Tag", Some(("2026-03-30", true))),
            ("hace 3 días", Some(("2026-03-28", true))),
            ("há 3 dias", Some(("2026-03-28", true))),
            ("5 days of leave", None),
            ("2026-03-01", None),
            ("", None),
        ] {
            let found = parse_relative(raw, seen_on).map(|(date, exact)| (date.to_string(), exact));
            assert_eq!(found, wanted.map(|(date, exact)| (date.to_owned(), exact)), "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(raw in "\\PC{0,20}|[0-9]{0,12} (days|years) ago") {
            let _ = parse_relative(&raw, Date::MIN);
        }
    }
}
