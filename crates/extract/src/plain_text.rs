//! HTML to the text that a reader sees, line by line.

use std::borrow::Cow;

use scraper::node::Element;
use scraper::{Html, Node};

use crate::bounded_html::bounded;
use crate::leftover::{decode_entities, is_tag_name, without_markup};
use crate::lines::Lines;
use crate::specification::by_column;
use crate::tree::{NodeRef, Step, Walk};

/// More rounds of escaping than this are no accident of a web site.
const ROUNDS: usize = 3;

/// The text of a piece of HTML: no markup, headings on lines of their own with a blank line before, list items as lines that begin with `- `.
///
/// HTML that was escaped once or more is read as what it was before; text without any markup keeps its lines.
pub fn plain_text(html: &str) -> String {
    let html = unescaped(html);
    if has_tags(&html) {
        let tree = Html::parse_fragment(&bounded(&html));
        finished(&rendered(*tree.root_element(), &|_| false))
    } else {
        finished(&decode_entities(&html))
    }
}

/// The text of a value that should be one line, such as a title.
pub(crate) fn one_line(raw: &str) -> String {
    let text = if raw.contains(['<', '&']) { Cow::Owned(plain_text(raw)) } else { Cow::Borrowed(raw) };
    text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Undoes escaping, decided by weight: while more tags are escaped than live.
fn unescaped(html: &str) -> Cow<'_, str> {
    let mut html = Cow::Borrowed(html);
    for _ in 0..ROUNDS {
        let escaped_n = tags_n(&html, "lt;") + tags_n(&html, "&#60;") + tags_n(&html, "&#x3c;") + tags_n(&html, "&#x3C;");
        if escaped_n == 0 || escaped_n <= tags_n(&html, "<") {
            break;
        }
        html = Cow::Owned(decode_entities(&html));
    }
    html
}

/// Whether `html` is HTML rather than text.
pub(crate) fn has_tags(html: &str) -> bool {
    html.contains('<') && tags_n(html, "<") > 0
}

/// The number of tags that begin with `opening`.
fn tags_n(html: &str, opening: &str) -> usize {
    let names = html.match_indices(opening).map(|(at, _)| {
        let rest = &html[at + opening.len()..];
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len())]
    });
    names.filter(|name| is_tag_name(name)).count()
}

/// The lines below `root`, without the subtrees that `is_dropped`.
pub(crate) fn rendered(root: NodeRef<'_>, is_dropped: &dyn Fn(NodeRef<'_>) -> bool) -> String {
    let cell = |node: NodeRef<'_>| lines_of(node, is_dropped, &|_| None);
    lines_of(root, is_dropped, &|table| by_column(table, &cell))
}

/// The lines below `root`, with tables as `read_table` reads them, or row by row.
fn lines_of(root: NodeRef<'_>, is_dropped: &dyn Fn(NodeRef<'_>) -> bool, read_table: &dyn Fn(NodeRef<'_>) -> Option<String>) -> String {
    let mut lines = Lines::default();
    let mut walk = Walk::of(root);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(node) => match node.value() {
                Node::Text(text) => lines.text(text),
                Node::Element(element) if is_never_read(element) || is_dropped(node) => walk.pass_over(node),
                Node::Element(element) if element.name() == "table" => {
                    lines.open(element.name(), node);
                    if let Some(table) = read_table(node) {
                        lines.insert(&table);
                        walk.pass_over(node);
                    }
                }
                Node::Element(element) => lines.open(element.name(), node),
                _ => {}
            },
            Step::Leave(node) => {
                if let Node::Element(element) = node.value() {
                    lines.close(element.name());
                }
            }
        }
    }
    lines.finish()
}

/// Whether a reader of the page never sees the text of `element`, or sees it as a control.
pub(crate) fn is_never_read(element: &Element) -> bool {
    const NAMES: [&str; 23] = [
        "script", "style", "template", "noscript", "head", "title", "svg", "math", "object", "iframe", "audio", "video", "canvas", "select",
        "button", "input", "textarea", "nav", "dialog", "datalist", "map", "progress", "noframes",
    ];
    let is_styled_away = || {
        element.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    };
    NAMES.contains(&element.name()) || element.attr("hidden").is_some() || is_styled_away()
}

/// Text as it is handed on: no markup, blanks collapsed, bullets of any shape as `- `, no line without a letter or digit.
pub(crate) fn finished(text: &str) -> String {
    let text = without_markup(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}']) {
        push_line(&mut out, line);
        out.push('\n');
    }
    posting::text::tidy(&out)
}

fn push_line(out: &mut String, line: &str) {
    let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}');
    if line.chars().any(char::is_alphanumeric) {
        let line = match item(line) {
            Some(rest) => {
                out.push_str("- ");
                rest
            }
            None => line,
        };
        let mut words = line.split(|c: char| c.is_whitespace() || c == '\u{200b}').filter(|word| !word.is_empty());
        out.push_str(words.next().unwrap_or_default());
        for word in words {
            out.push(' ');
            out.push_str(word);
        }
    }
}

/// What a list item says, when `line` is one.
fn item(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(|c: char| is_bullet(c) || (c.is_whitespace()));
    let marks = &line[..line.len() - rest.len()];
    // A dash or an asterisk needs a blank behind it; the other marks are used for nothing else.
    let is_item =
        marks.chars().next().is_some_and(is_bullet) && (marks.ends_with(char::is_whitespace) || !marks.starts_with(['-', '–', '—', '*', '+']));
    is_item.then_some(rest)
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '-' | '–'
            | '—'
            | '*'
            | '+'
            | '•'
            | '·'
            | '●'
            | '○'
            | '◦'
            | '▪'
            | '■'
            | '□'
            | '‣'
            | '⁃'
            | '➢'
            | '➤'
            | '►'
            | '▸'
            | '✓'
            | '✔'
            | '\u{f0b7}'
            | '\u{f0a7}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(html: &str, wanted: &str) {
        assert_eq!(plain_text(html), wanted, "{html}");
    }

    #[test]
    fn blocks_headings_and_lists() {
        check("<p>One\n two&nbsp; three</p><p>four<br>five", "One two three\nfour\nfive");
        check("<P>a</P><H2>You <i>will</i></H2><UL><LI>plan<LI><P>meet</P></UL>z", "a\n\nYou will\n- plan\n- meet\nz");
        check("<p>a</p><p><strong>Duties:</strong></p><p><b>Run</b> it</p>", "a\n\nDuties:\nRun it");
        check("<dl><dt>Pay</dt><dd>A lot</dd><dt>Place</dt><dd>Here</dd></dl>", "Pay\nA lot\n\nPlace\nHere");
        check("<ul><li>one<ul><li>two</li></ul></li></ul>", "- one\n- two");
        check("<pre>a\n  b</pre>", "a\nb");
        check("<p>• one<br>· two<br>– three<br>-four", "- one\n- two\n- three\n-four");
    }

    #[test]
    fn tables() {
        check("<table><tr><td>Pay</td><td><p>A lot</p></td></tr><tr><th>A<th>B<th>C</table>", "Pay: A lot\nA | B | C");
        check("<table><tr><td><h3>Layout</h3><p>One</p></td><td><ul><li>two</ul></td></table>", "Layout\nOne\n- two");
    }

    #[test]
    fn a_person_specification_keeps_its_columns() {
        check(
            "<p>a<table><tr><th>Area<th>Essential<th>Desirable criteria</tr><tr><td>Skills<td>Writing<td><ul><li>Welsh<li>Excel</ul><tr><td>Training<td><td>First aid</table>z",
            "a\n\nEssential\n- Skills: Writing\n\nDesirable criteria\n- Welsh\n- Excel\n- Training: First aid\n\nz",
        );
    }

    #[test]
    fn what_is_no_text_goes() {
        check("<style>p{}</style>a<script>var b='<p>';</script><!-- c --><p style='display: none'>d</p><p hidden>e<select><option>f</select>", "a");
        check("<p>write to <jo@lab.example> or", "write to jo@lab.example or");
        check("<p>cut <a href='x", "cut");
    }

    #[test]
    fn escaping_is_undone() {
        check("&lt;p&gt;caf&amp;eacute;&lt;/p&gt;&lt;p&gt;b", "café\nb");
        check("&amp;lt;p&amp;gt;caf&amp;amp;eacute;&amp;lt;/p&amp;gt;", "café");
        check("&lt;p&gt;a&lt;/p&gt;&lt;p&gt;b&lt;/p&gt;<p>live</p>", "a\nb\nlive");
        check("<p>a</p><p>b</p><p>c</p>&lt;p&gt;d &lt; e&lt;/p&gt;", "a\nb\nc\n\nd < e");
        check("plain &amp; simple\nR&D < 5", "plain & simple\nR&D < 5");
    }

    #[test]
    fn deep_nesting_is_no_matter() {
        check(&("<div>".repeat(100_000) + "x"), "x");
        check(&("<table><tr><td>".repeat(30_000) + "x"), "x");
        check(&("<b><p>".repeat(50_000) + "x"), "x");
        check(&("<svg><td>".repeat(50_000) + "<a>"), "");
    }

    pub(crate) fn leaks(text: &str) -> bool {
        regex::Regex::new("<[a-z/]|&[a-z]+;|&#[0-9]+;").unwrap().is_match(text)
    }

    proptest! {
        #[test]
        fn no_markup_leaks(html in "(<[a-z/!]|<p>|</p>|<li>|<b |>|&lt;|&amp;|&#60;|&gt;|;|[a-z <&\n]|\\PC){0,60}") {
            let text = plain_text(&html);
            prop_assert!(!leaks(&text), "{}", text);
            prop_assert_eq!(posting::text::tidy(&text), text);
        }
    }
}
