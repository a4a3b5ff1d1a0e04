//! HTML that can be parsed in bounded time and memory.
//!
//! A tree builder looks up its stack of open elements at most tags and copies open formatting elements into each paragraph, so that a page of
//! a hundred thousand nested elements would cost hours. No page that a person wrote comes near the bounds here; tags past them are left out and
//! their text is kept.

use std::borrow::Cow;

const MAX_DEPTH: usize = 400;
const MAX_OPEN_FORMATTING: usize = 12;
/// Elements that close at the next of their kind, so that pages leave them open.
const MAX_OPEN_IMPLIED: usize = 4000;
const MAX_TAGS: usize = 300_000;

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
const IMPLIED: [&str; 20] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup", "rp", "h1", "h2", "h3", "h4", "h5", "h6"];

/// The tags that are open at a place, by the bound that holds for them.
#[derive(Default)]
struct Open {
    nested: usize,
    formatting: usize,
    implied: usize,
}

impl Open {
    fn bound(&mut self, name: &str) -> (&mut usize, usize) {
        if FORMATTING.contains(&name) {
            (&mut self.formatting, MAX_OPEN_FORMATTING)
        } else if IMPLIED.contains(&name) {
            (&mut self.implied, MAX_OPEN_IMPLIED)
        } else {
            (&mut self.nested, MAX_DEPTH)
        }
    }

    /// Whether the tag can stay; counts it.
    fn admits(&mut self, name: &str, closing: bool) -> bool {
        if VOID.contains(&name) {
            return true;
        }
        let (count, max) = self.bound(name);
        if closing {
            // An end tag belongs to the last start tag, which was left out when the count is past the bound.
            let stays = *count <= max;
            *count = count.saturating_sub(1);
            return stays;
        }
        *count += 1;
        *count <= max
    }
}

/// `html` without the tags past the bounds, and without what follows the last tag that is read.
pub(crate) fn bounded(html: &str) -> Cow<'_, str> {
    let mut open = Open::default();
    let mut kept = String::new();
    let mut kept_to = 0;
    for (tags_n, (at, _)) in html.match_indices('<').enumerate() {
        if tags_n == MAX_TAGS {
            kept.push_str(&html[kept_to..at]);
            return Cow::Owned(kept);
        }
        let Some((name, closing)) = tag_name(&html[at + 1..]) else { continue };
        if !open.admits(&name.to_ascii_lowercase(), closing) {
            kept.push_str(html.get(kept_to..at).unwrap_or_default());
            kept_to = html[at..].find('>').map_or(html.len(), |end| at + end + 1).max(kept_to);
        }
    }
    if kept_to == 0 {
        return Cow::Borrowed(html);
    }
    kept.push_str(html.get(kept_to..).unwrap_or_default());
    Cow::Owned(kept)
}

fn tag_name(rest: &str) -> Option<(&str, bool)> {
    let closing = rest.starts_with('/');
    let name = &rest[usize::from(closing)..];
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    (name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some((&name[..end], closing))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_pages_are_left_alone() {
        let page = "<div><p>a<br><b>b</b>".repeat(3) + &"<li>x".repeat(2000);
        assert!(matches!(bounded(&page), Cow::Borrowed(_)));
    }

    #[test]
    fn what_is_past_the_bounds_goes_and_its_text_stays() {
        let deep = "<DIV class='x'>".repeat(1000) + "text" + &"</div>".repeat(1000) + "<p>after";
        let kept = bounded(&deep);
        assert_eq!(kept.matches("<DIV").count(), MAX_DEPTH);
        assert_eq!(kept.matches("</div>").count(), MAX_DEPTH);
        assert!(kept.contains("text") && kept.ends_with("<p>after"));
        assert!(bounded(&"<b id=1>".repeat(1000)).len() < 100);
        assert_eq!(bounded("<i>".repeat(MAX_OPEN_FORMATTING).as_str()).len(), 3 * MAX_OPEN_FORMATTING);
        assert!(bounded(&"<i>".repeat(50)).len() == 3 * MAX_OPEN_FORMATTING);
    }
}
