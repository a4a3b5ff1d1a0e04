//! Keeps what was fetched or imported, exactly as it came, and finds it again.
//!
//! An archive is a folder of [WARC 1.1](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/)
//! files, one gzip member per record, with an `index.cdxj` beside them that can be rebuilt from them. A *record* is one
//! entry of such a file; a *capture* is what a record says was fetched or imported. Bytes once written never change.
//!
//! ```
//! use archive::{Archive, Digest, Item, Record, Writer, response_message};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let dir = tempfile::tempdir()?;
//! let at = "2026-11-24T05:46:05Z".parse()?;
//! let mut writer = Writer::create(dir.path(), &"town-hall".parse()?, at, "example/1.0")?;
//! let page = response_message(200, [("Content-Type", &b"text/html; charset=utf-8"[..])], b"<p>Engagement officer</p>");
//! writer.append(&Record::response("https://example.org/jobs/1", at, page))?;
//! writer.append(&Record::resource("file:///jobs/2.txt", at, "text/plain", b"Facilitator".to_vec()))?;
//! writer.append(&Record::metadata("https://example.org/jobs/3", at, "text/plain", b"refused by robots.txt".to_vec()))?;
//! writer.finish()?;
//!
//! let archive = Archive::open(dir.path())?;
//! let found = archive.find(&Digest::of(b"<p>Engagement officer</p>"))?.ok_or("not found")?;
//! assert_eq!(found.url, "https://example.org/jobs/1");
//! assert_eq!(found.media_type.as_deref(), Some("text/html"));
//! assert_eq!(archive.captures().filter(|item| matches!(item, Ok(Item::Capture(_)))).count(), 2);
//! # Ok(())
//! # }
//! ```

mod archive;
mod capture;
mod coding;
mod digest;
mod durable;
mod error;
mod head;
mod http;
mod index;
mod input;
mod member;
mod reader;
mod record;
mod recovery;
mod sorter;
mod source_id;
mod stream;
mod writer;

pub use archive::{Archive, Item};
pub use capture::{Capture, Damage, Location};
pub use digest::Digest;
pub use error::Error;
pub use http::{ResponseParts, response_message, response_parts};
pub use index::reindex;
pub use reader::{Entry, Reader, read_records};
pub use record::{Fields, Record, RecordType};
pub use recovery::{Recovered, recover};
pub use source_id::SourceId;
pub use writer::{Syncing, Writer};

/// What this crate's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
