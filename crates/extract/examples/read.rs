//! Prints the postings of files as JSON Lines, and what was wrong with them on stderr: `cargo run --example read -- FILE...`.

use std::io::{self, Write, stderr, stdout};
use std::path::Path;

use archive::{Capture, Digest, Location};
use extract::{Expectation, extract, links};

fn main() -> io::Result<()> {
    for name in std::env::args().skip(1) {
        tell(&capture(&name, std::fs::read(&name)?))?;
    }
    Ok(())
}

fn tell(capture: &Capture) -> io::Result<()> {
    let found = extract(capture, Expectation::Posting);
    for posting in &found.postings {
        writeln!(stdout(), "{}", serde_json::to_string(posting)?)?;
    }
    for fault in &found.faults {
        writeln!(stderr(), "{}: {}: {}", capture.url, fault.kind, fault.detail)?;
    }
    for link in links(&capture.url, capture.media_type.as_deref(), None, &capture.payload) {
        writeln!(stderr(), "{}: link: {link}", capture.url)?;
    }
    Ok(())
}

/// A file as if it had been fetched: its address and its media type are guessed from its name.
fn capture(name: &str, payload: Vec<u8>) -> Capture {
    let path = Path::new(name);
    let media_type = match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Some("application/json"),
        Some("html" | "htm") => Some("text/html"),
        _ => None,
    };
    Capture {
        source: "files".parse().expect("a short word names a source"),
        url: format!("https://{}.example/{}", stem(path), path.file_name().unwrap_or_default().to_string_lossy()),
        captured_at: "2026-11-24T05:46:05Z".parse().expect("a constant date"),
        digest: Digest::of(&payload),
        status: Some(200),
        headers: Vec::new(),
        media_type: media_type.map(str::to_owned),
        charset: None,
        payload,
        location: Location { file: name.into(), offset: 0, length: 0 },
        note: Vec::new(),
    }
}

/// The name of a file as a host.
fn stem(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().to_lowercase();
    stem.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}
