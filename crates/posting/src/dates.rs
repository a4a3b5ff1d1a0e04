//! Dates as job boards write them.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Reads the date of `raw`: ISO 8601 with or without time and zone, `20261101`, epoch seconds or milliseconds, `31/12/2026`, `31.12.2026`,
/// `5 October 2026`, `October 5, 2026`. Day before month where both are possible, unless `month_first`.
///
/// `None` for what is no date, for years outside 1990 to 2100 (`0001-01-01` is a machine's way of saying nothing), and for relative dates.
pub fn parse_date(raw: &str, month_first: bool) -> Option<Date> {
    let raw = raw.trim();
    let date = iso(raw).or_else(|| epoch(raw)).or_else(|| numeric(raw, month_first)).or_else(|| in_words(raw))?;
    (1990..=2100).contains(&date.year()).then_some(date)
}

fn iso(raw: &str) -> Option<Date> {
    let day = raw.get(..10)?;
    let rest = &raw[10..];
    let shape = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    (shape && (rest.is_empty() || rest.starts_with(['T', ' ', 't', 'Z']))).then(|| day.parse().ok()).flatten()
}

fn epoch(raw: &str) -> Option<Date> {
    if !raw.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = raw.parse().ok()?;
    let second = match raw.len() {
        8 => return Date::strptime("%Y%m%d", raw).ok(),
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Some(jiff::Timestamp::from_second(second).ok()?.to_zoned_datetime(TimeZone::UTC).date())
}

fn numeric(raw: &str, month_first: bool) -> Option<Date> {
    let separator = ['/', '.', '-'].into_iter().find(|separator| raw.contains(*separator))?;
    let head = raw.split(|c: char| c.is_whitespace() || c == 'T').next()?;
    let parts: Vec<i16> = head.split(separator).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [a, b, year] = parts[..] else { return None };
    if a > 31 {
        return Date::new(a, i8::try_from(b).ok()?, i8::try_from(year).ok()?).ok();
    }
    let year = if year < 100 { year + 2000 } else { year };
    let (day, month) = if (month_first && a <= 12) || b > 12 { (b, a) } else { (a, b) };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// First letters of the months in English, French, Spanish, Portuguese and German; the longest that fits decides.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "jän"],
    &["feb", "fév", "fev"],
    &["mar", "mär"],
    &["apr", "avr", "abr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "out"],
    &["nov"],
    &["dec", "déc", "dic", "dez"],
];

fn in_words(raw: &str) -> Option<Date> {
    let lower = raw.to_lowercase();
    let (mut day, mut month, mut year) = (None, None, None);
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits: String = word.chars().take_while(char::is_ascii_digit).collect();
        match digits.parse::<i16>() {
            Ok(number) if number > 31 => year = year.or(Some(number)),
            Ok(number) => day = day.or(Some(number)),
            Err(_) => {
                let named = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)));
                month = month.or(named.and_then(|at| i8::try_from(at + 1).ok()));
            }
        }
    }
    Date::new(year?, month?, i8::try_from(day?).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_forms_that_boards_use() {
        for (raw, wanted) in [
            ("2026-11-01", "2026-11-01"),
            ("2018-12-27T10:50:17+0000", "2018-12-27"),
            ("2026-11-01T23:59", "2026-11-01"),
            ("1793491200000", "2026-11-01"),
            ("1793491200", "2026-11-01"),
            ("20261101", "2026-11-01"),
            ("04/05/2026", "2026-05-04"),
            ("28.02.2026", "2026-02-28"),
            ("12/31/2026", "2026-12-31"),
            ("5 October 2026", "2026-10-05"),
            ("October 5th, 2026", "2026-10-05"),
            ("le 3 août 2025", "2025-08-03"),
            ("15 de março de 2025", "2025-03-15"),
            ("1. Dezember 2024", "2024-12-01"),
        ] {
            assert_eq!(parse_date(raw, false).map(|date| date.to_string()).as_deref(), Some(wanted), "{raw}");
        }
        assert_eq!(parse_date("04/05/2026", true).map(|date| date.to_string()).as_deref(), Some("2026-04-05"));
        for raw in ["0001-01-01", "Posted 30+ Days Ago", "", "soon", "2026-13-01", "99/99/9999"] {
            assert_eq!(parse_date(raw, false), None, "{raw}");
        }
    }

    proptest! {
        #[test]
        fn no_text_panics(raw in "\\PC{0,20}|[0-9/.-]{0,12}") {
            let _ = parse_date(&raw, true);
        }
    }
}
