//! The rounds in which sources were collected, and whether the listing of each was complete.

use jiff::civil::Date;

use crate::catalog::table;

table! {
    /// One row per source and round of its crawl; a source that was never crawled, or is imported, has one row without a day.
    Private "rounds" RoundRow by ["source_id", "round_n"] {
        /// The source.
        source_id: String,
        /// The number of the round, from 1.
        round_n: u64,
        /// board, site or files.
        kind: String,
        /// The verdict on its access as the study has it: permission, licence, api_terms, robots_allowed, manual or unchecked; null for files.
        access: Option<String>,
        /// The day of that verdict.
        access_on: Option<Date>,
        /// The day that the round came to its end, UTC; null when it has not.
        ended_on: Option<Date>,
        /// URLs that were to be visited.
        urls_n: Option<u64>,
        /// Of them, those that robots.txt forbids or whose mining is reserved.
        refused_n: Option<u64>,
        /// Of them, those that could not be had.
        failed_n: Option<u64>,
        /// Of them, those that nobody visited, since the bound of pages was reached.
        left_n: Option<u64>,
        /// How many advertisements there are, as the listing says.
        expected_n: Option<u64>,
        /// How many different ones it lists; for a site that is no board, the postings that were read.
        got_n: Option<u64>,
        /// Was the listing complete, so that what it does not show is closed? Null when nothing tells.
        listing_complete: Option<bool>,
        /// Why, or why not.
        listing_reason: Option<String>,
    }
}
