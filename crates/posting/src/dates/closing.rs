//! Closing dates that a machine filled in.

use jiff::civil::{Date, DateTime, Time};

use crate::dates::{parse_date, plausible};

/// Whether `validThrough` as written is no decision of the employer: a software's default or a way of saying nothing. Such a date is kept as the source
/// wrote it but tells nothing about when the posting closes.
///
/// - It cannot be read, or lies outside 1990 to 2100 (`0001-01-01`, `9999-12-31`).
/// - It lies more than a year after `datePosted`, or before it.
/// - It lies exactly 30, 60, 90, 180 or 365 days after `datePosted`, at the same second of the day. Dates without a time count as the same second; an
///   employer's own deadline ends with a day (`T23:59:59`), or at an hour that is not the one at which the posting was entered.
pub fn is_boilerplate_closing(posted_raw: Option<&str>, closing_raw: &str, month_first: bool) -> bool {
    let Some(closing) = moment(closing_raw, month_first) else { return true };
    let Some(posted) = posted_raw.and_then(|raw| moment(raw, month_first)) else { return false };
    let days = (closing.date() - posted.date()).get_days();
    let is_default = matches!(days, 30 | 60 | 90 | 180 | 365) && closing.time() == posted.time();
    !(0..=366).contains(&days) || is_default
}

/// The date and the time of the day, as written there: zones are left aside, because the summer time moves a default of 30 days.
fn moment(raw: &str, month_first: bool) -> Option<DateTime> {
    let date: Date = parse_date(raw, month_first).filter(|date| plausible(*date))?;
    let written = raw.trim().get(11..19).filter(|_| raw.trim().as_bytes().get(10).is_some_and(|b| matches!(b, b'T' | b' ')));
    let time = written.and_then(|time| time.parse::<Time>().ok()).unwrap_or(Time::midnight());
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn defaults_are_told_from_decisions() {
        for (posted, closing, wanted) in [
            (Some("2026-03-01"), "2026-03-31", true),
            (Some("2026-03-01T10:15:22+0000"), "2026-03-31T10:15:22+0100", true),
            (Some("2026-03-01T10:15:22Z"), "2026-03-31T23:59:59Z", false),
            (Some("2026-03-01"), "2026-03-20", false),
            (Some("2026-03-01"), "2028-03-01", true),
            (Some("2026-03-01"), "2026-02-01", true),
            (Some("2026-03-01"), "9999-12-31T00:00:00", true),
            (None, "0001-01-01T00:00:00", true),
            (None, "2026-03-20", false),
            (None, "", true),
        ] {
            assert_eq!(is_boilerplate_closing(posted, closing, false), wanted, "{posted:?} {closing}");
        }
    }
}
