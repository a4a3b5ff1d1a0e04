//! Small invented archives for the other tests.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use archive::{Entry, Location, Record, Writer, read_records, response_message};
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;

/// A moment, so many seconds after the first.
pub(crate) fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_795_499_165 + second).unwrap()
}

/// A fetched page.
pub(crate) fn page(url: &str, second: i64, body: &str) -> Record {
    Record::response(url, at(second), response_message(200, [("Content-Type", &b"text/html"[..])], body.as_bytes()))
}

/// Six records of several kinds.
pub(crate) fn six() -> Vec<Record> {
    vec![
        page("https://example.org/jobs/1", 1, "<h1>Engagement officer</h1>"),
        Record::request("https://example.org/jobs/1", at(1), b"GET /jobs/1 HTTP/1.1\r\n\r\n".to_vec()),
        Record::resource("file:///jobs/2.txt", at(2), "text/plain", b"Facilitator\n".to_vec()),
        Record::resource("file:///empty", at(3), "text/plain", Vec::new()),
        Record::metadata("https://example.org/jobs/3", at(4), "text/plain", b"refused".to_vec()),
        page("https://example.org/jobs/4", 5, "<p>Participation lead, participation lead, participation lead</p>"),
    ]
}

/// Writes one file of a source and says where it is and where its records lie.
pub(crate) fn write(dir: &Path, source: &str, records: &[Record]) -> (PathBuf, Vec<Location>) {
    let mut writer = Writer::create(dir, &source.parse().unwrap(), at(0), "test/1").unwrap();
    let locations = records.iter().map(|record| writer.append(record).unwrap()).collect();
    let files = writer.finish().unwrap();
    assert_eq!(files.len(), 1);
    (dir.join(&files[0]), locations)
}

/// All entries of a file.
pub(crate) fn entries(path: &Path) -> Vec<Entry> {
    read_records(path).unwrap().map(Result::unwrap).collect()
}

/// The records of a file, damage left out.
pub(crate) fn records(path: &Path) -> Vec<(Location, Record)> {
    let record = |entry| if let Entry::Record(location, record) = entry { Some((location, record)) } else { None };
    entries(path).into_iter().filter_map(record).collect()
}

/// The same records uncompressed.
pub(crate) fn plain(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(&*fs::read(path).unwrap()).read_to_end(&mut bytes).unwrap();
    bytes
}
