//! How a crawl is going: what was visited on which host, how fast, what failed how, and how long the rest may take.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use crawl::Event;

/// The stretch of time that the rate is taken from.
const RECENT: Duration = Duration::from_secs(30);

/// What was seen of one host.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct HostTally {
    /// URLs that came to an end, however.
    pub(crate) visited_n: usize,
    pub(crate) refused_n: usize,
    /// By kind.
    pub(crate) failed: BTreeMap<String, usize>,
    pub(crate) retried_n: usize,
}

/// What was seen of one source since the command began.
#[derive(Debug, Default)]
pub(crate) struct CrawlTally {
    pub(crate) hosts: BTreeMap<String, HostTally>,
    pub(crate) waiting_n: usize,
    /// When the last visits came to their ends.
    recent: VecDeque<Duration>,
}

impl CrawlTally {
    /// Takes up what happened, so long after the crawl began. Returns the host that it concerns.
    pub(crate) fn add(&mut self, event: &Event, at: Duration) -> Option<String> {
        let url = match event {
            Event::Fetched { url, .. }
            | Event::NotModified { url }
            | Event::Refused { url, .. }
            | Event::Failed { url, .. }
            | Event::Retried { url, .. } => url,
            Event::Queued(waiting_n) => {
                self.waiting_n = *waiting_n;
                return None;
            }
            _ => return None,
        };
        let name = url.host_str().unwrap_or_default().to_owned();
        let host = self.hosts.entry(name.clone()).or_default();
        match event {
            Event::Retried { .. } => {
                host.retried_n += 1;
                return Some(name);
            }
            Event::Refused { .. } => host.refused_n += 1,
            Event::Failed { kind, .. } => *host.failed.entry(kind.clone()).or_default() += 1,
            _ => {}
        }
        host.visited_n += 1;
        self.waiting_n = self.waiting_n.saturating_sub(1);
        self.recent.push_back(at);
        while self.recent.front().is_some_and(|first| at.saturating_sub(*first) > RECENT) {
            self.recent.pop_front();
        }
        Some(name)
    }

    pub(crate) fn visited_n(&self) -> usize {
        self.hosts.values().map(|host| host.visited_n).sum()
    }

    /// Failures of all hosts, by kind.
    pub(crate) fn failed(&self) -> BTreeMap<&str, usize> {
        let mut sums = BTreeMap::new();
        for (kind, n) in self.hosts.values().flat_map(|host| &host.failed) {
            *sums.entry(kind.as_str()).or_default() += n;
        }
        sums
    }

    /// Visits a second, of late; `None` until there were two.
    pub(crate) fn per_second(&self, at: Duration) -> Option<f64> {
        let first = *self.recent.front().filter(|_| self.recent.len() > 1)?;
        let seconds = at.saturating_sub(first).as_secs_f64();
        (seconds > 0.0).then(|| (self.recent.len() - 1) as f64 / seconds)
    }

    /// How long what waits may take at that rate; what is still to be discovered is not in it.
    pub(crate) fn left(&self, at: Duration) -> Option<Duration> {
        let seconds = self.waiting_n as f64 / self.per_second(at)?;
        Duration::try_from_secs_f64(seconds).ok()
    }

    /// All of it on one line.
    pub(crate) fn line(&self, at: Duration) -> String {
        let mut parts = vec![format!("{} visited, {} wait", self.visited_n(), self.waiting_n)];
        parts.extend(self.per_second(at).map(|rate| format!("{rate:.1}/s")));
        parts.extend(self.left(at).filter(|_| self.waiting_n > 0).map(|left| format!("about {} left", rough(left))));
        let (line, failed) = (parts.join(", "), listed(self.failed()));
        if failed.is_empty() { line } else { line + "; failed: " + &failed }
    }
}

impl HostTally {
    /// All of it on one line.
    pub(crate) fn line(&self) -> String {
        let numbers = [(self.visited_n, "visited"), (self.refused_n, "refused"), (self.retried_n, "retried")];
        let told = numbers.iter().enumerate().filter(|(at, (n, _))| *at == 0 || *n > 0);
        let line = told.map(|(_, (n, what))| format!("{n} {what}")).collect::<Vec<_>>().join(", ");
        let failed = listed(self.failed.iter().map(|(kind, n)| (kind.as_str(), *n)));
        if failed.is_empty() { line } else { line + ", failed: " + &failed }
    }
}

/// `2 network, 1 status_404`.
fn listed<'k>(kinds: impl IntoIterator<Item = (&'k str, usize)>) -> String {
    kinds.into_iter().map(|(kind, n)| format!("{n} {kind}")).collect::<Vec<_>>().join(", ")
}

/// A length of time as one says it.
fn rough(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..90 => format!("{seconds} s"),
        seconds @ 90..5400 => format!("{} min", seconds.div_ceil(60)),
        seconds => format!("{} h", seconds.div_ceil(3600)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(host: &str) -> url::Url {
        format!("https://{host}/x").parse().expect("an address")
    }

    fn fetched(host: &str) -> Event {
        Event::Fetched { url: url(host), status: 200, bytes: 1 }
    }

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    #[test]
    fn a_crawl_tells_how_it_is_going() {
        let mut tally = CrawlTally::default();
        assert_eq!(tally.line(seconds(0)), "0 visited, 0 wait");
        tally.add(&Event::Queued(9), seconds(0));
        assert_eq!(tally.add(&fetched("a.example"), seconds(1)), Some("a.example".to_owned()));
        assert_eq!(tally.line(seconds(1)), "1 visited, 8 wait");
        let failed = Event::Failed { url: url("b.example"), kind: "status_404".to_owned(), detail: String::new() };
        tally.add(&failed, seconds(3));
        tally.add(&Event::Retried { url: url("b.example"), reason: String::new(), wait_ms: 1 }, seconds(3));
        tally.add(&Event::Refused { url: url("b.example"), reason: String::new() }, seconds(5));
        assert_eq!(tally.line(seconds(5)), "3 visited, 6 wait, 0.5/s, about 12 s left; failed: 1 status_404");
        assert_eq!(tally.hosts["b.example"].line(), "2 visited, 1 refused, 1 retried, failed: 1 status_404");
        assert_eq!(tally.hosts["a.example"].line(), "1 visited");
    }

    #[test]
    fn the_rate_is_that_of_late() {
        let mut tally = CrawlTally::default();
        for at in 0..100 {
            tally.add(&fetched("a.example"), seconds(at));
        }
        for at in 0..=30 {
            tally.add(&fetched("a.example"), seconds(100 + 10 * at));
        }
        assert_eq!(tally.per_second(seconds(400)), Some(0.1));
        tally.add(&Event::Queued(7200), seconds(400));
        assert_eq!(tally.left(seconds(400)).map(rough), Some("20 h".to_owned()));
    }
}
