//! The front matter of a Markdown or HTML file: the few fields that a site generator keeps above the text.

/// The top-level fields of a front matter, in YAML (`---`) or TOML (`+++`), as written.
#[derive(Debug, Default)]
pub(crate) struct FrontMatter<'a> {
    fields: Vec<(&'a str, &'a str)>,
}

impl<'a> FrontMatter<'a> {
    /// The front matter and what follows it; all of `raw` when it has none.
    pub(crate) fn split(raw: &'a str) -> (Self, &'a str) {
        let start = raw.trim_start_matches(['\u{feff}', '\n', '\r', ' ']);
        let fence = if start.starts_with("---") {
            "---"
        } else if start.starts_with("+++") {
            "+++"
        } else {
            return (Self::default(), raw);
        };
        let mut fields = Vec::new();
        let mut at = 0;
        for (number, line) in start.split_inclusive('\n').enumerate() {
            at += line.len();
            let line = line.trim_end();
            match number {
                0 if line != fence => return (Self::default(), raw),
                0 => {}
                _ if line == fence => return (Self { fields }, &start[at..]),
                _ => fields.extend(field(line, if fence == "---" { ':' } else { '=' })),
            }
        }
        (Self::default(), raw)
    }

    /// The first of `names` that has a value.
    pub(crate) fn get(&self, names: &[&str]) -> Option<&'a str> {
        names
            .iter()
            .find_map(|name| self.fields.iter().find(|(key, value)| key.eq_ignore_ascii_case(name) && !value.is_empty()).map(|(_, value)| *value))
    }
}

/// A field at the top level; what is indented belongs to something else.
fn field(line: &str, separator: char) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(separator)?;
    let value = value.trim();
    let quoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    let is_block = matches!(value, "|" | ">" | ">-" | "|-");
    (!line.starts_with([' ', '\t', '-', '#']) && !is_block).then(|| (key.trim(), quoted.unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds() {
        let (matter, body) = FrontMatter::split("---\ntitle: \"A: b\"\nseo:\n  title: no\norganisation: Lab\n---\ntext\n---\n");
        assert_eq!((matter.get(&["title"]), matter.get(&["employer", "organisation"]), body), (Some("A: b"), Some("Lab"), "text\n---\n"));
        let (matter, body) = FrontMatter::split("+++\ntitle = 'A'\n+++\ntext");
        assert_eq!((matter.get(&["title"]), body), (Some("A"), "text"));
        assert_eq!(FrontMatter::split("---\nno end").1, "---\nno end");
    }
}
