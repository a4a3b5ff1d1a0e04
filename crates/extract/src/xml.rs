//! XML to a tree of JSON values, so that a feed is read like any other answer.
//!
//! An element with neither attributes nor elements in it becomes a string; any other an object of its elements, its attributes (`@name`) and its
//! text (`#text`). Elements that repeat become an array. Markup of HTML that stands in a text unescaped stays in that text.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};
use serde_json::{Map, Value};

/// Elements that are nested deeper are left out, and their text is kept.
const MAX_DEPTH: usize = 48;

/// The key of an element's own text.
pub(crate) const TEXT: &str = "#text";

/// Elements of HTML that no feed uses as a name of its own.
const MARKUP: [&str; 26] = [
    "p",
    "div",
    "span",
    "br",
    "hr",
    "ul",
    "ol",
    "li",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "a",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "tbody",
    "tr",
    "td",
    "th",
    "blockquote",
];

/// Reads an XML document to an object with one key, the name of its root; names keep their prefix.
///
/// Entities that a document declares are never expanded, which takes the point from those that expand to gigabytes. What a broken
/// document holds before its first syntax error is read.
///
/// # Errors
///
/// What is wrong, when not even one element can be read.
pub(crate) fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    let mut tree = Tree::default();
    let error = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => tree.open(&tag),
            Ok(Event::Empty(tag)) => {
                tree.open(&tag);
                tree.close(tag.name().as_ref());
            }
            Ok(Event::End(tag)) => tree.close(tag.name().as_ref()),
            Ok(Event::Text(text)) => tree.text(&text),
            Ok(Event::CData(text)) => tree.cdata(&text),
            Ok(Event::GeneralRef(name)) => tree.reference(&name),
            Ok(Event::Eof) => break None,
            Ok(_) => {}
            Err(error) => break Some(error.to_string()),
        }
    };
    let root = tree.finish();
    if root.is_empty() { Err(error.unwrap_or_else(|| "no element".to_owned())) } else { Ok(Value::Object(root)) }
}

/// An element that is open.
#[derive(Default)]
struct Element {
    name: String,
    children: Map<String, Value>,
    text: String,
}

impl Element {
    fn add(&mut self, name: String, value: Value) {
        match self.children.get_mut(&name) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None => {
                self.children.insert(name, value);
            }
        }
    }

    fn into_value(mut self) -> Value {
        let text = self.text.trim();
        if self.children.is_empty() {
            return Value::String(text.to_owned());
        }
        if !text.is_empty() {
            self.children.insert(TEXT.to_owned(), Value::String(text.to_owned()));
        }
        Value::Object(self.children)
    }
}

/// The tree while it is being read.
#[derive(Default)]
struct Tree {
    root: Element,
    open: Vec<Element>,
    /// Elements of HTML that are open in the innermost element, and elements past the bound.
    inner: Vec<String>,
}

impl Tree {
    fn last(&mut self) -> &mut Element {
        self.open.last_mut().unwrap_or(&mut self.root)
    }

    fn is_in_markup(&self) -> bool {
        !self.inner.is_empty()
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        let is_markup = MARKUP.iter().any(|known| known.eq_ignore_ascii_case(name.as_ref())) && !self.open.is_empty();
        if is_markup || self.is_in_markup() || self.open.len() >= MAX_DEPTH {
            let raw = format!("<{}>", &**tag);
            self.last().text.push_str(&raw);
            self.inner.push(AsRef::<str>::as_ref(&name).to_owned());
            return;
        }
        let mut element = Element { name: AsRef::<str>::as_ref(&name).to_owned(), ..Element::default() };
        for attribute in tag.html_attributes().with_checks(false).flatten() {
            let key = AsRef::<str>::as_ref(&attribute.key).to_owned();
            if !key.starts_with("xml") {
                let raw = &attribute.value;
                element.add(format!("@{key}"), Value::String(unescape(raw).map_or_else(|_| raw.to_string(), Cow::into_owned)));
            }
        }
        self.open.push(element);
    }

    /// Closes the innermost element of that name; an end tag that nothing opened closes nothing.
    fn close(&mut self, name: &str) {
        if let Some(above_n) = self.inner.iter().rev().take(MAX_DEPTH).position(|open| open == name) {
            let raw = format!("</{name}>");
            self.last().text.push_str(&raw);
            self.inner.truncate(self.inner.len() - 1 - above_n);
            return;
        }
        if let Some(at) = self.open.iter().rposition(|element| element.name == name) {
            self.inner.clear();
            while self.open.len() > at {
                self.close_last();
            }
        }
    }

    fn close_last(&mut self) {
        if let Some(element) = self.open.pop() {
            let name = element.name.clone();
            let value = element.into_value();
            self.last().add(name, value);
        }
    }

    fn text(&mut self, text: &str) {
        self.last().text.push_str(text);
    }

    /// Inside markup, characters that are no markup stay escaped.
    fn cdata(&mut self, text: &str) {
        if self.is_in_markup() {
            let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
            self.last().text.push_str(&escaped);
        } else {
            self.last().text.push_str(text);
        }
    }

    /// Entities that XML does not know stay, for whoever reads the text as HTML: feeds use those of HTML without declaring them.
    fn reference(&mut self, name: &BytesRef<'_>) {
        let raw: &str = name;
        let known = resolve_predefined_entity(raw).map(str::to_owned).or_else(|| name.resolve_char_ref().ok().flatten().map(String::from));
        let text = known.filter(|_| !self.is_in_markup()).unwrap_or_else(|| format!("&{raw};"));
        self.last().text.push_str(&text);
    }

    fn finish(mut self) -> Map<String, Value> {
        while !self.open.is_empty() {
            self.close_last();
        }
        self.root.children
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(xml: &str, wanted: &Value) {
        assert_eq!(parse(xml).as_ref(), Ok(wanted), "{xml}");
    }

    #[test]
    fn elements_attributes_and_texts() {
        check("<?xml version='1.0'?><a><n>x</n><n> y &amp; z </n><c/></a>", &json!({"a": {"n": ["x", "y & z"], "c": ""}}));
        check("<a><link rel='self' href='u?x=1&amp;y=2'/>t</a>", &json!({"a": {"link": {"@rel": "self", "@href": "u?x=1&y=2"}, "#text": "t"}}));
        check("<a xmlns='urn:x'><t:b><![CDATA[<p>1 &lt; 2</p>]]></t:b></a>", &json!({"a": {"t:b": "<p>1 &lt; 2</p>"}}));
        check("<a><n>&lt;p&gt;caf&eacute;&#33;</n></a>", &json!({"a": {"n": "<p>caf&eacute;!"}}));
        check(
            "<a><n>one <p class='x'>two &lt; <i>3</i></p><br/>four</n></a>",
            &json!({"a": {"n": "one <p class='x'>two &lt; <i>3</i></p><br></br>four"}}),
        );
    }

    #[test]
    fn what_is_broken() {
        check("<a><n>R&D & more</n><c>x</a>", &json!({"a": {"n": "R&D & more", "c": "x"}}));
        check("<a><n>x</n></z><c>cut <", &json!({"a": {"n": "x", "c": "cut"}}));
        check("<!DOCTYPE a [<!ENTITY e \"ha\"><!ENTITY f \"&e;&e;\">]><a>&f;</a>", &json!({"a": "&f;"}));
        assert!(parse("no xml").is_err());
        assert!(parse(&"<a>".repeat(100_000)).is_ok());
        assert!(parse(&"<p>".repeat(100_000)).is_ok());
    }

    proptest! {
        #[test]
        fn no_text_panics(parts in prop::collection::vec(prop::sample::select(vec![
            "<a>", "</a>", "<b c='d'>", "</b>", "<p>", "</p>", "<br/>", "&amp;", "&x;", "&", "<![CDATA[", "]]>", "<!--", "-->", "<", ">", "t", "<?xml", "?>", "é",
        ]), 0..40)) {
            let _ = parse(&parts.concat());
        }
    }
}
