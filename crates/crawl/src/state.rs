//! What survives a kill, in a database of one file.
//!
//! One row a URL and source in `frontier`, in the order of discovery; one row a captured URL in `captures`, with its validators;
//! one row a host in `hosts`, with the time before which it must be left alone; one row an origin in `control`, with what it
//! said about access; one row a source in `rounds`, with its counts.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, ErrorCode, OptionalExtension, Transaction, params};
use url::Url;

use crate::error::{Error, Result};
use crate::frontier::{Kind, Outcome, Queued};
use crate::receipt::Original;

const VERSION: i64 = 1;

const LAYOUT: &str = "
CREATE TABLE IF NOT EXISTS rounds (source TEXT PRIMARY KEY, number INTEGER NOT NULL, is_done INTEGER NOT NULL, requests INTEGER NOT NULL,
    retried INTEGER NOT NULL, bytes INTEGER NOT NULL, robots TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier (source TEXT NOT NULL, place INTEGER NOT NULL, url TEXT NOT NULL, kind TEXT NOT NULL, outcome TEXT,
    PRIMARY KEY (source, place), UNIQUE (source, url)) STRICT;
CREATE INDEX IF NOT EXISTS waiting ON frontier (source, place) WHERE outcome IS NULL;
CREATE TABLE IF NOT EXISTS captures (source TEXT NOT NULL, url TEXT NOT NULL, etag TEXT, last_modified TEXT, digest TEXT NOT NULL,
    captured_at TEXT NOT NULL, links TEXT NOT NULL, PRIMARY KEY (source, url)) STRICT;
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, next_allowed_at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS control (origin TEXT NOT NULL, purpose TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
    record TEXT, asked_at_ms INTEGER NOT NULL, PRIMARY KEY (origin, purpose)) STRICT;
";

/// The state of a study's crawls, held by one process at a time.
#[derive(Debug)]
pub struct State {
    db: Connection,
}

/// Counters that grow with every request of a round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) requests: usize,
    pub(crate) retried: usize,
    pub(crate) bytes: u64,
    pub(crate) robots: String,
}

/// A round as it was left.
#[derive(Debug)]
pub(crate) struct RoundRow {
    pub(crate) is_done: bool,
    pub(crate) tally: Tally,
}

/// An earlier capture of a URL.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) original: Original,
    /// Where the page led, canonical, whatever the patterns of the day.
    pub(crate) links: Vec<String>,
}

/// All that one visit changes, written in one transaction.
#[derive(Debug)]
pub(crate) struct Settled<'a> {
    pub(crate) url: &'a Url,
    pub(crate) outcome: Outcome,
    /// URLs passed on the way, which need no visit of their own.
    pub(crate) passed: &'a [Url],
    pub(crate) found: Vec<(Url, Kind)>,
    pub(crate) captured: Option<(Url, Known)>,
}

/// What an origin said about access.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) record: Option<String>,
}

fn fail(attempt: &'static str) -> impl Fn(rusqlite::Error) -> Error {
    move |source| Error::State { attempt, source }
}

impl State {
    /// Opens the state, or begins one, and keeps other processes out until it is dropped.
    ///
    /// # Errors
    /// [`Error::StateInUse`] when another process holds it; others when the file cannot be read, or is of a later version.
    pub fn open(path: &Path) -> Result<Self> {
        Self::opened(path).map_err(|error| match error {
            Opening::Busy => Error::StateInUse { path: path.to_owned() },
            Opening::Version(found) => Error::StateVersion { path: path.to_owned(), found, known: VERSION },
            Opening::Sqlite(source) => Error::StateOpen { path: path.to_owned(), source },
        })
    }

    fn opened(path: &Path) -> Result<Self, Opening> {
        let db = Connection::open(PathBuf::from(path))?;
        db.busy_timeout(Duration::from_millis(100))?;
        // With an exclusive lock the write-ahead log needs no shared memory, and the first write takes the lock for good.
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > VERSION {
            return Err(Opening::Version(found));
        }
        db.execute_batch("BEGIN EXCLUSIVE")?;
        db.execute_batch(LAYOUT)?;
        db.pragma_update(None, "user_version", VERSION)?;
        db.execute_batch("COMMIT")?;
        Ok(Self { db })
    }

    pub(crate) fn round(&self, source: &str) -> Result<Option<RoundRow>> {
        let sql = "SELECT is_done, requests, retried, bytes, robots FROM rounds WHERE source = ?1";
        let row = self.db.query_row(sql, [source], |row| {
            let tally = Tally {
                requests: row.get::<_, i64>(1)? as usize,
                retried: row.get::<_, i64>(2)? as usize,
                bytes: row.get::<_, i64>(3)? as u64,
                robots: row.get(4)?,
            };
            Ok(RoundRow { is_done: row.get(0)?, tally })
        });
        row.optional().map_err(fail("read the round"))
    }

    /// Empties the frontier and counts from nothing; captures and pauses stay.
    pub(crate) fn begin_round(&mut self, source: &str) -> Result<()> {
        let fail = fail("begin a round");
        let change = self.db.transaction().map_err(&fail)?;
        change.execute("DELETE FROM frontier WHERE source = ?1", [source]).map_err(&fail)?;
        change.execute("DELETE FROM control", []).map_err(&fail)?;
        let sql = "INSERT INTO rounds VALUES (?1, 1, 0, 0, 0, 0, '') ON CONFLICT (source) DO UPDATE SET
            number = number + 1, is_done = 0, requests = 0, retried = 0, bytes = 0, robots = ''";
        change.execute(sql, [source]).map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// Writes the counters, and whether the round has come to its end.
    pub(crate) fn keep_round(&mut self, source: &str, tally: &Tally, is_done: bool) -> Result<()> {
        let fail = fail("write the round");
        let change = self.db.transaction().map_err(&fail)?;
        keep_tally(&change, source, tally).map_err(&fail)?;
        change.execute("UPDATE rounds SET is_done = ?2 WHERE source = ?1", params![source, is_done]).map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// Adds to the end of the frontier what was never there in this round.
    pub(crate) fn enqueue(&mut self, source: &str, found: &[(Url, Kind)]) -> Result<()> {
        let fail = fail("add to the frontier");
        let change = self.db.transaction().map_err(&fail)?;
        enqueue(&change, source, found).map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// The URL that waits longest.
    pub(crate) fn next(&self, source: &str) -> Result<Option<Queued>> {
        let fail = fail("read the frontier");
        let sql = "SELECT url, kind FROM frontier WHERE source = ?1 AND outcome IS NULL ORDER BY place LIMIT 1";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let row = query.query_row([source], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
        let row = row.optional().map_err(&fail)?;
        // Only URLs are ever put in, so each parses.
        Ok(row.and_then(|(url, kind)| Some(Queued { url: Url::parse(&url).ok()?, kind: Kind::named(&kind) })))
    }

    /// How many URLs wait.
    pub(crate) fn waiting_n(&self, source: &str) -> Result<usize> {
        let sql = "SELECT count(*) FROM frontier WHERE source = ?1 AND outcome IS NULL";
        let n = self.db.query_row(sql, [source], |row| row.get::<_, i64>(0));
        n.map(|n| n as usize).map_err(fail("count the frontier"))
    }

    /// Whether the URL was visited in this round.
    pub(crate) fn is_settled(&self, source: &str, url: &Url) -> Result<bool> {
        let sql = "SELECT outcome IS NOT NULL FROM frontier WHERE source = ?1 AND url = ?2";
        let found = self.db.query_row(sql, [source, url.as_str()], |row| row.get(0)).optional();
        Ok(found.map_err(fail("read the frontier"))?.unwrap_or(false))
    }

    /// How many URLs of each kind ended how; no outcome means that they wait.
    pub(crate) fn counts(&self, source: &str) -> Result<Vec<(Kind, Option<String>, usize)>> {
        let fail = fail("count the frontier");
        let sql = "SELECT kind, outcome, count(*) FROM frontier WHERE source = ?1 GROUP BY kind, outcome";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let rows = query.query_map([source], |row| Ok((Kind::named(&row.get::<_, String>(0)?), row.get(1)?, row.get::<_, i64>(2)? as usize)));
        rows.and_then(Iterator::collect).map_err(&fail)
    }

    /// Writes all that a visit changed, at once.
    pub(crate) fn settle(&mut self, source: &str, settled: &Settled<'_>, tally: &Tally) -> Result<()> {
        let fail = fail("write a visit");
        let change = self.db.transaction().map_err(&fail)?;
        let written = (|| {
            settle_url(&change, source, settled.url, settled.outcome)?;
            for passed in settled.passed {
                settle_url(&change, source, passed, Outcome::Duplicate)?;
            }
            if let Some((url, known)) = &settled.captured {
                keep_capture(&change, source, url, known)?;
            }
            enqueue(&change, source, &settled.found)?;
            keep_tally(&change, source, tally)
        })();
        written.map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    pub(crate) fn known(&self, source: &str, url: &Url) -> Result<Option<Known>> {
        let fail = fail("read an earlier capture");
        let sql = "SELECT etag, last_modified, digest, captured_at, links FROM captures WHERE source = ?1 AND url = ?2";
        let row = self.db.query_row(sql, [source, url.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
        });
        let row = row.optional().map_err(&fail)?;
        // A row that cannot be read is one without use: the page is fetched anew.
        Ok(row.and_then(|(etag, last_modified, digest, captured_at, links)| {
            let original = Original { digest: digest.parse().ok()?, captured_at: captured_at.parse().ok()? };
            Some(Known { etag, last_modified, original, links: serde_json::from_str(&links).ok()? })
        }))
    }

    pub(crate) fn next_allowed_at_ms(&self, host: &str) -> Result<Option<i64>> {
        let sql = "SELECT next_allowed_at_ms FROM hosts WHERE host = ?1";
        self.db.query_row(sql, [host], |row| row.get(0)).optional().map_err(fail("read a host's pause"))
    }

    pub(crate) fn leave_alone_until(&self, host: &str, at_ms: i64) -> Result<()> {
        let sql = "INSERT INTO hosts VALUES (?1, ?2) ON CONFLICT (host) DO UPDATE SET next_allowed_at_ms = ?2";
        self.db.execute(sql, params![host, at_ms]).map(drop).map_err(fail("write a host's pause"))
    }

    /// What an origin said about access, if it was asked after the given time.
    pub(crate) fn control(&self, origin: &str, purpose: &str, after: Timestamp) -> Result<Option<Control>> {
        let sql = "SELECT status, body, record FROM control WHERE origin = ?1 AND purpose = ?2 AND asked_at_ms > ?3";
        let row = self.db.query_row(sql, params![origin, purpose, after.as_millisecond()], |row| {
            Ok(Control { status: row.get(0)?, body: row.get(1)?, record: row.get(2)? })
        });
        row.optional().map_err(fail("read what a host allows"))
    }

    pub(crate) fn keep_control(&self, origin: &str, purpose: &str, control: &Control, asked_at: Timestamp) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO control VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values = params![origin, purpose, control.status, control.body, control.record, asked_at.as_millisecond()];
        self.db.execute(sql, values).map(drop).map_err(fail("write what a host allows"))
    }
}

/// Why the file did not open.
enum Opening {
    Busy,
    Version(i64),
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Opening {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy,
            _ => Self::Sqlite(error),
        }
    }
}

fn enqueue(change: &Transaction<'_>, source: &str, found: &[(Url, Kind)]) -> rusqlite::Result<()> {
    let sql = "INSERT OR IGNORE INTO frontier (source, place, url, kind)
        VALUES (?1, (SELECT coalesce(max(place), 0) + 1 FROM frontier WHERE source = ?1), ?2, ?3)";
    let mut insert = change.prepare_cached(sql)?;
    for (url, kind) in found {
        insert.execute([source, url.as_str(), kind.as_str()])?;
    }
    Ok(())
}

/// A URL that was passed on the way may never have been queued; it enters as settled, and is counted like the others.
fn settle_url(change: &Transaction<'_>, source: &str, url: &Url, outcome: Outcome) -> rusqlite::Result<()> {
    enqueue(change, source, &[(url.clone(), Kind::Listing)])?;
    let sql = "UPDATE frontier SET outcome = ?3 WHERE source = ?1 AND url = ?2 AND outcome IS NULL";
    change.prepare_cached(sql)?.execute([source, url.as_str(), &outcome.word()]).map(drop)
}

fn keep_capture(change: &Transaction<'_>, source: &str, url: &Url, known: &Known) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO captures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    // A list of strings always serializes.
    let links = serde_json::to_string(&known.links).unwrap_or_else(|_| "[]".to_owned());
    let captured_at = known.original.captured_at.to_string();
    let digest = known.original.digest.as_str();
    let values = params![source, url.as_str(), known.etag, known.last_modified, digest, captured_at, links];
    change.prepare_cached(sql)?.execute(values).map(drop)
}

fn keep_tally(change: &Transaction<'_>, source: &str, tally: &Tally) -> rusqlite::Result<()> {
    let sql = "UPDATE rounds SET requests = ?2, retried = ?3, bytes = ?4, robots = ?5 WHERE source = ?1";
    let values = params![source, tally.requests as i64, tally.retried as i64, tally.bytes as i64, tally.robots];
    change.prepare_cached(sql)?.execute(values).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(path: &str) -> Url {
        Url::parse("http://a.example").unwrap().join(path).unwrap()
    }

    #[test]
    fn a_second_process_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state.sqlite");
        let first = State::open(&path).unwrap();
        let second = State::open(&path).unwrap_err();
        assert!(matches!(second, Error::StateInUse { .. }), "{second}");
        drop(first);
        State::open(&path).unwrap();
    }

    #[test]
    fn a_later_layout_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state.sqlite");
        State::open(&path).unwrap().db.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(State::open(&path), Err(Error::StateVersion { found: 99, .. })));
    }

    #[test]
    fn the_frontier_keeps_its_order_and_no_doubles() {
        let dir = tempfile::tempdir().unwrap();
        let mut state = State::open(&dir.path().join("state.sqlite")).unwrap();
        state.begin_round("a").unwrap();
        let found = [(url("/2"), Kind::Posting), (url("/1"), Kind::Listing), (url("/2"), Kind::Listing)];
        state.enqueue("a", &found).unwrap();
        state.enqueue("b", &[(url("/2"), Kind::Listing)]).unwrap();
        let first = state.next("a").unwrap().unwrap();
        assert_eq!((first.url.as_str(), first.kind), ("http://a.example/2", Kind::Posting));
        let passed = [url("/passed"), url("/1")];
        let settled = Settled { url: &first.url, outcome: Outcome::Fetched, passed: &passed, found: Vec::new(), captured: None };
        state.settle("a", &settled, &Tally::default()).unwrap();
        assert!(state.next("a").unwrap().is_none());
        assert!(state.is_settled("a", &url("/passed")).unwrap());
        assert!(!state.is_settled("b", &url("/2")).unwrap());
    }

    #[test]
    fn pauses_survive_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("state.sqlite");
        State::open(&path).unwrap().leave_alone_until("a.example", 17).unwrap();
        assert_eq!(State::open(&path).unwrap().next_allowed_at_ms("a.example").unwrap(), Some(17));
    }
}
