//! One thing as it was fetched or imported: how everything downstream cites its origin.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::{Digest, SourceId};

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
