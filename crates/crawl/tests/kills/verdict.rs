//! What a crawl left behind, and how that of killed ones compares.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;

use archive::{Archive, Item};

use crate::board::{Board, CLOSED};
use crate::crawler::{ARCHIVE, DELAY_MS};

/// What is in the archive and in the server's log after a crawl.
pub(crate) struct Outcome {
    /// URL, digest of the payload and status of every capture, and how often it was archived.
    captures: BTreeMap<(String, String, Option<u16>), usize>,
    damages_n: usize,
    summary: String,
    requests_by_path: BTreeMap<String, usize>,
    closed_paths_asked_n: usize,
    shortest_ms: f64,
}

pub(crate) fn of(board: &Board) -> Outcome {
    let (mut captures, mut damages_n) = (BTreeMap::new(), 0);
    for item in Archive::open(&board.dir().join(ARCHIVE)).unwrap().captures() {
        match item.unwrap() {
            Item::Capture(capture) => *captures.entry((capture.url, capture.digest.to_string(), capture.status)).or_default() += 1,
            Item::Damage(_) => damages_n += 1,
        }
    }
    let log = fs::read_to_string(board.dir().join("requests.jsonl")).unwrap();
    let requests: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut requests_by_path = BTreeMap::new();
    for request in &requests {
        *requests_by_path.entry(request["path"].as_str().unwrap().to_owned()).or_default() += 1;
    }
    let is_closed = |path: &&String| CLOSED.iter().any(|closed| path.starts_with(closed));
    let at = |request: &serde_json::Value| request["t"].as_f64().unwrap() * 1000.0;
    let summary = fs::read_to_string(board.dir().join("summary")).unwrap();
    let closed_paths_asked_n = requests_by_path.keys().filter(is_closed).count();
    let shortest_ms = requests.windows(2).map(|pair| at(&pair[1]) - at(&pair[0])).fold(f64::INFINITY, f64::min);
    Outcome { captures, damages_n, summary, requests_by_path, closed_paths_asked_n, shortest_ms }
}

/// The counts of all killed crawls together.
#[derive(Default)]
pub(crate) struct Proof {
    pub(crate) kills_n: usize,
    crawls_n: usize,
    captures_n: usize,
    lost: BTreeSet<String>,
    made_up: BTreeSet<String>,
    archived_again: Vec<String>,
    damages_n: usize,
    other_summaries: Vec<String>,
    requests_n: usize,
    closed_paths_asked_n: usize,
    shortest_ms: Option<f64>,
}

impl Proof {
    pub(crate) fn add(&mut self, expected: &Outcome, found: &Outcome) {
        self.crawls_n += 1;
        self.captures_n += found.captures.len();
        self.lost.extend(missing(expected, found));
        self.made_up.extend(missing(found, expected));
        let more = found.captures.iter().filter(|(capture, n)| **n > expected.captures.get(*capture).copied().unwrap_or(1));
        self.archived_again.extend(more.map(|((url, ..), n)| format!("{url} {n} times")));
        self.damages_n += found.damages_n;
        if found.summary != expected.summary {
            self.other_summaries.push(format!("{} instead of {}", found.summary, expected.summary));
        }
        self.requests_n += found.requests_by_path.values().sum::<usize>();
        self.closed_paths_asked_n += found.closed_paths_asked_n;
        self.shortest_ms = Some(self.shortest_ms.map_or(found.shortest_ms, |known| known.min(found.shortest_ms)));
    }

    pub(crate) fn check(&self) {
        assert!(self.lost.is_empty(), "lost: {:?}", self.lost);
        assert!(self.made_up.is_empty(), "made up: {:?}", self.made_up);
        assert_eq!(self.damages_n, 0, "damages");
        assert!(self.other_summaries.is_empty(), "{:?}", self.other_summaries);
        // What was archived and not yet acknowledged when the kill came is adopted.
        assert!(self.archived_again.is_empty(), "archived again: {:?}", self.archived_again);
        assert_eq!(self.closed_paths_asked_n, 0, "closed paths asked for");
        assert!(self.shortest_ms.is_some_and(|shortest| shortest >= DELAY_MS as f64), "a pause of {:?} ms", self.shortest_ms);
    }
}

fn missing<'a>(from: &'a Outcome, other: &'a Outcome) -> impl Iterator<Item = String> + 'a {
    from.captures.keys().filter(|capture| !other.captures.contains_key(*capture)).map(|(url, digest, status)| format!("{url} {digest} {status:?}"))
}

impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Proof { kills_n, crawls_n, captures_n, lost, made_up, archived_again, requests_n, closed_paths_asked_n, .. } = self;
        write!(
            f,
            "{kills_n} kills over {crawls_n} crawls: {captures_n} captures, {} lost, {} made up, {} archived again; ",
            lost.len(),
            made_up.len(),
            archived_again.len()
        )?;
        let shortest_ms = self.shortest_ms.unwrap_or_default();
        write!(f, "{requests_n} requests, {closed_paths_asked_n} to closed paths, shortest pause {shortest_ms:.1} ms of {DELAY_MS}")
    }
}
