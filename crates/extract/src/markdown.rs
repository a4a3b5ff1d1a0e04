//! Markdown to the text that a reader sees.

use std::sync::LazyLock;

use regex::Regex;

use crate::front_matter::FrontMatter;
use crate::plain_text::{finished, one_line};

/// Whether a text that could be anything is Markdown.
pub(crate) fn is_likely(raw: &str) -> bool {
    static MARK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^#{1,6} \S|\*\*\w[^*\n]*\*\*|\]\((?:https?:|mailto:)").expect("a constant pattern"));
    !crate::plain_text::has_tags(raw) && MARK.is_match(raw)
}

/// The text of a Markdown document, front matter left out: headings and list items on lines of their own, wrapped lines joined.
pub(crate) fn text(raw: &str) -> String {
    let raw = without_templates(FrontMatter::split(raw).1);
    let mut out = String::with_capacity(raw.len());
    let mut in_code = false;
    let mut joins = false;
    let lines: Vec<&str> = raw.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            joins = false;
            continue;
        }
        if in_code {
            out.push('\n');
            out.push_str(line);
            continue;
        }
        let line = Line::of(line, lines.get(at + 1).copied());
        line.write(&mut out, joins);
        joins = line.joins_next();
    }
    finished(&out)
}

/// The first heading of the highest level, for a document without a title.
pub(crate) fn title(raw: &str) -> Option<String> {
    let body = FrontMatter::split(raw).1;
    let lines: Vec<&str> = body.lines().collect();
    let headings = lines.iter().enumerate().filter_map(|(at, line)| match Line::of(line, lines.get(at + 1).copied()) {
        Line::Heading(level, text) => Some((level, inline(text))),
        _ => None,
    });
    headings.min_by_key(|(level, _)| *level).map(|(_, text)| one_line(&text)).filter(|title| !title.is_empty())
}

/// One line by what it is.
enum Line<'a> {
    Blank,
    /// Its level and text.
    Heading(usize, &'a str),
    Item(&'a str),
    Row(&'a str),
    /// Text that ends its line by itself: two blanks or a backslash at its end, or HTML.
    Broken(&'a str),
    Text(&'a str),
}

impl<'a> Line<'a> {
    fn of(line: &'a str, next: Option<&str>) -> Self {
        let trimmed = line.trim().trim_start_matches(['>', ' ']);
        let level = trimmed.len() - trimmed.trim_start_matches('#').len();
        if is_rule(trimmed) || is_definition(trimmed) {
            Line::Blank
        } else if (1..=6).contains(&level) && (trimmed.len() == level || trimmed[level..].starts_with([' ', '\t'])) {
            Line::Heading(level, trimmed[level..].trim().trim_end_matches('#').trim_end())
        } else if let Some(level) = next.and_then(underline) {
            Line::Heading(level, trimmed)
        } else if let Some(item) = item(trimmed) {
            Line::Item(item)
        } else if trimmed.starts_with('|') && trimmed.len() > 1 {
            Line::Row(trimmed)
        } else if line.ends_with("  ") || trimmed.ends_with('\\') || trimmed.ends_with('>') {
            Line::Broken(trimmed.trim_end_matches('\\'))
        } else {
            Line::Text(trimmed)
        }
    }

    fn write(&self, out: &mut String, joins: bool) {
        match self {
            Line::Blank => out.push_str("\n\n"),
            Line::Heading(_, text) => {
                out.push_str("\n\n");
                out.push_str(&inline(text));
            }
            Line::Item(text) => {
                out.push_str("\n- ");
                out.push_str(&inline(text));
            }
            Line::Row(text) => {
                let cells: Vec<String> = text.trim_matches('|').split('|').map(|cell| inline(cell.trim())).collect();
                out.push('\n');
                out.push_str(&cells.join(if cells.len() == 2 { ": " } else { " | " }));
            }
            Line::Broken(text) | Line::Text(text) => {
                let starts_anew = !joins || text.starts_with("**") || text.starts_with('<');
                out.push_str(if !starts_anew {
                    " "
                } else if is_bold(text) {
                    "\n\n"
                } else {
                    "\n"
                });
                out.push_str(&inline(text));
            }
        }
    }

    /// Whether a line of text after this one goes on with it.
    fn joins_next(&self) -> bool {
        matches!(self, Line::Item(_)) || matches!(self, Line::Text(text) if !is_bold(text))
    }
}

fn is_rule(line: &str) -> bool {
    let is_of = |mark: char| line.chars().all(|c| c == mark || c == ' ') && line.matches(mark).count() >= 3;
    line.is_empty() || is_of('-') || is_of('*') || is_of('_') || is_of('=') || (line.starts_with('|') && line.chars().all(|c| "|-: ".contains(c)))
}

/// A link's address or an attribute list, which no reader sees.
fn is_definition(line: &str) -> bool {
    (line.starts_with('[') && line.contains("]: ") && line.split_whitespace().count() <= 4) || (line.starts_with("{:") && line.ends_with('}'))
}

fn underline(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let is_of = |mark: char| line.len() >= 3 && line.chars().all(|c| c == mark);
    if is_of('=') { Some(1) } else { None }
}

fn item(line: &str) -> Option<&str> {
    let after_mark = line.strip_prefix(['*', '-', '+', '•']).or_else(|| {
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        (1..=3).contains(&digits).then(|| line[digits..].strip_prefix(['.', ')'])).flatten()
    });
    let text = after_mark.filter(|text| text.starts_with([' ', '\t']))?.trim();
    Some(text.strip_prefix("[ ]").or_else(|| text.strip_prefix("[x]")).unwrap_or(text).trim_start())
}

/// A line that is bold and nothing else is a heading in all but name.
fn is_bold(line: &str) -> bool {
    let inside = line.strip_prefix("**").and_then(|line| line.trim_end_matches(':').strip_suffix("**"));
    inside.is_some_and(|inside| !inside.contains("**"))
}

fn inline(text: &str) -> String {
    static IMAGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])").expect("a constant pattern"));
    static LINK: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\[([^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])(?:\{[^}]*\})?").expect("a constant pattern"));
    static STRONG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\*{1,3}([^*\s](?:[^*]*[^*\s])?)\*{1,3}").expect("a constant pattern"));
    static UNDERSCORES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(^|[\s(\x22'])_{1,3}([^_\s](?:[^_]*[^_\s])?)_{1,3}($|[\s.,;:!?)\x22'])").expect("a constant pattern"));
    static ESCAPE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\([\\`*_{}\[\]()#+.!<>|~&-])").expect("a constant pattern"));
    if !text.contains(['[', '*', '_', '`', '\\', '~']) {
        return text.to_owned();
    }
    let text = IMAGE.replace_all(text, "");
    let text = LINK.replace_all(&text, "$1");
    let text = STRONG.replace_all(&text, "$1");
    let text = UNDERSCORES.replace_all(&text, "$1$2$3");
    let text = text.replace(['`', '\u{0}'], "").replace("~~", "").replace("**", "");
    ESCAPE.replace_all(&text, "$1").into_owned()
}

/// The tags of site generators: Liquid, Hugo's short codes, kramdown's attributes.
pub(crate) fn without_templates(text: &str) -> String {
    static TAG: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)\{\{[<%]?.{0,500}?[>%]?\}\}|\{%.{0,500}?%\}|\{#.{0,500}?#\}|\{:[^}\n]{0,200}\}|<!--.*?-->").expect("a constant pattern")
    });
    TAG.replace_all(text, "").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, wanted: &str) {
        assert_eq!(text(raw), wanted, "{raw}");
    }

    #[test]
    fn marks_go_and_lines_stay() {
        check(
            "# Title #\n\nA line\nthat *goes* on.\n\n* one\n  and on\n+ two\n1. three",
            "Title\n\nA line that goes on.\n\n- one and on\n- two\n- three",
        );
        check("**Duties**\n- [x] run [the lab](https://lab.example/a_(b)), ![x](y.png) snake_case _now_", "Duties\n- run the lab, snake_case now");
        check("**Pay**: much\n**Place**: here", "Pay: much\nPlace: here");
        check("Title\n=====\n\n| a | b |\n|---|---|\n| c | d |", "Title\n\na: b\n\nc: d");
        check("a {{ site.x }}{% if y %}b{% endif %}\n{: .big}\n```\nx = 1\n```\n[1]: https://x.example", "a b\n\nx = 1");
        check("<p>One <b>two</b></p>\n<ul>\n<li>three</li>\n</ul>\n&amp; caf&eacute;", "One two\n\n- three\n\n& café");
        check("2 * 3 * 4 \\* 5", "2 * 3 * 4 * 5");
    }

    #[test]
    fn the_first_heading_is_the_title() {
        assert_eq!(title("---\na: b\n---\n## Part\n# Post *one*\n").as_deref(), Some("Post one"));
        assert_eq!(title("text"), None);
    }
}
