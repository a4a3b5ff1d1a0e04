//! The sources: on what ground they are read, how fresh they are, and how far their listings can be trusted.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row per source of the study, those that were left alone included.
    Public "sources" SourceRow by ["source_id"] {
        /// The source.
        source_id: String,
        /// board, site or files.
        kind: String,
        /// The verdict on its access: permission, licence, api_terms, robots_allowed, manual or unchecked; null for files.
        access: Option<String>,
        /// The day of that verdict.
        access_on: Option<Date>,
        /// Rounds of its crawl that came to their end.
        rounds_n: u64,
        /// Answers over HTTP that the archive keeps, of all rounds; tries that failed before are not among them.
        requests_n: u64,
        /// URLs that robots.txt forbids or whose mining is reserved, in the last round; null when there was none.
        refused_n: Option<u64>,
        /// URLs that could not be had, in the last round.
        failed_n: Option<u64>,
        /// URLs that nobody visited, in the last round, since the bound of pages was reached.
        left_n: Option<u64>,
        /// Distinct postings, of all rounds.
        postings_n: u64,
        /// The day of the first capture.
        first_captured_on: Option<Date>,
        /// The day of the last capture.
        last_captured_on: Option<Date>,
        /// How many advertisements there are, as the last listing says.
        expected_n: Option<u64>,
        /// How many different ones it lists; for a site that is no board, the postings that were read.
        got_n: Option<u64>,
        /// Was the last listing complete, so that what it does not show is closed? Null when nothing tells.
        listing_complete: Option<bool>,
        /// Why, or why not.
        listing_reason: Option<String>,
    }
}
