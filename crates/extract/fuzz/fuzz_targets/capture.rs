//! A capture of any bytes, as the targets need it.

use archive::{Capture, Digest, Location};

pub fn capture(url: &str, media_type: Option<&str>, payload: &[u8]) -> Capture {
    Capture {
        source: "fuzz".parse().expect("a short word names a source"),
        url: url.to_owned(),
        captured_at: jiff::Timestamp::UNIX_EPOCH,
        digest: Digest::of(payload),
        status: Some(200),
        headers: Vec::new(),
        media_type: media_type.map(str::to_owned),
        charset: None,
        payload: payload.to_vec(),
        location: Location { file: "fuzz.warc.gz".into(), offset: 0, length: 0 },
        note: Vec::new(),
    }
}
