//! Content codings undone within bounds: a small body must not become a flood.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

/// Why a body could not be decoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Undecodable {
    /// A coding that was not asked for.
    UnknownCoding,
    /// Not what the coding promises, or cut short.
    Broken,
    /// More than the bound, or out of all proportion.
    TooLarge,
}

impl Undecodable {
    pub(crate) fn detail(self) -> &'static str {
        match self {
            Self::TooLarge => "its body decodes to far more than it is",
            Self::Broken => "its compressed body is damaged",
            Self::UnknownCoding => "its content coding was not asked for",
        }
    }
}

/// Real pages shrink 3 to 20 times, very repetitive ones 100 times; gzip at its limit shrinks 1,032 times.
const RATIO_MAX: usize = 200;
/// Below this no ratio is suspicious.
const RATIO_FROM: usize = 1 << 20;

/// Bytes decoded at a time.
const READ: usize = 8 << 10;

/// The body with its `Content-Encoding` undone.
pub(crate) fn decoded<'a>(body: &'a [u8], coding: &str, max: usize) -> Result<Cow<'a, [u8]>, Undecodable> {
    match coding.trim().to_ascii_lowercase().as_str() {
        "" | "identity" => Ok(Cow::Borrowed(body)),
        // A server that names the coding and sends the page plain is common enough.
        "gzip" | "x-gzip" if !is_gzip(body) => Ok(Cow::Borrowed(body)),
        "gzip" | "x-gzip" => gunzipped(body, max).map(Cow::Owned),
        _ => Err(Undecodable::UnknownCoding),
    }
}

/// Whether the bytes begin as a gzip file does.
pub(crate) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

pub(crate) fn gunzipped(bytes: &[u8], max: usize) -> Result<Vec<u8>, Undecodable> {
    let mut decoder = MultiGzDecoder::new(bytes);
    let mut whole = Vec::new();
    let mut chunk = [0; READ];
    loop {
        let read_n = decoder.read(&mut chunk).map_err(|_| Undecodable::Broken)?;
        if read_n == 0 {
            return Ok(whole);
        }
        if whole.capacity() - whole.len() < read_n {
            // By doubling, but not past the bound, since so much memory would be taken for nothing.
            whole.reserve_exact(whole.len().max(READ).min(max.saturating_sub(whole.len())).max(read_n));
        }
        whole.extend_from_slice(&chunk[..read_n]);
        let is_bomb = whole.len() > RATIO_FROM && whole.len() / bytes.len().max(1) > RATIO_MAX;
        if whole.len() > max || is_bomb {
            return Err(Undecodable::TooLarge);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn a_page_comes_back() {
        let page = b"<p>A page</p>".repeat(100);
        assert_eq!(decoded(&gzip(&page), "gzip", 10_000).unwrap(), page.as_slice());
        assert_eq!(decoded(&page, "", 10).unwrap(), page.as_slice());
        assert_eq!(decoded(&page, "GZIP", 10).unwrap(), page.as_slice(), "named but not done");
    }

    #[test]
    fn floods_wrecks_and_strangers_are_refused() {
        assert!(decoded(&gzip(&vec![0; 3 << 20]), "gzip", 64 << 20) == Err(Undecodable::TooLarge), "by proportion");
        assert_eq!(decoded(&gzip(&vec![0; 5000]), "gzip", 4000), Err(Undecodable::TooLarge), "by size");
        let whole = gzip(b"some text that is long enough to be cut");
        assert_eq!(decoded(&whole[..whole.len() - 9], "gzip", 4000), Err(Undecodable::Broken));
        assert_eq!(decoded(b"x", "br", 10), Err(Undecodable::UnknownCoding));
    }
}
