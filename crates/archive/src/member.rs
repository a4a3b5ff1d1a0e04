//! One gzip member at a time, inflated and verified.

use std::io;

use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::input::Input;

/// Why the next bytes cannot be had.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The file system refused.
    Machine(io::Error),
    /// The gzip member is broken.
    Broken(&'static str),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Stop {
        Stop::Machine(error)
    }
}

/// Inflates the members of a file, one after the other.
pub(crate) struct Inflater {
    engine: Decompress,
    crc: Crc,
    chunk: Vec<u8>,
}

const CHUNK: usize = 32 * 1024;
pub(crate) const MAGIC: [u8; 3] = [0x1f, 0x8b, 0x08];
const CUT_OFF: Stop = Stop::Broken("the gzip member is cut off");

impl Inflater {
    pub(crate) fn new() -> Inflater {
        Inflater { engine: Decompress::new(false), crc: Crc::new(), chunk: vec![0; CHUNK] }
    }

    /// Passes over the [header of a member](https://www.rfc-editor.org/rfc/rfc1952#page-5) and makes ready for its content.
    pub(crate) fn begin(&mut self, input: &mut Input) -> Result<(), Stop> {
        const HEADER_CHECKSUM: u8 = 2;
        const EXTRA: u8 = 4;
        const NAME: u8 = 8;
        const COMMENT: u8 = 16;
        const RESERVED: u8 = 0xe0;
        if !input.ensure(10)? {
            return Err(CUT_OFF);
        }
        let flags = input.bytes()[3];
        if !input.bytes().starts_with(&MAGIC) || flags & RESERVED != 0 {
            return Err(Stop::Broken("no gzip member begins here"));
        }
        input.skip(10);
        if flags & EXTRA != 0 {
            let length = [next(input)?, next(input)?];
            for _ in 0..u16::from_le_bytes(length) {
                next(input)?;
            }
        }
        for text in [NAME, COMMENT] {
            while flags & text != 0 && next(input)? != 0 {}
        }
        if flags & HEADER_CHECKSUM != 0 {
            next(input)?;
            next(input)?;
        }
        self.engine.reset(false);
        self.crc.reset();
        Ok(())
    }

    /// Adds some more bytes of the member's content. False when they were the last and the checksum is right.
    pub(crate) fn more(&mut self, input: &mut Input, content: &mut Vec<u8>) -> Result<bool, Stop> {
        loop {
            if !input.ensure(1)? {
                return Err(CUT_OFF);
            }
            let (given, status) = inflate(&mut self.engine, input, &mut self.chunk);
            self.crc.update(&self.chunk[..given]);
            content.extend_from_slice(&self.chunk[..given]);
            match status {
                Progress::End => return self.verify(input).map(|()| false),
                Progress::Broken => return Err(Stop::Broken("the gzip member does not inflate")),
                Progress::More if given > 0 => return Ok(true),
                Progress::More => {}
            }
        }
    }

    /// The first bytes of the member that begins at the next byte of the file; fewer or none when there is no such member.
    pub(crate) fn beginning(&mut self, input: &mut Input) -> io::Result<[u8; 16]> {
        let mut beginning = [0; 16];
        match self.begin(input) {
            Err(Stop::Machine(error)) => return Err(error),
            Err(Stop::Broken(_)) => return Ok(beginning),
            Ok(()) => {}
        }
        let mut n = 0;
        while n < beginning.len() && input.ensure(1)? {
            let (given, status) = inflate(&mut self.engine, input, &mut beginning[n..]);
            n += given;
            if !matches!(status, Progress::More) {
                break;
            }
        }
        Ok(beginning)
    }

    fn verify(&self, input: &mut Input) -> Result<(), Stop> {
        if !input.ensure(8)? {
            return Err(CUT_OFF);
        }
        let mut expected = self.crc.sum().to_le_bytes().to_vec();
        expected.extend_from_slice(&self.crc.amount().to_le_bytes());
        let is_right = input.bytes().starts_with(&expected);
        input.skip(8);
        if is_right { Ok(()) } else { Err(Stop::Broken("the gzip member has a wrong checksum")) }
    }
}

enum Progress {
    More,
    End,
    Broken,
}

/// Inflates what fits; what was inflated before an error counts too.
fn inflate(engine: &mut Decompress, input: &mut Input, out: &mut [u8]) -> (usize, Progress) {
    let (taken, given) = (engine.total_in(), engine.total_out());
    let status = engine.decompress(input.bytes(), out, FlushDecompress::None);
    let taken = (engine.total_in() - taken) as usize;
    let given = (engine.total_out() - given) as usize;
    input.skip(taken);
    let progress = match status {
        Ok(Status::StreamEnd) => Progress::End,
        Ok(_) if taken + given > 0 => Progress::More,
        _ => Progress::Broken,
    };
    (given, progress)
}

fn next(input: &mut Input) -> Result<u8, Stop> {
    input.next_byte()?.ok_or(CUT_OFF)
}
