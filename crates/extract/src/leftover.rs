//! Markup that is still in a text after it was read as HTML: escaped twice, cut off, or typed by hand.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use crate::element::{Kind, Tag};
use crate::entities::{Ending, decode_into};

/// Texts were seen that had been escaped three times; what is left after as many rounds is broken up.
const ROUNDS: usize = 3;

/// `text` without tags and entities, so that neither `<[a-z/]` nor `&[a-z]+;` occurs in it.
///
/// Tags of HTML go, block elements leaving a line break; an angle bracket before another word gets a blank, since `<` is also "less than".
pub(crate) fn without_markup(text: &str) -> Cow<'_, str> {
    if !holds_markup(text) {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_owned();
    for _ in 0..ROUNDS {
        text = decode_entities(&strip_tags(&text));
        if !holds_markup(&text) {
            return Cow::Owned(text);
        }
    }
    Cow::Owned(broken_up(&text))
}

/// Whether there is a `<` before a letter or one of `/!?`, or a reference with its semicolon.
fn holds_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2_iter(b'<', b'&', bytes).any(|at| {
        let rest = &bytes[at + 1..];
        if bytes[at] == b'<' {
            return rest.first().is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?'));
        }
        let name = rest.strip_prefix(b"#").unwrap_or(rest);
        let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        length > 0 && name.get(length) == Some(&b';')
    })
}

fn strip_tags(text: &str) -> String {
    static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)<!--.*?-->|<(?:script|style)\b[^<>]*>.*?</(?:script|style)\s*>|<!doctype[^<>]*>|<\?[^<>]*>").expect("a constant pattern")
    });
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)<(/?)([A-Za-z][A-Za-z0-9:]*)(?:\s[^<>]*|/)?>").expect("a constant pattern"));
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<((?:https?://|mailto:)?[^\s<>]*[@.:][^\s<>]*)>").expect("a constant pattern"));
    let text = HIDDEN.replace_all(text, "");
    let text = TAG.replace_all(&text, |found: &regex::Captures<'_>| {
        let tag = Tag::of(&found[2]);
        if tag.is(Kind::MARKUP) { replacement(tag.name(), &found[1] == "/").to_owned() } else { found[0].to_owned() }
    });
    ADDRESS.replace_all(&text, "$1").into_owned()
}

/// What stands for a tag in the text.
fn replacement(name: &str, closing: bool) -> &'static str {
    match (name, closing) {
        ("li", false) => "\n- ",
        ("dt" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", false) => "\n\n",
        ("td" | "th", true) => " ",
        (
            "p" | "div" | "br" | "hr" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "tr" | "table" | "section" | "article" | "blockquote" | "h1" | "h2"
            | "h3" | "h4" | "h5" | "h6",
            _,
        ) => "\n",
        _ => "",
    }
}

/// Decodes the entities of `text` that end with a semicolon and leaves all else as it is.
pub(crate) fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    decode_into(&mut out, text, Ending::Closed);
    out
}

/// The last resort: what looks like markup is made to look like text.
fn broken_up(text: &str) -> String {
    static OPENING: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<([A-Za-z/!?])").expect("a constant pattern"));
    static ENTITY: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"&(#?[A-Za-z0-9]+);").expect("a constant pattern"));
    let text = OPENING.replace_all(text, "< $1");
    ENTITY.replace_all(&text, "&$1 ;").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_goes_and_other_brackets_stay() {
        for (text, wanted) in [
            ("pay < 5 & > 3", "pay < 5 & > 3"),
            ("R&D; x <y", "R&D ; x < y"),
            ("<p class='a'>One</p><LI>two<br/>three", "\nOne\n\n- two\nthree"),
            ("caf&amp;eacute; &#8211; &AMP;", "café – &"),
            ("write to <jo@lab.example>", "write to jo@lab.example"),
            ("<script>if (a) { b }</script>x<!-- y -->", "x"),
            ("&amp;amp;amp;amp;amp;lt;b", "&amp ;amp;lt;b"),
        ] {
            assert_eq!(without_markup(text), wanted, "{text}");
        }
    }
}
