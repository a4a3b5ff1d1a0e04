//! What can go wrong when a table is written or read.

use std::path::PathBuf;

/// A table that could not be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk said no.
    #[error("cannot {action} {path}", path = .path.display())]
    Io {
        /// What was attempted: `create`, `read`, `rename` …
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The Parquet library said no.
    #[error("cannot {action} table {path}", path = .path.display())]
    Parquet {
        /// What was attempted.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Why not.
        source: Box<polars::error::PolarsError>,
    },
    /// The file is a table of another shape, perhaps of another version.
    #[error("table {path} does not have the columns of `{table}`: {detail}; write it anew with `rolescope run`", path = .path.display())]
    Shape {
        /// The file.
        path: PathBuf,
        /// The table that was expected.
        table: &'static str,
        /// The first column that does not fit.
        detail: String,
    },
    /// The folder is not that of a run, or of one that did not get as far.
    #[error("{dir} holds no finished run: there is no public/run.parquet; make it with `rolescope run STUDY --data {dir}`", dir = .dir.display())]
    NoRun {
        /// The folder.
        dir: PathBuf,
    },
    /// The tables of the run mean something else.
    #[error("the tables in {dir} are of schema version {version}, this program reads {}; write them anew with `rolescope run`", crate::SCHEMA_VERSION, dir = .dir.display())]
    Version {
        /// The folder.
        dir: PathBuf,
        /// The version that its tables state.
        version: String,
    },
    /// A CSV copy could not be written.
    #[error("cannot write CSV copy {path}", path = .path.display())]
    Csv {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: csv::Error,
    },
    /// The workbook could not be written.
    #[error("cannot write workbook {path}", path = .path.display())]
    Workbook {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: Box<rust_xlsxwriter::XlsxError>,
    },
}

impl Error {
    pub(crate) fn io(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { action, path, source }
    }

    pub(crate) fn parquet(action: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(polars::error::PolarsError) -> Self {
        let path = path.into();
        move |source| Self::Parquet { action, path, source: Box::new(source) }
    }
}

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;
