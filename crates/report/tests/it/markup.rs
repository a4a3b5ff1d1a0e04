//! A small checker of markup: every element is closed where it must be, ids are unique, and every reference finds its id.

use std::collections::BTreeSet;

const VOID: [&str; 4] = ["meta", "link", "br", "hr"];

/// An element's name and its attributes.
pub(crate) struct Tag<'a> {
    pub(crate) name: &'a str,
    pub(crate) attributes: Vec<(&'a str, &'a str)>,
}

/// The elements in their order; panics with the place where the markup is not well-formed.
pub(crate) fn parse(markup: &str) -> Vec<Tag<'_>> {
    let (mut tags, mut open, mut at) = (Vec::new(), Vec::new(), 0);
    while let Some(start) = markup[at..].find('<').map(|found| at + found) {
        let end = end_of(markup, start);
        let inside = &markup[start + 1..end];
        at = end + 1;
        if let Some(name) = inside.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "closes another element near byte {start}");
        } else if !inside.starts_with('!') {
            let tag = tag(inside);
            if tag.name == "style" {
                at += markup[at..].find("</style>").expect("the style ends");
            }
            if !VOID.contains(&tag.name) {
                open.push(tag.name);
            }
            tags.push(tag);
        }
    }
    assert_eq!(open, Vec::<&str>::new(), "left open");
    tags
}

/// Where the tag that begins at `start` ends: a `>` outside of quotes.
fn end_of(markup: &str, start: usize) -> usize {
    let mut quoted = false;
    for (at, c) in markup[start..].char_indices().skip(1) {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return start + at,
            '<' => panic!("a raw < near byte {}: {}", start + at, &markup[start..start + at]),
            _ => {}
        }
    }
    panic!("a tag without an end at byte {start}")
}

fn tag(inside: &str) -> Tag<'_> {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()), "a strange element: {inside}");
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("the quote ends");
        attributes.push((name.trim(), value));
        rest = after;
    }
    assert!(rest.trim().is_empty(), "an attribute without a value: {rest}");
    Tag { name, attributes }
}

/// Checks that ids are unique and that links and labels within the page lead somewhere.
pub(crate) fn check_references(tags: &[Tag]) {
    let values = |wanted: &'static str| tags.iter().flat_map(|tag| &tag.attributes).filter(move |(name, _)| *name == wanted).map(|(_, value)| *value);
    let ids: Vec<&str> = values("id").collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    let within = values("href").filter_map(|href| href.strip_prefix('#'));
    let painted = values("fill").filter_map(|fill| fill.strip_prefix("url(#")?.strip_suffix(')'));
    for id in within.chain(painted).chain(values("aria-labelledby").flat_map(|ids| ids.split(' '))) {
        assert!(unique.contains(id), "nothing has the id {id}");
    }
}

/// Checks that nothing is fetched or run: no script, no handler, no source but links for people and data.
pub(crate) fn check_loads_nothing(tags: &[Tag]) {
    for tag in tags {
        assert!(!["script", "img", "iframe", "object", "embed", "image", "use", "base", "form"].contains(&tag.name), "{}", tag.name);
        for (name, value) in &tag.attributes {
            assert!(!name.starts_with("on") && !["src", "srcset", "style"].contains(name), "{name}");
            let is_address = value.contains("://") && !matches!((tag.name, *name), ("a", "href") | ("svg", "xmlns"));
            assert!(!is_address || !["href", "fill", "action", "data"].contains(name), "{}: {name}={value}", tag.name);
        }
    }
}
