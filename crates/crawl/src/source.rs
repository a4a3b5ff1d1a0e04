//! Where to crawl and within which bounds: what a study file says about one source, as far as a crawl needs it.

use std::collections::HashSet;
use std::net::SocketAddr;

use archive::SourceId;
use url::Url;

use crate::access::Access;
use crate::board::Listing;
use crate::error::{Error, Result};
use crate::frontier::Kind;
use crate::glob;
use crate::key::Key;

/// The product token under which robots.txt may address the crawler.
pub const AGENT: &str = "rolescope";

/// One source to crawl.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its name.
    pub id: SourceId,
    /// The recorded verdict on its access.
    pub access: Access,
    /// The e-mail address under which a webmaster reaches whoever runs the study.
    pub contact: String,
    /// Requests that are sent whatever the patterns say: pages to get, or what [`posting`](crate::posting) makes.
    pub start: Vec<Url>,
    /// Sitemaps that are read.
    pub sitemaps: Vec<Url>,
    /// Whether the sitemaps named in robots.txt are read as well.
    pub use_robots_sitemaps: bool,
    /// Pages that lead to postings.
    pub follow: Vec<Pattern>,
    /// Pages that are postings.
    pub postings: Vec<Pattern>,
    /// The board that it is, whose list is followed page by page.
    pub listing: Option<Listing>,
    /// The key that its board asks for.
    pub key: Option<Key>,
    /// Hosts to visit besides those of `start` and `sitemaps`.
    pub hosts: Vec<String>,
    /// The least pause between the starts of two requests to one host. A longer `Crawl-delay` of the site wins.
    pub delay_ms: u64,
    /// The most pages of one round; the rest stays in the frontier. Of several hosts, all that have something to visit get equal
    /// shares, so that the same pages are fetched whichever host answers first. A page that redirects to another host counts too.
    pub max_pages: usize,
    /// Whether private, loopback and link-local addresses may be visited.
    pub allow_private_hosts: bool,
    /// Hosts that are fetched from a given address, without DNS. The port is used when the URL names none.
    pub pins: Vec<(String, SocketAddr)>,
    /// The proxy, as the environment names it.
    pub proxy: Option<Url>,
    /// Bounds that seldom change.
    pub limits: Limits,
}

/// Bounds of requests.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a body as received.
    pub body_max: usize,
    /// Bytes of a body after its content coding is undone.
    pub decoded_max: usize,
    /// Requests for one URL, the first included.
    pub tries_max: usize,
    /// Redirects followed for one URL.
    pub redirects_max: usize,
    /// The mean pause before the second try is half of this; it doubles each time.
    pub backoff_ms: u64,
    /// The longest pause that a server can ask for with `Retry-After`, and the longest back-off.
    pub retry_after_max_ms: u64,
    /// Until a connection stands.
    pub connect_timeout_ms: u64,
    /// Until the next bytes come.
    pub read_timeout_ms: u64,
    /// Until the whole answer is there.
    pub total_timeout_ms: u64,
    /// URLs in a row that fail on the network before their host is given up for this time.
    pub failures_in_a_row_max: usize,
    /// Requests under way at the same time, each to another host.
    pub hosts_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_max: 8 << 20,
            decoded_max: 64 << 20,
            tries_max: 4,
            redirects_max: 5,
            backoff_ms: 2_000,
            retry_after_max_ms: 120_000,
            connect_timeout_ms: 10_000,
            read_timeout_ms: 30_000,
            total_timeout_ms: 120_000,
            failures_in_a_row_max: 5,
            hosts_max: 64,
        }
    }
}

/// Which URLs are meant: a part of the path and query (`/jobs/`), or with `*` the whole of it (`/jobs?page=*`). A pattern that
/// holds `://` is compared with the whole URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(String);

impl Pattern {
    /// The pattern as written in a study file.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// Whether this URL is meant.
    pub fn matches(&self, url: &Url) -> bool {
        let pattern = self.0.as_str();
        let subject = if pattern.contains("://") { url.as_str() } else { path_and_query(url) };
        if pattern.contains('*') { glob::matches(&format!("{pattern}$"), subject) } else { subject.contains(pattern) }
    }
}

/// Path and query as they are sent.
pub(crate) fn path_and_query(url: &Url) -> &str {
    &url[url::Position::BeforePath..url::Position::AfterQuery]
}

impl Source {
    /// A source with careful defaults: five seconds between requests, 1,000 pages, the start's host only, and sitemaps from
    /// robots.txt.
    pub fn new(id: SourceId, access: Access, contact: &str, start: Vec<Url>) -> Self {
        Self {
            id,
            access,
            contact: contact.to_owned(),
            start,
            sitemaps: Vec::new(),
            use_robots_sitemaps: true,
            follow: Vec::new(),
            postings: Vec::new(),
            listing: None,
            key: None,
            hosts: Vec::new(),
            delay_ms: 5_000,
            max_pages: 1_000,
            allow_private_hosts: false,
            pins: Vec::new(),
            proxy: None,
            limits: Limits::default(),
        }
    }

    /// The same source of one board: its list is where to start, and what it leads to are postings.
    #[must_use]
    pub fn of_board(id: SourceId, access: Access, contact: &str, listing: Listing) -> Self {
        let postings = listing.details.iter().map(|pattern| Pattern::new(pattern)).collect();
        let source = Self::new(id, access, contact, vec![listing.start.clone()]);
        Self { postings, use_robots_sitemaps: false, listing: Some(listing), ..source }
    }

    /// What the crawler calls itself.
    pub fn user_agent(&self) -> String {
        format!("{AGENT}/{} (+mailto:{})", env!("CARGO_PKG_VERSION"), self.contact)
    }

    pub(crate) fn check(&self) -> Result<()> {
        let id = || self.id.as_str().to_owned();
        self.access.permits_crawling().map_err(|source| Error::Access { id: id(), source })?;
        let contact_is_plain = self.contact.bytes().all(|byte| byte.is_ascii_graphic()) && self.contact.contains('@');
        let detail = if !contact_is_plain {
            "it needs a contact e-mail address, which is sent with every request"
        } else if self.start.is_empty() && self.sitemaps.is_empty() {
            "it names neither a start page nor a sitemap"
        } else if self.start.iter().chain(&self.sitemaps).any(|url| !is_web(url)) {
            "its start pages and sitemaps must begin with http:// or https://"
        } else {
            return Ok(());
        };
        Err(Error::Source { id: id(), detail: detail.to_owned() })
    }

    /// The hosts that may be visited, as URLs spell them.
    pub(crate) fn own_hosts(&self) -> HashSet<String> {
        let own = self.start.iter().chain(&self.sitemaps).filter_map(|url| url.host_str().map(str::to_owned));
        own.chain(self.hosts.iter().map(|host| host.to_ascii_lowercase())).collect()
    }

    /// What a discovered URL of an own host is to this source; `None` when it is not to be fetched.
    pub(crate) fn kind_of(&self, url: &Url) -> Option<Kind> {
        let any = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.matches(url));
        if any(&self.postings) {
            return Some(Kind::Posting);
        }
        let is_page = self.listing.as_ref().is_some_and(|listing| listing.is_page(url));
        (is_page || any(&self.follow)).then_some(Kind::Listing)
    }

    /// The address that a host is pinned to.
    pub(crate) fn pin(&self, host: &str) -> Option<SocketAddr> {
        self.pins.iter().find(|(pinned, _)| pinned.eq_ignore_ascii_case(host)).map(|(_, address)| *address)
    }
}

pub(crate) fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https") && url.has_host()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, url: &str) -> bool {
        Pattern::new(pattern).matches(&Url::parse(url).unwrap())
    }

    #[test]
    fn a_pattern_is_a_part_or_with_a_star_the_whole() {
        assert!(check("/jobs/", "http://a.example/en/jobs/12"));
        assert!(!check("/jobs/", "http://a.example/en/jobs"));
        assert!(check("/jobs?page=*", "http://a.example/jobs?page=2"));
        assert!(!check("/jobs?page=*", "http://a.example/en/jobs?page=2"));
        assert!(check("*/apply", "http://a.example/jobs/12/apply"));
        assert!(!check("*/apply", "http://a.example/jobs/12/apply/now"));
        assert!(check("http://a.example/*", "http://a.example/x"));
        assert!(!check("a.example", "http://a.example/x"), "the host is no part of the path");
    }

    #[test]
    fn a_source_without_contact_or_ground_is_refused() {
        let start = vec![Url::parse("http://a.example/").unwrap()];
        let id: SourceId = "a".parse().unwrap();
        let source = |access, contact: &str| Source::new(id.clone(), access, contact, start.clone());
        assert!(source(Access::Permission, "me@a.example").check().is_ok());
        assert!(matches!(source(Access::Unchecked, "me@a.example").check(), Err(Error::Access { .. })));
        for contact in ["", "me", "me@a.example\r\nX: y"] {
            assert!(matches!(source(Access::Permission, contact).check(), Err(Error::Source { .. })), "{contact:?}");
        }
    }
}
