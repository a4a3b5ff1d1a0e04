//! A page and the part of it that is its own: without navigation, notices, side columns and other pages' titles.

use std::borrow::Cow;
use std::ops::Range;

use crate::blanks::blanks_n;
use crate::element::{Kind, Tag};
use crate::labels;
use crate::plain_text::{finished, finished_with, lines, one_line, rendered, rendered_with};
use crate::tree::{Html, NodeRef, elements, first, flag};

/// An element that looks like chrome and holds more than this share of the text of the page is the page itself, whatever it is called.
const MAX_CHROME_SHARE: f64 = 0.4;
/// The block that holds the text of a page holds at least this share of it.
const MIN_BLOCK_SHARE: f64 = 0.6;

/// How much text an element holds, in characters.
#[derive(Clone, Copy, Default)]
struct Weight {
    text_n: usize,
    /// Of these, inside links.
    link_n: usize,
}

/// A parsed page.
pub(crate) struct Page<'a> {
    html: &'a Html<'a>,
    /// Of every node: whether it is no part of what the page is about.
    chrome: Vec<bool>,
    /// Of every node.
    weights: Vec<Weight>,
}

/// What a page says.
pub(crate) struct Texts {
    /// The text of all of it.
    pub(crate) whole: String,
    /// Where that of the block lies in it.
    block: Range<usize>,
    /// That of the block, when it reads otherwise by itself.
    apart: Option<String>,
}

impl Texts {
    /// The text of the block.
    pub(crate) fn block(&self) -> &str {
        self.apart.as_deref().unwrap_or(&self.whole[self.block.clone()])
    }
}

impl<'a> Page<'a> {
    pub(crate) fn of(html: &'a Html<'a>) -> Self {
        let own: Vec<Weight> = html.root().below().map(own_weight).collect();
        let with_chrome = summed(html, own.clone(), &[]);
        let most = with_chrome[0].text_n as f64 * MAX_CHROME_SHARE;
        let looks_so = |node: NodeRef<'_>| looks_like_chrome(node) && (with_chrome[node.at()].text_n as f64) < most;
        let chrome: Vec<bool> = html.root().below().map(looks_so).collect();
        let weights = summed(html, own, &chrome);
        Self { html, chrome, weights }
    }

    fn is_chrome(&self, node: NodeRef<'_>) -> bool {
        self.chrome[node.at()]
    }

    fn weight(&self, node: NodeRef<'_>) -> Weight {
        self.weights[node.at()]
    }

    /// The page's heading.
    pub(crate) fn heading(&self) -> Option<NodeRef<'a>> {
        elements(self.root()).find(|element| element.tag() == Tag::H1 && !one_line(&element.texts()).is_empty())
    }

    /// What the page is called: its heading, else what it tells other sites, else its title up to the name of the site, else
    /// the first heading of a part.
    pub(crate) fn title(&self) -> Option<String> {
        let heading = self.heading().map(NodeRef::texts);
        let of_title =
            || self.title_element().map(|title| title.split(" | ").next().unwrap_or_default().split(" – ").next().unwrap_or_default().to_owned());
        let of_part = || first(self.root(), &[Tag::of("h2"), Tag::of("h3"), Tag::of("h4")]).map(NodeRef::texts);
        heading.or_else(|| self.meta("og:title")).or_else(of_title).or_else(of_part).map(|raw| one_line(&raw)).filter(|title| !title.is_empty())
    }

    /// The text of the `title` element.
    pub(crate) fn title_element(&self) -> Option<String> {
        let title = first(self.root(), &[Tag::TITLE])?;
        Some(one_line(&title.texts())).filter(|title| !title.is_empty())
    }

    /// Whether `words` stand anywhere in the source of the page.
    pub(crate) fn holds(&self, words: &str) -> bool {
        memchr::memmem::find(self.html.source.as_bytes(), words.as_bytes()).is_some()
    }

    /// The content of a `meta` element.
    pub(crate) fn meta(&self, name: &str) -> Option<String> {
        let metas = elements(self.root()).filter(|element| element.tag() == Tag::META);
        let mut found = metas
            .filter(|meta| ["property", "name", "itemprop"].iter().any(|key| meta.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name))));
        found.find_map(|meta| meta.attr("content")).map(Cow::into_owned)
    }

    /// The address that the page gives as its own.
    pub(crate) fn canonical(&self) -> Option<Cow<'a, str>> {
        let mut links = elements(self.root()).filter(|element| element.tag() == Tag::LINK);
        links.find(|link| link.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")))?.attr("href")
    }

    /// The root of the page.
    pub(crate) fn root(&self) -> NodeRef<'a> {
        self.html.root()
    }

    /// The text of the whole page, without what is no part of it, and that of `block`.
    pub(crate) fn texts(&self, block: NodeRef<'_>) -> Texts {
        let (lines, range) = rendered_with(self.root(), block, &|node| self.is_dropped(node));
        let (whole, range) = finished_with(&lines, range);
        match range {
            Some(block) => Texts { whole, block, apart: None },
            None => Texts { whole, block: 0..0, apart: Some(self.text(block)) },
        }
    }

    /// The text below `node`.
    pub(crate) fn text(&self, node: NodeRef<'_>) -> String {
        finished(&rendered(node, &|node| self.is_dropped(node)))
    }

    fn is_dropped(&self, node: NodeRef<'_>) -> bool {
        self.is_chrome(node) || node.has(flag::BUTTON)
    }

    /// The element that holds most of the text, and as little else as can be.
    pub(crate) fn block(&self) -> NodeRef<'a> {
        let root = self.root();
        let own_n = |node: NodeRef<'_>| {
            let weight = self.weight(node);
            weight.text_n.saturating_sub(weight.link_n) as f64
        };
        let least = own_n(root) * MIN_BLOCK_SHARE;
        let mut block = root;
        while let Some(child) = block.children().filter(|child| child.tag().is(Kind::CONTAINER)).max_by(|a, b| own_n(*a).total_cmp(&own_n(*b))) {
            if own_n(child) < least || self.is_chrome(child) {
                break;
            }
            block = child;
        }
        block
    }

    /// How much text a node holds that is part of what the page is about, in bytes without blanks.
    pub(crate) fn text_n(&self, node: NodeRef<'_>) -> usize {
        self.weight(node).text_n
    }

    /// The share of a node's text that is links.
    pub(crate) fn link_share(&self, node: NodeRef<'_>) -> f64 {
        let weight = self.weight(node);
        weight.link_n as f64 / (weight.text_n.max(1)) as f64
    }
}

/// Whether an element is no part of what a page is about, by its name or its names.
fn looks_like_chrome(element: NodeRef<'_>) -> bool {
    match element.tag() {
        Tag::TEXT | Tag::HTML | Tag::BODY | Tag::MAIN | Tag::ARTICLE => false,
        Tag::FOOTER | Tag::FORM => true,
        Tag::HEADER => first(element, &[Tag::H1]).is_none(),
        Tag::ASIDE => !states_facts(element),
        _ => element.has(flag::CHROME),
    }
}

/// An aside in which facts about the job stand, as some boards have it.
fn states_facts(element: NodeRef<'_>) -> bool {
    let text = rendered(element, &|_| false);
    let lines: Vec<&str> = lines(&text).collect();
    lines.iter().filter(|line| labels::labeled(line).is_some()).count() >= 2 || labels::read(&lines).date_posted.is_some()
}

/// The text that a node is.
fn own_weight(node: NodeRef<'_>) -> Weight {
    let text_n = node.text().map_or(0, |text| text.len() - blanks_n(text));
    Weight { text_n, link_n: if node.has(flag::LINK) { text_n } else { 0 } }
}

/// The text below every node that a reader sees, without what is `dropped`, by the places of nodes.
fn summed(html: &Html<'_>, mut weights: Vec<Weight>, dropped: &[bool]) -> Vec<Weight> {
    // Whatever is below a node comes after it.
    for at in (1..weights.len()).rev() {
        if html.node(at).is_never_read() || dropped.get(at) == Some(&true) {
            weights[at] = Weight::default();
        }
        let inner = weights[at];
        let parent = html.entries[at].parent as usize;
        weights[parent].text_n += inner.text_n;
        weights[parent].link_n += inner.link_n;
    }
    weights
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tree_builder::parse;

    proptest! {
        #[test]
        fn every_block_reads_as_it_would_by_itself(parts in prop::collection::vec(prop::sample::select(vec![
            "<div>", "</div>", "<p>", "<span>", "</span>", "<ul>", "<li>", "</ul>", "<h2>", "</h2>", "<pre>", "</pre>", "<b>", "</b>", "<nav>menu</nav>", "<hr>",
            "<table><tr><td>", "<td>", "<tr>", "</table>", "<tr><th>Essential<th>Desirable", "&amp;lt;p&amp;gt;", "\n one", "two  three", " - ", "| ", "caf\u{e9}\u{2028}",
        ]), 0..25)) {
            let source: String = parts.concat();
            let html = parse(&source);
            let page = Page::of(&html);
            for node in elements(page.root()) {
                let by_itself = if page.is_dropped(node) || node.is_never_read() { continue } else { page.text(node) };
                let texts = page.texts(node);
                prop_assert_eq!(texts.block(), by_itself, "{} in {}", node.at(), source);
            }
        }
    }
}
