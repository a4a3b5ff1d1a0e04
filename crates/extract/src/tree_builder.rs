//! Tokens to a tree, by the rules of browsers as far as a reader of the text would notice.
//!
//! Elements that authors leave open are closed where the standard closes them, end tags reach as far as they may, and bold type and links that
//! overlap blocks go on in the next one (<https://html.spec.whatwg.org/multipage/parsing.html#tree-construction>). Left out is what moves text
//! to other places: text between the rows of a table stays there.

use crate::chrome;
use crate::element::{Kind, Tag};
use crate::entities::{Ending, decode_into};
use crate::tokens::{Start, Token, Tokens};
use crate::tree::{Entry, Html, flag};

/// No page that a person wrote comes near this depth. Elements past it hold nothing, and their text belongs to the last one before.
const MAX_DEPTH: usize = 400;
/// Room above it for headings, paragraphs and items, so that what a page without end says is still read.
const ROOM: usize = 100;

/// Reads `source`, a page or a part of one. Linear in its length, whatever it holds.
pub(crate) fn parse(source: &str) -> Html<'_> {
    let mut builder = Builder::new(source);
    let mut tokens = Tokens::of(source);
    while let Some(token) = tokens.next() {
        match token {
            Token::Text(text) => builder.text(text),
            Token::Raw(tag, text) => builder.raw(tag, text),
            Token::Start(start) => builder.start(&start),
            Token::End(tag, name) => builder.end(tag, name),
        }
        tokens.in_foreign = builder.foreign.is_some();
    }
    builder.finish()
}

/// An element that is open.
#[derive(Clone, Copy)]
struct Open {
    at: u32,
    tag: Tag,
    /// Its end tag came while others were open inside it.
    is_over: bool,
    /// Bold type and link around it, which come back when a cell ends.
    bold_n: u32,
    in_link: bool,
}

struct Builder<'s> {
    html: Html<'s>,
    open: Vec<Open>,
    /// Open elements past the depth that is kept.
    beyond_n: usize,
    bold_n: u32,
    in_link: bool,
    /// Open paragraphs: most tags need not look for one.
    paragraphs_n: usize,
    in_form: bool,
    has_body: bool,
    /// How many elements are open around the `svg` or `math` that is open.
    foreign: Option<usize>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s str) -> Self {
        let html = Html { source, decoded: String::new(), entries: Vec::with_capacity(source.len() / 24 + 8) };
        let mut builder = Self {
            html,
            open: Vec::with_capacity(32),
            beyond_n: 0,
            bold_n: 0,
            in_link: false,
            paragraphs_n: 0,
            in_form: false,
            has_body: false,
            foreign: None,
        };
        builder.push(Tag::HTML, None);
        builder
    }

    fn finish(mut self) -> Html<'s> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.html
    }

    fn top(&self) -> Tag {
        self.open.last().map_or(Tag::HTML, |open| open.tag)
    }

    fn text(&mut self, text: &'s str) {
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if self.top() == Tag::HEAD && !is_blank {
            self.pop();
        }
        self.add_text(text, memchr::memchr(b'&', text.as_bytes()).is_some());
    }

    fn raw(&mut self, tag: Tag, text: &'s str) {
        let has_references = matches!(tag, Tag::TITLE | Tag::TEXTAREA) && text.contains('&');
        if !text.is_empty() {
            self.add_text(text, has_references);
        }
    }

    fn add_text(&mut self, text: &'s str, has_references: bool) {
        let mut flags = (u8::from(self.bold_n > 0) * flag::BOLD) | (u8::from(self.in_link) * flag::LINK);
        let (text_start, text_end) = if has_references {
            flags |= flag::DECODED;
            let start = self.html.decoded.len();
            decode_into(&mut self.html.decoded, text, Ending::Text);
            (start, self.html.decoded.len())
        } else {
            let start = offset(self.html.source, text);
            (start, start + text.len())
        };
        self.add(Entry { tag: Tag::TEXT, flags, name_n: 0, parent: 0, end: 0, text_start: text_start as u32, text_end: text_end as u32 });
    }

    /// Adds a node below the innermost open element.
    fn add(&mut self, entry: Entry) -> u32 {
        let at = self.html.entries.len() as u32;
        let parent = self.open.last().map_or(0, |open| open.at);
        self.html.entries.push(Entry { parent, end: at + 1, ..entry });
        at
    }

    fn add_element(&mut self, tag: Tag, start: Option<&Start<'s>>) -> u32 {
        let (mut flags, mut name_n, mut range) = (0, 0, (0, 0));
        if let Some(start) = start {
            let from = offset(self.html.source, start.name);
            flags = chrome::flags(tag, start.attributes);
            name_n = u16::try_from(start.name.len()).unwrap_or_default();
            range = (from, from + start.name.len() + start.attributes.0.len());
        }
        self.add(Entry { tag, flags, name_n, parent: 0, end: 0, text_start: range.0 as u32, text_end: range.1 as u32 })
    }

    fn push(&mut self, tag: Tag, start: Option<&Start<'s>>) {
        let at = self.add_element(tag, start);
        let room = if tag.is(Kind::HEADING) || matches!(tag, Tag::P | Tag::LI) { ROOM } else { 0 };
        if self.open.len() >= MAX_DEPTH + room {
            self.beyond_n += 1;
            return;
        }
        self.paragraphs_n += usize::from(tag == Tag::P);
        self.open.push(Open { at, tag, is_over: false, bold_n: self.bold_n, in_link: self.in_link });
    }

    fn pop(&mut self) {
        while let Some(open) = self.open.pop() {
            self.html.entries[open.at as usize].end = self.html.entries.len() as u32;
            self.paragraphs_n -= usize::from(open.tag == Tag::P);
            if matches!(open.tag, Tag::TD | Tag::TH | Tag::CAPTION) {
                (self.bold_n, self.in_link) = (open.bold_n, open.in_link);
            }
            if self.foreign == Some(self.open.len()) {
                self.foreign = None;
            }
            if !self.open.last().is_some_and(|open| open.is_over) {
                break;
            }
        }
    }

    /// Closes the open elements from `at` on.
    fn pop_to(&mut self, at: usize) {
        while self.open.len() > at.max(1) {
            self.pop();
        }
    }

    /// The innermost open element that `is_wanted`, unless one that `is_bound` is reached before.
    fn find(&self, is_wanted: impl Fn(Tag) -> bool, is_bound: impl Fn(Tag) -> bool) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().rev() {
            if is_wanted(open.tag) {
                return Some(at);
            }
            if is_bound(open.tag) {
                return None;
            }
        }
        None
    }

    fn find_in_scope(&self, is_wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        self.find(is_wanted, |tag| tag.is(Kind::SCOPE))
    }

    fn close_paragraph(&mut self) {
        if self.paragraphs_n > 0
            && let Some(at) = self.find(|tag| tag == Tag::P, |tag| tag.is(Kind::SCOPE) || tag == Tag::BUTTON)
        {
            self.pop_to(at);
        }
    }

    fn start(&mut self, start: &Start<'s>) {
        // The standard calls this one a mistake, and means another.
        let tag = if start.name.eq_ignore_ascii_case("image") { Tag::of("img") } else { start.tag };
        if self.foreign.is_some() && !self.leaves_foreign(tag) {
            return self.start_foreign(tag, start);
        }
        if self.top() == Tag::HEAD && !tag.is(Kind::HEAD) {
            self.pop();
        }
        match tag {
            Tag::HTML => return,
            Tag::HEAD | Tag::BODY if self.has_body => return,
            Tag::BODY => self.has_body = true,
            Tag::FORM if self.in_form => return,
            Tag::A if self.in_link => self.end_formatting(Tag::A),
            Tag::BUTTON => self.close_in_scope(Tag::BUTTON),
            Tag::OPTION if self.top() == Tag::OPTION => self.pop(),
            Tag::SELECT if self.find_in_scope(|tag| tag == Tag::SELECT).is_some() => return self.close_in_scope(Tag::SELECT),
            Tag::LI => self.close_item(&[Tag::LI]),
            Tag::DT | Tag::DD => self.close_item(&[Tag::DT, Tag::DD]),
            _ => {}
        }
        if tag.is(Kind::TABLE) && !self.make_room_in_table(tag) {
            return;
        }
        if tag.is(Kind::ENDS_PARAGRAPH) {
            self.close_paragraph();
        }
        if tag.is(Kind::HEADING) && self.top().is(Kind::HEADING) {
            self.pop();
        }
        self.insert(tag, start);
    }

    fn insert(&mut self, tag: Tag, start: &Start<'s>) {
        match tag {
            Tag::A => self.in_link = true,
            Tag::B | Tag::STRONG => self.bold_n += 1,
            Tag::SVG | Tag::MATH if start.attributes.0.ends_with('/') => {
                self.add_element(tag, Some(start));
                return;
            }
            Tag::SVG | Tag::MATH if self.open.len() < MAX_DEPTH => self.foreign = Some(self.open.len()),
            // Between the rows of a table a form holds nothing.
            Tag::FORM if matches!(self.top(), Tag::TABLE | Tag::TR) || self.top().is(Kind::TABLE) && !self.top().is(Kind::SCOPE) => {
                self.in_form = true;
                self.add_element(tag, Some(start));
                return;
            }
            Tag::FORM => self.in_form = true,
            _ => {}
        }
        if tag.is(Kind::VOID) {
            self.add_element(tag, Some(start));
        } else {
            self.push(tag, Some(start));
        }
    }

    /// Closes the item before this one, but not one of a list around it.
    fn close_item(&mut self, tags: &[Tag]) {
        let is_bound = |tag: Tag| tag.is(Kind::SPECIAL) && !matches!(tag, Tag::ADDRESS | Tag::DIV | Tag::P);
        if let Some(at) = self.find(|tag| tags.contains(&tag), is_bound) {
            self.pop_to(at);
        }
    }

    fn close_in_scope(&mut self, tag: Tag) {
        if let Some(at) = self.find_in_scope(|open| open == tag) {
            self.pop_to(at);
        }
    }

    /// Closes what a part of a table cannot stand in, and opens the row that a cell needs; whether there is a table at all.
    fn make_room_in_table(&mut self, tag: Tag) -> bool {
        let Some(table) = self.find(|open| open == Tag::TABLE, |open| open == Tag::of("template")) else { return false };
        let is_cell = matches!(tag, Tag::TD | Tag::TH);
        let may_hold = |open: Tag| match open {
            Tag::TR => is_cell,
            Tag::TD | Tag::TH | Tag::CAPTION => false,
            open => open.is(Kind::TABLE) && (is_cell || tag == Tag::TR),
        };
        let holder = self.open[table + 1..].iter().rposition(|open| may_hold(open.tag)).map_or(table, |at| table + 1 + at);
        self.pop_to(holder + 1);
        if is_cell && self.open.get(holder).is_some_and(|open| open.tag != Tag::TR) {
            self.push(Tag::TR, None);
        }
        true
    }

    /// Whether a tag ends the drawing or formula around it, which is no place for text.
    fn leaves_foreign(&mut self, tag: Tag) -> bool {
        let leaves = tag.is(Kind::BLOCK) && tag.is(Kind::SPECIAL) || matches!(tag, Tag::B | Tag::STRONG | Tag::LI);
        let is_table = tag.is(Kind::TABLE);
        if let (true, false, Some(at)) = (leaves, is_table, self.foreign) {
            self.pop_to(at);
        }
        self.foreign.is_none()
    }

    fn start_foreign(&mut self, tag: Tag, start: &Start<'s>) {
        if start.attributes.0.ends_with('/') {
            self.add_element(tag, Some(start));
        } else {
            self.push(tag, Some(start));
        }
    }

    fn end(&mut self, tag: Tag, name: &'s str) {
        if self.beyond_n > 0 && self.top() != tag && !tag.is(Kind::VOID) && !tag.is(Kind::RAW) {
            self.beyond_n -= 1;
            return;
        }
        match tag {
            Tag::HTML | Tag::BODY => {}
            Tag::P if self.foreign.is_none() && self.paragraphs_n == 0 => {
                self.add_element(Tag::P, None);
            }
            Tag::P => self.close_paragraph(),
            Tag::BR => {
                self.add_element(Tag::BR, None);
            }
            _ if tag.is(Kind::FORMATTING) => self.end_formatting(tag),
            _ if tag.is(Kind::HEADING) => {
                if let Some(at) = self.find_in_scope(|tag| tag.is(Kind::HEADING)) {
                    self.pop_to(at);
                }
            }
            Tag::FORM => self.end_form(),
            _ if tag.is(Kind::TABLE) || tag == Tag::TABLE => {
                if let Some(at) = self.find(|open| open == tag, |open| open == Tag::TABLE) {
                    self.pop_to(at);
                }
            }
            Tag::LI => {
                if let Some(at) = self.find(|open| open == tag, |open| open.is(Kind::SCOPE) || matches!(open, Tag::UL | Tag::OL)) {
                    self.pop_to(at);
                }
            }
            _ if tag.is(Kind::SPECIAL) => self.close_in_scope(tag),
            _ => self.end_other(tag, name),
        }
    }

    /// Ends bold type, a link or the like, which may have been left behind by the block that it began in.
    fn end_formatting(&mut self, tag: Tag) {
        match tag {
            Tag::A => self.in_link = false,
            Tag::B | Tag::STRONG => self.bold_n = self.bold_n.saturating_sub(1),
            _ => {}
        }
        let Some(at) = self.find_in_scope(|open| open == tag) else { return };
        if self.open[at + 1..].iter().any(|open| open.tag.is(Kind::SPECIAL)) {
            self.open[at].is_over = true;
        } else {
            self.pop_to(at);
        }
    }

    fn end_form(&mut self) {
        self.in_form = false;
        let Some(at) = self.find_in_scope(|open| open == Tag::FORM) else { return };
        if self.open[at + 1..].iter().any(|open| open.tag.is(Kind::SPECIAL) && open.tag != Tag::P) {
            self.open[at].is_over = true;
        } else {
            self.pop_to(at);
        }
    }

    /// Ends an element without rules of its own.
    fn end_other(&mut self, tag: Tag, name: &str) {
        let is_same = |open: &Open| open.tag == tag && (tag != Tag::OTHER || self.html.node(open.at as usize).name().eq_ignore_ascii_case(name));
        for (at, open) in self.open.iter().enumerate().rev() {
            if is_same(open) {
                return self.pop_to(at);
            }
            if open.tag.is(Kind::SPECIAL) {
                return;
            }
        }
    }
}

/// Where `part`, a slice of `whole`, begins in it.
fn offset(whole: &str, part: &str) -> usize {
    part.as_ptr().addr().saturating_sub(whole.as_ptr().addr())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::Html as Reference;

    use super::*;

    /// The words of a page, each with the names of the elements around it that matter to a reader.
    fn told(html: &str) -> Vec<String> {
        let html = parse(html);
        let texts = html.root().below().filter_map(|node| Some((node, node.text()?)));
        let path = |(node, text): (crate::tree::NodeRef<'_>, &str)| {
            let above = std::iter::successors(node.parent(), |node| node.parent()).map(crate::tree::NodeRef::name);
            (above.filter(|name| KEPT.contains(name)).collect::<Vec<_>>().join(" "), text.trim().to_owned())
        };
        texts.map(path).flat_map(|(path, text)| text.split_whitespace().map(|word| format!("{word}: {path}")).collect::<Vec<_>>()).collect()
    }

    fn told_by_reference(html: &str) -> Vec<String> {
        let html = Reference::parse_document(html);
        let texts = html.tree.root().descendants().filter_map(|node| Some((node, node.value().as_text()?)));
        let path = |(node, text): (ego_tree_node::Node<'_>, &scraper::node::Text)| {
            let above = node.ancestors().filter_map(|node| node.value().as_element()).map(scraper::node::Element::name);
            (above.filter(|name| KEPT.contains(name)).collect::<Vec<_>>().join(" "), text.trim().to_owned())
        };
        texts.map(path).flat_map(|(path, text)| text.split_whitespace().map(|word| format!("{word}: {path}")).collect::<Vec<_>>()).collect()
    }

    mod ego_tree_node {
        /// A node of the reference, which does not name its type.
        pub(super) type Node<'a> = <scraper::ElementRef<'a> as std::ops::Deref>::Target;
    }

    const KEPT: [&str; 14] = ["p", "div", "section", "ul", "ol", "li", "table", "tr", "td", "h2", "h3", "dl", "dt", "dd"];

    proptest! {
        #[test]
        fn blocks_nest_as_in_browsers(parts in prop::collection::vec(prop::sample::select(vec![
            "<p>", "</p>", "<div>", "</div>", "<section>", "</section>", "<ul>", "<li>", "</li>", "</ul>", "<ol>", "</ol>", "<h2>", "</h2>", "<h3>", "</h3>",
            "<dl>", "<dt>", "<dd>", "</dl>", "<br>", "<hr/>", "<!-- <p> -->", "<script>'<p>'</script>", "<span class='a>b'>", "</span>",
            "<table><tr><td>one</td><td>two<p>three</table>", "<TABLE><TR><TD>a<TD>b<TR><TD>c</TABLE>", "</td>", "</tr>",
        ]), 0..25)) {
            // A word behind every tag, so that none of them can be lost or be somewhere else.
            let html: String = std::iter::once("<!DOCTYPE html><body>".to_owned()).chain(parts.iter().enumerate().map(|(at, part)| format!("{part} w{at} "))).collect();
            prop_assert_eq!(told(&html), told_by_reference(&html), "{}", html);
        }
    }
}
