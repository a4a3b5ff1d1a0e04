//! Markup that is still in a text after it was read as HTML: escaped twice, cut off, or typed by hand.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;
use scraper::Html;

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

fn holds_markup(text: &str) -> bool {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<[A-Za-z/!?]|&#?[A-Za-z0-9]+;").expect("a constant pattern"));
    memchr(text) && MARKUP.is_match(text)
}

/// The quick answer for most texts.
fn memchr(text: &str) -> bool {
    text.as_bytes().iter().any(|b| matches!(b, b'<' | b'&'))
}

/// The elements whose tags are taken for markup wherever they stand.
const TAGS: [&str; 76] = [
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "big",
    "blockquote",
    "body",
    "br",
    "button",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figure",
    "figcaption",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "label",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "o:p",
    "ol",
    "p",
    "path",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "video",
    "wbr",
];

/// Whether `name`, in any case, is an element of HTML.
pub(crate) fn is_tag_name(name: &str) -> bool {
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

fn strip_tags(text: &str) -> String {
    static HIDDEN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?is)<!--.*?-->|<(?:script|style)\b[^<>]*>.*?</(?:script|style)\s*>|<!doctype[^<>]*>|<\?[^<>]*>").expect("a constant pattern")
    });
    static TAG: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(&format!(r"(?is)<(/?)({})(?:\s[^<>]*|/)?>", TAGS.join("|"))).expect("a constant pattern"));
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<((?:https?://|mailto:)?[^\s<>]*[@.:][^\s<>]*)>").expect("a constant pattern"));
    let text = HIDDEN.replace_all(text, "");
    let text = TAG.replace_all(&text, |found: &regex::Captures<'_>| replacement(&found[2].to_ascii_lowercase(), &found[1] == "/"));
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

/// Decodes the entities of `text` and leaves all else as it is.
pub(crate) fn decode_entities(text: &str) -> String {
    static ENTITY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});").expect("a constant pattern"));
    ENTITY.replace_all(text, |found: &regex::Captures<'_>| decoded(&found[0])).into_owned()
}

fn decoded(entity: &str) -> String {
    match entity {
        "&amp;" => "&".to_owned(),
        "&lt;" => "<".to_owned(),
        "&gt;" => ">".to_owned(),
        "&quot;" => "\"".to_owned(),
        "&nbsp;" => "\u{a0}".to_owned(),
        "&#39;" | "&apos;" => "'".to_owned(),
        _ => Html::parse_fragment(entity).root_element().text().collect(),
    }
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
