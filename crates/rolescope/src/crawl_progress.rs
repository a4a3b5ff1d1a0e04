//! What the command shows of a crawl: lines for source and hosts on a terminal, a line now and then elsewhere, and events for machines.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::{Duration, Instant};

use crawl::{Event, Summary, shown};
use indicatif::ProgressBar;
use serde_json::{Value, json};

use crate::crawl_tally::CrawlTally;
use crate::progress::Progress;

/// Hosts with a line of their own; the others are in the line of the source alone.
const HOST_LINES_MAX: usize = 8;
/// How often a line is said where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(30);
/// How often machines hear how it is going.
const EVENT_EVERY: Duration = Duration::from_secs(1);

/// The crawl of one source as it is shown.
pub(crate) struct CrawlProgress<'p> {
    progress: &'p Progress,
    source: String,
    began_at: Instant,
    tally: CrawlTally,
    overall: ProgressBar,
    lines: BTreeMap<String, ProgressBar>,
    /// When a line was last said, and an event told.
    told: (Duration, Duration),
}

impl<'p> CrawlProgress<'p> {
    pub(crate) fn begin(progress: &'p Progress, source: &str) -> Self {
        let overall = progress.line(source);
        let tally = CrawlTally::default();
        Self { progress, source: source.to_owned(), began_at: Instant::now(), tally, overall, lines: BTreeMap::new(), told: Default::default() }
    }

    /// Takes up and shows what happened.
    pub(crate) fn event(&mut self, event: &Event) {
        let at = self.began_at.elapsed();
        let host = self.tally.add(event, at);
        if self.progress.is_for_machines() {
            self.tell(event, at);
        } else if self.progress.is_terminal() {
            self.show(host, at);
        } else if at.saturating_sub(self.told.0) >= LINE_EVERY {
            self.told.0 = at;
            self.progress.say(&format!("{:>10}  {}: {}", "crawl", self.source, self.tally.line(at)));
        }
    }

    fn show(&mut self, host: Option<String>, at: Duration) {
        self.overall.set_message(self.tally.line(at));
        let Some(host) = host else { return };
        if !self.lines.contains_key(&host) && self.lines.len() < HOST_LINES_MAX {
            self.lines.insert(host.clone(), self.progress.line(&host));
        }
        if let (Some(line), Some(tally)) = (self.lines.get(&host), self.tally.hosts.get(&host)) {
            line.set_message(tally.line());
        }
    }

    fn tell(&mut self, event: &Event, at: Duration) {
        if let Some(mut object) = object_of(event) {
            object["source"] = self.source.as_str().into();
            put(&object);
        }
        if at.saturating_sub(self.told.1) >= EVENT_EVERY {
            self.told.1 = at;
            put(&self.state(at));
        }
    }

    /// How it is going, for machines.
    fn state(&self, at: Duration) -> Value {
        let hosts = self.tally.hosts.iter().map(|(name, host)| {
            let numbers = json!({"visited_n": host.visited_n, "refused_n": host.refused_n, "retried_n": host.retried_n, "failed": host.failed});
            (name.clone(), numbers)
        });
        let hosts: serde_json::Map<String, Value> = hosts.take(HOST_LINES_MAX).collect();
        json!({
            "event": "progress", "source": self.source, "visited_n": self.tally.visited_n(), "waiting_n": self.tally.waiting_n,
            "per_second": self.tally.per_second(at), "left_s": self.tally.left(at).map(|left| left.as_secs()),
            "failed": self.tally.failed(), "hosts": hosts,
        })
    }

    /// Takes the lines away; says what each of several hosts did.
    pub(crate) fn end(self) {
        for line in self.lines.values().chain([&self.overall]) {
            line.finish_and_clear();
        }
        if self.tally.hosts.len() > 1 && !self.progress.is_for_machines() {
            for (name, host) in &self.tally.hosts {
                self.progress.say(&format!("{:>10}  {name}: {}", "host", host.line()));
            }
        }
    }
}

/// Tells the counts of a round to machines.
pub(crate) fn tell_summary(source: &str, summary: &Summary) {
    put(&json!({
        "event": "summary", "source": source, "queued": summary.queued, "pages": summary.pages, "sitemaps": summary.sitemaps,
        "not_modified": summary.not_modified, "duplicates": summary.duplicates, "refused_robots": summary.refused_robots,
        "refused_reservation": summary.refused_reservation, "failed": summary.failed, "left": summary.left_in_frontier,
        "requests": summary.requests, "retried": summary.retried, "bytes": summary.bytes, "robots": summary.robots,
        "interrupted": summary.interrupted, "gave_up": summary.gave_up, "adds_up": summary.reconciles(),
    }));
}

/// Tells machines that a source was not crawled, and why.
pub(crate) fn tell_refusal(source: &str, reason: &str) {
    put(&json!({"event": "source_refused", "source": source, "reason": reason}));
}

fn object_of(event: &Event) -> Option<Value> {
    Some(match event {
        Event::Fetched { url, status, bytes } => json!({"event": "fetched", "url": shown(url), "status": status, "bytes": bytes}),
        Event::NotModified { url } => json!({"event": "not_modified", "url": shown(url)}),
        Event::Refused { url, reason } => json!({"event": "refused", "url": shown(url), "reason": reason}),
        Event::Retried { url, reason, wait_ms } => json!({"event": "retried", "url": shown(url), "reason": reason, "wait_ms": wait_ms}),
        Event::Failed { url, kind, detail } => json!({"event": "failed", "url": shown(url), "kind": kind, "detail": detail}),
        _ => return None,
    })
}

/// One object, one line. A reader that has left is no reason to stop a crawl.
fn put(object: &Value) {
    let mut stdout = std::io::stdout().lock();
    let _ = writeln!(stdout, "{object}");
    let _ = stdout.flush();
}
