//! The order of a crawl: ground, seeds, one URL after another, and the counts at the end.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use archive::Writer;
use jiff::Timestamp;
use url::Url;

use crate::canonical::{canonical, canonical_of};
use crate::error::{Error, Result};
use crate::fetch::{Ask, Broken, Client, Exchange};
use crate::frontier::{Failure, Kind, Outcome};
use crate::permission::Manners;
use crate::politeness::{SplitMix, backoff_ms, retry_after_ms};
use crate::receipt::Try;
use crate::source::Source;
use crate::state::{State, Tally};
use crate::summary::{Event, Summary};

/// A page as the caller's closure sees it.
#[derive(Debug, Clone, Copy)]
pub struct Page<'a> {
    /// Where it was found, after redirects.
    pub url: &'a Url,
    /// The `Content-Type` header as sent; empty when there was none.
    pub content_type: &'a str,
    /// The body with its content coding undone.
    pub body: &'a [u8],
}

/// What the caller's closure found on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its links as written, in order.
    pub links: Vec<String>,
    /// Whether a `tdm-reservation` meta tag reserves its mining: then it is neither kept nor followed.
    pub is_reserved: bool,
}

/// Whether an unfinished round goes on, or another one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// Goes on where the last round was left. When that is complete, nothing is fetched and its counts are returned.
    Continue,
    /// Begins again from the start pages. Pages that have not changed since their capture are not fetched anew.
    New,
}

/// All that a crawl needs from outside.
pub struct Surroundings<'a> {
    /// Reads a page.
    pub read: &'a dyn Fn(&Page<'_>) -> Reading,
    /// The clock.
    pub now: &'a dyn Fn() -> Timestamp,
    /// From which the jitter of pauses comes.
    pub seed: u64,
    /// When this becomes true, the request under way is finished, the state saved, and the crawl returns.
    pub stop: &'a AtomicBool,
    /// Hears what happens.
    pub on_event: &'a mut dyn FnMut(Event),
}

/// Crawls one source into the archive: one host at a time, one request at a time.
///
/// Per visit the records are appended and synced before the state is written, so after a kill at any instant the state claims
/// nothing that the archive lacks.
///
/// # Errors
/// When the source may not be crawled, or the archive, the state or the client fails. What a site does is never an error: it is
/// counted in the [`Summary`].
pub async fn crawl<'a>(
    source: &'a Source,
    archive: &'a mut Writer,
    state: &'a mut State,
    round: Round,
    surroundings: Surroundings<'a>,
) -> Result<Summary> {
    source.check()?;
    let id = source.id.as_str();
    let last = state.round(id)?;
    let tally = match (round, last) {
        (Round::Continue, Some(last)) if last.is_done => return summary_of(state, id, &last.tally),
        (Round::Continue, Some(last)) => last.tally,
        (Round::New, _) | (Round::Continue, None) => {
            state.begin_round(id)?;
            Tally::default()
        }
    };
    let random = SplitMix::new(surroundings.seed);
    let client = Client::of(source)?;
    let mut crawl = Crawl { source, archive, state, around: surroundings, client, random, manners: HashMap::new(), tally, failed_in_a_row: 0 };
    let end = match crawl.seed().await? {
        Some(()) => crawl.run().await?,
        None => End::Interrupted,
    };
    crawl.close(end)
}

/// One crawl under way.
pub(crate) struct Crawl<'a> {
    pub(crate) source: &'a Source,
    pub(crate) archive: &'a mut Writer,
    pub(crate) state: &'a mut State,
    pub(crate) around: Surroundings<'a>,
    pub(crate) client: Client,
    random: SplitMix,
    /// What each origin said about access.
    pub(crate) manners: HashMap<String, Rc<Manners>>,
    pub(crate) tally: Tally,
    pub(crate) failed_in_a_row: usize,
}

/// How a run of visits came to its end.
enum End {
    /// Nothing waits, or the bound of pages is reached.
    Done,
    Interrupted,
    GaveUp,
}

/// A request with all its tries; `None` stands for a crawl that was asked to stop meanwhile.
pub(crate) type Answered = Option<(Result<Exchange, Broken>, Vec<Try>)>;

/// The most sitemaps of one round: at 50,000 URLs each more than any board has.
const SITEMAPS_MAX: usize = 500;

impl Crawl<'_> {
    /// Asks the first host's robots.txt and puts start pages and sitemaps into the frontier.
    async fn seed(&mut self) -> Result<Option<()>> {
        let start = self.source.start.iter().map(|url| (canonical_of(url.clone()), Kind::Listing));
        let sitemaps = self.source.sitemaps.iter().map(|url| (canonical_of(url.clone()), Kind::Sitemap));
        let mut seeds: Vec<(Url, Kind)> = start.chain(sitemaps).collect();
        let Some(first) = seeds.first().map(|(url, _)| url.clone()) else { return Ok(Some(())) };
        let Some(manners) = self.manners_of(&first).await? else { return Ok(None) };
        self.tally.robots = manners.robots.describe();
        if self.source.use_robots_sitemaps {
            let named = manners.robots.sitemaps().iter().filter_map(|text| canonical(&first, text));
            seeds.extend(named.filter(|url| self.source.has_host_of(url)).map(|url| (url, Kind::Sitemap)));
        }
        self.state.enqueue(self.source.id.as_str(), &seeds)?;
        Ok(Some(()))
    }

    async fn run(&mut self) -> Result<End> {
        let (mut pages_n, mut sitemaps_n) = self.visited_n()?;
        loop {
            if self.is_stopped() {
                return Ok(End::Interrupted);
            }
            if pages_n >= self.source.max_pages || sitemaps_n >= SITEMAPS_MAX {
                return Ok(End::Done);
            }
            let Some(queued) = self.state.next(self.source.id.as_str())? else { return Ok(End::Done) };
            let Some(outcome) = self.visit(&queued).await? else { return Ok(End::Interrupted) };
            match queued.kind {
                _ if outcome == Outcome::Duplicate => {}
                Kind::Sitemap => sitemaps_n += 1,
                Kind::Listing | Kind::Posting => pages_n += 1,
            }
            if self.failed_in_a_row >= self.source.limits.failures_in_a_row_max {
                return Ok(End::GaveUp);
            }
        }
    }

    /// Pages and sitemaps that this round has visited; those passed on the way to another do not count.
    fn visited_n(&self) -> Result<(usize, usize)> {
        let counts = self.state.counts(self.source.id.as_str())?;
        let duplicate = Outcome::Duplicate.word();
        let settled = counts.iter().filter(|(_, outcome, _)| outcome.as_ref().is_some_and(|word| *word != duplicate));
        let (sitemaps, pages): (Vec<_>, Vec<_>) = settled.partition(|(kind, ..)| *kind == Kind::Sitemap);
        let sum = |counts: Vec<&(Kind, Option<String>, usize)>| counts.iter().map(|(.., n)| n).sum();
        Ok((sum(pages), sum(sitemaps)))
    }

    fn close(self, end: End) -> Result<Summary> {
        let id = self.source.id.as_str();
        self.archive.sync().map_err(|source| Error::Archive { url: id.to_owned(), source })?;
        self.state.keep_round(id, &self.tally, matches!(end, End::Done))?;
        let mut summary = summary_of(self.state, id, &self.tally)?;
        summary.interrupted = matches!(end, End::Interrupted);
        summary.gave_up = matches!(end, End::GaveUp).then(|| format!("{} URLs in a row could not be reached", self.failed_in_a_row));
        Ok(summary)
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.around.stop.load(Ordering::Relaxed)
    }

    /// Sends a request when its host's turn has come, and again when it fails in a way that may pass.
    pub(crate) async fn request(&mut self, url: &Url, ask: &Ask, delay_ms: u64) -> Result<Answered> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let mut tries = Vec::new();
        loop {
            if self.wait_for_turn(&host, delay_ms).await?.is_none() {
                return Ok(None);
            }
            let started_at = (self.around.now)();
            self.state.leave_alone_until(&host, later(started_at, delay_ms))?;
            self.tally.requests += 1;
            let answer = self.client.get(url, ask, started_at).await;
            let ended_at = (self.around.now)();
            let failed = failed_try(&answer).filter(|_| tries.len() + 1 < self.source.limits.tries_max);
            let wait_ms = failed.as_ref().map_or(0, |_| self.pause_ms(&answer, tries.len() + 1, ended_at));
            // Counted from the answer and not from the start: the server saw the request at some time between.
            self.state.leave_alone_until(&host, later(ended_at, delay_ms.max(wait_ms)))?;
            if let Ok(exchange) = &answer {
                self.tally.bytes += exchange.body.len() as u64;
            }
            let Some(broken) = failed else { return Ok(Some((answer, tries))) };
            self.tally.retried += 1;
            let failure = broken.failure.word();
            (self.around.on_event)(Event::Retried { url: url.clone(), reason: broken.detail.clone(), wait_ms });
            tries.push(Try { at: started_at, failure, detail: broken.detail, wait_ms });
        }
    }

    fn pause_ms(&mut self, answer: &Result<Exchange, Broken>, failed_n: usize, now: Timestamp) -> u64 {
        let limits = &self.source.limits;
        let asked = answer.as_ref().ok().and_then(|exchange| retry_after_ms(exchange.header("retry-after"), now));
        let pause = asked.unwrap_or_else(|| backoff_ms(failed_n, limits.backoff_ms, limits.retry_after_max_ms, &mut self.random));
        pause.min(limits.retry_after_max_ms)
    }

    /// Sleeps until the host may be asked again; `None` when the crawl is asked to stop meanwhile.
    async fn wait_for_turn(&mut self, host: &str, delay_ms: u64) -> Result<Option<()>> {
        let now_ms = (self.around.now)().as_millisecond();
        let next_ms = self.state.next_allowed_at_ms(host)?.unwrap_or(now_ms);
        // A clock that was set back must not freeze the crawl.
        let longest = delay_ms.max(self.source.limits.retry_after_max_ms);
        let mut left_ms = u64::try_from(next_ms.saturating_sub(now_ms)).unwrap_or(0).min(longest);
        while left_ms > 0 && !self.is_stopped() {
            let slice = left_ms.min(100);
            tokio::time::sleep(Duration::from_millis(slice)).await;
            left_ms -= slice;
        }
        Ok((!self.is_stopped()).then_some(()))
    }
}

fn later(at: Timestamp, pause_ms: u64) -> i64 {
    // One more, since the clock's millisecond is rounded down.
    at.as_millisecond().saturating_add_unsigned(pause_ms).saturating_add(1)
}

/// What went wrong in a way that may pass.
fn failed_try(answer: &Result<Exchange, Broken>) -> Option<Broken> {
    let broken = match answer {
        Ok(exchange) => Broken { failure: Failure::Status(exchange.status), detail: format!("it answered {}", exchange.status) },
        Err(broken) => broken.clone(),
    };
    Some(broken).filter(|broken| broken.failure.may_pass())
}

fn summary_of(state: &State, id: &str, tally: &Tally) -> Result<Summary> {
    let mut summary =
        Summary { requests: tally.requests, retried: tally.retried, bytes: tally.bytes, robots: tally.robots.clone(), ..Summary::default() };
    for (kind, outcome, n) in state.counts(id)? {
        summary.queued += n;
        let Some(word) = outcome else {
            summary.left_in_frontier += n;
            continue;
        };
        let is = |outcome: Outcome| word == outcome.word();
        match word.strip_prefix("failed:") {
            Some(failure) => *summary.failed.entry(failure.to_owned()).or_default() += n,
            None if is(Outcome::NotModified) => summary.not_modified += n,
            None if is(Outcome::Duplicate) => summary.duplicates += n,
            None if is(Outcome::RefusedRobots) => summary.refused_robots += n,
            None if is(Outcome::RefusedReservation) => summary.refused_reservation += n,
            None if kind == Kind::Sitemap => summary.sitemaps += n,
            None => summary.pages += n,
        }
    }
    Ok(summary)
}
