//! Captures for tests.

use archive::{Capture, Digest, Location};

/// A capture of `payload`, as if fetched on 24 November 2026.
pub(crate) fn capture(url: &str, media_type: Option<&str>, payload: &[u8]) -> Capture {
    Capture {
        source: "board".parse().unwrap(),
        url: url.to_owned(),
        captured_at: "2026-11-24T05:46:05Z".parse().unwrap(),
        digest: Digest::of(payload),
        status: url.starts_with("http").then_some(200),
        headers: Vec::new(),
        media_type: media_type.map(str::to_owned),
        charset: None,
        payload: payload.to_vec(),
        location: Location { file: "board.warc.gz".into(), offset: 0, length: 0 },
        note: Vec::new(),
    }
}

/// A capture of a page.
pub(crate) fn page(html: &str) -> Capture {
    capture("https://board.example/jobs/1", Some("text/html"), html.as_bytes())
}
