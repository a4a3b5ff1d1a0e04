//! A file read through a window that can be moved back.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

const WINDOW: usize = 128 * 1024;

/// A file and the part of it that is in memory.
pub(crate) struct Input {
    file: File,
    window: Vec<u8>,
    /// Where the window begins in the file.
    base: u64,
    at: usize,
    end: usize,
}

impl Input {
    pub(crate) fn new(file: File) -> Input {
        Input { file, window: vec![0; WINDOW], base: 0, at: 0, end: 0 }
    }

    /// How many bytes of the file lie before the next unread one.
    pub(crate) fn position(&self) -> u64 {
        self.base + self.at as u64
    }

    /// The unread bytes in memory.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.window[self.at..self.end]
    }

    pub(crate) fn skip(&mut self, n: usize) {
        self.at = (self.at + n).min(self.end);
    }

    /// Tries to have `n` unread bytes in memory (`n` far below the window's size); false at the end of the file.
    pub(crate) fn ensure(&mut self, n: usize) -> io::Result<bool> {
        if self.end - self.at >= n {
            return Ok(true);
        }
        self.window.copy_within(self.at..self.end, 0);
        self.base += self.at as u64;
        self.end -= self.at;
        self.at = 0;
        while self.end < n {
            match self.file.read(&mut self.window[self.end..]) {
                Ok(0) => return Ok(false),
                Ok(more) => self.end += more,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    pub(crate) fn next_byte(&mut self) -> io::Result<Option<u8>> {
        if !self.ensure(1)? {
            return Ok(None);
        }
        let byte = self.window[self.at];
        self.at += 1;
        Ok(Some(byte))
    }

    pub(crate) fn seek(&mut self, to: u64) -> io::Result<()> {
        if (self.base..=self.base + self.end as u64).contains(&to) {
            self.at = (to - self.base) as usize;
            return Ok(());
        }
        self.file.seek(SeekFrom::Start(to))?;
        (self.base, self.at, self.end) = (to, 0, 0);
        Ok(())
    }
}
