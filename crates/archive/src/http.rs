//! The HTTP message inside a record.

use std::borrow::Cow;

/// Writes a received response down as an HTTP/1.1 message.
///
/// `Transfer-Encoding` is left out, since an HTTP client hands the body over without it.
pub fn response_message<'a>(
    status: u16,
    headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    body: &[u8],
) -> Vec<u8> {
    let mut message = format!("HTTP/1.1 {status} \r\n").into_bytes();
    for (name, value) in headers {
        if !name.eq_ignore_ascii_case("transfer-encoding") {
            message.extend_from_slice(name.as_bytes());
            message.extend_from_slice(b": ");
            message.extend(value.iter().map(|&b| {
                if matches!(b, b'\r' | b'\n' | 0) {
                    b' '
                } else {
                    b
                }
            }));
            message.extend_from_slice(b"\r\n");
        }
    }
    message.extend_from_slice(b"\r\n");
    message.extend_from_slice(body);
    message
}

pub(crate) fn entity(message: &[u8]) -> Cow<'_, [u8]> {
    Cow::Borrowed(message)
}
