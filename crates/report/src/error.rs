//! What can go wrong when a report is laid out or written.

use std::path::PathBuf;

/// A report that could not be laid out or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A public table is missing or of another shape.
    #[error("cannot read the public tables under {dir}", dir = .dir.display())]
    Tables {
        /// The folder that holds `public/`.
        dir: PathBuf,
        /// Why not.
        source: tables::Error,
    },
    /// The table `run` has no row, so nothing is known of what ran.
    #[error("table run under {dir} is empty; write it anew with `rolescope run`", dir = .dir.display())]
    NoRun {
        /// The folder that holds `public/`.
        dir: PathBuf,
    },
    /// The disk said no.
    #[error("cannot {action} {path}", path = .path.display())]
    Io {
        /// What was attempted: `create folder`, `write`, `rename`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

impl Error {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
