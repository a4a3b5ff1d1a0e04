//! A page and the part of it that is its own: without navigation, notices, side columns and other pages' titles.

use std::collections::{HashMap, HashSet};

use scraper::{ElementRef, Html, Node};

use crate::labels;
use crate::plain_text::{is_never_read, one_line, rendered};
use crate::tree::{NodeRef, Step, Walk, elements, first, key};

/// Words in the class or id of an element that is no part of what the page is about.
const CHROME: [&str; 28] = [
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "similar",
    "related",
    "recommended",
    "share",
    "sharing",
    "social",
    "newsletter",
    "sidebar",
    "side",
    "foot",
    "footer",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "skip",
    "alert",
    "alerts",
    "popup",
    "modal",
];

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
    html: &'a Html,
    /// The elements that are no part of what the page is about.
    chrome: HashSet<usize>,
    weights: HashMap<usize, Weight>,
}

impl<'a> Page<'a> {
    pub(crate) fn of(html: &'a Html) -> Self {
        let root = *html.root_element();
        let with_chrome = weigh(root, &HashSet::new());
        let weight_n = |node: NodeRef<'_>| with_chrome.get(&key(node)).map_or(0, |weight| weight.text_n) as f64;
        let most = weight_n(root) * MAX_CHROME_SHARE;
        let looks_so = elements(root).filter(|element| looks_like_chrome(*element) && weight_n(**element) < most);
        let chrome: HashSet<usize> = looks_so.map(|element| key(*element)).collect();
        Self { html, weights: weigh(root, &chrome), chrome }
    }

    fn is_chrome(&self, node: NodeRef<'_>) -> bool {
        self.chrome.contains(&key(node))
    }

    fn weight(&self, node: NodeRef<'_>) -> Weight {
        self.weights.get(&key(node)).copied().unwrap_or_default()
    }

    /// The page's heading.
    pub(crate) fn heading(&self) -> Option<ElementRef<'a>> {
        elements(self.root()).find(|element| element.value().name() == "h1" && !one_line(&element.text().collect::<String>()).is_empty())
    }

    /// What the page is called: its heading, else what it tells other sites, else its title up to the name of the site, else
    /// the first heading of a part.
    pub(crate) fn title(&self) -> Option<String> {
        let heading = self.heading().map(|heading| heading.text().collect::<String>());
        let of_title =
            || self.title_element().map(|title| title.split(" | ").next().unwrap_or_default().split(" – ").next().unwrap_or_default().to_owned());
        let of_part = || first(self.root(), &["h2", "h3", "h4"]).map(|heading| heading.text().collect::<String>());
        heading.or_else(|| self.meta("og:title")).or_else(of_title).or_else(of_part).map(|raw| one_line(&raw)).filter(|title| !title.is_empty())
    }

    /// The text of the `title` element.
    pub(crate) fn title_element(&self) -> Option<String> {
        let title = first(self.root(), &["title"])?;
        Some(one_line(&title.text().collect::<String>())).filter(|title| !title.is_empty())
    }

    /// The content of a `meta` element.
    pub(crate) fn meta(&self, name: &str) -> Option<String> {
        let metas = elements(self.root()).filter(|element| element.value().name() == "meta");
        let mut found = metas
            .filter(|meta| ["property", "name", "itemprop"].iter().any(|key| meta.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name))));
        found.find_map(|meta| meta.attr("content")).map(str::to_owned)
    }

    /// The address that the page gives as its own.
    pub(crate) fn canonical(&self) -> Option<&'a str> {
        let mut links = elements(self.root()).filter(|element| element.value().name() == "link");
        links.find(|link| link.attr("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")))?.attr("href")
    }

    /// The root of the page.
    pub(crate) fn root(&self) -> NodeRef<'a> {
        *self.html.root_element()
    }

    /// The lines of the whole page, without what is no part of it.
    pub(crate) fn lines(&self) -> String {
        self.text(self.root())
    }

    /// The text below `node`.
    pub(crate) fn text(&self, node: NodeRef<'_>) -> String {
        rendered(node, &|node| self.is_chrome(node) || is_button(node))
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
        while let Some(child) = block.children().filter(|child| is_container(*child)).max_by(|a, b| own_n(*a).total_cmp(&own_n(*b))) {
            if own_n(child) < least || self.is_chrome(child) {
                break;
            }
            block = child;
        }
        block
    }

    /// The share of a node's text that is links.
    pub(crate) fn link_share(&self, node: NodeRef<'_>) -> f64 {
        let weight = self.weight(node);
        weight.link_n as f64 / (weight.text_n.max(1)) as f64
    }
}

/// Whether an element is no part of what a page is about, by its name or its names.
fn looks_like_chrome(element: ElementRef<'_>) -> bool {
    let value = element.value();
    let is_named_so = || {
        let names = [value.attr("class"), value.id()].into_iter().flatten();
        names
            .flat_map(|names| names.split(|c: char| !c.is_ascii_alphanumeric()))
            .any(|word| CHROME.iter().any(|name| name.eq_ignore_ascii_case(word)))
    };
    match value.name() {
        "html" | "body" | "main" | "article" => false,
        "footer" | "form" => true,
        "header" => first(*element, &["h1"]).is_none(),
        "aside" => !states_facts(element),
        _ => matches!(value.attr("role"), Some("navigation" | "dialog" | "banner" | "contentinfo" | "alert" | "search")) || is_named_so(),
    }
}

/// An aside in which facts about the job stand, as some boards have it.
fn states_facts(element: ElementRef<'_>) -> bool {
    let text = rendered(*element, &|_| false);
    let lines: Vec<&str> = text.lines().collect();
    lines.iter().filter(|line| labels::labeled(line).is_some()).count() >= 2 || labels::read(&lines).date_posted.is_some()
}

fn is_container(node: NodeRef<'_>) -> bool {
    const NAMES: [&str; 15] =
        ["html", "body", "main", "article", "section", "div", "center", "form", "table", "tbody", "tr", "td", "font", "span", "blockquote"];
    node.value().as_element().is_some_and(|element| NAMES.contains(&element.name()))
}

/// A link that looks like a button: an invitation, no text.
fn is_button(node: NodeRef<'_>) -> bool {
    let Some(element) = node.value().as_element() else { return false };
    let words = || element.attr("class").unwrap_or_default().split(|c: char| !c.is_ascii_alphanumeric());
    element.name() == "a" && (element.attr("role") == Some("button") || words().any(|word| matches!(word, "btn" | "button" | "cta" | "Button")))
}

/// The text below every element that a reader sees.
fn weigh(root: NodeRef<'_>, chrome: &HashSet<usize>) -> HashMap<usize, Weight> {
    let mut weights = HashMap::new();
    let mut open: Vec<Weight> = vec![Weight::default()];
    let mut links_n = 0_usize;
    let mut walk = Walk::of(root);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) => {
                open.push(Weight::default());
                match node.value() {
                    Node::Text(text) => {
                        let text_n = text.split_whitespace().map(str::len).sum();
                        open.push(Weight { text_n, link_n: if links_n > 0 { text_n } else { 0 } });
                        add_last(&mut open);
                    }
                    Node::Element(element) if element.name() == "a" => links_n += 1,
                    Node::Element(element) if is_never_read(element) || chrome.contains(&key(node)) => walk.pass_over(node),
                    _ => {}
                }
            }
            Step::Leave(node) => {
                links_n = links_n.saturating_sub(usize::from(node.value().as_element().is_some_and(|element| element.name() == "a")));
                weights.insert(key(node), open.last().copied().unwrap_or_default());
                add_last(&mut open);
            }
        }
    }
    weights
}

/// Adds what the innermost element holds to the one around it.
fn add_last(open: &mut Vec<Weight>) {
    if let (Some(inner), Some(outer)) = (open.pop(), open.last_mut()) {
        outer.text_n += inner.text_n;
        outer.link_n += inner.link_n;
    }
}
