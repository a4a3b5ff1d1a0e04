//! A TOML file of ours read field by field, so that all its faults are told at once, each with its place.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// One fault of a file that a person wrote: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileFault {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Characters that the caret underlines, at least 1.
    pub width: usize,
    /// The text of that line.
    pub line_text: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it; may be empty.
    pub help: String,
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        writeln!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        writeln!(f, "  {number} | {}", self.line_text)?;
        write!(f, "  {margin} | {}{}", " ".repeat(self.column - 1), "^".repeat(self.width))?;
        if self.help.is_empty() { Ok(()) } else { write!(f, " {}", self.help) }
    }
}

/// The text of one file with the faults found in it so far.
#[derive(Debug)]
pub struct TomlFile {
    name: Arc<str>,
    text: Arc<str>,
    /// Where each line begins, so that the place of a fault is found without reading the file again.
    lines: Vec<usize>,
    /// The faults found so far, in the order of finding.
    pub faults: Vec<FileFault>,
}

impl TomlFile {
    /// A file named `name` for the reader, holding `text`.
    pub fn new(name: &str, text: &str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { name: name.into(), text: text.into(), lines, faults: Vec::new() }
    }

    /// Parses the text and hands its root table to `read`; returns what `read` made, or every fault, in file order.
    ///
    /// # Errors
    /// All faults of syntax, else all that `read` recorded.
    pub fn parse<T>(mut self, read: impl FnOnce(&mut Self, Table<'_>) -> T) -> Result<T, Vec<FileFault>> {
        let text = Arc::clone(&self.text);
        let (root, errors) = DeTable::parse_recoverable(&text);
        for error in errors {
            self.fault(error.span().unwrap_or(0..0), error.message(), "");
        }
        if !self.faults.is_empty() {
            return Err(self.into_faults());
        }
        let made = read(&mut self, Table { entries: root.get_ref(), span: 0..0, path: String::new() });
        if self.faults.is_empty() { Ok(made) } else { Err(self.into_faults()) }
    }

    /// Records a fault at a byte range of the text.
    pub fn fault(&mut self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let fault = self.fault_at(span, message, help);
        self.faults.push(fault);
    }

    /// A fault at a byte range of the text, not recorded.
    pub fn fault_at(&self, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> FileFault {
        let start = floor_char(&self.text, span.start.min(self.text.len()));
        let line = self.lines.partition_point(|at| *at <= start);
        let line_start = self.lines[line - 1];
        let line_end = self.lines.get(line).map_or(self.text.len(), |next| next - 1);
        let end = floor_char(&self.text, span.end.clamp(start, line_end));
        FileFault {
            file: Arc::clone(&self.name),
            line,
            column: self.text[line_start..start].chars().count() + 1,
            width: self.text[start..end].chars().count().max(1),
            line_text: self.text[line_start..line_end].trim_end().to_owned(),
            message: message.into(),
            help: help.into(),
        }
    }

    fn into_faults(mut self) -> Vec<FileFault> {
        self.faults.sort_by_key(|fault| (fault.line, fault.column));
        self.faults
    }
}

fn floor_char(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A table of the file; its fields are taken by name and type, and what does not fit is recorded in the file.
#[derive(Debug, Clone)]
pub struct Table<'t> {
    entries: &'t DeTable<'t>,
    span: Range<usize>,
    path: String,
}

/// A text value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The value.
    pub value: String,
    /// Its place in the file, for later faults.
    pub span: Range<usize>,
}

impl<'t> Table<'t> {
    /// Where the table's header or braces stand.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The keys of this table with their places, in lexicographic order.
    pub fn keys(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> {
        self.entries.iter().map(|(key, _)| (key.get_ref().as_ref(), key.span()))
    }

    /// Records every key that is not in `known`, with the nearest known key as advice.
    pub fn only(&self, file: &mut TomlFile, known: &[&str]) {
        for (key, span) in self.keys().filter(|(key, _)| !known.contains(key)) {
            let place = if self.path.is_empty() { String::new() } else { format!(" in [{}]", self.path) };
            let help = nearest(key, known).map_or_else(|| format!("known here: {}", known.join(", ")), |near| format!("did you mean `{near}`?"));
            file.fault(span, format!("unknown key `{key}`{place}"), help);
        }
    }

    /// The text under `key`; absent is `None`.
    pub fn text(&self, file: &mut TomlFile, key: &str) -> Option<Text> {
        let value = self.value(key)?;
        match value.get_ref().as_str() {
            Some(text) => Some(Text { value: text.to_owned(), span: value.span() }),
            None => wrong(file, key, value, "a text in quotes"),
        }
    }

    /// The text under `key`, which must be there.
    pub fn required_text(&self, file: &mut TomlFile, key: &str) -> Option<Text> {
        if self.value(key).is_none() {
            self.missing(file, key);
        }
        self.text(file, key)
    }

    /// The whole number under `key`; absent is `None`.
    pub fn integer(&self, file: &mut TomlFile, key: &str) -> Option<u64> {
        let value = self.value(key)?;
        let number = value.get_ref().as_integer().and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        number.or_else(|| wrong(file, key, value, "a whole number, 0 or more"))
    }

    /// The boolean under `key`; absent is `None`.
    pub fn boolean(&self, file: &mut TomlFile, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        value.get_ref().as_bool().or_else(|| wrong(file, key, value, "true or false"))
    }

    /// The texts of the list under `key`; absent is empty.
    pub fn texts(&self, file: &mut TomlFile, key: &str) -> Vec<Text> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            return wrong(file, key, value, "a list of texts").unwrap_or_default();
        };
        let mut texts = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push(Text { value: text.to_owned(), span: item.span() }),
                None => wrong(file, key, item, "a list of texts").unwrap_or_default(),
            }
        }
        texts
    }

    /// The table under `key`; absent is `None`.
    pub fn table(&self, file: &mut TomlFile, key: &str) -> Option<Table<'t>> {
        let value = self.value(key)?;
        let path = self.below(key);
        match value.get_ref().as_table() {
            Some(entries) => Some(Table { entries, span: self.key_span(key), path }),
            None => wrong(file, key, value, "a table"),
        }
    }

    /// The tables of the list of tables under `key` (`[[key]]`); absent is empty.
    pub fn tables(&self, file: &mut TomlFile, key: &str) -> Vec<Table<'t>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            return wrong(file, key, value, "a list of tables, written [[...]]").unwrap_or_default();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref().as_table() {
                Some(entries) => tables.push(Table { entries, span: item.span(), path: self.below(key) }),
                None => wrong(file, key, item, "a table").unwrap_or_default(),
            }
        }
        tables
    }

    /// Records that `key` is missing from this table.
    pub fn missing(&self, file: &mut TomlFile, key: &str) {
        let place = if self.path.is_empty() { "the file".to_owned() } else { format!("[{}]", self.path) };
        file.fault(self.span.clone(), format!("`{key}` is missing from {place}"), format!("add `{key} = …`"));
    }

    /// The place of the key itself.
    pub fn key_span(&self, key: &str) -> Range<usize> {
        self.entries.get_key_value(key).map_or_else(|| self.span.clone(), |(name, _)| name.span())
    }

    fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.entries.get(key)
    }

    fn below(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }
}

fn wrong<T>(file: &mut TomlFile, key: &str, value: &Spanned<DeValue<'_>>, wanted: &str) -> Option<T> {
    let found = value.get_ref().type_str();
    file.fault(value.span(), format!("`{key}` must be {wanted}, not {found}"), "");
    None
}

/// The word of `known` nearest to `word`, when it is near enough to be a slip.
pub fn nearest<'k>(word: &str, known: &[&'k str]) -> Option<&'k str> {
    let near = known.iter().map(|name| (edit_distance(word, name), *name)).min()?;
    (near.0 <= 1 + word.len() / 4).then_some(near.1)
}

/// Levenshtein distance in characters.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let cost = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = cost.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let read = |file: &mut TomlFile, root: Table<'_>| {
            root.only(file, &["name", "delay_ms"]);
            root.required_text(file, "name");
            root.integer(file, "delay_ms");
        };
        match TomlFile::new("study.toml", text).parse(read) {
            Ok(()) => Vec::new(),
            Err(faults) => faults.iter().map(ToString::to_string).collect(),
        }
    }

    #[test]
    fn a_misspelt_key_has_its_place_and_the_right_word() {
        let found = faults("name = 'x'\ndelay_mss = 5\n");
        assert_eq!(found, ["study.toml:2:1: unknown key `delay_mss`\n  2 | delay_mss = 5\n    | ^^^^^^^^^ did you mean `delay_ms`?"]);
    }

    #[test]
    fn all_faults_come_at_once() {
        assert_eq!(faults("delay_ms = 'é'\nfoo = 1").len(), 3);
        assert_eq!(faults("name = 'x'\ndelay_ms = 5"), Vec::<String>::new());
    }

    #[test]
    fn broken_syntax_has_a_place() {
        let found = faults("name = 'x'\ndelay_ms = = 5\n");
        assert!(found[0].starts_with("study.toml:2:12:"), "{found:?}");
    }
}
