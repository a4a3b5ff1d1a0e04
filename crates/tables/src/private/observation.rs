//! When each posting was seen, and whether it had changed.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row per posting, day and wording.
    Private "observations" ObservationRow by ["posting_id", "seen_at", "content_sha256"] {
        /// The posting.
        posting_id: String,
        /// The day that it was fetched or imported, UTC; the hour stands in the archive.
        seen_at: Date,
        /// SHA-256 of the text as it read then, hexadecimal.
        content_sha256: String,
        /// Did the listing of that round show every posting of its source? Null when nothing tells; the table `rounds` says why.
        listing_complete: Option<bool>,
    }
}
