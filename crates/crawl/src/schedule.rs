//! Whose turn it is: many hosts at once, one request at a time for each, in waves.
//!
//! Which pages are fetched must not depend on which host answers first. So in a wave every host goes on by itself, within a share
//! of the pages that are left, and what it found for other hosts reaches them in the next wave. Waves are short at first, so that
//! a host with many listings does not use up the pages before another one has begun, and double in length. A source of one host
//! never notices them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_util::stream::{FuturesUnordered, Stream};
use tokio::time::Instant;

use crate::crawl::Crawl;
use crate::error::Result;
use crate::frontier::{Kind, Outcome};
use crate::host::Host;
use crate::politeness::runtime_now;
use crate::state::{HostKey, Share};

/// How a run of visits came to its end.
#[derive(Debug)]
pub(crate) enum End {
    /// Nothing waits, or the bound of pages is reached.
    Done,
    Interrupted,
    /// So many hosts stopped answering.
    GaveUp(usize),
}

/// Why a host's visits have ended for now.
enum Rest {
    /// Its pause has to pass, or it is another host's turn.
    Again,
    /// Nothing waits for it in this wave, its share is used up, or it is given up.
    Over,
    GivenUp,
    Stopped,
}

/// The most sitemaps of one round and host: at 50,000 URLs each more than any board has.
const SITEMAPS_MAX: usize = 500;
/// Pages of a host in the first wave.
const FIRST_WAVE_PAGES: usize = 16;
/// Visits to a host without pause before another one has its turn: its connection is used again meanwhile.
const VISITS_IN_A_ROW: usize = 16;
/// Visits under way, waiting ones included, for each request that may be.
const VISITS_PER_REQUEST: usize = 8;
/// How long the wish to stop may go unnoticed.
const STOP_CHECK: Duration = Duration::from_millis(100);

impl Crawl<'_> {
    pub(crate) async fn run(&self) -> Result<End> {
        let mut given_up: HashSet<HostKey> = HashSet::new();
        // What was left of a wave goes on first; without shares it is over at once.
        loop {
            let hosts = self.hosts_of_wave(&given_up)?;
            if !self.run_wave(&hosts, &mut given_up).await? {
                return Ok(End::Interrupted);
            }
            if !self.begin_wave(&given_up)? {
                return Ok(if given_up.is_empty() { End::Done } else { End::GaveUp(given_up.len()) });
            }
        }
    }

    /// The hosts that may visit something in this wave.
    fn hosts_of_wave(&self, given_up: &HashSet<HostKey>) -> Result<Vec<Rc<Host>>> {
        let source = self.source_key();
        let (waiting, shares) = (self.state.borrow().waiting_hosts(source)?, self.state.borrow().shares(source)?);
        let mut hosts = Vec::new();
        for (name, key) in waiting.into_iter().filter(|(_, key)| !given_up.contains(key)) {
            if let Some(share) = shares.get(&key).filter(|share| share.pages_left > 0) {
                let host = self.host(&name)?;
                host.share.set(*share);
                hosts.push(host);
            }
        }
        Ok(hosts)
    }

    /// Shares the pages that are left among the hosts for which something waits; false when there is nothing to share.
    fn begin_wave(&self, given_up: &HashSet<HostKey>) -> Result<bool> {
        let source = self.source_key();
        let left_n = self.source.max_pages.saturating_sub(self.visited_pages_n()?);
        let old = self.state.borrow().shares(source)?;
        let sitemaps_left = |key: &HostKey| old.get(key).map_or(SITEMAPS_MAX, |share| share.sitemaps_left);
        let waiting = self.state.borrow().waiting_hosts(source)?.into_iter().map(|(_, key)| key);
        let hosts: Vec<HostKey> = waiting.filter(|key| !given_up.contains(key) && sitemaps_left(key) > 0).collect();
        if hosts.is_empty() || left_n == 0 {
            return Ok(false);
        }
        let mut round = self.round.borrow_mut();
        let wave_max = FIRST_WAVE_PAGES << round.wave.clamp(0, 30);
        round.wave += 1;
        let (each, one_more_n) = (left_n / hosts.len(), left_n % hosts.len());
        let share = |(at, key): (usize, &HostKey)| {
            let pages_left = (each + usize::from(at < one_more_n)).min(wave_max);
            (*key, Share { pages_left, sitemaps_left: sitemaps_left(key) })
        };
        let shares: Vec<(HostKey, Share)> = hosts.iter().enumerate().map(share).collect();
        self.state.borrow_mut().begin_wave(&round, &shares)?;
        Ok(true)
    }

    /// Pages that this round has visited; those passed on the way to another do not count.
    fn visited_pages_n(&self) -> Result<usize> {
        let counts = self.state.borrow().counts(self.source_key())?;
        let duplicate = Outcome::Duplicate.word();
        let visited = counts.iter().filter(|(kind, outcome, _)| *kind != Kind::Sitemap && outcome.as_ref().is_some_and(|word| *word != duplicate));
        Ok(visited.map(|(.., n)| n).sum())
    }

    /// Lets every host use its share; false when the crawl is asked to stop.
    async fn run_wave(&self, hosts: &[Rc<Host>], given_up: &mut HashSet<HostKey>) -> Result<bool> {
        let mut queue: BinaryHeap<Reverse<(Instant, usize, usize)>> = BinaryHeap::new();
        queue.extend(hosts.iter().enumerate().map(|(at, host)| Reverse((host.free_at(), at, at))));
        let mut turns_n = hosts.len();
        let mut visits = FuturesUnordered::new();
        let visits_max = self.source.limits.hosts_max.max(1) * VISITS_PER_REQUEST;
        loop {
            while visits.len() < visits_max && !self.is_stopped() {
                let Some(Reverse((.., at))) = queue.peek().filter(|Reverse((free_at, ..))| *free_at <= runtime_now()).copied() else { break };
                queue.pop();
                visits.push(async move { (at, self.visit_in_a_row(&hosts[at]).await) });
            }
            if visits.is_empty() && (queue.is_empty() || self.is_stopped()) {
                self.write_groups().await?;
                return Ok(!self.is_stopped() || queue.is_empty());
            }
            let ended = tokio::select! {
                biased;
                ended = std::future::poll_fn(|context| self.poll_visits(&mut visits, context)) => Some(ended?),
                () = tokio::time::sleep_until(self.wake_at(queue.peek().map(|Reverse((free_at, ..))| *free_at))) => None,
            };
            let Some((at, rest)) = ended else { continue };
            match rest? {
                Rest::Again => {
                    turns_n += 1;
                    queue.push(Reverse((hosts[at].free_at(), turns_n, at)));
                }
                Rest::GivenUp => drop(given_up.insert(hosts[at].key)),
                Rest::Stopped => queue.push(Reverse((hosts[at].free_at(), turns_n, at))),
                Rest::Over => {}
            }
        }
    }

    /// The next visit that ended. As long as none has, groups move on.
    fn poll_visits<T>(&self, visits: &mut FuturesUnordered<impl Future<Output = T>>, context: &mut Context<'_>) -> Poll<Result<T>> {
        match Pin::new(&mut *visits).poll_next(context) {
            Poll::Ready(Some(ended)) => Poll::Ready(Ok(ended)),
            _ => match self.poll_group(visits.len(), context) {
                Ok(()) => Poll::Pending,
                Err(error) => Poll::Ready(Err(error)),
            },
        }
    }

    fn wake_at(&self, next_free_at: Option<Instant>) -> Instant {
        let now = runtime_now();
        let wishes = [next_free_at.filter(|at| *at > now), self.group.due_at()];
        wishes.into_iter().flatten().fold(now + STOP_CHECK, Instant::min)
    }

    /// Visits one URL of a host after the other, as long as it needs no pause.
    async fn visit_in_a_row(&self, host: &Host) -> Result<Rest> {
        for _ in 0..VISITS_IN_A_ROW {
            if self.is_stopped() {
                return Ok(Rest::Stopped);
            }
            let share = host.share.get();
            if share.pages_left == 0 || share.sitemaps_left == 0 {
                return Ok(Rest::Over);
            }
            let queued = self.state.borrow().next(&self.round.borrow(), host.key)?;
            let Some(queued) = queued else { return Ok(Rest::Over) };
            if !self.visit(host, &queued).await? {
                return Ok(Rest::Stopped);
            }
            if host.failed_in_a_row.get() >= self.source.limits.failures_in_a_row_max {
                return Ok(Rest::GivenUp);
            }
            if !host.pause().is_zero() {
                break;
            }
        }
        Ok(Rest::Again)
    }
}

/// What a visit takes from its host's share.
pub(crate) fn reduced(share: Share, kind: Kind, outcome: Outcome) -> Share {
    match kind {
        _ if outcome == Outcome::Duplicate => share,
        Kind::Sitemap => Share { sitemaps_left: share.sitemaps_left.saturating_sub(1), ..share },
        Kind::Listing | Kind::Posting => Share { pages_left: share.pages_left.saturating_sub(1), ..share },
    }
}
