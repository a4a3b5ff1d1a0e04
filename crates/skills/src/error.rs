//! What can go wrong when a taxonomy is loaded. Tagging itself cannot fail.

use std::fmt;
use std::path::PathBuf;

use crate::toml_file::FileFault;

/// A taxonomy that cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The files were read, and have faults; all of them.
    #[error("{0}")]
    Faults(Faults),
    /// A file or folder could not be read.
    #[error("cannot read taxonomy {path}", path = .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of weighted keywords has faults; all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Keywords(Vec<KeywordFault>),
    /// There is no `*.toml` in the folder.
    #[error("no taxonomy in {path}: it holds no *.toml file", path = .path.display())]
    Empty {
        /// The folder.
        path: PathBuf,
    },
}

/// All faults of the files of a taxonomy, in file order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faults(pub Vec<FileFault>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.0.len();
        writeln!(f, "{n} fault{} in the taxonomy", if n == 1 { "" } else { "s" })?;
        for fault in &self.0 {
            writeln!(f, "{fault}")?;
        }
        Ok(())
    }
}

/// A line of a file of weighted keywords that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeywordFault {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl fmt::Display for KeywordFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)
    }
}
