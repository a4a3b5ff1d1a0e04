//! What a capture is: by its address, by what the server says, and by its first characters.

use archive::Capture;

use crate::file::{self, FileKind};

/// How a capture is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Html,
    Json,
    JsonLines,
    Xml,
    Markdown,
    Text,
    /// What a word processor or a printer wrote.
    File(FileKind),
    /// CSV, TSV, or another table with a header.
    Rows,
    /// Something that a crawl fetches for itself: robots.txt, site maps, reservations, styles, images.
    Aside,
    /// Something that may hold a posting and that nobody here reads, by its name.
    Unread(&'static str),
}

/// The format of `capture`.
pub(crate) fn format_of(capture: &Capture) -> Format {
    format(&capture.url, capture.media_type.as_deref().unwrap_or_default(), &capture.payload)
}

/// The format of what stands at `url`.
pub(crate) fn format(url: &str, media_type: &str, bytes: &[u8]) -> Format {
    let path = path(url);
    if is_aside(&path, media_type) {
        return Format::Aside;
    }
    by_magic(bytes).or_else(|| by_media_type(media_type)).or_else(|| by_extension(&path)).unwrap_or_else(|| by_look(bytes))
}

fn path(url: &str) -> String {
    let path = url::Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.path().to_owned());
    path.to_ascii_lowercase()
}

fn is_aside(path: &str, media_type: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or_default();
    let is_site_map = file.contains("sitemap") && matches!(file.rsplit('.').next(), Some("xml" | "gz" | "txt"));
    let is_decoration = ["image/", "font/", "audio/", "video/"].iter().any(|kind| media_type.starts_with(kind))
        || media_type == "text/css"
        || media_type.contains("javascript");
    path == "/robots.txt" || path.starts_with("/.well-known/") || is_site_map || is_decoration
}

fn by_magic(bytes: &[u8]) -> Option<Format> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(file::format_of(bytes));
    }
    let starts = [
        (&b"%PDF-"[..], Format::File(FileKind::Pdf)),
        // An old binary file; a new one with a password is wrapped in the same way.
        (b"\xd0\xcf\x11\xe0", Format::Unread("DOC, or a file with a password")),
        (b"{\\rtf", Format::File(FileKind::Rtf)),
        (b"\x89PNG", Format::Aside),
        (b"GIF8", Format::Aside),
        (b"\xff\xd8\xff", Format::Aside),
    ];
    starts.into_iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, format)| format)
}

/// Servers call anything plain text or bytes, so that neither decides.
fn by_media_type(media_type: &str) -> Option<Format> {
    match media_type {
        "text/html" | "application/xhtml+xml" => Some(Format::Html),
        "application/json" | "application/ld+json" | "application/feed+json" | "text/json" => Some(Format::Json),
        "application/x-ndjson" | "application/jsonl" | "application/ndjson" | "application/x-jsonlines" => Some(Format::JsonLines),
        "text/markdown" | "text/x-markdown" => Some(Format::Markdown),
        "text/csv" | "text/tab-separated-values" => Some(Format::Rows),
        // Some PDF files begin with a few bytes of something else.
        "application/pdf" => Some(Format::File(FileKind::Pdf)),
        _ => None,
    }
}

fn by_extension(path: &str) -> Option<Format> {
    match path.rsplit('/').next()?.rsplit_once('.')?.1 {
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "json" | "jsonld" => Some(Format::Json),
        "jsonl" | "ndjson" => Some(Format::JsonLines),
        "md" | "markdown" => Some(Format::Markdown),
        "csv" | "tsv" | "tab" => Some(Format::Rows),
        "pdf" => Some(Format::File(FileKind::Pdf)),
        "css" | "js" | "ico" => Some(Format::Aside),
        _ => None,
    }
}

/// XML comes under many media types, for feeds, site maps and pages alike, so that its root decides.
fn by_look(bytes: &[u8]) -> Format {
    const ROOTS: [&str; 7] = ["rss", "feed", "rdf:rdf", "workzag-jobs", "jobs", "source", "vacancies"];
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).trim_start_matches('\u{feff}').trim_start().to_ascii_lowercase();
    let root = root(&start);
    if matches!(root, "urlset" | "sitemapindex") {
        Format::Aside
    } else if ROOTS.contains(&root) || (start.starts_with("<?xml") && root != "html") {
        Format::Xml
    } else if start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<body") {
        Format::Html
    } else if start.starts_with(['{', '[']) && start[1..].trim_start().starts_with(['"', '{', '[', ']', '}']) {
        Format::Json
    } else if start.starts_with("---\n") || start.starts_with("+++\n") || start.starts_with("# ") {
        Format::Markdown
    } else if start.starts_with('<') && crate::plain_text::has_tags(&start) {
        Format::Html
    } else {
        Format::Text
    }
}

/// The name of the first element.
fn root(start: &str) -> &str {
    let element = start.match_indices('<').map(|(at, _)| &start[at + 1..]).find(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
    let element = element.filter(|_| start.starts_with('<')).unwrap_or_default();
    &element[..element.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).unwrap_or(element.len())]
}
