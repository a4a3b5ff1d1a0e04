//! What can stop a crawl; a page that cannot be fetched is a counted failure instead.

use std::path::PathBuf;

use crate::access::Refusal;

/// What can stop a crawl.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The study file gives no access verdict that permits crawling. Exit code 6.
    #[error("cannot crawl the source {id}")]
    Access {
        /// The source.
        id: String,
        /// Why not, and what to do.
        source: Refusal,
    },
    /// A source misses what a crawl needs.
    #[error("cannot crawl the source {id}: {detail}")]
    Source {
        /// The source.
        id: String,
        /// What is missing.
        detail: String,
    },
    /// Another process has the state open.
    #[error("cannot open {}: another rolescope process is crawling this study; wait for it or stop it", path.display())]
    StateInUse {
        /// The state's file.
        path: PathBuf,
    },
    /// The state was written by another version. It can be removed: what was archived stays, and the next round begins anew.
    #[error("cannot read {}: its layout is {found}, this version of rolescope knows {known}; without the file the crawl begins anew", path.display())]
    StateVersion {
        /// The state's file.
        path: PathBuf,
        /// Its layout.
        found: i64,
        /// The layout that this version writes.
        known: i64,
    },
    /// The state's file cannot be opened.
    #[error("cannot open the crawl's state {}", path.display())]
    StateOpen {
        /// The state's file.
        path: PathBuf,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// The state cannot be read or written.
    #[error("cannot {attempt} in the crawl's state")]
    State {
        /// What was attempted.
        attempt: &'static str,
        /// What the database said.
        source: rusqlite::Error,
    },
    /// The archive cannot be written.
    #[error("cannot archive {url}")]
    Archive {
        /// What was to be archived.
        url: String,
        /// What the archive said.
        source: archive::Error,
    },
    /// The HTTP client cannot be set up.
    #[error("cannot set up the HTTP client")]
    Client {
        /// What the client said.
        source: reqwest::Error,
    },
}

/// The result of a crawl.
pub type Result<T, E = Error> = std::result::Result<T, E>;
