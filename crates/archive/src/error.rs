//! What can go wrong with the machinery; damaged data is no error but a [`Damage`](crate::Damage).

use std::io;
use std::path::{Path, PathBuf};

/// A failure that a caller may act on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The file system refused to list, read or open something.
    #[error("cannot read {}", path.display())]
    Read {
        /// What was to be read.
        path: PathBuf,
        /// Why it was not.
        source: io::Error,
    },
    /// The file system refused to create, write, rename or flush something.
    #[error("cannot write {}", path.display())]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it was not.
        source: io::Error,
    },
    /// The file is in the ARC format, which came before WARC.
    #[error("cannot read {}: it is an ARC file; convert it to WARC first, for example with `warcio recompress`", path.display())]
    Arc {
        /// The refused file.
        path: PathBuf,
    },
    /// A place in the archive does not hold exactly one whole record.
    #[error("cannot read a record of {length} bytes at byte {offset} of {}: {detail}", path.display())]
    NoRecord {
        /// The file that was opened.
        path: PathBuf,
        /// Where the record should begin.
        offset: u64,
        /// How many bytes it should take.
        length: u64,
        /// What was found instead.
        detail: String,
    },
    /// A record has a type or a field name that WARC cannot hold.
    #[error(
        "cannot write a record with the type or field name {name:?}: only letters, digits and hyphens may stand there, and neither WARC-Type nor Content-Length"
    )]
    Name {
        /// The refused name.
        name: String,
    },
    /// A record is larger than a reader would take.
    #[error("cannot write a record of {bytes_n} bytes: at most {} are read back", crate::reader::RECORD_MAX)]
    TooLong {
        /// The size of the block.
        bytes_n: usize,
    },
    /// A text is not the name of a source.
    #[error("{text:?} is no source id: use 1 to 64 lower-case letters, digits and hyphens, the first no hyphen")]
    SourceId {
        /// The refused text.
        text: String,
    },
    /// A text is not a labelled digest.
    #[error("{text:?} is no digest: expected an algorithm, a colon and a value, as in sha256:…")]
    Digest {
        /// The refused text.
        text: String,
    },
}

impl Error {
    pub(crate) fn read(path: &Path, source: io::Error) -> Error {
        Error::Read { path: path.to_owned(), source }
    }

    pub(crate) fn write(path: &Path, source: io::Error) -> Error {
        Error::Write { path: path.to_owned(), source }
    }
}
