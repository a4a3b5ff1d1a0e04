//! HTML to its tags and the text between them, as browsers read it: no text fails, and the time is linear.
//!
//! This is the tokenization of <https://html.spec.whatwg.org/multipage/parsing.html> without the errors that it names: comments and
//! declarations are passed over, character references are left to whoever wants the text.

use std::borrow::Cow;

use crate::element::{Kind, Tag};
use crate::entities::{Ending, decode_into};

/// A piece of HTML.
#[derive(Clone, Copy)]
pub(crate) enum Token<'a> {
    /// Text between tags, its references undecoded.
    Text(&'a str),
    /// The content of an element that holds no markup. References count in `title` and `textarea` only.
    Raw(Tag, &'a str),
    Start(Start<'a>),
    End(Tag, &'a str),
}

/// A start tag.
#[derive(Clone, Copy)]
pub(crate) struct Start<'a> {
    pub(crate) tag: Tag,
    /// Its name as it is written.
    pub(crate) name: &'a str,
    pub(crate) attributes: Attributes<'a>,
}

/// The attributes of a start tag; the values are undecoded.
#[derive(Clone, Copy)]
pub(crate) struct Attributes<'a>(pub(crate) &'a str);

/// The tokens of a text.
pub(crate) struct Tokens<'a> {
    source: &'a str,
    at: usize,
    /// The element whose content is no markup, when it was opened just now.
    raw: Option<Tag>,
    /// Inside `svg` and `math`, where `CDATA` is text and only `script` and `style` are raw.
    pub(crate) in_foreign: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn of(source: &'a str) -> Self {
        Self { source, at: 0, raw: None, in_foreign: false }
    }

    fn rest(&self) -> &'a [u8] {
        &self.source.as_bytes()[self.at..]
    }

    /// The text up to the next `<` that begins markup.
    fn text(&mut self) -> &'a str {
        let (start, bytes) = (self.at, self.source.as_bytes());
        while let Some(found) = memchr::memchr(b'<', &bytes[self.at..]) {
            self.at += found;
            if bytes.get(self.at + 1).is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?')) {
                return &self.source[start..self.at];
            }
            self.at += 1;
        }
        self.at = bytes.len();
        &self.source[start..]
    }

    /// The content of `tag` up to its end tag, or to the end.
    fn raw(&mut self, tag: Tag) -> &'a str {
        let (start, bytes) = (self.at, self.source.as_bytes());
        // A script inside a comment inside a script has an end tag of its own.
        let (mut comment, mut is_hidden) = (None, false);
        while let Some(found) = memchr::memchr(b'<', &bytes[self.at..]) {
            self.at += found;
            let rest = &bytes[self.at..];
            if starts_with_tag(rest, b"</", tag) {
                if !is_hidden {
                    return &self.source[start..self.at];
                }
                is_hidden = false;
            } else if tag == Tag::SCRIPT && rest.starts_with(b"<!--") {
                comment = Some(self.at + 2);
            } else if tag == Tag::SCRIPT && starts_with_tag(rest, b"<", tag) {
                comment = comment.filter(|from| memchr::memmem::find(&bytes[*from..self.at], b"-->").is_none()).map(|_| self.at);
                is_hidden = comment.is_some();
            }
            self.at += 1;
        }
        self.at = bytes.len();
        &self.source[start..]
    }

    /// Passes over a comment, a declaration or an instruction; the text of `CDATA` where it is text.
    fn declaration(&mut self) -> Option<&'a str> {
        let rest = &self.source[self.at..];
        if self.in_foreign && rest.starts_with("<![CDATA[") {
            let text = &rest[9..];
            let end = text.find("]]>");
            self.at += 9 + end.map_or(text.len(), |end| end + 3);
            return Some(&text[..end.unwrap_or(text.len())]);
        }
        let length = rest.strip_prefix("<!--").map_or_else(|| memchr::memchr(b'>', rest.as_bytes()).map(|end| end + 1), comment_length);
        self.at += length.unwrap_or(rest.len());
        None
    }

    fn tag(&mut self) -> Option<Token<'a>> {
        let bytes = self.source.as_bytes();
        let is_end = bytes[self.at + 1] == b'/';
        let start = self.at + 1 + usize::from(is_end);
        let name_end = start + bytes[start..].iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))?;
        let end = name_end + attributes_length(&bytes[name_end..])?;
        self.at = end + 1;
        let name = &self.source[start..name_end];
        let tag = Tag::of(name);
        if is_end {
            return Some(Token::End(tag, name));
        }
        self.raw = Some(tag).filter(|tag| tag.is(Kind::RAW) && !self.in_foreign);
        Some(Token::Start(Start { tag, name, attributes: Attributes(&self.source[name_end..end]) }))
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(tag) = self.raw.take() {
            return Some(Token::Raw(tag, self.raw(tag)));
        }
        loop {
            let text = self.text();
            if !text.is_empty() {
                return Some(Token::Text(text));
            }
            match self.rest() {
                [] => return None,
                [b'<', b'a'..=b'z' | b'A'..=b'Z', ..] | [b'<', b'/', b'a'..=b'z' | b'A'..=b'Z', ..] => {
                    let tag = self.tag();
                    // A tag that nothing ends is no text.
                    self.at = if tag.is_none() { self.source.len() } else { self.at };
                    return tag;
                }
                _ => {}
            }
            if let Some(text) = self.declaration() {
                return Some(Token::Text(text));
            }
        }
    }
}

impl<'a> Attributes<'a> {
    /// The value of the attribute called `name`, decoded.
    pub(crate) fn get(self, name: &str) -> Option<Cow<'a, str>> {
        self.pairs().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| decoded(value))
    }

    /// All of them in order: their names and values.
    pub(crate) fn pairs(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self;
        std::iter::from_fn(move || {
            let (pair, after) = rest.split_first()?;
            rest = after;
            Some(pair)
        })
    }

    fn split_first(self) -> Option<((&'a str, &'a str), Self)> {
        let after_blanks = |at: usize| at + self.0.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let bytes = self.0.as_bytes();
        let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != b'/')?;
        // An equals sign at the start is part of the name.
        let ends_name = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=');
        let name_end = bytes[start + 1..].iter().position(ends_name).map_or(bytes.len(), |at| start + 1 + at);
        let name = &self.0[start..name_end];
        let at = after_blanks(name_end);
        if bytes.get(at) != Some(&b'=') {
            return Some(((name, ""), Attributes(&self.0[at..])));
        }
        let at = after_blanks(at + 1);
        let (value, after) = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let inside = &self.0[at + 1..];
                memchr::memchr(*quote, inside.as_bytes()).map_or((inside, ""), |end| (&inside[..end], &inside[end + 1..]))
            }
            _ => self.0[at..].split_at(bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - at)),
        };
        Some(((name, value), Attributes(after)))
    }
}

/// The value of an attribute as it is meant.
pub(crate) fn decoded(value: &str) -> Cow<'_, str> {
    if memchr::memchr(b'&', value.as_bytes()).is_none() {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    decode_into(&mut out, value, Ending::Attribute);
    Cow::Owned(out)
}

/// How far it is to the `>` that ends a tag, from behind its name.
fn attributes_length(bytes: &[u8]) -> Option<usize> {
    let first = memchr::memchr(b'>', bytes)?;
    if memchr::memchr2(b'"', b'\'', &bytes[..first]).is_none() {
        return Some(first);
    }
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b'>' => return Some(at),
            b'=' => {
                at += 1 + bytes[at + 1..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                match bytes.get(at)? {
                    quote @ (b'"' | b'\'') => at += 2 + memchr::memchr(*quote, &bytes[at + 1..])?,
                    b'>' => {}
                    _ => at += bytes[at..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>')?,
                }
            }
            _ => at += 1,
        }
    }
}

/// The length of a comment with its mark, from behind the mark.
fn comment_length(rest: &str) -> Option<usize> {
    if let Some(marks) = [">", "->"].iter().find(|marks| rest.starts_with(**marks)) {
        return Some(4 + marks.len());
    }
    let ends = memchr::memmem::find_iter(rest.as_bytes(), "--");
    ends.into_iter().find_map(|at| ["-->", "--!>"].iter().find(|end| rest[at..].starts_with(**end)).map(|end| 4 + at + end.len()))
}

/// Whether `bytes` begin with `mark`, the name of `tag` and the end of a name.
fn starts_with_tag(bytes: &[u8], mark: &[u8], tag: Tag) -> bool {
    let name = tag.name().as_bytes();
    let end = mark.len() + name.len();
    bytes.starts_with(mark)
        && bytes.get(mark.len()..end).is_some_and(|found| found.eq_ignore_ascii_case(name))
        && bytes.get(end).is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of `html`: start tags with their attributes, end tags with a slash, raw text in quotes.
    fn check(html: &str, wanted: &[&str]) {
        let told = |token| match token {
            Token::Text(text) => text.to_owned(),
            Token::Raw(tag, text) => format!("{}'{text}'", tag.name()),
            Token::Start(start) => {
                start.attributes.pairs().fold(format!("<{}", start.name), |told, (name, value)| format!("{told} {name}={}", decoded(value)))
            }
            Token::End(_, name) => format!("/{name}"),
        };
        assert_eq!(Tokens::of(html).map(told).collect::<Vec<_>>(), wanted, "{html}");
    }

    #[test]
    fn tags_and_text() {
        check("a<B>b</b >c", &["a", "<B", "b", "/b", "c"]);
        check("1 < 2 <5 years> <", &["1 < 2 <5 years> <"]);
        check("<a href='x>y' ID=\"1\" c = d/e f>g", &["<a href=x>y ID=1 c=d/e f=", "g"]);
        check("<a title=it's>b<br/><p don't>c", &["<a title=it's", "b", "<br", "<p don't=", "c"]);
        check("<a x='&lt;&copy=1'>", &["<a x=<&copy=1"]);
        check("cut <a href='x", &["cut "]);
        check("cut </a", &["cut "]);
    }

    #[test]
    fn what_is_passed_over() {
        check("<!DOCTYPE html>a<!-- <b> -->c<!-->d<!--->e<!-- x --!>f<!x>g<?php x ?>h</>i</ x>j", &["a", "c", "d", "e", "f", "g", "h", "i", "j"]);
        check("a<!-- open <b>", &["a"]);
        check("a<![CDATA[b]]>c", &["a", "c"]);
    }

    #[test]
    fn raw_text() {
        check("<script>if (a < b) '<p>'</SCRIPT >c", &["<script", "script'if (a < b) '<p>''", "/SCRIPT", "c"]);
        check("<title>a<b></titles></title>", &["<title", "title'a<b></titles>'", "/title"]);
        check("<textarea>", &["<textarea", "textarea''"]);
        check("<script><!-- <script></script> --></script>b", &["<script", "script'<!-- <script></script> -->'", "/script", "b"]);
        check("<script><!-- --><script></script>b", &["<script", "script'<!-- --><script>'", "/script", "b"]);
    }
}
