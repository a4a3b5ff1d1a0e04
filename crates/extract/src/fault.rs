//! What was wrong with a capture or with a part of it.

use std::fmt;

/// The kind of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FaultKind {
    /// Nothing, or only blanks.
    Empty,
    /// No text: NUL bytes, or bytes that are no characters in any likely charset.
    NotText,
    /// A media type that holds no postings that this crate can read.
    UnknownFormat,
    /// The server answered with an error.
    HttpStatus,
    /// JSON that no repair could make readable.
    JsonSyntax,
    /// XML of which nothing could be read.
    XmlSyntax,
    /// JSON or XML that holds no job advertisement.
    NotAJobPosting,
    /// A job advertisement without a title.
    NoTitle,
    /// A job advertisement without a text.
    NoDescription,
    /// A job advertisement of a list, whose text stands on a page of its own.
    Listed,
    /// A job advertisement that its board does not show: not published, not listed, or no vacancy behind it.
    Unlisted,
    /// A page that should show an advertisement and shows none: closed, gone, or something else.
    NoPosting,
    /// A field that is present and says nothing, such as a date that is none.
    UnreadableField,
    /// Only the first part was read, since the whole is too large.
    TooLarge,
    /// A file that breaks the rules of its format; what stands before the damage was read where that is possible.
    Damaged,
    /// A file that opens only with a password.
    Locked,
    /// A file without text: pictures of pages, as a scanner makes them.
    NoText,
    /// A row of a table that has other columns than its header.
    UnevenRow,
}

impl FaultKind {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::NotText => "not_text",
            Self::UnknownFormat => "unknown_format",
            Self::HttpStatus => "http_status",
            Self::JsonSyntax => "json_syntax",
            Self::XmlSyntax => "xml_syntax",
            Self::NotAJobPosting => "not_a_job_posting",
            Self::NoTitle => "no_title",
            Self::NoDescription => "no_description",
            Self::Listed => "listed",
            Self::Unlisted => "unlisted",
            Self::NoPosting => "no_posting",
            Self::UnreadableField => "unreadable_field",
            Self::TooLarge => "too_large",
            Self::Damaged => "damaged",
            Self::Locked => "locked",
            Self::NoText => "no_text",
            Self::UnevenRow => "uneven_row",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// What kind.
    pub kind: FaultKind,
    /// Which part, and how it looked; at most a line.
    pub detail: String,
}

impl Fault {
    pub(crate) fn new(kind: FaultKind, detail: impl Into<String>) -> Self {
        let detail: String = detail.into();
        let end = detail.char_indices().nth(200).map_or(detail.len(), |(at, _)| at);
        let line: Vec<&str> = detail[..end].split_whitespace().collect();
        Self { kind, detail: line.join(" ") }
    }
}
