//! Writes an archive of invented records of every kind, for the tools of others to read.
//!
//! No message is chunked, as none that the crawl archives is: there the payload's digest is of the joined chunks, as RFC 2616 means by
//! an entity, and warcio takes that of the chunks.
//!
//! `cargo run -p rolescope-archive --example write_warc -- FOLDER`

use std::error::Error;
use std::io::Write;
use std::path::Path;

use archive::{Digest, Record, Writer, response_message};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;

fn main() -> Result<(), Box<dyn Error>> {
    let dir = std::env::args().nth(1).ok_or("usage: write_warc FOLDER")?;
    let at = |second: i64| Timestamp::from_second(1_795_499_165 + second);
    let mut writer = Writer::create(Path::new(&dir), &"board".parse()?, at(0)?, "write_warc")?;
    let url = |n: i64| format!("https://example.org/jobs/{n}?q=f%C3%BCr");
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all("<p>Beteiligung für alle</p>".as_bytes())?;
    let gzip = gzip.finish()?;
    let html = ("Content-Type", &b"text/html; charset=utf-8"[..]);
    let records = [
        Record::response(&url(1), at(1)?, response_message(200, [html], b"<h1>Engagement officer</h1>")),
        Record::request(&url(1), at(1)?, b"GET /jobs/1?q=f%C3%BCr HTTP/1.1\r\nhost: example.org\r\n\r\n".to_vec()),
        Record::metadata(&url(1), at(1)?, "application/json", br#"{"decision":"fetched"}"#.to_vec()),
        Record::response(&url(2), at(2)?, response_message(200, [html, ("Content-Encoding", b"gzip")], &gzip)),
        Record::response(&url(3), at(3)?, response_message(301, [("Location", &b"/jobs/1"[..])], b"moved")),
        Record::response(&url(4), at(4)?, response_message(404, [html], b"")),
        Record::response(&url(5), at(5)?, response_message(200, [("X-Name", &b"Caf\xe9"[..])], b"\0\xff\r\n\r\nWARC/1.1\r\n"))
            .with("WARC-Truncated", "length"),
        Record::revisit(&url(1), at(6)?, response_message(304, [html], b""), &Digest::of(b"<h1>Engagement officer</h1>"), (&url(1), at(1)?)),
        Record::resource("file:///jobs/6.txt", at(7)?, "text/plain", b"Facilitator\n".to_vec()),
        Record::resource("file:///empty", at(8)?, "text/plain", Vec::new()),
    ];
    for record in &records {
        writer.append(record)?;
    }
    writer.finish()?;
    Ok(())
}
