//! One WARC record: its kind, its named fields and its block of bytes.

use std::fmt;

use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

use crate::{Digest, http};

/// What a record is, as its `WARC-Type` says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordType {
    /// Says how the records after it came to be.
    Warcinfo,
    /// What was sent to a server.
    Request,
    /// What a server sent.
    Response,
    /// A thing without protocol around it, such as an imported file.
    Resource,
    /// Something said about another record.
    Metadata,
    /// A fetch whose payload was already in the archive.
    Revisit,
    /// A thing made from another record.
    Conversion,
    /// A further part of a record that was cut into segments.
    Continuation,
    /// A kind that WARC 1.1 does not define.
    Other(String),
}

impl RecordType {
    /// The word in the `WARC-Type` field.
    pub fn as_str(&self) -> &str {
        match self {
            RecordType::Warcinfo => "warcinfo",
            RecordType::Request => "request",
            RecordType::Response => "response",
            RecordType::Resource => "resource",
            RecordType::Metadata => "metadata",
            RecordType::Revisit => "revisit",
            RecordType::Conversion => "conversion",
            RecordType::Continuation => "continuation",
            RecordType::Other(word) => word,
        }
    }

    pub(crate) fn from_word(word: &str) -> RecordType {
        match word.to_ascii_lowercase().as_str() {
            "warcinfo" => RecordType::Warcinfo,
            "request" => RecordType::Request,
            "response" => RecordType::Response,
            "resource" => RecordType::Resource,
            "metadata" => RecordType::Metadata,
            "revisit" => RecordType::Revisit,
            "conversion" => RecordType::Conversion,
            "continuation" => RecordType::Continuation,
            other => RecordType::Other(other.to_owned()),
        }
    }
}

impl fmt::Display for RecordType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Named fields in their order; names are compared without regard to case.
///
/// `WARC-Type` and `Content-Length` are not among them: they are the record's `kind` and the length of its block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The first value of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.get_all(name).next()
    }

    /// All values of this name.
    pub fn get_all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    /// Adds a field at the end. Control characters in the value become spaces, since a line break would end the field.
    pub fn push(&mut self, name: &str, value: &str) {
        let clean = if value.contains(char::is_control) { value.replace(char::is_control, " ") } else { value.to_owned() };
        let trimmed = clean.trim();
        self.0.push((name.to_owned(), if trimmed.len() == clean.len() { clean } else { trimmed.to_owned() }));
    }

    /// Writes one line for each field, as in a record's head.
    pub(crate) fn write_lines(&self, lines: &mut String) {
        for (name, value) in self.iter() {
            for part in [name, ": ", value, "\r\n"] {
                lines.push_str(part);
            }
        }
    }

    pub(crate) fn from_pairs(pairs: Vec<(String, String)>) -> Fields {
        Fields(pairs)
    }

    /// Names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// One WARC record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What it is.
    pub kind: RecordType,
    /// What is said about it.
    pub fields: Fields,
    /// Its bytes; an HTTP message, headers and all, for requests and responses that went over HTTP.
    pub block: Vec<u8>,
}

/// The profile of a revisit that found the same payload.
const IDENTICAL_PAYLOAD: &str = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";

impl Record {
    /// Opens a file: says by named fields how the records after it came to be.
    pub fn warcinfo(date: Timestamp, file_name: &str, about: &[(&str, &str)]) -> Record {
        let mut fields = Fields::default();
        for (name, value) in about {
            fields.push(name, value);
        }
        let mut block = String::new();
        fields.write_lines(&mut block);
        Record::build(RecordType::Warcinfo, None, date, "application/warc-fields", block.into_bytes(), &[("WARC-Filename", file_name)])
    }

    /// What a server sent: the HTTP message as received.
    pub fn response(uri: &str, date: Timestamp, message: Vec<u8>) -> Record {
        let payload = Digest::of(&http::entity(&message));
        Record::build(
            RecordType::Response,
            Some(uri),
            date,
            "application/http;msgtype=response",
            message,
            &[("WARC-Payload-Digest", payload.as_str())],
        )
    }

    /// What was sent to a server: the HTTP message.
    pub fn request(uri: &str, date: Timestamp, message: Vec<u8>) -> Record {
        Record::build(RecordType::Request, Some(uri), date, "application/http;msgtype=request", message, &[])
    }

    /// A thing without protocol around it, such as an imported file.
    pub fn resource(uri: &str, date: Timestamp, media_type: &str, payload: Vec<u8>) -> Record {
        let digest = Digest::of(&payload);
        Record::build(RecordType::Resource, Some(uri), date, media_type, payload, &[("WARC-Payload-Digest", digest.as_str())])
    }

    /// Something said about a URI, such as the decision not to fetch it.
    pub fn metadata(uri: &str, date: Timestamp, media_type: &str, block: Vec<u8>) -> Record {
        Record::build(RecordType::Metadata, Some(uri), date, media_type, block, &[])
    }

    /// A fetch that found the payload of an earlier one again: only the HTTP head is kept.
    ///
    /// `original` is the URI and date of the record that holds the payload.
    pub fn revisit(uri: &str, date: Timestamp, head: Vec<u8>, payload: &Digest, original: (&str, Timestamp)) -> Record {
        Record::build(
            RecordType::Revisit,
            Some(uri),
            date,
            "application/http;msgtype=response",
            head,
            &[
                ("WARC-Profile", IDENTICAL_PAYLOAD),
                ("WARC-Payload-Digest", payload.as_str()),
                ("WARC-Refers-To-Target-URI", original.0),
                ("WARC-Refers-To-Date", &original.1.to_string()),
            ],
        )
    }

    /// The same record with one more field.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Record {
        self.fields.push(name, value);
        self
    }

    /// The URI that the record is about, without the angle brackets that some writers put around it.
    pub fn target_uri(&self) -> Option<&str> {
        let uri = self.fields.get("WARC-Target-URI")?;
        Some(uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri))
    }

    /// The instant of the capture. A date without time, as WARC 1.1 allows, is its first instant in UTC.
    pub fn date(&self) -> Option<Timestamp> {
        let text = self.fields.get("WARC-Date")?;
        let of_day = || TimeZone::UTC.to_timestamp(text.parse::<Date>().ok()?.at(0, 0, 0, 0)).ok();
        text.parse().ok().or_else(of_day)
    }

    /// The record's own URI, angle brackets and all, as other records cite it.
    pub fn record_id(&self) -> Option<&str> {
        self.fields.get("WARC-Record-ID")
    }

    /// The media type of the block.
    pub fn content_type(&self) -> Option<&str> {
        self.fields.get("Content-Type")
    }

    /// The record id of another record of the same fetch.
    pub fn concurrent_to(&self) -> Option<&str> {
        self.fields.get("WARC-Concurrent-To")
    }

    fn build(kind: RecordType, uri: Option<&str>, date: Timestamp, media_type: &str, block: Vec<u8>, more: &[(&str, &str)]) -> Record {
        let date = date.to_string();
        let digest = Digest::of(&block);
        let mut fields = Fields::default();
        fields.push("WARC-Record-ID", &record_id(&kind, uri, &date, &digest));
        fields.push("WARC-Date", &date);
        if let Some(uri) = uri {
            fields.push("WARC-Target-URI", uri);
        }
        fields.push("WARC-Block-Digest", digest.as_str());
        for (name, value) in more {
            fields.push(name, value);
        }
        fields.push("Content-Type", media_type);
        Record { kind, fields, block }
    }
}

/// A UUID of [version 8](https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-8) from what makes the record itself,
/// so that the same fetch has the same id in every copy of the archive.
fn record_id(kind: &RecordType, uri: Option<&str>, date: &str, block: &Digest) -> String {
    let name = [kind.as_str(), uri.unwrap_or_default(), date, block.as_str()].join("\n");
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&Sha256::digest(name)[..16]);
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    let hex = HEXLOWER.encode(&bytes);
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
