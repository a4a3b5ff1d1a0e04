//! Inputs that could not be read, and why.

use crate::catalog::table;

table! {
    /// One row per input that did not become a posting, or part of one that could not be read.
    Private "faults" FaultRow by [] {
        /// archive or extract.
        stage: String,
        /// The source.
        source_id: String,
        /// The capture; null when the damage left none.
        capture_digest: Option<String>,
        /// What was fetched or imported.
        url: Option<String>,
        /// What went wrong, one of a fixed list.
        kind: String,
        /// What went wrong, in words.
        detail: String,
    }
}
