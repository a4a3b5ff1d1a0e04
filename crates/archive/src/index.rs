//! URL and time to file and offset, as [CDXJ](https://specs.webrecorder.net/cdxj/0.1.0/) in `index.cdxj`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::capture::visit;
use crate::http::{self, Response};
use crate::sorter::{Lines, Sorter, merge};
use crate::{Archive, Digest, Entry, Error, Location, Reader, Record, RecordType, Result, durable};

/// The index's name in the archive's folder.
const NAME: &str = "index.cdxj";
const LOCK: &str = "index.lock";
/// Where lines that memory shall not hold wait.
pub(crate) const LINES: &str = "index.lines";
/// The media type that marks a revisit in an index.
pub(crate) const REVISIT: &str = "warc/revisit";

/// What the index says of one capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    key: String,
    time: String,
    detail: Detail,
}

/// The numbers are texts, as other tools write them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Detail {
    url: String,
    mime: String,
    status: String,
    digest: String,
    length: String,
    offset: String,
    filename: String,
}

impl Line {
    /// The line for a record; none when it captures nothing.
    pub(crate) fn of(record: &Record, location: &Location) -> Option<Line> {
        let (url, captured_at) = visit(record).ok()?;
        let (mime, status) = match record.kind {
            RecordType::Revisit => (Some(REVISIT.to_owned()), Response::parse(&record.block).ok().map(|head| head.status)),
            RecordType::Resource => (record.content_type().and_then(|value| http::media_type(value).0), None),
            RecordType::Response => match Response::parse(&record.block) {
                Ok(response) => (response.header("content-type").and_then(|value| http::media_type(value).0), Some(response.status)),
                Err(_) => (record.content_type().and_then(|value| http::media_type(value).0), None),
            },
            _ => return None,
        };
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let detail = Detail {
            mime: or_dash(mime),
            status: or_dash(status.map(|status| status.to_string())),
            digest: payload_digest(record).to_string(),
            length: location.length.to_string(),
            offset: location.offset.to_string(),
            filename: file_name(&location.file),
            url,
        };
        Some(Line { key: key(&detail.url), time: time(captured_at), detail })
    }

    /// A line of the file read back; none when it is not one of ours.
    fn parse(line: &str) -> Option<Line> {
        let mut parts = line.splitn(3, ' ');
        let (key, time, detail) = (parts.next()?, parts.next()?, parts.next()?);
        Some(Line { key: key.to_owned(), time: time.to_owned(), detail: serde_json::from_str(detail).ok()? })
    }

    fn text(&self) -> String {
        let detail = serde_json::to_string(&self.detail).expect("texts alone always become JSON");
        format!("{} {} {detail}", self.key, self.time)
    }

    pub(crate) fn url(&self) -> &str {
        &self.detail.url
    }

    pub(crate) fn time(&self) -> &str {
        &self.time
    }

    pub(crate) fn digest(&self) -> &str {
        &self.detail.digest
    }

    pub(crate) fn is_revisit(&self) -> bool {
        self.detail.mime == REVISIT
    }

    pub(crate) fn location(&self) -> Option<Location> {
        let Detail { filename, offset, length, .. } = &self.detail;
        Some(Location { file: PathBuf::from(filename), offset: offset.parse().ok()?, length: length.parse().ok()? })
    }
}

/// The index as it is on disk; empty when there is none.
pub(crate) fn load(dir: &Path) -> Result<Vec<Line>> {
    let path = dir.join(NAME);
    let lines = lines_of(&path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let lines = lines.map_err(|source| Error::read(&path, source))?;
    Ok(lines.iter().filter_map(|line| Line::parse(&String::from_utf8_lossy(line))).collect())
}

/// Writes the index anew from the closed files of an archive, as after files of others were put there.
///
/// # Errors
/// When a file cannot be read, or the index cannot be written.
pub fn reindex(archive_dir: &Path) -> Result<()> {
    let mut lines = Sorter::new(archive_dir.join(LINES));
    for file in Archive::open(archive_dir)?.files() {
        for line in scan(archive_dir, file)? {
            push(&mut lines, &line?)?;
        }
    }
    rewrite(archive_dir, |_| true, lines)
}

/// Adds a line to those that will enter the index.
pub(crate) fn push(lines: &mut Sorter, line: &Line) -> Result<()> {
    lines.push(line.text().into_bytes()).map_err(|source| Error::write(lines.path(), source))
}

/// Puts the lines of a file in the place of what the index says of it.
pub(crate) fn replace_lines(dir: &Path, file: &Path, lines: Sorter) -> Result<()> {
    let mark = format!("\"filename\":{}", serde_json::Value::from(file_name(file)));
    rewrite(dir, move |line| String::from_utf8_lossy(line).contains(&mark), lines)
}

/// Merges lines into the index, line by line, since it may be larger than memory.
fn rewrite(dir: &Path, is_replaced: impl Fn(&[u8]) -> bool + 'static, lines: Sorter) -> Result<()> {
    let (path, lock_path) = (dir.join(NAME), dir.join(LOCK));
    // Several sources may finish at once. The lock goes with the file handle.
    let lock = File::create(&lock_path).map_err(|source| Error::write(&lock_path, source))?;
    lock.lock().or_else(unless_unsupported).map_err(|source| Error::write(&lock_path, source))?;
    let merged = merge_into(&path, is_replaced, lines);
    merged.map_err(|source| Error::write(&path, source))
}

fn merge_into(path: &Path, is_replaced: impl Fn(&[u8]) -> bool + 'static, mut lines: Sorter) -> io::Result<()> {
    let mut old = lines_of(path)?.filter(move |line| line.as_ref().map_or(true, |line| !is_replaced(line)));
    let in_order: Option<Lines> = if is_sorted(lines_of(path)?)? {
        Some(Box::new(old))
    } else {
        old.try_for_each(|line| lines.push(line?))?;
        None
    };
    let sources = lines.sources().into_iter().chain(in_order).collect();
    durable::replace(path, |out| merge(sources, out))
}

/// The lines of the index on disk; none when there is no index.
fn lines_of(path: &Path) -> io::Result<impl Iterator<Item = io::Result<Vec<u8>>> + 'static> {
    let file = match File::open(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        opened => Some(opened?),
    };
    Ok(file.into_iter().flat_map(|file| BufReader::new(file).split(b'\n')))
}

/// Whether the lines are in order, as those of other tools may not be.
fn is_sorted(lines: impl Iterator<Item = io::Result<Vec<u8>>>) -> io::Result<bool> {
    let mut last = Vec::new();
    for line in lines {
        let line = line?;
        if line < last {
            return Ok(false);
        }
        last = line;
    }
    Ok(true)
}

/// The lines of one closed file, read from the file itself.
pub(crate) fn scan(dir: &Path, file: &Path) -> Result<impl Iterator<Item = Result<Line>>> {
    let entries = Reader::open(&dir.join(file), file.to_owned())?;
    Ok(entries.filter_map(|entry| match entry {
        Ok(Entry::Record(location, record)) => Line::of(&record, &location).map(Ok),
        Ok(Entry::Damage(_)) => None,
        Err(error) => Some(Err(error)),
    }))
}

/// The time as an index has it: 14 digits in UTC.
pub(crate) fn time(at: Timestamp) -> String {
    at.strftime("%Y%m%d%H%M%S").to_string()
}

/// Some network file systems know no locks; there, one process at a time must do.
pub(crate) fn unless_unsupported(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::Unsupported { Ok(()) } else { Err(error) }
}

/// The digest in the record when it is of our kind, which spares computing it again, or else the payload's own.
fn payload_digest(record: &Record) -> Digest {
    let claimed = record.fields.get("WARC-Payload-Digest").and_then(|text| text.parse::<Digest>().ok());
    match (claimed, &record.kind) {
        (Some(claimed), kind) if claimed.is_sha256() || *kind == RecordType::Revisit => claimed,
        (_, RecordType::Response) => Digest::of(&http::entity(&record.block)),
        _ => Digest::of(&record.block),
    }
}

fn file_name(file: &Path) -> String {
    let parts: Vec<_> = file.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// A [SURT](https://iipc.github.io/warc-specifications/specifications/cdx-format/cdx-2015/)-like key: the host's labels
/// from last to first, so that a domain's pages stand together, then path and query. The scheme, `www.` and the
/// fragment are left out.
fn key(url: &str) -> String {
    let url = url.split('#').next().unwrap_or_default();
    let key = match url.split_once("://") {
        Some((scheme, rest)) if scheme.starts_with("http") => {
            let (authority, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
            let authority = authority.rsplit('@').next().unwrap_or_default().to_ascii_lowercase();
            let (host, port) = authority.split_once(':').unwrap_or((&authority, ""));
            let host = host.strip_prefix("www.").unwrap_or(host);
            let labels: Vec<&str> = host.rsplit('.').collect();
            let port = if matches!(port, "" | "80" | "443") { String::new() } else { format!(":{port}") };
            let slash = if path.starts_with('/') { "" } else { "/" };
            format!("{}{port}){slash}{path}", labels.join(","))
        }
        _ => url.to_owned(),
    };
    key.replace(|c: char| c.is_whitespace() || c.is_control(), "%20")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_one_domain_stand_together() {
        for (url, expected) in [
            ("https://www.Example.org/jobs/1?page=2#top", "org,example)/jobs/1?page=2"),
            ("http://jobs.example.org:8080", "org,example,jobs:8080)/"),
            ("https://example.org:443?q=a b", "org,example)/?q=a%20b"),
            ("file:///tmp/a b.html", "file:///tmp/a%20b.html"),
            ("urn:x", "urn:x"),
        ] {
            assert_eq!(key(url), expected, "{url}");
        }
    }

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let record = Record::resource("https://example.org/a", Timestamp::UNIX_EPOCH, "text/plain; charset=utf-8", b"a".to_vec());
        let location = Location { file: PathBuf::from("2026-11/x.warc.gz"), offset: 5, length: 7 };
        let line = Line::of(&record, &location).unwrap();
        assert_eq!(
            line.text(),
            r#"org,example)/a 19700101000000 {"url":"https://example.org/a","mime":"text/plain","status":"-","digest":""#.to_owned()
                + Digest::of(b"a").as_str()
                + r#"","length":"7","offset":"5","filename":"2026-11/x.warc.gz"}"#
        );
        assert_eq!(Line::parse(&line.text()), Some(line.clone()));
        assert_eq!(line.location(), Some(location));
    }

    #[test]
    fn the_lines_of_a_file_are_replaced_and_sorted() {
        let dir = tempfile::tempdir().unwrap();
        let line = |url: &str, file: &str| {
            let record = Record::resource(url, Timestamp::UNIX_EPOCH, "text/plain", Vec::new());
            Line::of(&record, &Location { file: PathBuf::from(file), offset: 0, length: 1 }).unwrap()
        };
        let put = |file: &str, urls: &[&str]| {
            let mut lines = Sorter::new(dir.path().join(LINES));
            for url in urls {
                push(&mut lines, &line(url, file)).unwrap();
            }
            replace_lines(dir.path(), Path::new(file), lines).unwrap();
        };
        put("a", &["http://z.org/", "http://b.org/"]);
        put("b", &["http://c.org/"]);
        put("a", &["http://d.org/"]);
        let urls: Vec<String> = load(dir.path()).unwrap().iter().map(|line| line.url().to_owned()).collect();
        assert_eq!(urls, ["http://c.org/", "http://d.org/"]);
    }

    #[test]
    fn an_index_of_others_that_is_in_no_order_is_put_in_order() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(NAME), "b 2\na 1\nc 3").unwrap();
        replace_lines(dir.path(), Path::new("x"), Sorter::new(dir.path().join(LINES))).unwrap();
        assert_eq!(std::fs::read_to_string(dir.path().join(NAME)).unwrap(), "a 1\nb 2\nc 3\n");
    }
}
