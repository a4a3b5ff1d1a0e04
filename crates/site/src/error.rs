//! What can keep a site from being served.

use std::path::PathBuf;

/// What can keep a site from being served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The folder of pages is missing or unreadable.
    #[error("cannot read the folder of pages {}", path.display())]
    Folder {
        /// The folder asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The folder has no subfolder, so there is no host to serve.
    #[error("cannot serve {}: it needs one subfolder for each host", path.display())]
    NoHosts {
        /// The folder asked for.
        path: PathBuf,
    },
    /// The request log cannot be opened.
    #[error("cannot open the request log {}", path.display())]
    Log {
        /// The file asked for.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The address is taken or not ours.
    #[error("cannot listen on {address}")]
    Listen {
        /// The address asked for.
        address: std::net::SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The result of serving.
pub type Result<T> = std::result::Result<T, Error>;
