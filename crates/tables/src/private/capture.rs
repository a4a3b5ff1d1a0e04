//! What became of every capture of the archive: nothing is lost silently.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row per capture of the archive; what a crawl fetched twice on one day with the same bytes is one.
    Private "captures" CaptureRow by ["source_id", "url", "capture_digest"] {
        /// The source that it came from.
        source_id: String,
        /// What was fetched or imported.
        url: String,
        /// The digest of its payload: finds it in the archive.
        capture_digest: String,
        /// The day it was fetched or imported.
        captured_on: Date,
        /// The HTTP status as text; empty for what did not come over HTTP.
        http_status: String,
        /// postings, other_page (a page of a crawl that is no posting), not_a_page (robots.txt, sitemap …), http_status (moved, missing or busy), not_in_study (a source that the study no longer names) or fault.
        outcome: String,
        /// Postings read out of it.
        postings_n: u64,
    }
}
