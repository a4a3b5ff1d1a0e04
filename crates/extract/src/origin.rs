//! What every posting of a capture has from the capture.

use archive::{Capture, Digest, SourceId};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where a posting comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The source.
    pub source: SourceId,
    /// The digest of the capture.
    pub capture: Digest,
    /// The day of the capture, in UTC.
    pub captured_on: Date,
    /// The address of the page; `None` for what was not on the web, such as an imported file.
    pub url: Option<String>,
}

impl Origin {
    /// The origin of what is read from `capture`.
    pub fn of(capture: &Capture) -> Self {
        let on_the_web = capture.url.starts_with("http://") || capture.url.starts_with("https://");
        Self {
            source: capture.source.clone(),
            capture: capture.digest.clone(),
            captured_on: TimeZone::UTC.to_datetime(capture.captured_at).date(),
            url: on_the_web.then(|| capture.url.clone()),
        }
    }
}
