//! As much of HTTP/1.1 as a server of files needs: requests read, answers written, dates spelled.

use std::collections::BTreeMap;
use std::time::{SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncReadExt};

/// A request without its body.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Path and query as sent.
    pub(crate) target: String,
    headers: BTreeMap<String, String>,
}

impl Request {
    /// The value of a header, by its name in lower case; empty when it was not sent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }
}

/// A request larger than this is nobody's browser and nobody's crawler.
const HEAD_MAX: usize = 32 * 1024;

/// Reads the next request of a connection; `None` when the peer has left or speaks something else.
pub(crate) async fn read<R: AsyncRead + Unpin>(socket: &mut R, pending: &mut Vec<u8>) -> Option<Request> {
    loop {
        if let Some(end) = pending.windows(4).position(|four| four == b"\r\n\r\n") {
            let head: Vec<u8> = pending.drain(..end + 4).collect();
            return parse(&String::from_utf8_lossy(&head));
        }
        let mut chunk = [0; 4096];
        let read_n = socket.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        pending.extend_from_slice(&chunk[..read_n]);
        if pending.len() > HEAD_MAX {
            return None;
        }
    }
}

fn parse(head: &str) -> Option<Request> {
    let mut lines = head.split("\r\n");
    let mut words = lines.next()?.split(' ');
    let (method, target, version) = (words.next()?, words.next()?, words.next()?);
    if !version.starts_with("HTTP/1.") || !target.starts_with('/') {
        return None;
    }
    let headers =
        lines.filter_map(|line| line.split_once(':')).map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect();
    Some(Request { method: method.to_owned(), target: target.to_owned(), headers })
}

/// The head of an answer. Only `content_length: None` means chunks.
pub(crate) fn head(status: u16, headers: &[(&str, String)], content_length: Option<usize>) -> Vec<u8> {
    use std::fmt::Write;
    let mut text = format!("HTTP/1.1 {status} {}\r\n", reason(status));
    for (name, value) in headers {
        let _ = write!(text, "{name}: {value}\r\n");
    }
    match content_length {
        Some(length) => {
            let _ = write!(text, "Content-Length: {length}\r\n\r\n");
        }
        None => text.push_str("Transfer-Encoding: chunked\r\n\r\n"),
    }
    text.into_bytes()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        301 => "Moved Permanently",
        302 => "Found",
        304 => "Not Modified",
        404 => "Not Found",
        405 => "Method Not Allowed",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Internal Server Error",
    }
}

/// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT`.
pub(crate) fn date(time: SystemTime) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let seconds = time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (days, of_day) = (seconds / 86_400, seconds % 86_400);
    let (year, month, day) = civil(days);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let (day_name, month_name) = (DAYS[(days % 7) as usize], MONTHS[(month - 1) as usize]);
    format!("{day_name}, {day:02} {month_name} {year} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Year, month and day of the days since 1970, after Howard Hinnant's `civil_from_days`
/// (<https://howardhinnant.github.io/date_algorithms.html>).
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let (era, of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn a_date_is_spelled_as_rfc_9110_does() {
        let spelled = |seconds| date(UNIX_EPOCH + Duration::from_secs(seconds));
        assert_eq!(spelled(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(spelled(0), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(spelled(951_782_400), "Tue, 29 Feb 2000 00:00:00 GMT");
    }

    #[test]
    fn what_is_not_http_is_no_request() {
        assert!(parse("GET / HTTP/1.1\r\nHost: a\r\n\r\n").is_some());
        for head in ["", "GET", "GET /", "GET http://x/ HTTP/1.1", "\u{16}\u{3}\u{1}"] {
            assert!(parse(head).is_none(), "{head:?}");
        }
    }
}
