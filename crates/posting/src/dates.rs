//! Dates as job boards write them.

pub(crate) mod closing;
pub(crate) mod in_text;
pub(crate) mod relative;
mod scan;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::dates::scan::first_date;

/// Reads the date of `raw`: ISO 8601 with or without time and zone, RFC 2822, `20261101`, epoch seconds or milliseconds, `31/12/2026`, `31.12.26`,
/// `5 October 2026`, `Mon, October 5th, 2026`, `midnight on 5 Sept 2026`; months in English, French, Spanish, Portuguese and German. Of several dates
/// the first. Day before month where both are possible, unless `month_first`.
///
/// `None` for what is no date or has no year, for years outside 1990 to 2100 (`0001-01-01` is a machine's way of saying nothing), and for relative dates,
/// which are for [`parse_relative`](crate::parse_relative).
pub fn parse_date(raw: &str, month_first: bool) -> Option<Date> {
    let raw = raw.trim();
    let date = iso(raw).or_else(|| compact(raw)).or_else(|| epoch(raw)).or_else(|| first_date(raw, month_first)?.date())?;
    plausible(date).then_some(date)
}

/// Whether a posting can have that date.
pub(crate) fn plausible(date: Date) -> bool {
    (1990..=2100).contains(&date.year())
}

/// Whether dates such as `04/05/2026` have the month first where a country writes them: the United States and the countries that write as they do
/// (CLDR, short dates in English and Spanish).
pub fn is_month_first(country_iso2: Option<&str>) -> bool {
    const MONTH_FIRST: [&str; 12] = ["AS", "FM", "GU", "MH", "MP", "PA", "PH", "PR", "PW", "UM", "US", "VI"];
    country_iso2.is_some_and(|code| MONTH_FIRST.iter().any(|known| known.eq_ignore_ascii_case(code)))
}

fn iso(raw: &str) -> Option<Date> {
    let day = raw.get(..10)?;
    let rest = &raw[10..];
    let shape = day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-';
    (shape && (rest.is_empty() || rest.starts_with(['T', ' ', 't', 'Z']))).then(|| day.parse().ok()).flatten()
}

/// `20261101`, alone or before a time.
fn compact(raw: &str) -> Option<Date> {
    let day = raw.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    (raw.len() == 8 || raw[8..].starts_with(['T', 't'])).then(|| Date::strptime("%Y%m%d", day).ok()).flatten()
}

fn epoch(raw: &str) -> Option<Date> {
    if !raw.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: i64 = raw.parse().ok()?;
    let second = match raw.len() {
        10 => number,
        13 => number / 1000,
        _ => return None,
    };
    Some(jiff::Timestamp::from_second(second).ok()?.to_zoned_datetime(TimeZone::UTC).date())
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
            ("midnight on 5 May 2026", "2026-05-05"),
            ("11:59 pm, Tuesday 5th of May 2026", "2026-05-05"),
            ("Tue, 05 May 2026 10:00:00 GMT", "2026-05-05"),
            ("Tue May 05 2026 10:00:00 GMT+0200 (CEST)", "2026-05-05"),
            ("Tue May  5 10:00:00 2026", "2026-05-05"),
            ("5-Sept-26", "2026-09-05"),
            ("05.10.26", "2026-10-05"),
            ("2026/10/05", "2026-10-05"),
            ("5:00 PM on Oct. 5th, 2026", "2026-10-05"),
            ("viernes 3 de octubre de 2025", "2025-10-03"),
            ("vendredi 1er août 2025", "2025-08-01"),
            ("20261101T235900Z", "2026-11-01"),
        ] {
            assert_eq!(parse_date(raw, false).map(|date| date.to_string()).as_deref(), Some(wanted), "{raw}");
        }
        assert_eq!(parse_date("04/05/2026", true).map(|date| date.to_string()).as_deref(), Some("2026-04-05"));
        for raw in [
            "0001-01-01",
            "Posted 30+ Days Ago",
            "",
            "soon",
            "2026-13-01",
            "99/99/9999",
            "5 May",
            "May 2026",
            "02 3/4/5 6",
            "9999-12-31",
            "31 June 2026",
            "1.2.3.4",
        ] {
            assert_eq!(parse_date(raw, false), None, "{raw}");
        }
    }

    #[test]
    fn who_writes_the_month_first() {
        assert!(is_month_first(Some("US")) && is_month_first(Some("ph")) && !is_month_first(Some("GB")) && !is_month_first(None));
    }

    proptest! {
        #[test]
        fn no_text_panics(raw in "\\PC{0,20}|[0-9/.-]{0,12}") {
            let _ = parse_date(&raw, true);
        }
    }
}
