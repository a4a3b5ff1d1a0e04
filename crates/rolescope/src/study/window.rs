//! The hours of the day in which a source may be crawled.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;

/// From one time of the day to another, UTC, over midnight when the second is earlier. Written `22:00-06:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    from: Time,
    to: Time,
}

impl Window {
    /// Is it open at this time?
    pub(crate) fn is_open(self, at: Timestamp) -> bool {
        let time = at.to_zoned_datetime(TimeZone::UTC).time();
        let (is_after, is_before) = (time >= self.from, time < self.to);
        if self.from <= self.to { is_after && is_before } else { is_after || is_before }
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02} UTC", from.hour(), from.minute(), to.hour(), to.minute())
    }
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let time = |text: &str| text.trim().parse::<Time>().ok();
        let both = text.split_once('-').and_then(|(from, to)| Some((time(from)?, time(to)?)));
        match both {
            Some((from, to)) if from != to => Ok(Self { from, to }),
            _ => Err(format!("`{text}` is no window; write two times of the day in UTC: 22:00-06:00")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_is_open_between_its_times() {
        for (window, time, is_open) in [
            ("22:00-06:00", "23:30", true),
            ("22:00-06:00", "05:59", true),
            ("22:00-06:00", "06:00", false),
            ("09:00-17:30", "09:00", true),
            ("09:00-17:30", "17:30", false),
        ] {
            let at = format!("2026-11-24T{time}:00Z").parse().expect("a time");
            assert_eq!(window.parse::<Window>().expect("a window").is_open(at), is_open, "{window} at {time}");
        }
        for wrong in ["", "22:00", "22-", "25:00-26:00", "06:00-06:00"] {
            assert!(wrong.parse::<Window>().is_err(), "{wrong}");
        }
        assert_eq!("09:00 - 17:30".parse::<Window>().expect("a window").to_string(), "09:00-17:30 UTC");
    }
}
