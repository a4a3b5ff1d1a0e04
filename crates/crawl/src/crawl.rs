//! The order of a crawl: ground, seeds, one URL after another, and the counts at the end.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use archive::{Location, Writer};
use jiff::Timestamp;
use tokio::sync::{Mutex, Semaphore};
use url::Url;

use crate::adoption;
use crate::canonical::{canonical, canonical_of};
use crate::commit::Group;
use crate::error::Result;
use crate::fetch::{Ask, Broken, Client, Exchange};
use crate::frontier::{Failure, Kind, Outcome};
use crate::host::Host;
use crate::permission::Origin;
use crate::politeness::{SplitMix, backoff_ms, retry_after_ms};
use crate::receipt::Try;
use crate::robots::CRAWL_DELAY_MAX_MS;
use crate::schedule::End;
use crate::source::Source;
use crate::state::{RoundRow, SourceKey, State, Tally};
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

/// Crawls one source into the archive: many hosts at once, one request at a time for each.
///
/// Records are appended and synced before the state is written, so after a kill at any instant the state claims nothing that the
/// archive lacks. Which pages are fetched does not depend on which host answers first.
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
    let row = match (round, state.round(id)?) {
        (Round::Continue, Some(last)) if last.is_done => return summary_of(state, &last),
        (Round::Continue, Some(last)) => adoption::take_stock(last, archive, state, id)?,
        (Round::New, _) | (Round::Continue, None) => state.begin_round(id, archive.end())?,
    };
    let left = state.left(row.source)?;
    let Surroundings { read, now, seed, stop, on_event } = surroundings;
    let crawl = Crawl {
        source,
        own_hosts: source.own_hosts(),
        client: Client::of(source)?,
        requests: Semaphore::new(source.limits.hosts_max.max(1)),
        archive: RefCell::new(archive),
        state: RefCell::new(state),
        round: RefCell::new(row),
        group: Group::new(),
        left: RefCell::new(left),
        heavy: Mutex::default(),
        hosts: RefCell::default(),
        origins: RefCell::default(),
        lists: RefCell::default(),
        read,
        now,
        seed,
        stop,
        on_event: RefCell::new(on_event),
    };
    let end = match crawl.alone(crawl.seed()).await? {
        Some(()) => crawl.run().await?,
        None => End::Interrupted,
    };
    crawl.write_groups().await?;
    if matches!(end, End::Done) {
        crawl.keep_end()?;
        crawl.write_groups().await?;
    }
    crawl.close(&end)
}

/// One crawl under way. All visits share it on one thread.
pub(crate) struct Crawl<'a> {
    pub(crate) source: &'a Source,
    own_hosts: HashSet<String>,
    pub(crate) client: Client,
    /// Held by the requests under way.
    requests: Semaphore,
    pub(crate) archive: RefCell<&'a mut Writer>,
    pub(crate) state: RefCell<&'a mut State>,
    pub(crate) round: RefCell<RoundRow>,
    pub(crate) group: Group,
    /// Where exchanges lie that were archived by an earlier run and are still to be visited.
    pub(crate) left: RefCell<HashMap<String, Location>>,
    /// Held by the one large page that is being read.
    pub(crate) heavy: Mutex<()>,
    hosts: RefCell<HashMap<String, Rc<Host>>>,
    /// The pages of a board's list that this process has seen, by their items.
    pub(crate) lists: RefCell<HashSet<String>>,
    /// What each origin said about access.
    pub(crate) origins: RefCell<HashMap<String, Rc<Origin>>>,
    pub(crate) read: &'a dyn Fn(&Page<'_>) -> Reading,
    pub(crate) now: &'a dyn Fn() -> Timestamp,
    seed: u64,
    stop: &'a AtomicBool,
    on_event: RefCell<&'a mut dyn FnMut(Event)>,
}

/// How often a host's pause moves along while a request to it is under way: as often as its pause is long, within these bounds.
const STEP_MIN_MS: u64 = 20;
const STEP_MAX_MS: u64 = 1_000;

/// A request with all its tries; `None` stands for a crawl that was asked to stop meanwhile.
pub(crate) type Answered = Option<(Result<Exchange, Broken>, Vec<Try>)>;

impl Crawl<'_> {
    /// Asks the first host's robots.txt and puts start pages and sitemaps into the frontier.
    async fn seed(&self) -> Result<Option<()>> {
        let start = self.source.start.iter().map(|url| (canonical_of(url.clone()), Kind::Listing));
        let sitemaps = self.source.sitemaps.iter().map(|url| (canonical_of(url.clone()), Kind::Sitemap));
        let mut seeds: Vec<(Url, Kind)> = start.chain(sitemaps).collect();
        let Some(first) = seeds.first().map(|(url, _)| url.clone()) else { return Ok(Some(())) };
        let Some(manners) = self.manners_of(&first).await? else { return Ok(None) };
        self.round.borrow_mut().tally.robots = manners.robots.describe();
        if self.source.use_robots_sitemaps {
            let named = manners.robots.sitemaps().iter().filter_map(|text| canonical(&first, text));
            seeds.extend(named.filter(|url| self.has_host_of(url)).map(|url| (url, Kind::Sitemap)));
        }
        self.state.borrow_mut().enqueue(&mut self.round.borrow_mut(), &seeds)?;
        Ok(Some(()))
    }

    /// Does one thing while no visit is under way, and makes lasting what it archives.
    async fn alone<T>(&self, work: impl Future<Output = Result<T>>) -> Result<T> {
        let mut work = std::pin::pin!(work);
        std::future::poll_fn(|context| match work.as_mut().poll(context) {
            Poll::Ready(done) => Poll::Ready(done),
            Poll::Pending => match self.poll_group(1, context) {
                Ok(()) => Poll::Pending,
                Err(error) => Poll::Ready(Err(error)),
            },
        })
        .await
    }

    fn close(self, end: &End) -> Result<Summary> {
        let state = self.state.into_inner();
        let round = RoundRow { is_done: matches!(end, End::Done), ..self.round.into_inner() };
        state.keep_round(&round)?;
        let mut summary = summary_of(state, &round)?;
        summary.interrupted = matches!(end, End::Interrupted);
        if let End::GaveUp(hosts_n) = end {
            let failures_n = self.source.limits.failures_in_a_row_max;
            let of_hosts = if *hosts_n == 1 { String::new() } else { format!(" on each of {hosts_n} hosts") };
            summary.gave_up = Some(format!("{failures_n} URLs in a row could not be reached{of_hosts}"));
        }
        Ok(summary)
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    pub(crate) fn tell(&self, event: Event) {
        (self.on_event.borrow_mut())(event);
    }

    pub(crate) fn source_key(&self) -> SourceKey {
        self.round.borrow().source
    }

    /// Whether the host of this URL belongs to the source.
    pub(crate) fn has_host_of(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.own_hosts.contains(host))
    }

    /// The host of this name, with the pause that is left from an earlier run.
    pub(crate) fn host(&self, name: &str) -> Result<Rc<Host>> {
        if let Some(host) = self.hosts.borrow().get(name) {
            return Ok(Rc::clone(host));
        }
        let (key, next_ms) = self.state.borrow_mut().host(name)?;
        let left_ms = u64::try_from(next_ms.saturating_sub((self.now)().as_millisecond())).unwrap_or(0);
        // A clock that was set back must not freeze the crawl.
        let longest = CRAWL_DELAY_MAX_MS.max(self.source.delay_ms).max(self.source.limits.retry_after_max_ms) + 2 * STEP_MAX_MS;
        let random = SplitMix::of(self.seed, name);
        let host = Rc::new(Host::new(key, left_ms.min(longest), random));
        self.hosts.borrow_mut().insert(name.to_owned(), Rc::clone(&host));
        Ok(host)
    }

    /// Sends a request when its host's turn has come, and again when it fails in a way that may pass.
    pub(crate) async fn request(&self, url: &Url, ask: &Ask, delay_ms: u64) -> Result<Answered> {
        if let Some(exchange) = self.adopt(url, ask) {
            return Ok(Some((Ok(exchange), Vec::new())));
        }
        let host = self.host(url.host_str().unwrap_or_default())?;
        let _turn = self.group.idle(host.turn.lock()).await;
        let mut tries = Vec::new();
        loop {
            if self.wait_for_turn(&host).await.is_none() {
                return Ok(None);
            }
            // Never closed, so there is always a permit to come.
            let permit = self.group.idle(self.requests.acquire()).await.ok();
            let started_at = (self.now)();
            self.round.borrow_mut().tally.requests += 1;
            let answer = self.attended(&host, delay_ms, self.client.get(url, ask, started_at)).await?;
            drop(permit);
            let ended_at = (self.now)();
            let failed = failed_try(&answer).filter(|_| tries.len() + 1 < self.source.limits.tries_max);
            let wait_ms = failed.as_ref().map_or(0, |_| self.pause_ms(&host, &answer, tries.len() + 1, ended_at));
            // Counted from the answer and not from the start: the server saw the request at some time between.
            self.leave_alone(&host, ended_at, delay_ms.max(wait_ms))?;
            if let Ok(exchange) = &answer {
                self.round.borrow_mut().tally.bytes += exchange.body.len() as u64;
            }
            let Some(broken) = failed else { return Ok(Some((answer, tries))) };
            self.round.borrow_mut().tally.retried += 1;
            let failure = broken.failure.word();
            self.tell(Event::Retried { url: url.clone(), reason: broken.detail.clone(), wait_ms });
            tries.push(Try { at: started_at, failure, detail: broken.detail, wait_ms });
        }
    }

    /// Lets a request run its course. The server may see it at any time until it answers, and a kill may come at any time; so the
    /// host's pause moves along meanwhile, always a little ahead.
    async fn attended<T>(&self, host: &Host, delay_ms: u64, request: impl Future<Output = T>) -> Result<T> {
        let mut request = std::pin::pin!(request);
        if delay_ms == 0 {
            return Ok(request.await);
        }
        let step_ms = delay_ms.clamp(STEP_MIN_MS, STEP_MAX_MS);
        loop {
            self.leave_alone(host, (self.now)(), delay_ms + 2 * step_ms)?;
            if let Ok(answer) = tokio::time::timeout(Duration::from_millis(step_ms), request.as_mut()).await {
                return Ok(answer);
            }
        }
    }

    /// Leaves a host alone, also after a restart. No pause needs no memory.
    fn leave_alone(&self, host: &Host, from: Timestamp, pause_ms: u64) -> Result<()> {
        host.leave_alone(pause_ms);
        if pause_ms == 0 {
            return Ok(());
        }
        self.state.borrow().leave_alone_until(host.key, later(from, pause_ms))
    }

    fn pause_ms(&self, host: &Host, answer: &Result<Exchange, Broken>, failed_n: usize, now: Timestamp) -> u64 {
        let limits = &self.source.limits;
        let asked = answer.as_ref().ok().and_then(|exchange| retry_after_ms(exchange.header("retry-after"), now));
        let backoff = || backoff_ms(failed_n, limits.backoff_ms, limits.retry_after_max_ms, &mut host.random.borrow_mut());
        asked.unwrap_or_else(backoff).min(limits.retry_after_max_ms)
    }

    /// Sleeps until the host may be asked again; `None` when the crawl is asked to stop meanwhile.
    async fn wait_for_turn(&self, host: &Host) -> Option<()> {
        while !host.pause().is_zero() && !self.is_stopped() {
            let slice = host.pause().min(Duration::from_millis(100));
            self.group.idle(tokio::time::sleep(slice)).await;
        }
        (!self.is_stopped()).then_some(())
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

fn summary_of(state: &State, round: &RoundRow) -> Result<Summary> {
    let Tally { requests, retried, bytes, robots } = round.tally.clone();
    let mut summary = Summary { requests, retried, bytes, robots, ..Summary::default() };
    for (kind, outcome, n) in state.counts(round.source)? {
        summary.queued += n;
        let Some(word) = outcome else {
            summary.left_in_frontier += n;
            continue;
        };
        let is = |outcome: Outcome| word == outcome.word();
        match word.strip_prefix("failed:") {
            Some(failure) => *summary.failed.entry(failure.to_owned()).or_default() += n,
            None if is(Outcome::NotModified) => summary.not_modified += n,
            None if is(Outcome::Duplicate) || is(Outcome::Moved) => summary.duplicates += n,
            None if is(Outcome::RefusedRobots) => summary.refused_robots += n,
            None if is(Outcome::RefusedReservation) => summary.refused_reservation += n,
            None if kind == Kind::Sitemap => summary.sitemaps += n,
            None => summary.pages += n,
        }
    }
    Ok(summary)
}
