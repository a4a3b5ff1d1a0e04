//! Links to pages that others wrote: only web addresses, and nothing is told to where they lead.

use maud::{Markup, html};

/// A link to an advertisement, named by its host; an address of another kind stays text.
pub(crate) fn page(url: &str) -> Markup {
    html! {
        @match host(url) {
            Some(host) => a href=(url) rel="noopener nofollow noreferrer" { bdi { (host) } },
            None => bdi.address { (url) },
        }
    }
}

/// The host of an http or https address without blanks or control characters.
fn host(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let is_clean = !url.chars().any(|c| c.is_whitespace() || c.is_control());
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    (is_web && is_clean && !host.is_empty()).then_some(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(host("https://jobs.example.org/12?a=1"), Some("jobs.example.org"));
        assert_eq!(host("HTTP://user@jobs.example.org:80"), Some("jobs.example.org:80"));
        for url in [
            "javascript:alert(1)",
            "javascript://x/%0aalert(1)",
            "file:///etc/hosts",
            "data:text/html,x",
            "https://",
            "https://a b",
            "",
            "import/1.txt",
        ] {
            assert_eq!(host(url), None, "{url}");
        }
        assert_eq!(page("javascript:\"<x>").into_string(), "<bdi class=\"address\">javascript:&quot;&lt;x&gt;</bdi>");
    }
}
