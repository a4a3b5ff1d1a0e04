//! Character references: `&eacute;`, `&#233;`, `&#xe9;`.

use web_atoms::NAMED_ENTITIES;

/// The longest name that the standard knows without a semicolon, and the longest of all.
const MAX_BARE: usize = 6;
const MAX_NAME: usize = 32;

/// How a reference may end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a semicolon only.
    Closed,
    /// As browsers read text: old names need no semicolon.
    Text,
    /// As browsers read attributes: what goes on as a word or with `=` is part of an address.
    Attribute,
}

/// Adds `text` to `out` with its references replaced.
pub(crate) fn decode_into(out: &mut String, text: &str, ending: Ending) {
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match reference(rest, ending, out) {
            Some(length) => rest = &rest[length..],
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

/// Reads the reference at the start of `rest`, behind its `&`; how long it is.
fn reference(rest: &str, ending: Ending, out: &mut String) -> Option<usize> {
    let bytes = rest.as_bytes();
    if bytes.first() == Some(&b'#') {
        return number(rest, ending, out);
    }
    let length = bytes.iter().take(MAX_NAME).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if length == 0 {
        return None;
    }
    if bytes.get(length) == Some(&b';') && named(&rest[..=length], out) {
        return Some(length + 1);
    }
    if ending == Ending::Closed {
        return None;
    }
    (2..=length.min(MAX_BARE)).rev().find(|length| {
        let goes_on = bytes.get(*length).is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
        !(ending == Ending::Attribute && goes_on) && named(&rest[..*length], out)
    })
}

/// Adds what a name stands for, its semicolon included.
fn named(name: &str, out: &mut String) -> bool {
    let known = match name {
        "amp;" => "&",
        "nbsp;" => "\u{a0}",
        "lt;" => "<",
        "gt;" => ">",
        "quot;" => "\"",
        "apos;" => "'",
        "rsquo;" => "’",
        "ndash;" => "–",
        "bull;" => "•",
        _ => return in_table(name, out),
    };
    out.push_str(known);
    true
}

fn in_table(name: &str, out: &mut String) -> bool {
    // The table holds the beginnings of names too, with zeros.
    let Some((first, second)) = NAMED_ENTITIES.get(name).filter(|(first, _)| *first != 0) else { return false };
    out.extend([*first, *second].into_iter().filter(|code| *code != 0).filter_map(char::from_u32));
    true
}

fn number(rest: &str, ending: Ending, out: &mut String) -> Option<usize> {
    let (radix, start) = if rest[1..].starts_with(['x', 'X']) { (16, 2) } else { (10, 1) };
    let digits = rest[start..].bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let end = start + digits;
    let is_closed = rest.as_bytes().get(end) == Some(&b';');
    if digits == 0 || (ending == Ending::Closed && !is_closed) {
        return None;
    }
    out.push(u32::from_str_radix(&rest[start..end], radix).ok().and_then(character).unwrap_or(char::REPLACEMENT_CHARACTER));
    Some(end + usize::from(is_closed))
}

/// The character of a number. Those of Latin-1's controls mean what they are in Windows-1252.
fn character(code: u32) -> Option<char> {
    const WINDOWS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match code {
        0 => None,
        0x80..=0x9f => Some(WINDOWS[code as usize - 0x80]),
        _ => char::from_u32(code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, wanted: [&str; 3]) {
        for (ending, wanted) in [Ending::Closed, Ending::Text, Ending::Attribute].into_iter().zip(wanted) {
            let mut out = String::new();
            decode_into(&mut out, text, ending);
            assert_eq!(out, wanted, "{text}");
        }
    }

    #[test]
    fn references_are_read_as_browsers_do() {
        check("caf&eacute; &amp; &#8211;&#x2014; &bne;", ["café & –— =\u{20e5}"; 3]);
        check("R&D; a & b &; &# &#x; &nosuch;", ["R&D; a & b &; &# &#x; &nosuch;"; 3]);
        check("&copy 1 &eacutex &#233 &amp=1", ["&copy 1 &eacutex &#233 &amp=1", "© 1 éx é &=1", "© 1 &eacutex é &amp=1"]);
        check("&#150; &#0; &#xD800; &#99999999999;", ["– \u{fffd} \u{fffd} \u{fffd}"; 3]);
        check("&CounterClockwiseContourIntegral; &notit;", ["∳ &notit;", "∳ ¬it;", "∳ &notit;"]);
    }
}
