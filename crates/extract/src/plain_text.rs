//! HTML to the text that a reader sees, line by line.

use std::borrow::Cow;
use std::ops::Range;

use crate::blanks::tidy_n;
use crate::element::{Kind, Tag};
use crate::leftover::{decode_entities, without_markup};
use crate::lines::Lines;
use crate::specification::by_column;
use crate::tree::{NodeRef, flag};
use crate::tree_builder::parse;

/// More rounds of escaping than this are no accident of a web site.
const ROUNDS: usize = 3;

/// The text of a piece of HTML: no markup, headings on lines of their own with a blank line before, list items as lines that begin with `- `.
///
/// HTML that was escaped once or more is read as what it was before; text without any markup keeps its lines.
pub fn plain_text(html: &str) -> String {
    let html = unescaped(html);
    if has_tags(&html) { finished(&rendered(parse(&html).root(), &|_| false)) } else { finished(&decode_entities(&html)) }
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
        let (live_n, escaped_n) = tags_n(&html);
        if escaped_n <= live_n {
            break;
        }
        html = Cow::Owned(decode_entities(&html));
    }
    html
}

/// Whether `html` is HTML rather than text.
pub(crate) fn has_tags(html: &str) -> bool {
    let mut opening = memchr::memchr_iter(b'<', html.as_bytes());
    opening.any(|at| opens_tag(&html[at + 1..]))
}

/// The numbers of live and of escaped tags.
fn tags_n(html: &str) -> (usize, usize) {
    let (mut live_n, mut escaped_n) = (0, 0);
    for at in memchr::memchr2_iter(b'<', b'&', html.as_bytes()) {
        let rest = &html[at + 1..];
        if html.as_bytes()[at] == b'<' {
            live_n += usize::from(opens_tag(rest));
            continue;
        }
        let rest = rest.trim_start_matches("amp;");
        let escaped = ["lt;", "#60;", "#x3c;", "#x3C;"].iter().find_map(|mark| rest.strip_prefix(*mark));
        escaped_n += usize::from(escaped.is_some_and(opens_tag));
    }
    (live_n, escaped_n)
}

/// Whether `rest`, behind an angle bracket, is a tag.
fn opens_tag(rest: &str) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let length = rest.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
    length > 0 && Tag::of(&rest[..length]).is(Kind::MARKUP)
}

/// The lines below `root`, without the subtrees that `is_dropped`.
pub(crate) fn rendered(root: NodeRef<'_>, is_dropped: &dyn Fn(NodeRef<'_>) -> bool) -> String {
    rendered_with(root, root, is_dropped).0
}

/// [`rendered`], and where in it the lines of `part` lie; nowhere when they are not those that `part` would have by itself.
pub(crate) fn rendered_with(root: NodeRef<'_>, part: NodeRef<'_>, is_dropped: &dyn Fn(NodeRef<'_>) -> bool) -> (String, Option<Range<usize>>) {
    let cell = |node: NodeRef<'_>| lines_of(node, node, is_dropped, &|_| None).0;
    lines_of(root, part, is_dropped, &|table| by_column(table, &cell))
}

/// The lines below `root`, with tables as `read_table` reads them, or row by row; and where those of `part` lie.
fn lines_of(
    root: NodeRef<'_>,
    part: NodeRef<'_>,
    is_dropped: &dyn Fn(NodeRef<'_>) -> bool,
    read_table: &dyn Fn(NodeRef<'_>) -> Option<String>,
) -> (String, Option<Range<usize>>) {
    // A node holds about so much text.
    let mut lines = Lines::with_capacity(32 * (root.end() - root.at()));
    let (mut part_start, mut part_end) = (None, None);
    // The elements that are open: where they end, and what they are.
    let mut open: Vec<(usize, Tag)> = Vec::new();
    let mut at = root.at();
    while at < root.end() {
        while let Some((_, tag)) = open.pop_if(|(end, _)| *end <= at) {
            lines.close(tag);
        }
        if part_start.is_some() && part_end.is_none() && at >= part.end() {
            part_end = Some(lines.place());
        }
        let node = root.same_page(at);
        if at == part.at() {
            part_start = lines.place();
        }
        at += 1;
        if let Some(text) = node.text() {
            lines.text(text, node.has(flag::BOLD));
            continue;
        }
        if node.is_never_read() || is_dropped(node) {
            at = node.end();
            continue;
        }
        lines.open(node);
        open.push((node.end(), node.tag()));
        if node.tag() == Tag::TABLE
            && let Some(table) = read_table(node)
        {
            lines.insert(&table);
            at = node.end();
        }
    }
    while let Some((_, tag)) = open.pop() {
        lines.close(tag);
    }
    let out = lines.finish();
    let part_end = part_end.unwrap_or(Some(out.len()));
    let range = part_start.zip(part_end).map(|(start, end)| start..end);
    (out, range)
}

/// The lines of a text that is finished, where nothing but a line feed ends one.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (line, after) = split_at_line_feed(rest);
        rest = after;
        Some(line)
    })
}

/// Text as it is handed on: no markup, blanks collapsed, bullets of any shape as `- `, no line without a letter or digit, at most one blank
/// line in a row.
pub(crate) fn finished(text: &str) -> String {
    finished_with(text, None).0
}

/// [`finished`], and where the lines of `part` lie in it; nowhere when it is not known, or when there is no part.
pub(crate) fn finished_with(text: &str, part: Option<Range<usize>>) -> (String, Option<Range<usize>>) {
    let raw = text;
    let text = without_markup(raw);
    let part = part.filter(|_| matches!(text, Cow::Borrowed(_)));
    let split = if holds_odd_break(&text) { split_line } else { split_at_line_feed };
    let mut out = String::with_capacity(text.len() + 16);
    let (mut start, mut end) = (None, None);
    let mut is_after_gap = false;
    let mut rest: &str = &text;
    while !rest.is_empty() {
        let at = text.len() - rest.len();
        let (line, after) = split(rest);
        rest = after;
        let line = line.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{200b}');
        if !line.chars().any(char::is_alphanumeric) {
            is_after_gap = true;
            continue;
        }
        if part.as_ref().is_some_and(|part| part.end <= at) {
            end.get_or_insert(out.len());
        }
        if !out.is_empty() {
            out.push_str(if is_after_gap { "\n\n" } else { "\n" });
        }
        if part.as_ref().is_some_and(|part| part.start <= at) {
            start.get_or_insert(out.len());
        }
        is_after_gap = false;
        push_line(&mut out, line);
    }
    let end = end.unwrap_or(out.len());
    let start = start.unwrap_or(out.len());
    (out, part.map(|_| start.min(end)..end))
}

/// Whether lines end with anything but a line feed.
fn holds_odd_break(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_separator = |at: usize| at >= 2 && bytes[at - 2..at] == [0xe2, 0x80];
    memchr::memchr3(b'\r', b'\x0b', b'\x0c', bytes).is_some() || memchr::memchr2_iter(0xa8, 0xa9, bytes).any(is_separator)
}

fn split_at_line_feed(text: &str) -> (&str, &str) {
    memchr::memchr(b'\n', text.as_bytes()).map_or((text, ""), |at| (&text[..at], &text[at + 1..]))
}

/// The first line of a text, and what follows its break.
fn split_line(text: &str) -> (&str, &str) {
    let bytes = text.as_bytes();
    let Some(end) = (0..bytes.len()).find(|at| is_break(bytes, *at)) else { return (text, "") };
    let length = match &bytes[end..] {
        [b'\r', b'\n', ..] => 2,
        [0xe2, ..] => 3,
        _ => 1,
    };
    (&text[..end], &text[end + length..])
}

fn is_break(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'\n'..=b'\r' => true,
        // The separators of lines and of paragraphs.
        0xe2 => bytes.get(at + 1) == Some(&0x80) && matches!(bytes.get(at + 2), Some(0xa8 | 0xa9)),
        _ => false,
    }
}

fn push_line(out: &mut String, line: &str) {
    let line = match item(line) {
        Some(rest) => {
            out.push_str("- ");
            rest
        }
        None => line,
    };
    let (tidy, rest) = line.split_at(tidy_n(line));
    if rest.is_empty() {
        return out.push_str(tidy);
    }
    let start = out.len();
    for word in line.split(|c: char| c.is_whitespace() || c == '\u{200b}') {
        let end = out.len();
        out.push_str(if end > start { " " } else { "" });
        let before = out.len();
        out.extend(word.chars().filter(|c| !c.is_control()));
        if out.len() == before {
            out.truncate(end);
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
    fn lines_are_tidy() {
        for (text, wanted) in [
            (" a\r\nb\r\n\r\n\r\n--\nc ", "a\nb\n\nc"),
            ("a  b\u{a0}c\u{2003}d\u{200b}e\u{1}f \u{1} g\u{3000}h", "a b c d ef g h"),
            ("caf\u{e9}\u{2028}\u{2013} one\u{2029}\u{2019}\u{2020}", "café\n- one"),
        ] {
            assert_eq!(finished(text), wanted);
        }
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
