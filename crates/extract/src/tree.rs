//! A page as a tree: its nodes in document order, each with the place where what is below it ends.
//!
//! No node owns anything, so that building the tree of a page takes a few allocations and a walk through it is a loop that no depth overflows.

use std::borrow::Cow;

use crate::element::{Kind, Tag};
use crate::tokens::Attributes;

/// What is known of a node from its attributes and from what is open around it.
pub(crate) mod flag {
    /// Its attributes hide it.
    pub(crate) const HIDDEN: u8 = 1;
    /// Its class, id or role is one of navigation, notices and the like.
    pub(crate) const CHROME: u8 = 1 << 1;
    /// A link that looks like a button.
    pub(crate) const BUTTON: u8 = 1 << 2;
    /// Text in bold type.
    pub(crate) const BOLD: u8 = 1 << 3;
    /// Text of a link.
    pub(crate) const LINK: u8 = 1 << 4;
    /// Text whose references were decoded.
    pub(crate) const DECODED: u8 = 1 << 5;
}

/// A node in the list of all.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    pub(crate) tag: Tag,
    pub(crate) flags: u8,
    /// The length of the name of an element as it is written.
    pub(crate) name_n: u16,
    pub(crate) parent: u32,
    /// The first node that is not below this one.
    pub(crate) end: u32,
    /// Where its text lies, or its name and attributes.
    pub(crate) text_start: u32,
    pub(crate) text_end: u32,
}

/// A parsed page; its first node is the root.
pub(crate) struct Html<'s> {
    pub(crate) source: &'s str,
    /// The texts that held references, without them.
    pub(crate) decoded: String,
    pub(crate) entries: Vec<Entry>,
}

impl Html<'_> {
    /// The root.
    pub(crate) fn root(&self) -> NodeRef<'_> {
        self.node(0)
    }

    /// The node at a place in document order.
    pub(crate) fn node(&self, at: usize) -> NodeRef<'_> {
        NodeRef { html: self, at }
    }
}

/// A node of a page.
#[derive(Clone, Copy)]
pub(crate) struct NodeRef<'a> {
    html: &'a Html<'a>,
    at: usize,
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && std::ptr::eq(self.html, other.html)
    }
}

impl<'a> NodeRef<'a> {
    fn entry(self) -> &'a Entry {
        &self.html.entries[self.at]
    }

    /// The node at a place in document order.
    pub(crate) fn same_page(self, at: usize) -> NodeRef<'a> {
        self.html.node(at)
    }

    /// Its place in document order.
    pub(crate) fn at(self) -> usize {
        self.at
    }

    /// The place behind all that is below it.
    pub(crate) fn end(self) -> usize {
        self.entry().end as usize
    }

    pub(crate) fn tag(self) -> Tag {
        self.entry().tag
    }

    /// Whether one of `flags` holds for it.
    pub(crate) fn has(self, flags: u8) -> bool {
        self.entry().flags & flags != 0
    }

    pub(crate) fn is_element(self) -> bool {
        self.tag() != Tag::TEXT
    }

    /// The text, when it is one.
    pub(crate) fn text(self) -> Option<&'a str> {
        let entry = self.entry();
        let range = entry.text_start as usize..entry.text_end as usize;
        let held = if self.has(flag::DECODED) { self.html.decoded.as_str() } else { self.html.source };
        (entry.tag == Tag::TEXT).then(|| &held[range])
    }

    /// The name of an element as the page writes it.
    pub(crate) fn name(self) -> &'a str {
        let entry = self.entry();
        let start = entry.text_start as usize;
        if entry.tag == Tag::OTHER { &self.html.source[start..start + entry.name_n as usize] } else { entry.tag.name() }
    }

    /// The value of an attribute.
    pub(crate) fn attr(self, name: &str) -> Option<Cow<'a, str>> {
        let entry = self.entry();
        let range = entry.text_start as usize + entry.name_n as usize..entry.text_end as usize;
        if entry.tag == Tag::TEXT { None } else { Attributes(&self.html.source[range]).get(name) }
    }

    /// Whether a reader of the page never sees its text, or sees it as a control.
    pub(crate) fn is_never_read(self) -> bool {
        self.has(flag::HIDDEN) || self.tag().is(Kind::UNREAD)
    }

    pub(crate) fn parent(self) -> Option<NodeRef<'a>> {
        (self.at > 0).then(|| self.html.node(self.entry().parent as usize))
    }

    /// The nodes directly below.
    pub(crate) fn children(self) -> impl Iterator<Item = NodeRef<'a>> {
        let end = self.end();
        let following = move |at: usize| (at < end).then(|| self.html.node(at));
        std::iter::successors(following(self.at + 1), move |child| following(child.end()))
    }

    /// The nodes that follow below the same parent.
    pub(crate) fn next_siblings(self) -> impl Iterator<Item = NodeRef<'a>> {
        let end = self.parent().map_or(self.end(), NodeRef::end);
        let following = move |at: usize| (at < end).then(|| self.html.node(at));
        std::iter::successors(following(self.end()), move |sibling| following(sibling.end()))
    }

    /// The node and all below it, in document order.
    pub(crate) fn below(self) -> impl Iterator<Item = NodeRef<'a>> {
        (self.at..self.end()).map(|at| self.html.node(at))
    }

    /// All the text below, whether or not a reader sees it.
    pub(crate) fn texts(self) -> String {
        self.below().filter_map(NodeRef::text).collect()
    }
}

/// The elements below `root`, itself included, in document order.
pub(crate) fn elements(root: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    root.below().filter(|node| node.is_element())
}

/// The first element below `root` that has one of `tags`.
pub(crate) fn first<'a>(root: NodeRef<'a>, tags: &[Tag]) -> Option<NodeRef<'a>> {
    root.below().find(|node| tags.contains(&node.tag()))
}
