//! Undoes what HTTP did to a body: chunks and content codings.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// The largest decoded content: four times the largest page that we fetch, with room for files of others.
pub(crate) const DECODED_MAX: usize = 64 << 20;

/// Joins the chunks of [chunked transfer coding](https://www.rfc-editor.org/rfc/rfc9112#section-7.1).
///
/// A body that does not begin with the size of a chunk is not chunked at all and is taken as it is.
pub(crate) fn join_chunks(body: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if chunk_size(body).is_none() {
        return Ok(Cow::Borrowed(body));
    }
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let broken = || format!("wrong chunk after {} bytes of content", joined.len());
        let (size, after) = chunk_size(rest).ok_or_else(broken)?;
        if size == 0 {
            return Ok(Cow::Owned(joined));
        }
        let (chunk, after) = after.split_at_checked(size).ok_or_else(broken)?;
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).ok_or_else(broken)?;
        joined.extend_from_slice(chunk);
    }
}

/// The size that a line names, and what follows the line.
fn chunk_size(bytes: &[u8]) -> Option<(usize, &[u8])> {
    const LINE_MAX: usize = 1024;
    let end = bytes.iter().take(LINE_MAX).position(|&b| b == b'\n')?;
    let line = std::str::from_utf8(&bytes[..end]).ok()?;
    let size = line.split(';').next()?.trim();
    let is_size = (1..=8).contains(&size.len()) && size.bytes().all(|b| b.is_ascii_hexdigit());
    let size = usize::from_str_radix(size, 16).ok().filter(|_| is_size)?;
    Some((size, &bytes[end + 1..]))
}

/// Undoes content codings, named with commas between, the last applied last.
///
/// Content that plainly is not coded as it claims, as when a tool stored it decoded, is taken as it is.
pub(crate) fn decode<'a>(codings: &str, content: Cow<'a, [u8]>) -> Result<Cow<'a, [u8]>, String> {
    codings.rsplit(',').try_fold(content, |content, coding| {
        let coding = coding.trim().to_ascii_lowercase();
        match coding.as_str() {
            "gzip" | "x-gzip" if content.starts_with(&[0x1f, 0x8b]) => inflate(&coding, MultiGzDecoder::new(&*content)),
            "deflate" if is_zlib(&content) => inflate(&coding, ZlibDecoder::new(&*content)),
            "deflate" | "br" | "zstd" | "compress" | "x-compress" if std::str::from_utf8(&content).is_ok() => Ok(content),
            "deflate" => inflate(&coding, DeflateDecoder::new(&*content)),
            "br" | "zstd" | "compress" | "x-compress" => Err(format!("the content coding {coding} is not supported")),
            _ => Ok(content),
        }
    })
}

fn inflate<'a>(coding: &str, decoder: impl Read) -> Result<Cow<'a, [u8]>, String> {
    let mut decoded = Vec::new();
    match decoder.take(DECODED_MAX as u64 + 1).read_to_end(&mut decoded) {
        Err(_) => Err(format!("the {coding} content is broken")),
        Ok(n) if n > DECODED_MAX => Err(format!("the {coding} content decodes to more than {DECODED_MAX} bytes")),
        Ok(_) => Ok(Cow::Owned(decoded)),
    }
}

/// Whether bytes begin with a [zlib header](https://www.rfc-editor.org/rfc/rfc1950#section-2.2); some servers leave it out.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && u16::from_be_bytes([*first, *second]).is_multiple_of(31))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use proptest::prelude::*;

    use super::*;

    fn gzip(content: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(content).unwrap();
        encoder.finish().unwrap()
    }

    fn check(codings: &str, content: &[u8], expected: Result<&[u8], &str>) {
        let decoded = decode(codings, Cow::Borrowed(content));
        assert_eq!(decoded.as_deref().map_err(String::as_str), expected, "{codings}");
    }

    #[test]
    fn each_coding_is_undone() {
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        let mut raw = DeflateEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(b"hello").unwrap();
        raw.write_all(b"hello").unwrap();
        check("gzip", &gzip(b"hello"), Ok(b"hello"));
        check("deflate", &zlib.finish().unwrap(), Ok(b"hello"));
        check("deflate", &raw.finish().unwrap(), Ok(b"hello"));
        check("gzip, X-Gzip", &gzip(&gzip(b"hello")), Ok(b"hello"));
    }

    #[test]
    fn what_is_not_coded_is_taken_as_it_is_and_what_cannot_be_decoded_is_named() {
        check("gzip", b"hello", Ok(b"hello"));
        check("br", b"hello", Ok(b"hello"));
        check("", b"", Ok(b""));
        check("br", b"\x8b\xff\x00", Err("the content coding br is not supported"));
        check("gzip", &gzip(b"hello")[..16], Err("the gzip content is broken"));
    }

    #[test]
    fn a_bomb_is_not_let_off() {
        check("gzip", &gzip(&vec![0; DECODED_MAX + 1]), Err("the gzip content decodes to more than 67108864 bytes"));
    }

    #[test]
    fn broken_chunks_are_refused() {
        for body in ["5\r\nhello", "5\r\nhello\r\n", "5\r\nhelloX\r\n0\r\n\r\n", "ffffffff\r\nhello", "2\r\nhello"] {
            assert!(join_chunks(body.as_bytes()).is_err(), "{body:?}");
        }
        assert_eq!(&*join_chunks(b"<html>\r\n").unwrap(), b"<html>\r\n");
        assert_eq!(&*join_chunks(b"5;x=y\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n").unwrap(), b"hello");
    }

    proptest! {
        #[test]
        fn chunks_joined_are_the_content(content in prop::collection::vec(any::<u8>(), 0..300), size in 1_usize..50) {
            let mut chunked: Vec<u8> = content
                .chunks(size)
                .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
                .collect();
            chunked.extend_from_slice(b"0\r\n\r\n");
            prop_assert_eq!(&*join_chunks(&chunked).unwrap(), &content[..]);
        }

        #[test]
        fn nothing_panics(content in prop::collection::vec(any::<u8>(), 0..60), codings in "(gzip|deflate|br|,){0,3}") {
            let _ = join_chunks(&content);
            let _ = decode(&codings, Cow::Borrowed(&content));
        }
    }
}
