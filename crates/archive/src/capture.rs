//! One thing as it was fetched or imported: how everything downstream cites its origin.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::http::Response;
use crate::{Digest, Record, RecordType, SourceId, coding, http};

/// Where a record lies in the archive.
///
/// The bytes from `offset` on, `length` of them, are the whole record and nothing else. A `length` of 0 marks a record
/// that shares its gzip member with others, as some foreign files have it: such a record cannot be opened alone.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// The file, relative to the archive's folder (or as it was given to [`read_records`](crate::read_records)).
    pub file: PathBuf,
    /// Bytes before the record.
    pub offset: u64,
    /// Bytes of the record, compressed as they lie.
    pub length: u64,
}

/// One fetched or imported thing, with its payload decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    /// Where it came from.
    pub source: SourceId,
    /// What was asked for.
    pub url: String,
    /// When it was fetched or imported.
    pub captured_at: Timestamp,
    /// Of the payload as stored: without transfer coding, with content coding.
    pub digest: Digest,
    /// The HTTP status; none for what did not come over HTTP.
    pub status: Option<u16>,
    /// The HTTP headers in the order received; empty for what did not come over HTTP.
    pub headers: Vec<(String, String)>,
    /// What the server said it is, without parameters, in lower case.
    pub media_type: Option<String>,
    /// The `charset` parameter of the media type, in lower case.
    pub charset: Option<String>,
    /// The content: transfer and content codings undone.
    pub payload: Vec<u8>,
    /// Where the record lies.
    pub location: Location,
    /// The record's own named fields that are not part of WARC.
    pub note: Vec<(String, String)>,
}

/// A stretch of a file that could not be read, or a record that contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The file, named as in [`Location`].
    pub file: PathBuf,
    /// Bytes before the damage.
    pub offset: u64,
    /// Bytes that were passed over; 0 when the damage lies inside a member that holds several records.
    pub length: u64,
    /// What is wrong.
    pub detail: String,
}

/// A capture as its record has it, before its source and place are known.
pub(crate) struct Content {
    pub(crate) url: String,
    pub(crate) captured_at: Timestamp,
    pub(crate) digest: Digest,
    pub(crate) status: Option<u16>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) media_type: Option<String>,
    pub(crate) charset: Option<String>,
    pub(crate) payload: Vec<u8>,
    pub(crate) note: Vec<(String, String)>,
}

impl Content {
    /// What a response or resource holds; none for records that capture nothing. The error says how the record
    /// contradicts itself.
    pub(crate) fn of(record: &Record) -> Result<Option<Content>, String> {
        match record.kind {
            RecordType::Response if is_http(record) => Content::of_response(record, Response::parse(&record.block)?).map(Some),
            RecordType::Response | RecordType::Resource => Content::of_resource(record).map(Some),
            RecordType::Continuation => Err("records cut into segments are not supported".to_owned()),
            _ => Ok(None),
        }
    }

    /// What was captured when a revisit found the payload of another capture again.
    pub(crate) fn of_revisit(record: &Record, original: Content) -> Result<Content, String> {
        let (url, captured_at) = visit(record)?;
        let note = note(record);
        let Ok(head) = Response::parse(&record.block) else {
            return Ok(Content { url, captured_at, note, ..original });
        };
        Ok(Content { url, captured_at, note, status: Some(head.status), headers: head.headers, ..original })
    }

    fn of_response(record: &Record, response: Response<'_>) -> Result<Content, String> {
        let (url, captured_at) = visit(record)?;
        // Past 599 no status is defined, and some servers send 999 to whom they refuse.
        if response.status < 200 {
            return Err(format!("{} is no HTTP status of a final response", response.status));
        }
        let entity = response.entity()?;
        let digest = verified_digest(record, &entity, response.raw_body())?;
        let payload = coding::decode(&response.content_codings(), entity)?.into_owned();
        let (media_type, charset) = response.header("content-type").map(http::media_type).unwrap_or_default();
        let (status, headers) = (Some(response.status), response.headers);
        Ok(Content { url, captured_at, digest, status, headers, media_type, charset, payload, note: note(record) })
    }

    fn of_resource(record: &Record) -> Result<Content, String> {
        let (url, captured_at) = visit(record)?;
        let digest = verified_digest(record, &record.block, &record.block)?;
        let (media_type, charset) = record.content_type().map(http::media_type).unwrap_or_default();
        let (payload, note) = (record.block.clone(), note(record));
        Ok(Content { url, captured_at, digest, status: None, headers: Vec::new(), media_type, charset, payload, note })
    }

    /// The capture, cited.
    pub(crate) fn cite(self, source: SourceId, location: Location) -> Capture {
        let Content { url, captured_at, digest, status, headers, media_type, charset, payload, note } = self;
        Capture { source, url, captured_at, digest, status, headers, media_type, charset, payload, location, note }
    }
}

/// What was fetched, and when.
pub(crate) fn visit(record: &Record) -> Result<(String, Timestamp), String> {
    let url = record.target_uri().ok_or("the field WARC-Target-URI is missing")?;
    let captured_at = record.date().ok_or("the field WARC-Date is missing or no date")?;
    Ok((url.replace(' ', "%20"), captured_at))
}

/// Whether the block is an HTTP message; records of old writers do not say so.
fn is_http(record: &Record) -> bool {
    let is_typed = record.content_type().is_some_and(|value| value.to_ascii_lowercase().starts_with("application/http"));
    is_typed || record.block.starts_with(b"HTTP/")
}

/// The digest of the payload, once it agrees with the one in the record, whatever its algorithm. Some writers take it before
/// the chunks are joined, so either is right.
fn verified_digest(record: &Record, entity: &[u8], raw_body: &[u8]) -> Result<Digest, String> {
    let digest = Digest::of(entity);
    let claimed = record.fields.get("WARC-Payload-Digest").and_then(|text| text.parse::<Digest>().ok());
    match claimed {
        Some(claimed) if claimed != digest && claimed.contradicts(entity) && claimed.contradicts(raw_body) => {
            Err("the payload does not match its digest".to_owned())
        }
        _ => Ok(digest),
    }
}

fn note(record: &Record) -> Vec<(String, String)> {
    let is_of_warc = |name: &str| name.eq_ignore_ascii_case("content-type") || name.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("warc-"));
    let ours = record.fields.iter().filter(|(name, _)| !is_of_warc(name));
    ours.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
