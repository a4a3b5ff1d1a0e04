//! JSON as web sites write it: read as it stands, or after a repair.
//!
//! The repairs are those that lose nothing: wrappers and comments, raw control characters, commas before a closing bracket, unescaped quotes
//! inside strings, backslashes that escape nothing, and closing brackets that were cut off.

use posting::ParseQuality;
use serde_json::Value;

use crate::leftover::decode_entities;

/// Reads `text`, which holds one JSON value, or several in a row.
///
/// # Errors
///
/// The first thing that is wrong with the text after the repair, when none helps.
pub(crate) fn parse(text: &str) -> Result<(Value, ParseQuality), String> {
    let text = text.trim().trim_start_matches('\u{feff}');
    if let Ok(value) = serde_json::from_str(text) {
        return Ok((value, ParseQuality::Clean));
    }
    let (mended, quality) = Mender::mend(text);
    let error = match values(&mended) {
        Ok(value) => return Ok((value, quality)),
        Err(error) => error.to_string(),
    };
    // A whole block that went through an HTML escaper.
    if text.contains("&quot;") {
        let (mended, quality) = Mender::mend(&decode_entities(text));
        if let Ok(value) = values(&mended) {
            return Ok((value, quality));
        }
    }
    Err(error)
}

fn values(text: &str) -> serde_json::Result<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>().collect::<serde_json::Result<Vec<_>>>()?;
    Ok(if values.len() == 1 { values.remove(0) } else { Value::Array(values) })
}

/// Copies JSON, mending it on the way.
struct Mender<'a> {
    rest: &'a str,
    out: String,
    /// The brackets that are open.
    open: Vec<char>,
    /// Whether the text was cut off.
    cut: bool,
}

impl<'a> Mender<'a> {
    fn mend(text: &'a str) -> (String, ParseQuality) {
        let mut mender = Mender { rest: text, out: String::with_capacity(text.len() + 16), open: Vec::new(), cut: false };
        while let Some(c) = mender.next() {
            mender.outside(c);
        }
        mender.close_all();
        (mender.out, if mender.cut { ParseQuality::Salvaged } else { ParseQuality::Repaired })
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    /// A character between strings.
    fn outside(&mut self, c: char) {
        match c {
            '"' => self.string(),
            '{' | '[' => {
                self.open.push(c);
                self.out.push(c);
            }
            '}' | ']' => self.closing(c),
            '/' | '<' | '-' | '>' if self.skip_wrapper(c) => {}
            ';' => {}
            c if c.is_whitespace() || c.is_control() => self.out.push(' '),
            c => self.out.push(c),
        }
    }

    fn closing(&mut self, c: char) {
        let opening = if c == '}' { '{' } else { '[' };
        // A bracket that closes nothing belongs to a wrapper such as `]]>`.
        if self.open.last() != Some(&opening) {
            return;
        }
        self.open.pop();
        self.drop_comma();
        self.out.push(c);
    }

    fn drop_comma(&mut self) {
        let kept = self.out.trim_end().len();
        if self.out[..kept].ends_with(',') {
            self.out.truncate(kept - 1);
        }
    }

    /// Passes over a comment or the mark of a wrapper that begins with `c`.
    fn skip_wrapper(&mut self, c: char) -> bool {
        let rest = self.rest;
        let skipped = match c {
            '/' if rest.starts_with('*') => rest.find("*/").map_or(rest.len(), |at| at + 2),
            '/' if rest.starts_with("/<![CDATA[") => "/<![CDATA[".len(),
            '/' if rest.starts_with("/]]>") => "/]]>".len(),
            '/' if rest.starts_with('/') => rest.find('\n').unwrap_or(rest.len()),
            '<' if rest.starts_with("!--") => 3,
            '<' if rest.starts_with("![CDATA[") => "![CDATA[".len(),
            '-' if rest.starts_with("->") => 2,
            '>' => 0,
            _ => return false,
        };
        self.rest = &rest[skipped..];
        true
    }

    /// A string, from behind its opening quote.
    fn string(&mut self) {
        self.out.push('"');
        while let Some(c) = self.next() {
            match c {
                '"' if self.ends_string() => return self.out.push('"'),
                '"' => self.out.push_str("\\\""),
                '\\' => self.escape(),
                '\n' => self.out.push_str("\\n"),
                '\r' => {}
                '\t' => self.out.push_str("\\t"),
                c if c.is_control() => self.out.push(' '),
                c => self.out.push(c),
            }
        }
        self.cut = true;
        self.out.push('"');
    }

    fn escape(&mut self) {
        let rest = self.rest;
        let is_unicode = rest.starts_with('u') && rest.len() > 4 && rest.as_bytes()[1..5].iter().all(u8::is_ascii_hexdigit);
        if is_unicode || rest.starts_with(['"', '\\', '/', 'b', 'f', 'n', 'r', 't']) {
            self.out.push('\\');
            let escaped = self.next();
            self.out.extend(escaped);
        } else if !rest.starts_with('\'') {
            self.out.push_str("\\\\");
        }
    }

    /// Whether a quote ends the string: what follows must be what JSON has after a string, and a quoted word before a comma is told from a
    /// value by what comes after the comma.
    fn ends_string(&self) -> bool {
        let mut chars = past_comments(self.rest).chars();
        match chars.next() {
            None => true,
            Some('}' | ']') => follows_closing(chars.as_str()),
            Some(':') => self.is_in_object() && self.is_key(),
            Some(',') if self.is_in_object() => {
                let rest = past_comments(chars.as_str());
                rest.starts_with(['}', ']']) || starts_key(rest)
            }
            Some(',') => past_comments(chars.as_str()).starts_with(|c: char| "\"{[]-tfn".contains(c) || c.is_ascii_digit()),
            _ => false,
        }
    }

    fn is_in_object(&self) -> bool {
        self.open.last() == Some(&'{')
    }

    /// Whether the string that is being written is a key.
    fn is_key(&self) -> bool {
        let mut escaped = false;
        let start = self.out.rmatch_indices('"').find(|(at, _)| {
            escaped = self.out[..*at].ends_with('\\');
            !escaped
        });
        start.is_some_and(|(at, _)| self.out[..at].trim_end().ends_with(['{', ',']))
    }

    fn close_all(&mut self) {
        self.cut |= !self.open.is_empty();
        while let Some(opening) = self.open.pop() {
            self.drop_comma();
            if self.out.trim_end().ends_with(':') {
                self.out.push_str("null");
            }
            self.out.push(if opening == '{' { '}' } else { ']' });
        }
    }
}

/// `rest` from its first character that is neither blank nor in a comment.
fn past_comments(rest: &str) -> &str {
    let mut rest = rest.trim_start();
    loop {
        let end = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else {
            return rest;
        };
        rest = rest[end.unwrap_or(rest.len())..].trim_start();
    }
}

/// Whether `rest`, behind a closing bracket, goes on as JSON does.
fn follows_closing(rest: &str) -> bool {
    let rest = rest.trim_start();
    rest.is_empty() || rest.starts_with(['}', ']', ',', ';', '/', '-', '<'])
}

/// Whether `rest` begins with a key: a short string and a colon.
fn starts_key(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('"') else { return false };
    let Some(end) = rest.find('"') else { return false };
    end > 0 && end <= 60 && rest[end + 1..].trim_start().starts_with(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn check(text: &str, wanted: &Value, quality: ParseQuality) {
        assert_eq!(parse(text), Ok((wanted.clone(), quality)), "{text}");
    }

    #[test]
    fn every_malformation_is_mended() {
        let wanted = json!({"a": "x \"y\", z", "b": [1, 2]});
        check(r#"{"a": "x \"y\", z", "b": [1, 2]}"#, &wanted, ParseQuality::Clean);
        for text in [
            r#"<!-- {"a": "x \"y\", z", "b": [1, 2]} -->"#,
            "//<![CDATA[\n{\"a\": \"x \\\"y\\\", z\", \"b\": [1, 2]}\n//]]>",
            "<![CDATA[{\"a\": \"x \\\"y\\\", z\", \"b\": [1, 2]}]]>",
            "/* ours */ {\"a\": \"x \\\"y\\\", z\", // the list\n \"b\": [1, 2]};",
            r#"{"a": "x \"y\", z", "b": [1, 2,],}"#,
            r#"{"a": "x "y", z", "b": [1, 2]}"#,
            "{&quot;a&quot;: &quot;x \\&quot;y\\&quot;, z&quot;, &quot;b&quot;: [1, 2]}",
        ] {
            check(text, &wanted, ParseQuality::Repaired);
        }
        check("{\"a\": \"one\n\ttwo\u{1}\"}", &json!({"a": "one\n\ttwo "}), ParseQuality::Repaired);
        check(r#"{"a": "it\'s C:\dir"}"#, &json!({"a": "it's C:\\dir"}), ParseQuality::Repaired);
        check(r#"{"a": "is "b": c" ,"d": ""e" f"}"#, &json!({"a": "is \"b\": c", "d": "\"e\" f"}), ParseQuality::Repaired);
        check(r#"{"a": 1}{"b": 2}"#, &json!([{"a": 1}, {"b": 2}]), ParseQuality::Repaired);
        check(r#"{"a": [{"b": "cut o"#, &json!({"a": [{"b": "cut o"}]}), ParseQuality::Salvaged);
        assert!(parse("function () { return 1 }").is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
    }

    proptest! {
        #[test]
        fn no_text_panics(text in "([\\[\\]{}\",:/\\\\ -]|<!--|a|1|\\PC){0,40}") {
            let _ = parse(&text);
        }

        #[test]
        fn what_is_json_stays_what_it_is(words in prop::collection::vec("[a-z\",: {}\\[\\]/\n]{0,12}", 0..4)) {
            let value = json!({"words": words, "last": {"n": -1, "word": words.first()}});
            prop_assert_eq!(values(&Mender::mend(&value.to_string()).0).unwrap(), value);
        }
    }
}
