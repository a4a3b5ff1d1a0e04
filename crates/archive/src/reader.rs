//! Bytes to records, streaming; steps over damage and reports it.

use std::path::{Path, PathBuf};

use crate::head::{Head, VERSION_LINE_LEN, end_of_head, next_version_line};
use crate::member::Stop;
use crate::stream::Stream;
use crate::{Damage, Digest, Error, Location, Record, RecordType, Result};

/// What lies in a WARC file, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A whole record and where it lies.
    Record(Location, Record),
    /// Something that could not be read.
    Damage(Damage),
}

/// The entries of one WARC file, one record in memory at a time.
///
/// After damage, reading goes on at the next gzip member that opens into a record or, in a plain file and in a member
/// of many records, at the next line that says `WARC/1.`. A record larger than 256 MiB is damage, so a small file
/// cannot fill the memory.
pub struct Reader {
    path: PathBuf,
    name: PathBuf,
    stream: Stream,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The next byte of the file should begin a gzip member.
    Between,
    /// Inside a member, or in a plain file; so many records of it have been seen.
    Inside(usize),
    Done,
}

/// A record made out in the stream's memory: its head, and the bytes of head, block and closing line ends.
struct Frame {
    head: Head,
    head_len: usize,
    block_len: usize,
    close_len: usize,
}

/// The largest block that is read.
pub(crate) const RECORD_MAX: usize = 256 << 20;
/// The most bytes that the lines before a block may take.
pub(crate) const HEAD_MAX: usize = 1 << 20;
/// The line ends that close a record.
const CLOSE: &[u8] = b"\r\n\r\n";

/// Opens a WARC file: plain, with one gzip member per record, or with one member for many records.
///
/// # Errors
/// When the file cannot be read, or is an ARC file. Broken content is no error: it comes out as [`Entry::Damage`].
pub fn read_records(path: &Path) -> Result<Reader> {
    Reader::open(path, path.to_owned())
}

impl Reader {
    /// Opens a file whose locations shall bear another name.
    pub(crate) fn open(path: &Path, name: PathBuf) -> Result<Reader> {
        let failed = |source| Error::read(path, source);
        let mut stream = Stream::open(path).map_err(failed)?;
        if begins_like_arc(&mut stream).map_err(failed)? {
            return Err(Error::Arc { path: path.to_owned() });
        }
        stream.seek(0).map_err(failed)?;
        let state = if stream.is_gzip() { State::Between } else { State::Inside(0) };
        Ok(Reader { path: path.to_owned(), name, stream, state })
    }

    /// Opens a file at a byte where a record begins.
    pub(crate) fn open_at(path: &Path, name: PathBuf, offset: u64) -> Result<Reader> {
        let mut reader = Reader::open(path, name)?;
        reader.stream.seek(offset).map_err(|source| Error::read(path, source))?;
        Ok(reader)
    }

    fn step(&mut self) -> Result<Option<Entry>, Stop> {
        loop {
            match self.state {
                State::Done => return Ok(None),
                State::Between if self.stream.next_member()? => self.state = State::Inside(0),
                State::Between => self.state = State::Done,
                State::Inside(seen_n) => match self.next_inside(seen_n)? {
                    Some(entry) => {
                        self.state = State::Inside(seen_n + 1);
                        return Ok(Some(entry));
                    }
                    None if self.stream.is_gzip() => self.state = State::Between,
                    None => self.state = State::Done,
                },
            }
        }
    }

    /// The next entry of the member or the plain file at hand; none at its end.
    fn next_inside(&mut self, seen_n: usize) -> Result<Option<Entry>, Stop> {
        let mut line_ends_n = 0;
        while self.stream.ensure(1)? && matches!(self.stream.bytes()[0], b'\r' | b'\n') && line_ends_n < HEAD_MAX {
            self.stream.skip(1);
            line_ends_n += 1;
        }
        if !self.stream.ensure(1)? {
            return Ok(None);
        }
        match self.frame()?.and_then(|frame| self.take(frame, seen_n)) {
            Ok(entry) => Ok(Some(entry)),
            Err(detail) => self.resume(detail).map(Some),
        }
    }

    /// Brings a whole record into memory; the inner error says why that cannot be.
    fn frame(&mut self) -> Result<Result<Frame, String>, Stop> {
        let Some(head_len) = self.head_len()? else {
            return Ok(Err("no empty line ends the named fields".to_owned()));
        };
        let head = match Head::parse(&self.stream.bytes()[..head_len]) {
            Ok(head) => head,
            Err(detail) => return Ok(Err(detail)),
        };
        if head.block_len > RECORD_MAX as u64 {
            return Ok(Err(format!("the record of {} bytes is larger than {RECORD_MAX}", head.block_len)));
        }
        let block_len = head.block_len as usize;
        let end = head_len + block_len;
        if !self.stream.ensure(end)? {
            let there_n = self.stream.bytes().len() - head_len;
            return Ok(Err(format!("the block ends after {there_n} of {block_len} bytes")));
        }
        Ok(match self.close_len(end)? {
            Some(close_len) => Ok(Frame { head, head_len, block_len, close_len }),
            None => Err(format!("the record does not end after the {block_len} bytes that it claims")),
        })
    }

    fn head_len(&mut self) -> Result<Option<usize>, Stop> {
        let mut from = 0;
        loop {
            let bytes = self.stream.bytes();
            if let Some(end) = end_of_head(bytes, from) {
                return Ok(Some(end));
            }
            from = bytes.len().saturating_sub(2);
            if bytes.len() > HEAD_MAX || !self.stream.grow()? {
                return Ok(None);
            }
        }
    }

    /// How many line ends close the record; none when something else follows its block.
    ///
    /// Two are the rule; fewer, at the end or before another record, are forgiven. Trying to see what follows also
    /// makes sure that the checksum of a record's own gzip member is right.
    fn close_len(&mut self, end: usize) -> Result<Option<usize>, Stop> {
        self.stream.ensure(end + CLOSE.len() + VERSION_LINE_LEN)?;
        let rest = &self.stream.bytes()[end..];
        let close_len = rest.iter().take(CLOSE.len()).take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let after = &rest[close_len..];
        let is_closed = after.is_empty() || after.starts_with(b"WARC/") || (!self.stream.is_gzip() && rest.starts_with(CLOSE));
        Ok(is_closed.then_some(close_len))
    }

    /// Takes a record out of the stream's memory.
    ///
    /// When its block is not what its digest says, its length may be wrong too and have swallowed the next records; only
    /// a member of its own rules that out. The error is then the reason to look for the next record inside it.
    fn take(&mut self, frame: Frame, seen_n: usize) -> Result<Entry, String> {
        let Frame { head, head_len, block_len, close_len } = frame;
        let total = head_len + block_len + close_len;
        let is_alone = self.stream.is_gzip() && seen_n == 0 && self.stream.is_over_after(total);
        let block = self.stream.bytes()[head_len..head_len + block_len].to_vec();
        let record = Record { kind: head.kind, fields: head.fields, block };
        let wrong = contradiction(&record);
        if let Some(detail) = wrong.clone().filter(|_| !is_alone) {
            return Err(detail);
        }
        let begin = self.stream.position();
        let (offset, length) = match (self.stream.is_gzip(), is_alone) {
            (false, _) => (begin, total as u64),
            (true, true) => (self.stream.member_start(), begin - self.stream.member_start()),
            (true, false) => (self.stream.member_start(), 0),
        };
        self.stream.skip(total);
        let file = self.name.clone();
        Ok(match wrong {
            None => Entry::Record(Location { file, offset, length }, record),
            Some(detail) => Entry::Damage(Damage { file, offset, length, detail }),
        })
    }

    /// Passes over a broken record to the next one in the same member or plain file.
    fn resume(&mut self, detail: String) -> Result<Entry, Stop> {
        let from = self.stream.position();
        let mut passed_n = 0;
        // The first byte is passed over, lest the broken record is found again.
        let mut at = 1;
        loop {
            let bytes = self.stream.bytes();
            if let Some(found) = next_version_line(bytes, at) {
                self.stream.skip(found);
                break;
            }
            let passed = bytes.len().saturating_sub(VERSION_LINE_LEN);
            at = if passed > 0 { 0 } else { at };
            passed_n += passed;
            self.stream.skip(passed);
            if self.stream.is_gzip() && passed_n > RECORD_MAX {
                return Err(Stop::Broken("the gzip member goes on too long after a broken record"));
            }
            if !self.stream.grow()? {
                self.stream.skip(VERSION_LINE_LEN);
                break;
            }
        }
        let to = self.stream.position();
        let (offset, length) = match (self.stream.is_gzip(), self.stream.is_over_after(0)) {
            (false, _) => (from, to - from),
            (true, true) => (self.stream.member_start(), to - self.stream.member_start()),
            (true, false) => (self.stream.member_start(), 0),
        };
        Ok(Entry::Damage(Damage { file: self.name.clone(), offset, length, detail }))
    }

    /// Gives a broken gzip member up and goes to the next one.
    fn abandon(&mut self, detail: &str) -> std::io::Result<Entry> {
        let offset = self.stream.member_start();
        let length = self.stream.seek_member(offset + 1)? - offset;
        self.state = State::Between;
        Ok(Entry::Damage(Damage { file: self.name.clone(), offset, length, detail: detail.to_owned() }))
    }
}

impl Iterator for Reader {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Result<Entry>> {
        let stepped = match self.step() {
            Err(Stop::Broken(detail)) => self.abandon(detail).map(Some),
            Err(Stop::Machine(error)) => Err(error),
            Ok(entry) => Ok(entry),
        };
        stepped
            .map_err(|source| {
                self.state = State::Done;
                Error::read(&self.path, source)
            })
            .transpose()
    }
}

/// How a record's block differs from what its own digest says, if that digest is of a kind that is computed here.
///
/// Revisits of others are believed: `wget --warc-dedup` gives them the digest of the response whose body it leaves out.
fn contradiction(record: &Record) -> Option<String> {
    let claimed: Digest = record.fields.get("WARC-Block-Digest")?.parse().ok()?;
    if record.kind == RecordType::Revisit && !claimed.is_sha256() {
        return None;
    }
    claimed.contradicts(&record.block).then(|| "the block does not match its digest".to_owned())
}

/// Whether the first record is the one that every ARC file begins with.
fn begins_like_arc(stream: &mut Stream) -> std::io::Result<bool> {
    const FIRST: &[u8] = b"filedesc:";
    let begun = if stream.is_gzip() { stream.next_member() } else { Ok(true) };
    match begun.and_then(|_| stream.ensure(FIRST.len())) {
        Err(Stop::Machine(error)) => Err(error),
        _ => Ok(stream.bytes().starts_with(FIRST)),
    }
}
