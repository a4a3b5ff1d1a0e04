//! The HTTP message inside a record.

use std::borrow::Cow;

use crate::coding;

/// Writes a received response down as an HTTP/1.1 message.
///
/// `Transfer-Encoding` is left out, since an HTTP client hands the body over without it. Line breaks inside a value
/// become spaces.
pub fn response_message<'a>(status: u16, headers: impl IntoIterator<Item = (&'a str, &'a [u8])>, body: &[u8]) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 {status} \r\n").into_bytes();
    for (name, value) in headers {
        if !name.eq_ignore_ascii_case("transfer-encoding") {
            message.extend_from_slice(name.as_bytes());
            message.extend_from_slice(b": ");
            message.extend(value.iter().map(|&b| if matches!(b, b'\r' | b'\n') { b' ' } else { b }));
            message.extend_from_slice(b"\r\n");
        }
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(body);
    message
}

/// Status, headers and body.
pub type ResponseParts<'a> = (u16, Vec<(String, Vec<u8>)>, &'a [u8]);

/// Takes a message apart that [`response_message`] wrote, byte for byte; none when it is no such message.
pub fn response_parts(message: &[u8]) -> Option<ResponseParts<'_>> {
    let (head, body) = split_head(message);
    let mut lines = head.split(|&b| b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let status = status(lines.next()?).ok()?;
    let headers = lines.filter(|line| !line.is_empty()).map(|line| {
        let colon = line.windows(2).position(|pair| pair == b": ")?;
        Some((text(&line[..colon]).into_owned(), line[colon + 2..].to_vec()))
    });
    Some((status, headers.collect::<Option<_>>()?, body))
}

/// A response, taken apart.
#[derive(Debug)]
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// Takes a message apart. Lines without a colon among the headers are passed over, as browsers do.
    pub(crate) fn parse(message: &'a [u8]) -> Result<Response<'a>, String> {
        let (head, body) = split_head(message);
        let mut lines = head.split(|&b| b == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let status = status(lines.next().unwrap_or_default())?;
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            let line = text(line);
            match (line.starts_with([' ', '\t']), headers.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => {
                    value.push(' ');
                    value.push_str(line.trim());
                }
                (false, _, Some((name, value))) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
                _ => {}
            }
        }
        Ok(Response { status, headers, body })
    }

    /// The first value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The body as it lies in the message.
    pub(crate) fn raw_body(&self) -> &'a [u8] {
        self.body
    }

    /// The body without chunks.
    ///
    /// A message that claims to be chunked but was stored without chunks, as many tools do, is taken as it is.
    pub(crate) fn entity(&self) -> Result<Cow<'a, [u8]>, String> {
        let is_chunked =
            self.header("transfer-encoding").is_some_and(|codings| codings.split(',').any(|coding| coding.trim().eq_ignore_ascii_case("chunked")));
        if is_chunked { coding::join_chunks(self.body) } else { Ok(Cow::Borrowed(self.body)) }
    }

    /// What the server did to the content, the last step last.
    pub(crate) fn content_codings(&self) -> String {
        let of_transfer = self.header("transfer-encoding").unwrap_or_default();
        format!("{},{of_transfer}", self.header("content-encoding").unwrap_or_default())
    }
}

/// The payload of an HTTP message: its body without chunks, or its body as it is when the chunks are broken.
pub(crate) fn entity(message: &[u8]) -> Cow<'_, [u8]> {
    match Response::parse(message) {
        Ok(response) => response.entity().unwrap_or(Cow::Borrowed(response.raw_body())),
        Err(_) => Cow::Borrowed(message),
    }
}

fn split_head(message: &[u8]) -> (&[u8], &[u8]) {
    let end = crate::head::end_of_head(message, 0).unwrap_or(message.len());
    message.split_at(end)
}

fn status(line: &[u8]) -> Result<u16, String> {
    let line = text(line);
    let mut words = line.split_ascii_whitespace();
    let is_http = words.next().is_some_and(|word| word.starts_with("HTTP/"));
    let status = words.next().filter(|word| word.len() == 3).and_then(|word| word.parse().ok());
    match status {
        Some(status @ 100..=999) if is_http => Ok(status),
        _ => Err("the HTTP message has no status line".to_owned()),
    }
}

/// Header bytes as text: UTF-8, or else Latin-1, which HTTP once prescribed.
fn text(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(bytes.iter().map(|&b| char::from(b)).collect()),
    }
}

/// A media type taken apart: essence and charset, both in lower case.
pub(crate) fn media_type(value: &str) -> (Option<String>, Option<String>) {
    let mut parts = value.split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let charset = parts.find_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    });
    (Some(essence).filter(|essence| !essence.is_empty()), charset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_survive_bad_lines_old_folds_and_latin_1() {
        let message = b"HTTP/1.0 404\nServer: a\n b\nnonsense\nX-Name: Caf\xe9\n\nbody";
        let response = Response::parse(message).unwrap();
        assert_eq!((response.status, response.raw_body()), (404, &b"body"[..]));
        assert_eq!(response.header("server"), Some("a b"));
        assert_eq!(response.header("x-name"), Some("Café"));
        assert!(Response::parse(b"<html>").is_err());
    }

    #[test]
    fn a_media_type_is_taken_apart() {
        let check = |value: &str, essence: Option<&str>, charset: Option<&str>| {
            assert_eq!(media_type(value), (essence.map(str::to_owned), charset.map(str::to_owned)), "{value}");
        };
        check("Text/HTML; Charset=\"UTF-8\"", Some("text/html"), Some("utf-8"));
        check("application/json", Some("application/json"), None);
        check("; charset=", None, None);
    }

    #[test]
    fn a_response_written_down_is_the_response_read() {
        let headers = [("Content-Type", &b"text/plain"[..]), ("Transfer-Encoding", b"chunked"), ("X", b"a\r\nb")];
        let message = response_message(200, headers, b"5\r\nhello");
        let response = Response::parse(&message).unwrap();
        assert_eq!((response.status, &*response.entity().unwrap()), (200, &b"5\r\nhello"[..]));
        assert_eq!(response.header("x"), Some("a  b"));
        assert_eq!(response.header("transfer-encoding"), None);
        let (status, headers, body) = response_parts(&message).unwrap();
        assert_eq!((status, body), (200, &b"5\r\nhello"[..]));
        assert_eq!(headers, [("Content-Type".to_owned(), b"text/plain".to_vec()), ("X".to_owned(), b"a  b".to_vec())]);
        assert_eq!(response_message(status, headers.iter().map(|(name, value)| (name.as_str(), value.as_slice())), body), message);
        assert_eq!(response_parts(b"<html>"), None);
        assert_eq!(response_parts(b"HTTP/1.1 204 \r\n\r\n"), Some((204, Vec::new(), &b""[..])));
    }
}
