//! An answer of a job board, its address, and the fields of its values.

use serde_json::Value;
use url::Url;

use crate::draft::Draft;
use crate::plain_text::one_line;
use crate::schema_org::{scalar, text_of};

/// What a server answered.
pub(crate) struct Answer<'a> {
    /// Where it was asked; `None` for a file.
    url: Option<Url>,
    /// The JSON, or the tree of the XML.
    pub(super) value: &'a Value,
}

impl<'a> Answer<'a> {
    pub(crate) fn of(url: Option<&str>, value: &'a Value) -> Self {
        Self { url: url.and_then(|url| Url::parse(url).ok()), value }
    }

    /// The path of the address, or nothing.
    pub(super) fn path(&self) -> &str {
        self.url.as_ref().map_or("", Url::path)
    }

    /// Whether the host is `domain` or below it.
    pub(super) fn is_at(&self, domain: &str) -> bool {
        let host = self.url.as_ref().and_then(Url::host_str).unwrap_or_default();
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }

    /// A parameter of the address.
    pub(super) fn query(&self, name: &str) -> Option<String> {
        self.url.as_ref()?.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
    }

    /// A parameter of the address that is a number.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.query(name)?.parse().ok()
    }

    /// The address with one parameter replaced.
    pub(super) fn with(&self, name: &str, value: &str) -> Option<String> {
        let mut url = self.url.clone()?;
        let others: Vec<(String, String)> =
            url.query_pairs().filter(|(key, _)| key != name).map(|(key, value)| (key.into_owned(), value.into_owned())).collect();
        url.query_pairs_mut().clear().extend_pairs(others).append_pair(name, value);
        Some(url.into())
    }

    /// An address relative to that of the answer.
    pub(super) fn join(&self, relative: &str) -> Option<String> {
        match &self.url {
            Some(url) => url.join(relative).ok(),
            None => Url::parse(relative).ok(),
        }
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(Into::into)
    }

    /// The address without its parameters, with `more` behind its path.
    pub(super) fn below(&self, more: &str) -> Option<String> {
        let mut url = self.url.clone()?;
        url.set_query(None);
        let path = format!("{}/{more}", url.path().trim_end_matches('/'));
        url.set_path(&path);
        Some(url.into())
    }
}

/// The value at a path such as `location.city`, itself at the empty path; null when there is none.
pub(super) fn at<'a>(value: &'a Value, path: &str) -> &'a Value {
    path.split('.').filter(|key| !key.is_empty()).fold(value, |value, key| value.get(key).unwrap_or(&Value::Null))
}

/// The values of an array, a single one as if it were an array of one, none for null.
pub(super) fn each(value: &Value) -> &[Value] {
    match value {
        Value::Null => &[],
        Value::Array(values) => values,
        one => std::slice::from_ref(one),
    }
}

/// Whether `value` is an object, or the first of an array of objects, that has all of `keys`.
pub(super) fn has(value: &Value, keys: &[&str]) -> bool {
    each(value).first().is_some_and(|first| keys.iter().all(|key| first.get(key).is_some()))
}

/// A string or number at a path, on one line and without markup.
pub(super) fn line(value: &Value, path: &str) -> Option<String> {
    let raw = scalar(at(value, path))?;
    Some(one_line(&raw)).filter(|line| !line.is_empty())
}

/// The first of `paths` that has a line.
pub(super) fn first(value: &Value, paths: &[&str]) -> Option<String> {
    paths.iter().find_map(|path| line(value, path))
}

/// The lines at `paths`, each once, with `separator` between them.
pub(super) fn joined(value: &Value, paths: &[&str], separator: &str) -> Option<String> {
    together(paths.iter().filter_map(|path| line(value, path)), separator)
}

/// More places than this are those of a company, not of a job.
const MAX_TOGETHER: usize = 500;

/// Lines on one, each once.
pub(super) fn together(lines: impl IntoIterator<Item = String>, separator: &str) -> Option<String> {
    let mut distinct: Vec<String> = Vec::new();
    for line in lines.into_iter().take(MAX_TOGETHER) {
        if !distinct.contains(&line) {
            distinct.push(line);
        }
    }
    Some(distinct.join(separator)).filter(|line| !line.is_empty())
}

/// Whether a value is the boolean, or its word as XML has it.
pub(super) fn is(value: &Value, path: &str, wanted: bool) -> bool {
    let value = at(value, path);
    value.as_bool() == Some(wanted) || value.as_str().is_some_and(|word| word.eq_ignore_ascii_case(if wanted { "true" } else { "false" }))
}

/// Puts `Remote` among the places of a draft, unless they say so.
pub(super) fn add_remote(draft: &mut Draft) {
    let places = draft.job_location.get_or_insert_default();
    if !places.to_lowercase().contains("remote") {
        places.push_str(if places.is_empty() { "Remote" } else { "; Remote" });
    }
}

/// A text put together from its parts, each under its heading.
#[derive(Default)]
pub(super) struct Body(String);

impl Body {
    /// Adds the HTML, Markdown or plain text at a path.
    pub(super) fn part(mut self, heading: &str, value: &Value, path: &str) -> Self {
        let text = part_text(at(value, path));
        let heading = one_line(heading);
        if text.is_empty() {
            return self;
        }
        if !self.0.is_empty() {
            self.0.push_str("\n\n");
        }
        // Some employers write the heading into the part as well.
        let opens = posting::text::normalized(text.lines().next().unwrap_or_default());
        if !heading.is_empty() && opens != posting::text::normalized(&heading) {
            self.0.push_str(&heading);
            self.0.push('\n');
        }
        self.0.push_str(&text);
        self
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// The text of one value, or of several as a list.
fn part_text(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            let texts = values.iter().filter_map(scalar).map(|raw| text_of(&raw)).filter(|text| !text.is_empty());
            texts.map(|text| if text.contains('\n') || text.starts_with("- ") { text } else { format!("- {text}") }).collect::<Vec<_>>().join("\n")
        }
        one => scalar(one).map(|raw| text_of(&raw)).unwrap_or_default(),
    }
}
