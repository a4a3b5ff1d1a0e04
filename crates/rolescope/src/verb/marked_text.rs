//! A text with what was found in it marked below the words, for people who want to see why.

use std::fmt::Write as _;
use std::io::{BufRead, BufWriter, Write};
use std::ops::Range;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use skills::{Annotation, Mention, Tagger};

use crate::exit_code::Code;
use crate::verb::annotate::Input;

/// Most characters of a line: with more, marks would not stand below their words on a narrow terminal.
const COLUMNS: usize = 100;

/// Shows every text of `input`: JSON Lines, or one plain text when it does not begin with `{`.
pub(crate) fn explain(tagger: &Tagger, input: &mut dyn BufRead, path: &Path) -> Result<Code> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).with_context(|| format!("cannot read {}", path.display()))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let code = if bytes.trim_ascii_start().starts_with(b"{") {
        each_line(tagger, &bytes, &mut out)?
    } else {
        write!(out, "{}", marked(tagger, &String::from_utf8_lossy(&bytes), None))?;
        Code::Ok
    };
    out.flush()?;
    Ok(code)
}

fn each_line(tagger: &Tagger, bytes: &[u8], out: &mut impl Write) -> Result<Code> {
    let mut code = Code::Ok;
    for (number, line) in bytes.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        match serde_json::from_slice::<Input>(line) {
            Ok(Input { id, text, lang }) => {
                let name = if id == Value::Null { format!("line {}", number + 1) } else { id.as_str().map_or_else(|| id.to_string(), str::to_owned) };
                write!(out, "=== {}\n{}\n", shown(&name), marked(tagger, &text, lang))?;
            }
            Err(error) => {
                code = Code::Partial;
                writeln!(out, "=== line {} is not read: {error}\n", number + 1)?;
            }
        }
    }
    Ok(code)
}

fn marked(tagger: &Tagger, text: &str, lang: Option<String>) -> String {
    let lang = lang.or_else(|| posting::language(text).map(str::to_owned));
    let annotation = tagger.annotate(text, lang.as_deref());
    let mut out = String::new();
    let mut section = None;
    for line in lines(text) {
        let here = annotation.sections.iter().position(|section| section.start <= line.start && line.start < section.end);
        if here != section && !text[line.clone()].trim().is_empty() {
            section = here;
            let _ = writeln!(out, "[{}]", here.map_or("no section", |at| annotation.sections[at].kind.as_str()));
        }
        write_line(text, &line, &annotation, &mut out);
    }
    let counted_n = annotation.mentions.iter().filter(|mention| mention.counted).count();
    let _ = writeln!(out, "{counted_n} mentions counted (^), {} seen and not counted (~)", annotation.mentions.len() - counted_n);
    out
}

/// The line, and below it a row for each mention that reaches into it.
fn write_line(text: &str, line: &Range<usize>, annotation: &Annotation, out: &mut String) {
    let _ = writeln!(out, "{}", shown(&text[line.clone()]).trim_end());
    for mention in annotation.mentions.iter().filter(|mention| mention.start < line.end && line.start < mention.end) {
        let (start, end) = (mention.start.max(line.start), mention.end.min(line.end));
        let before = " ".repeat(shown(&text[line.start..start]).chars().count());
        let width = shown(text[start..end].trim_end()).chars().count().max(1);
        let mark = if mention.counted { "^" } else { "~" };
        let what = if mention.end <= line.end { described(mention) } else { "…".to_owned() };
        let _ = writeln!(out, "{before}{} {what}", mark.repeat(width));
    }
}

fn described(mention: &Mention) -> String {
    let how = mention.reason.map_or_else(|| mention.requirement.as_str().to_owned(), |reason| format!("not counted: {}", reason.as_str()));
    format!("{}, {how} (rule {})", mention.concept, mention.rule)
}

/// The lines of the text, broken at blanks where they are too long.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for whole in text.split_inclusive('\n') {
        let end = start + whole.len();
        while let Some((cut, _)) = text[start..end].trim_end().char_indices().nth(COLUMNS) {
            let blank = text[start..start + cut].rfind(' ').map_or(cut, |at| at + 1);
            lines.push(start..start + blank);
            start += blank;
        }
        lines.push(start..end);
        start = end;
    }
    lines
}

/// The text as a terminal may show it: a control character of an advertisement must not steer it.
fn shown(text: &str) -> String {
    text.trim_end_matches(['\n', '\r']).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_cover_the_text_and_are_short() {
        let text = format!("a\n\n{}\r\n{}ä", "word ".repeat(60), "é".repeat(250));
        let lines = lines(&text);
        assert_eq!(lines.iter().map(|line| &text[line.clone()]).collect::<String>(), text);
        assert!(lines.iter().all(|line| shown(&text[line.clone()]).trim_end().chars().count() <= COLUMNS));
    }
}
