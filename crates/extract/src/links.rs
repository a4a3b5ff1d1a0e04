//! The links of a page, for the crawler.

use std::collections::HashSet;

use scraper::{ElementRef, Html};
use url::Url;

use crate::bounded_html::bounded;
use crate::charset::decode;

/// The absolute http and https addresses that a page links to, in document order, each once, without fragments.
///
/// Links marked `nofollow` are left out, as are all of a page whose robots meta element says so. Empty for what is no HTML.
pub fn links(url: &str, media_type: Option<&str>, charset: Option<&str>, body: &[u8]) -> Vec<String> {
    if !media_type.is_none_or(|media_type| matches!(media_type, "text/html" | "application/xhtml+xml")) {
        return Vec::new();
    }
    let (Ok(text), Ok(url)) = (decode(body, charset), Url::parse(url)) else { return Vec::new() };
    let html = Html::parse_document(&bounded(&text));
    let all: Vec<ElementRef<'_>> = html.root_element().descendent_elements().collect();
    if all.iter().any(|element| says_nofollow(*element)) {
        return Vec::new();
    }
    let base = all.iter().find(|element| element.value().name() == "base").and_then(|base| url.join(base.attr("href")?).ok()).unwrap_or(url);
    let anchors = all.iter().filter(|element| matches!(element.value().name(), "a" | "area") && !has_word(element.attr("rel"), "nofollow"));
    let mut seen = HashSet::new();
    anchors.filter_map(|anchor| absolute(&base, anchor.attr("href")?)).filter(|link| seen.insert(link.clone())).collect()
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
