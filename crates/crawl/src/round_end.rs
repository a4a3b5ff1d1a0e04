//! How a round ended, written into the archive when it is over: what was captured before it belongs to it, and it says what is missing.

use archive::{Record, RecordType};
use serde::{Deserialize, Serialize};

use crate::crawl::Crawl;
use crate::error::Result;
use crate::frontier::Kind;
use crate::receipt::PURPOSE;
use crate::request::address_of;

/// The purpose of the record.
const ROUND: &str = "round";

/// How a round ended, as the archive keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoundEnd {
    /// URLs that entered the frontier.
    pub queued: usize,
    /// URLs that robots.txt forbids, or whose mining is reserved.
    pub refused: usize,
    /// URLs that could not be had.
    pub failed: usize,
    /// URLs that nobody visited.
    pub left: usize,
    /// Of `refused`, `failed` and `left`, those that are pages of a listing or sitemaps.
    pub broken_listing: usize,
    /// Of them, those that are advertisements; one that is gone (404 or 410) is none of them.
    pub broken_postings: usize,
}

impl RoundEnd {
    /// What a record says, if it is the end of a round.
    pub fn of(record: &Record) -> Option<Self> {
        let is_end = record.kind == RecordType::Metadata && record.fields.get(PURPOSE) == Some(ROUND);
        if is_end { serde_json::from_slice(&record.block).ok() } else { None }
    }

    fn count(&mut self, kind: Kind, outcome: Option<&str>, n: usize) {
        self.queued += n;
        let is_gone = matches!(outcome, Some("failed:status_404" | "failed:status_410"));
        match outcome {
            None => self.left += n,
            Some(word) if word.starts_with("failed:") => self.failed += n,
            Some(word) if word.starts_with("refused_") => self.refused += n,
            Some(_) => return,
        }
        match kind {
            Kind::Posting if is_gone => {}
            Kind::Posting => self.broken_postings += n,
            Kind::Listing | Kind::Sitemap => self.broken_listing += n,
        }
    }
}

impl Crawl<'_> {
    /// Archives that the round is over. A kill before the state knows it has it written once more, which says the same.
    pub(crate) fn keep_end(&self) -> Result<()> {
        let Some(first) = self.source.start.iter().chain(&self.source.sitemaps).next().map(address_of) else { return Ok(()) };
        let mut end = RoundEnd::default();
        for (kind, outcome, n) in self.state.borrow().counts(self.source_key())? {
            end.count(kind, outcome.as_deref(), n);
        }
        // Numbers alone: serializing them cannot fail.
        let block = serde_json::to_vec(&end).unwrap_or_default();
        let record = Record::metadata(first.as_str(), (self.now)(), "application/json", block).with(PURPOSE, ROUND);
        self.append(&first, &[record]).map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_counted_by_what_it_breaks() {
        let mut end = RoundEnd::default();
        for (kind, outcome, n) in [
            (Kind::Listing, Some("fetched"), 2),
            (Kind::Listing, Some("failed:status_404"), 1),
            (Kind::Sitemap, Some("refused_robots"), 1),
            (Kind::Posting, Some("failed:status_410"), 4),
            (Kind::Posting, Some("failed:network"), 2),
            (Kind::Posting, Some("not_modified"), 5),
            (Kind::Posting, None, 3),
        ] {
            end.count(kind, outcome, n);
        }
        assert_eq!(end, RoundEnd { queued: 18, refused: 1, failed: 7, left: 3, broken_listing: 2, broken_postings: 5 });
    }
}
