//! The uncompressed bytes of a WARC file, plain or compressed.

use std::fs::File;
use std::io;
use std::path::Path;

use crate::input::Input;
use crate::member::{Inflater, MAGIC, Stop};

/// The unread uncompressed bytes of a plain file, or of the gzip member at hand.
pub(crate) struct Stream {
    input: Input,
    inflater: Option<Inflater>,
    buf: Vec<u8>,
    start: usize,
    /// Nothing comes after the bytes in `buf`: the plain file, or the member with its checksum, was read to its end.
    is_over: bool,
    /// A broken member stays broken.
    broken: Option<&'static str>,
    member_start: u64,
}

/// Memory of the buffer that is kept from one record to the next.
const KEPT: usize = 1 << 20;

impl Stream {
    pub(crate) fn open(path: &Path) -> io::Result<Stream> {
        let mut input = Input::new(File::open(path)?);
        input.ensure(5)?;
        let is_named_gzip = path.file_name().is_some_and(|name| name.to_string_lossy().contains(".gz"));
        let is_gzip = input.bytes().starts_with(&MAGIC[..2]) || (is_named_gzip && !input.bytes().starts_with(b"WARC/"));
        Ok(Stream { input, inflater: is_gzip.then(Inflater::new), buf: Vec::new(), start: 0, is_over: is_gzip, broken: None, member_start: 0 })
    }

    /// Goes to a byte of the file, where a record begins.
    pub(crate) fn seek(&mut self, to: u64) -> io::Result<()> {
        self.input.seek(to)?;
        self.buf.clear();
        (self.start, self.is_over, self.broken) = (0, self.is_gzip(), None);
        Ok(())
    }

    pub(crate) fn is_gzip(&self) -> bool {
        self.inflater.is_some()
    }

    /// Where the member at hand begins in the file.
    pub(crate) fn member_start(&self) -> u64 {
        self.member_start
    }

    /// Of a plain file, where the next unread byte lies. Of a compressed one, how far it has been taken in.
    pub(crate) fn position(&self) -> u64 {
        if self.is_gzip() { self.input.position() } else { self.input.position() - self.bytes().len() as u64 }
    }

    /// Whether the plain file or the member is known to end after the next `n` bytes.
    pub(crate) fn is_over_after(&self, n: usize) -> bool {
        self.is_over && self.bytes().len() <= n
    }

    /// The unread bytes in memory.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.buf[self.start..]
    }

    pub(crate) fn skip(&mut self, n: usize) {
        self.start = (self.start + n).min(self.buf.len());
        if self.start == self.buf.len() {
            self.buf.clear();
            self.start = 0;
        }
    }

    /// Tries to have `n` unread bytes in memory; false when there are fewer.
    pub(crate) fn ensure(&mut self, n: usize) -> Result<bool, Stop> {
        while self.bytes().len() < n {
            if !self.grow()? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Takes some more bytes into memory; false when there are no more.
    pub(crate) fn grow(&mut self) -> Result<bool, Stop> {
        if let Some(detail) = self.broken {
            return Err(Stop::Broken(detail));
        }
        if self.is_over {
            return Ok(false);
        }
        self.buf.drain(..self.start);
        self.start = 0;
        if self.buf.len() < KEPT && self.buf.capacity() > 4 * KEPT {
            self.buf.shrink_to(KEPT);
        }
        let before = self.buf.len();
        let more = match &mut self.inflater {
            Some(inflater) => inflater.more(&mut self.input, &mut self.buf),
            None => take(&mut self.input, &mut self.buf).map_err(Stop::Machine),
        };
        match more {
            Ok(more) => self.is_over = !more,
            Err(Stop::Broken(detail)) => self.broken = Some(detail),
            Err(stop) => return Err(stop),
        }
        match self.broken {
            Some(detail) if self.buf.len() == before => Err(Stop::Broken(detail)),
            _ => Ok(self.buf.len() > before),
        }
    }

    /// Opens the gzip member that begins at the next byte of the file; false at the file's end.
    pub(crate) fn next_member(&mut self) -> Result<bool, Stop> {
        self.buf.clear();
        (self.start, self.is_over, self.broken) = (0, true, None);
        self.member_start = self.input.position();
        let Some(inflater) = &mut self.inflater else { return Ok(false) };
        if !self.input.ensure(1)? {
            return Ok(false);
        }
        inflater.begin(&mut self.input)?;
        self.is_over = false;
        Ok(true)
    }

    /// Goes to the first gzip member at or after a byte of the file that opens into a WARC record, or else to the
    /// file's end. Answers where that is.
    pub(crate) fn seek_member(&mut self, from: u64) -> io::Result<u64> {
        self.input.seek(from)?;
        let Some(inflater) = &mut self.inflater else { return Ok(from) };
        while self.input.ensure(MAGIC.len())? {
            let window = self.input.bytes();
            let Some(found) = window.windows(MAGIC.len()).position(|bytes| bytes == MAGIC) else {
                self.input.skip(window.len() - (MAGIC.len() - 1));
                continue;
            };
            self.input.skip(found);
            let candidate = self.input.position();
            let beginning = inflater.beginning(&mut self.input)?;
            self.input.seek(candidate)?;
            if beginning.trim_ascii_start().starts_with(b"WARC/1.") {
                return Ok(candidate);
            }
            self.input.skip(1);
        }
        self.input.skip(MAGIC.len());
        Ok(self.input.position())
    }
}

/// Moves what is in the window, or else the next part of the file, to the buffer.
fn take(input: &mut Input, buf: &mut Vec<u8>) -> io::Result<bool> {
    let more = input.ensure(1)?;
    let bytes = input.bytes();
    buf.extend_from_slice(bytes);
    input.skip(bytes.len());
    Ok(more)
}
