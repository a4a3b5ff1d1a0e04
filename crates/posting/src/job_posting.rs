//! One job advertisement as observed in one source, in the words of schema.org's `JobPosting`.

use archive::{Digest, SourceId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The way a posting was read out of its capture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// A `JobPosting` in a JSON-LD script of a page.
    JsonLd,
    /// A `JobPosting` object in a JSON file or a line of JSON Lines.
    Json,
    /// An answer of a job board: its programming interface, or a feed.
    Board,
    /// The headings, paragraphs and lists of a page.
    Html,
    /// A Markdown file.
    Markdown,
    /// A plain text file.
    Text,
    /// A file of a word processor: DOCX, ODT or RTF.
    Document,
    /// A PDF file.
    Pdf,
    /// A row of a table such as CSV.
    Row,
}

impl Method {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::JsonLd => "json_ld",
            Self::Json => "json",
            Self::Board => "board",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Text => "text",
            Self::Document => "document",
            Self::Pdf => "pdf",
            Self::Row => "row",
        }
    }
}

/// How much of a posting was readable as it stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParseQuality {
    /// As its format demands.
    Clean,
    /// After a repair that loses nothing.
    Repaired,
    /// Only parts could be read.
    Salvaged,
}

impl ParseQuality {
    /// The name used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Repaired => "repaired",
            Self::Salvaged => "salvaged",
        }
    }
}

/// A job advertisement as observed in one source. Raw values are as the source wrote them; parsed ones are absent when they cannot be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JobPosting {
    /// Where it comes from.
    pub source: SourceId,
    /// The digest of the capture that it was read from.
    pub capture: Digest,
    /// The day of that capture.
    pub captured_on: Date,
    /// The page that shows it: its own `url`, else the page that was fetched. `None` for a file without one.
    pub url: Option<String>,
    /// schema.org `identifier`, as the source wrote it.
    pub identifier: Option<String>,
    /// schema.org `title`.
    pub title: String,
    /// schema.org `hiringOrganization`, its name.
    pub hiring_organization: Option<String>,
    /// schema.org `datePosted`.
    pub date_posted: Option<Date>,
    /// The same as written, where it stands in a field of its own.
    pub date_posted_raw: Option<String>,
    /// schema.org `validThrough`.
    pub valid_through: Option<Date>,
    /// The same as written, where it stands in a field of its own.
    pub valid_through_raw: Option<String>,
    /// schema.org `jobLocation`, as one line of text.
    pub job_location: Option<String>,
    /// `addressCountry` when it is an ISO 3166-1 alpha-2 code.
    pub address_country: Option<String>,
    /// schema.org `employmentType`, as the source wrote it.
    pub employment_type: Option<String>,
    /// schema.org `baseSalary` as one line of text.
    pub base_salary: Option<String>,
    /// The description as plain text: no markup, list items as lines that begin with `- `, headings on lines of their own.
    pub description: String,
    /// How it was read.
    pub method: Method,
    /// How well.
    pub parse_quality: ParseQuality,
}
