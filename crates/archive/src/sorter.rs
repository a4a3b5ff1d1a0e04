//! Lines put in order within bounded memory: sorted in pieces, and the pieces merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// A source of lines without their ends, in ascending order.
pub(crate) type Lines = Box<dyn Iterator<Item = io::Result<Vec<u8>>>>;

/// Takes lines in any order. Those that memory shall not hold lie in a file of pieces, each in order.
pub(crate) struct Sorter {
    path: PathBuf,
    lines: Vec<Vec<u8>>,
    bytes_n: usize,
    aside: Option<Aside>,
}

/// The pieces that were put aside.
struct Aside {
    file: File,
    /// Where each piece ends.
    ends: Vec<u64>,
}

/// Bytes of lines that are held in memory.
const PIECE_BYTES: usize = 4 << 20;
/// Bytes of each piece that are held in memory while pieces are merged.
const WINDOW: usize = 16 << 10;

impl Sorter {
    /// A sorter that puts aside, when it has to, in a file of this name.
    pub(crate) fn new(path: PathBuf) -> Sorter {
        Sorter { path, lines: Vec::new(), bytes_n: 0, aside: None }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn push(&mut self, line: Vec<u8>) -> io::Result<()> {
        self.bytes_n += line.len() + size_of::<Vec<u8>>();
        self.lines.push(line);
        if self.bytes_n >= PIECE_BYTES { self.put_aside() } else { Ok(()) }
    }

    /// All lines in order, as sources to be [merged](merge).
    pub(crate) fn sources(mut self) -> Vec<Lines> {
        self.lines.sort_unstable();
        let in_memory: Lines = Box::new(self.lines.into_iter().map(Ok));
        let Some(Aside { file, ends }) = self.aside else { return vec![in_memory] };
        let file = Rc::new(file);
        let mut sources = vec![in_memory];
        let mut at = 0;
        for end in ends {
            let piece = Piece { file: Rc::clone(&file), at, end };
            sources.push(Box::new(BufReader::with_capacity(WINDOW, piece).split(b'\n')));
            at = end;
        }
        sources
    }

    fn put_aside(&mut self) -> io::Result<()> {
        let aside = match self.aside.take() {
            Some(aside) => aside,
            None => Aside { file: nameless(&self.path)?, ends: Vec::new() },
        };
        let Aside { file, ends } = self.aside.insert(aside);
        self.lines.sort_unstable();
        let mut end = ends.last().copied().unwrap_or(0);
        let mut out = BufWriter::new(&*file);
        for line in self.lines.drain(..) {
            out.write_all(&line)?;
            out.write_all(b"\n")?;
            end += line.len() as u64 + 1;
        }
        out.flush()?;
        ends.push(end);
        self.bytes_n = 0;
        Ok(())
    }
}

/// A file whose name is gone at once, so that a kill leaves nothing behind.
fn nameless(path: &Path) -> io::Result<File> {
    let file = File::options().read(true).write(true).create(true).truncate(true).open(path)?;
    fs::remove_file(path)?;
    Ok(file)
}

/// The unread part of a piece. All pieces share the file, and each goes to its place before it reads.
struct Piece {
    file: Rc<File>,
    at: u64,
    end: u64,
}

impl Read for Piece {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let wanted_n = buf.len().min((self.end - self.at) as usize);
        let mut file = &*self.file;
        file.seek(SeekFrom::Start(self.at))?;
        let read_n = file.read(&mut buf[..wanted_n])?;
        self.at += read_n as u64;
        Ok(read_n)
    }
}

/// Writes the lines of all sources in order, equal ones once.
pub(crate) fn merge(mut sources: Vec<Lines>, out: &mut impl Write) -> io::Result<()> {
    let mut heads = BinaryHeap::with_capacity(sources.len());
    for (from, source) in sources.iter_mut().enumerate() {
        heads.extend(source.next().transpose()?.map(|line| Reverse((line, from))));
    }
    let mut last: Option<Vec<u8>> = None;
    while let Some(Reverse((line, from))) = heads.pop() {
        heads.extend(sources[from].next().transpose()?.map(|line| Reverse((line, from))));
        if last.as_ref() != Some(&line) {
            out.write_all(&line)?;
            out.write_all(b"\n")?;
            last = Some(line);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn merged(dir: &Path, lines: &[Vec<u8>], piece_n: usize) -> Vec<Vec<u8>> {
        let mut sorter = Sorter::new(dir.join("lines"));
        for (at, line) in lines.iter().enumerate() {
            sorter.push(line.clone()).unwrap();
            if at % piece_n == piece_n - 1 {
                sorter.put_aside().unwrap();
            }
        }
        let mut out = Vec::new();
        merge(sorter.sources(), &mut out).unwrap();
        out.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).filter(|line| !line.is_empty()).collect()
    }

    proptest! {
        #[test]
        fn pieces_come_together_in_order_and_without_repetition(lines in proptest::collection::vec("[a-d]{1,3}", 0..60), piece_n in 1_usize..20) {
            let dir = tempfile::tempdir().unwrap();
            let lines: Vec<Vec<u8>> = lines.into_iter().map(String::into_bytes).collect();
            let mut expected = lines.clone();
            expected.sort();
            expected.dedup();
            prop_assert_eq!(merged(dir.path(), &lines, piece_n), expected);
            prop_assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left behind");
        }
    }

    #[test]
    fn memory_holds_one_piece() {
        let dir = tempfile::tempdir().unwrap();
        let mut sorter = Sorter::new(dir.path().join("lines"));
        for n in 0..40_000_u32 {
            sorter.push(format!("{:0>400}", n.wrapping_mul(2_654_435_761)).into_bytes()).unwrap();
            assert!(sorter.bytes_n < PIECE_BYTES);
        }
        assert!(sorter.aside.as_ref().unwrap().ends.len() >= 3);
        let mut out = Vec::new();
        merge(sorter.sources(), &mut out).unwrap();
        assert_eq!(out.len(), 40_000 * 401);
    }
}
