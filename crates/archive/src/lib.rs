//! Keeps what was fetched or imported, exactly as it came, and finds it again.
//!
//! An archive is a folder of [WARC 1.1](https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/)
//! files with one gzip member per record, and an `index.cdxj` beside them that can be rebuilt from them.

mod archive;
mod capture;
mod digest;
mod error;
mod http;
mod index;
mod reader;
mod record;
mod recovery;
mod source_id;
mod writer;

pub use archive::{Archive, Item};
pub use capture::{Capture, Damage, Location};
pub use digest::Digest;
pub use error::Error;
pub use http::response_message;
pub use reader::{Entry, Reader, read_records};
pub use record::{Fields, Record, RecordType};
pub use recovery::{Recovered, recover};
pub use source_id::SourceId;
pub use writer::Writer;

/// What this crate's functions return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
