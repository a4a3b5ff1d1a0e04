//! What a crawl tells while it runs, and at its end.

use std::collections::BTreeMap;

use url::Url;

/// What just happened.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Event {
    /// A page or sitemap was fetched and archived.
    Fetched {
        /// Where it was asked for.
        url: Url,
        /// The HTTP status.
        status: u16,
        /// The size of the body as received.
        bytes: usize,
    },
    /// The capture of an earlier round still stands.
    NotModified {
        /// Where it was asked for.
        url: Url,
    },
    /// It was not fetched, or not kept, because the site does not want it.
    Refused {
        /// What was asked for.
        url: Url,
        /// The rule that refused it.
        reason: String,
    },
    /// It will be asked for again.
    Retried {
        /// What was asked for.
        url: Url,
        /// What went wrong.
        reason: String,
        /// The pause until then.
        wait_ms: u64,
    },
    /// It could not be had.
    Failed {
        /// What was asked for.
        url: Url,
        /// The kind, as [`Summary::failed`] counts it.
        kind: String,
        /// What went wrong.
        detail: String,
    },
    /// So many URLs wait in the frontier.
    Queued(usize),
}

/// The counts of one round of one source, interruptions and continuations together. Every queued URL is in exactly one of
/// `pages`, `sitemaps`, `not_modified`, `duplicates`, `refused_robots`, `refused_reservation`, `failed` and `left_in_frontier`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// URLs that entered the frontier.
    pub queued: usize,
    /// Pages archived with a status of 2xx.
    pub pages: usize,
    /// Sitemaps archived with a status of 2xx.
    pub sitemaps: usize,
    /// URLs whose earlier capture still stands (304).
    pub not_modified: usize,
    /// URLs that redirect to a page visited, or queued, under another URL.
    pub duplicates: usize,
    /// URLs that robots.txt forbids.
    pub refused_robots: usize,
    /// URLs whose mining is reserved.
    pub refused_reservation: usize,
    /// URLs that could not be had, by kind: `status_404`, `network`, `cut`, `redirect_loop` …
    pub failed: BTreeMap<String, usize>,
    /// URLs that nobody visited: the bound of pages was reached, the crawl was interrupted, or the host stopped answering.
    pub left_in_frontier: usize,
    /// Requests sent, robots.txt, reservations and sitemaps included.
    pub requests: usize,
    /// Requests that were tries after a first one.
    pub retried: usize,
    /// Bytes of bodies as received.
    pub bytes: u64,
    /// What robots.txt of the first start page's host said.
    pub robots: String,
    /// Whether the crawl was asked to stop; running again continues.
    pub interrupted: bool,
    /// Why hosts of the source were given up before their end; running again continues.
    pub gave_up: Option<String>,
}

impl Summary {
    /// All failures together.
    pub fn failed_n(&self) -> usize {
        self.failed.values().sum()
    }

    /// Whether the counts add up.
    pub fn reconciles(&self) -> bool {
        let visited = self.pages + self.sitemaps + self.not_modified + self.duplicates;
        let refused = self.refused_robots + self.refused_reservation;
        self.queued == visited + refused + self.failed_n() + self.left_in_frontier
    }
}
