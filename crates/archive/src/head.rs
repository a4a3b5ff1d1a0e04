//! The lines before a record's block: version, type, length and named fields.

use crate::record::{Fields, RecordType};

/// What a record says about itself before its block begins.
#[derive(Debug)]
pub(crate) struct Head {
    pub(crate) kind: RecordType,
    pub(crate) fields: Fields,
    pub(crate) block_len: u64,
}

impl Head {
    /// Reads the lines up to and with the empty one; the error says what is missing or wrong.
    pub(crate) fn parse(lines: &[u8]) -> Result<Head, String> {
        let text = String::from_utf8_lossy(lines);
        let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let version = lines.next().unwrap_or_default();
        if !version.starts_with("WARC/1.") && !version.starts_with("WARC/0.") {
            return Err("no WARC record begins here".to_owned());
        }
        let mut head = RawHead::default();
        for line in lines.take_while(|line| !line.is_empty()) {
            head.add(line)?;
        }
        head.finish()
    }
}

#[derive(Default)]
struct RawHead {
    fields: Vec<(String, String)>,
}

impl RawHead {
    fn add(&mut self, line: &str) -> Result<(), String> {
        if line.starts_with([' ', '\t']) {
            let (_, value) = self.fields.last_mut().ok_or("a continued line continues nothing")?;
            value.push(' ');
            value.push_str(line.trim());
            return Ok(());
        }
        let (name, value) = line.split_once(':').ok_or("a line among the named fields has no colon")?;
        self.fields.push((name.trim().to_owned(), value.trim().to_owned()));
        Ok(())
    }

    fn finish(mut self) -> Result<Head, String> {
        let kind = self.take("WARC-Type")?;
        let length = self.take("Content-Length")?;
        let block_len = length.parse().map_err(|_| format!("the Content-Length {length:?} is no number"))?;
        Ok(Head { kind: RecordType::from_word(&kind), fields: Fields::from_pairs(self.fields), block_len })
    }

    fn take(&mut self, name: &str) -> Result<String, String> {
        let found = self.fields.iter().position(|(n, _)| n.eq_ignore_ascii_case(name));
        found.map(|at| self.fields.remove(at).1).ok_or_else(|| format!("the field {name} is missing"))
    }
}

/// Where the empty line ends that follows the named fields, looking from a byte on.
pub(crate) fn end_of_head(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|&b| b == b'\n') {
        at += found + 1;
        match bytes[at..] {
            [b'\n', ..] => return Some(at + 1),
            [b'\r', b'\n', ..] => return Some(at + 2),
            _ => {}
        }
    }
    None
}

/// Where the next version line of a record begins, looking from a byte on.
pub(crate) fn next_version_line(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = bytes.get(at..)?.iter().position(|&b| b == b'W') {
        at += found;
        if is_version_line(&bytes[at..]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Bytes that [`next_version_line`] needs to recognize a line.
pub(crate) const VERSION_LINE_LEN: usize = 10;

fn is_version_line(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [b'W', b'A', b'R', b'C', b'/', b'1', b'.', b'0'..=b'9', b'\n', ..]
            | [b'W', b'A', b'R', b'C', b'/', b'1', b'.', b'0'..=b'9', b'\r', b'\n', ..]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_without_regard_to_case_and_continued_lines_are_joined() {
        let head = Head::parse(b"WARC/1.0\r\nwarc-type: Response\r\nX: a\r\n b\r\ncontent-length:  12\r\n\r\n").unwrap();
        assert_eq!((head.kind, head.block_len), (RecordType::Response, 12));
        assert_eq!(head.fields.iter().collect::<Vec<_>>(), [("X", "a b")]);
    }

    #[test]
    fn what_is_missing_is_named() {
        let detail = |text: &str| Head::parse(text.as_bytes()).unwrap_err();
        assert_eq!(detail("HTTP/1.1 200 OK\r\n\r\n"), "no WARC record begins here");
        assert_eq!(detail("WARC/1.1\r\nContent-Length: 0\r\n\r\n"), "the field WARC-Type is missing");
        assert_eq!(detail("WARC/1.1\r\nWARC-Type: resource\r\n\r\n"), "the field Content-Length is missing");
        assert_eq!(detail("WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: -1\r\n\r\n"), "the Content-Length \"-1\" is no number");
        assert_eq!(detail("WARC/1.1\r\nWARC-Type\r\n\r\n"), "a line among the named fields has no colon");
    }
}
