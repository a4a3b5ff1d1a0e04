//! Bytes to characters, whatever the server says they are.

use std::borrow::Cow;
use std::sync::LazyLock;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};
use regex::bytes::Regex;

use crate::fault::{Fault, FaultKind};

/// More than this is not read: the longest advertisement has a hundredth of it.
pub(crate) const MAX_BYTES: usize = 16 << 20;

/// Decodes `bytes`. A byte order mark decides, then bytes that can only be UTF-8, then the charset that the server named, then the one that
/// the document names, then the look of the bytes.
///
/// # Errors
///
/// [`FaultKind::Empty`] and [`FaultKind::NotText`].
pub(crate) fn decode<'a>(bytes: &'a [u8], named: Option<&str>) -> Result<Cow<'a, str>, Fault> {
    let bytes = &bytes[..bytes.len().min(MAX_BYTES)];
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Fault::new(FaultKind::Empty, ""));
    }
    let (text, encoding, _) = encoding_of(bytes, named).decode(bytes);
    let bad_n = senseless_n(&text);
    let chars_n = if bad_n == 0 { text.len() } else { text.chars().count() };
    if bad_n * 20 > chars_n {
        return Err(Fault::new(FaultKind::NotText, format!("{bad_n} of {chars_n} characters make no sense as {}", encoding.name())));
    }
    let is_clean = memchr::memchr(0, text.as_bytes()).is_none() && memchr::memmem::find(text.as_bytes(), b"\xef\xbb\xbf").is_none();
    Ok(if is_clean { text } else { Cow::Owned(text.replace(['\0', '\u{feff}'], "")) })
}

/// The number of characters that no text holds: controls, and what stands for bytes that are no character.
fn senseless_n(text: &str) -> usize {
    let is_control = |byte: u8| (byte < b' ' && !(b'\t'..=b'\r').contains(&byte)) || byte == 0x7f;
    // Most texts have none, which many bytes at a time can tell.
    let holds_any = |bytes: &[u8]| bytes.iter().fold(false, |any, byte| any | is_control(*byte));
    let chunks = text.as_bytes().chunks(128).filter(|bytes| holds_any(bytes));
    let controls_n: usize = chunks.map(|bytes| bytes.iter().filter(|byte| is_control(**byte)).count()).sum();
    let is_high_control = |at: &usize| matches!(text.as_bytes().get(at + 1), Some(0x80..=0x84 | 0x86..=0x9f));
    let high_controls_n = memchr::memchr_iter(0xc2, text.as_bytes()).filter(is_high_control).count();
    controls_n + high_controls_n + memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}").count()
}

fn encoding_of(bytes: &[u8], named: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // Bytes above 127 that happen to form valid UTF-8 are next to impossible in another charset, and servers are often wrong.
    let valid = std::str::from_utf8(bytes).is_ok();
    if valid && !bytes.is_ascii() {
        return UTF_8;
    }
    let label = |label: Option<&[u8]>| label.and_then(Encoding::for_label).filter(|encoding| valid || *encoding != UTF_8);
    label(named.map(str::as_bytes)).or_else(|| label(in_document(bytes))).unwrap_or_else(|| by_look(bytes))
}

/// The charset that a `meta` element or an XML declaration names.
fn in_document(bytes: &[u8]) -> Option<&[u8]> {
    static CHARSET: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?i-u)<(?:meta|\?xml)[^>]{0,200}(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})"#).expect("a constant pattern")
    });
    CHARSET.captures(&bytes[..bytes.len().min(4096)]).and_then(|found| found.get(1)).map(|label| label.as_bytes())
}

fn by_look(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_charset_is_found() {
        for (bytes, named, wanted) in [
            ("Été".as_bytes(), Some("iso-8859-1"), "Été"),
            (b"\xc9t\xe9 \x96 science", Some("windows-1252"), "Été – science"),
            (b"\xc9t\xe9, la ville", Some("utf-8"), "Été, la ville"),
            (b"<META content='text/html; charset=ISO-8859-1'>\xc9t\xe9", None, "<META content='text/html; charset=ISO-8859-1'>Été"),
            (
                b"<p>Responsable de la m\xe9diation, \xe0 l'universit\xe9, m\xeame \xe0 distance",
                None,
                "<p>Responsable de la médiation, à l'université, même à distance",
            ),
            (b"\xef\xbb\xbfa", None, "a"),
            (b"\xff\xfea\0b\0", None, "ab"),
            (b"a\0b\0", Some("utf-16le"), "ab"),
        ] {
            assert_eq!(decode(bytes, named).unwrap(), wanted);
        }
    }

    #[test]
    fn what_is_no_text() {
        assert_eq!(decode(b" \n", None).unwrap_err().kind, FaultKind::Empty);
        assert_eq!(decode(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", None).unwrap_err().kind, FaultKind::NotText);
    }
}
