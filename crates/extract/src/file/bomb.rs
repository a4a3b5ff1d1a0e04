//! Compressed data in a PDF that unpacks to more than anybody can read.

use std::io::{Read, Write as _};

use flate2::read::ZlibDecoder;

use crate::fault::{Fault, FaultKind};

/// What one stream of a file, and all of them, may unpack to: a page scanned in color has 100 MB.
const MAX_STREAM: u64 = 256 << 20;
const MAX_ALL: u64 = 768 << 20;
/// A smaller stream cannot unpack to much: deflate packs a thousand to one at best.
const SMALL: usize = 16 << 10;

/// Unpacks the large streams of a file once, into nothing: the parser itself knows no bounds.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let mut all = 0;
    let mut at = 0;
    while let Some(found) = find(&bytes[at..], b"stream") {
        let start = at + found + b"stream".len();
        at = start;
        if bytes[..start].ends_with(b"endstream") {
            continue;
        }
        let end = find(&bytes[start..], b"endstream").map_or(bytes.len(), |end| start + end);
        let data = bytes[start..end].trim_ascii_start();
        at = end;
        if data.len() < SMALL || !data.starts_with(&[0x78]) {
            continue;
        }
        let mut sink = std::io::sink();
        // What ends in an error is for the parser to judge.
        let n = std::io::copy(&mut ZlibDecoder::new(data).take(MAX_STREAM + 1), &mut sink).unwrap_or(0);
        let _ = sink.flush();
        all += n;
        if n > MAX_STREAM || all > MAX_ALL {
            return Err(Fault::new(FaultKind::TooLarge, "PDF that unpacks to hundreds of megabytes"));
        }
    }
    Ok(())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = bytes[at..].iter().position(|byte| *byte == needle[0]) {
        at += found;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}
