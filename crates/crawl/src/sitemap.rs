//! What a sitemap lists (<https://www.sitemaps.org/protocol.html>): pages, or further sitemaps, the newest first.

/// One entry of a sitemap, as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Entry {
    Page(String),
    Sitemap(String),
}

/// Entries of one sitemap, as the protocol has it.
const ENTRIES_MAX: usize = 50_000;

/// The entries of a sitemap or a sitemap index in XML, or of a plain list of URLs, in order. The text is scanned for tags and not
/// parsed as XML, since one stray `&` must not hide ten thousand pages. What was modified last comes first, so that a bound of pages cuts
/// the oldest off; a hint and no more, since many sites say the same day of everything, or none.
pub(crate) fn entries(bytes: &[u8]) -> Vec<Entry> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { tagged(text) } else { listed(text) }
}

fn listed(text: &str) -> Vec<Entry> {
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("http"));
    lines.take(ENTRIES_MAX).map(|line| Entry::Page(line.to_owned())).collect()
}

fn tagged(text: &str) -> Vec<Entry> {
    let mut entries: Vec<(Entry, String)> = Vec::new();
    let mut in_index = false;
    let mut rest = text;
    while let Some(open) = rest.find('<').filter(|_| entries.len() < ENTRIES_MAX) {
        rest = &rest[open + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        let tag = &rest[..close];
        rest = &rest[close + 1..];
        match local_name(tag) {
            "sitemap" => in_index = true,
            "url" => in_index = false,
            "loc" => {
                let url = content(rest);
                if !url.is_empty() {
                    entries.push((if in_index { Entry::Sitemap(url) } else { Entry::Page(url) }, String::new()));
                }
            }
            "lastmod" => {
                if let Some((_, modified)) = entries.last_mut() {
                    *modified = content(rest);
                }
            }
            _ => {}
        }
    }
    // Dates of ISO 8601 sort as texts; the sort is stable, so that what says nothing keeps its order behind the others.
    entries.sort_by(|(_, a), (_, b)| b.cmp(a));
    entries.into_iter().map(|(entry, _)| entry).collect()
}

/// The name of an opening tag without its prefix; images and videos have locations of their own, which are no pages.
fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    match name.split_once(':') {
        Some(("image" | "video" | "news", _)) => "",
        Some((_, local)) => local,
        None => name,
    }
}

/// The text up to the closing tag, with CDATA unwrapped and the five entities of XML undone.
fn content(rest: &str) -> String {
    let rest = rest.trim_start();
    if let Some(cdata) = rest.strip_prefix("<![CDATA[") {
        return cdata.split("]]>").next().unwrap_or_default().trim().to_owned();
    }
    let text = rest.split('<').next().unwrap_or_default().trim();
    let undone = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    undone.replace("&#38;", "&").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(url: &str) -> Entry {
        Entry::Page(url.to_owned())
    }

    #[test]
    fn pages_are_listed_in_order() {
        let xml = r#"<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc> http://a.example/1?x=1&amp;y=2 </loc><image:image><image:loc>http://a.example/i.png</image:loc></image:image></url>
            <!-- <url><loc>http://a.example/commented</loc></url> -->
            <url><loc><![CDATA[http://a.example/2]]></loc><lastmod>2026-11-01</lastmod></url></urlset>"#;
        assert_eq!(entries(xml.as_bytes()), [page("http://a.example/2"), page("http://a.example/1?x=1&y=2")], "a day goes before none");
    }

    #[test]
    fn what_was_modified_last_comes_first() {
        let urls = [("1", "2026-01-02"), ("2", ""), ("3", "2026-11-20T08:00:00Z"), ("4", ""), ("5", "2026-11-20")];
        let url = |(path, day): &(&str, &str)| format!("<url><loc>http://a.example/{path}</loc><lastmod>{day}</lastmod></url>");
        let xml: String = urls.iter().map(url).collect();
        let expected = ["3", "5", "1", "2", "4"].map(|path| page(&format!("http://a.example/{path}")));
        assert_eq!(entries(format!("<urlset>{xml}</urlset>").as_bytes()), expected);
    }

    #[test]
    fn an_index_lists_sitemaps() {
        let xml = "\u{feff}<sm:sitemapindex><sm:sitemap><sm:loc>http://a.example/s1.xml.gz</sm:loc></sm:sitemap></sm:sitemapindex>";
        assert_eq!(entries(xml.as_bytes()), [Entry::Sitemap("http://a.example/s1.xml.gz".to_owned())]);
    }

    #[test]
    fn a_list_and_a_broken_file_give_what_they_can() {
        assert_eq!(entries(b"http://a.example/1\r\nnonsense\nhttp://a.example/2"), [page("http://a.example/1"), page("http://a.example/2")]);
        assert_eq!(entries(b"<urlset><url><loc>http://a.example/1</loc><url><loc>http"), [page("http://a.example/1"), page("http")]);
        assert_eq!(entries(b"<!-- <loc>"), []);
        assert_eq!(entries(b""), []);
    }
}
