//! The links of a page, or of a board's answer, for the crawler.

use std::collections::HashSet;

use scraper::{ElementRef, Html};
use serde_json::Value;
use url::Url;

use crate::board::{self, Answer};
use crate::bounded_html::bounded;
use crate::charset::decode;
use crate::format::{Format, format};
use crate::json_text;
use crate::xml;

/// The absolute http and https addresses that a page links to, in document order, each once, without fragments.
///
/// Links marked `nofollow` are left out, as are all of a page whose robots meta element says so. The answer of a job board or a feed links to
/// the page of each advertisement whose text it does not hold, and to its own next page. Empty for anything else.
pub fn links(url: &str, media_type: Option<&str>, charset: Option<&str>, body: &[u8]) -> Vec<String> {
    let read: fn(&Url, &str) -> Vec<String> = match format(url, media_type.unwrap_or_default(), body) {
        Format::Html => of_page,
        Format::Json => of_json,
        Format::Xml => of_xml,
        _ => return Vec::new(),
    };
    let (Ok(text), Ok(url)) = (decode(body, charset), Url::parse(url)) else { return Vec::new() };
    read(&url, &text)
}

fn of_json(url: &Url, text: &str) -> Vec<String> {
    json_text::parse(text).map(|(value, _)| of_answer(url, &value)).unwrap_or_default()
}

fn of_xml(url: &Url, text: &str) -> Vec<String> {
    xml::parse(text).map(|value| of_answer(url, &value)).unwrap_or_default()
}

fn of_answer(url: &Url, value: &Value) -> Vec<String> {
    let reading = board::read(&Answer::of(Some(url.as_str()), value));
    distinct(reading.map(|reading| reading.links).unwrap_or_default().iter().filter_map(|link| absolute(url, link)))
}

fn distinct(links: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = HashSet::new();
    links.filter(|link| seen.insert(link.clone())).collect()
}

fn of_page(url: &Url, text: &str) -> Vec<String> {
    let html = Html::parse_document(&bounded(text));
    let all: Vec<ElementRef<'_>> = html.root_element().descendent_elements().collect();
    if all.iter().any(|element| says_nofollow(*element)) {
        return Vec::new();
    }
    let base =
        all.iter().find(|element| element.value().name() == "base").and_then(|base| url.join(base.attr("href")?).ok()).unwrap_or_else(|| url.clone());
    let anchors = all.iter().filter(|element| matches!(element.value().name(), "a" | "area") && !has_word(element.attr("rel"), "nofollow"));
    let embedded = board::embedded(text).map(|value| of_answer(url, &value)).unwrap_or_default();
    distinct(anchors.filter_map(|anchor| absolute(&base, anchor.attr("href")?)).chain(embedded))
}

fn says_nofollow(element: ElementRef<'_>) -> bool {
    let is_for_robots = element.attr("name").is_some_and(|name| name.eq_ignore_ascii_case("robots"));
    element.value().name() == "meta" && is_for_robots && (has_word(element.attr("content"), "nofollow") || has_word(element.attr("content"), "none"))
}

fn has_word(list: Option<&str>, word: &str) -> bool {
    list.unwrap_or_default().split([' ', ',', '\t', '\n']).any(|entry| entry.eq_ignore_ascii_case(word))
}

fn absolute(base: &Url, href: &str) -> Option<String> {
    let mut url = base.join(href.trim()).ok()?;
    url.set_fragment(None);
    matches!(url.scheme(), "http" | "https").then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, wanted: &[&str]) {
        assert_eq!(links("https://lab.example/jobs/", Some("text/html"), None, body.as_bytes()), wanted, "{body}");
    }

    #[test]
    fn links_are_absolute_distinct_and_followable() {
        let page = "<A HREF='1#top'>a</A><a href='/2?x=1'>b</a><a href=1>c</a><a rel='Nofollow noopener' href=3>d</a><a href='mailto:x@lab.example'>e</a><a>f</a>\
                    <a href='//other.example'>g</a><a href='javascript:void(0)'>h</a><a href='http://['>i</a>";
        check(page, &["https://lab.example/jobs/1", "https://lab.example/2?x=1", "https://other.example/"]);
        check("<base href='/b/'><a href='c'>x</a>", &["https://lab.example/b/c"]);
        check("<meta name=ROBOTS content='noindex, nofollow'><a href='c'>x</a>", &[]);
        assert!(links("https://lab.example/", Some("application/json"), None, b"<a href=x>").is_empty());
        assert!(links("no url", None, None, b"<a href=x>").is_empty());
    }
}
