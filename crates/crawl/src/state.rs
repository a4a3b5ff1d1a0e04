//! What survives a kill, in a database of one file.
//!
//! One row a URL and source in `frontier`, and their numbers in `ended`; one row a captured URL in `captures`, with its validators;
//! one row a host in `hosts`, with the time before which it must be left alone; one row a host and source in `shares`, with the
//! pages that it may still visit in the wave; one row an origin in `control`, with what it said about access; one row a source in
//! `rounds`, with its counts and how far its files in the archive are acknowledged; one row an exchange in `left` that lies in the
//! archive although its visit did not come to its end.
//!
//! URLs are found by a hash of 64 bits and then compared, since an index of long texts would be as large as the table.

mod captures;
mod frontier;
mod hosts;
mod left;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use archive::Location;
use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

pub(crate) use captures::{Control, Known};
pub(crate) use frontier::{Settled, Share};
pub(crate) use left::Left;

use crate::error::{Error, Result};
use frontier::Queue;

const VERSION: i64 = 3;

const LAYOUT: &str = "
CREATE TABLE IF NOT EXISTS sources (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS rounds (source INTEGER PRIMARY KEY, number INTEGER NOT NULL, is_done INTEGER NOT NULL, wave INTEGER NOT NULL,
    next_turn INTEGER NOT NULL, requests INTEGER NOT NULL, retried INTEGER NOT NULL, bytes INTEGER NOT NULL, robots TEXT NOT NULL,
    file TEXT NOT NULL, end INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS frontier (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, host INTEGER NOT NULL, hash INTEGER NOT NULL,
    wave INTEGER NOT NULL, turn INTEGER NOT NULL, kind INTEGER NOT NULL, outcome TEXT, url TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS by_url ON frontier (source, hash);
CREATE INDEX IF NOT EXISTS waiting ON frontier (source, host, wave, turn) WHERE outcome IS NULL;
CREATE TABLE IF NOT EXISTS ended (source INTEGER NOT NULL, kind INTEGER NOT NULL, outcome TEXT NOT NULL, n INTEGER NOT NULL,
    PRIMARY KEY (source, kind, outcome)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shares (source INTEGER NOT NULL, host INTEGER NOT NULL, pages_left INTEGER NOT NULL,
    sitemaps_left INTEGER NOT NULL, PRIMARY KEY (source, host)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS captures (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, hash INTEGER NOT NULL, url TEXT NOT NULL, etag TEXT,
    last_modified TEXT, digest TEXT NOT NULL, captured_at TEXT NOT NULL, links TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS captures_by_url ON captures (source, hash);
CREATE TABLE IF NOT EXISTS hosts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, next_allowed_at_ms INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS left (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, url TEXT NOT NULL, file TEXT NOT NULL,
    offset INTEGER NOT NULL, length INTEGER NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS left_by_url ON left (source, url);
CREATE TABLE IF NOT EXISTS control (origin TEXT NOT NULL, purpose TEXT NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL,
    record TEXT, asked_at_ms INTEGER NOT NULL, PRIMARY KEY (origin, purpose)) STRICT;
";

/// Pages of the database kept in memory: enough for the index by URL of some million URLs, where every discovery falls on another page.
const CACHE_KIB: i64 = 96 * 1024;
/// Pages in the write-ahead log before they are moved to the database: a page that changes often is then moved once.
const LOG_PAGES: i64 = 16 * 1024;

/// The state of a study's crawls, held by one process at a time.
#[derive(Debug)]
pub struct State {
    db: Connection,
    /// The keys of hosts met by this process.
    hosts: HashMap<String, HostKey>,
}

/// A host's number in the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct HostKey(i64);

/// A source's number in the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SourceKey(i64);

/// Counters that grow with every request of a round.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub(crate) requests: usize,
    pub(crate) retried: usize,
    pub(crate) bytes: u64,
    pub(crate) robots: String,
}

/// A round under way, or as it was left.
#[derive(Debug, Clone)]
pub(crate) struct RoundRow {
    pub(crate) source: SourceKey,
    pub(crate) is_done: bool,
    /// How often the hosts have waited for each other.
    pub(crate) wave: i64,
    /// The place of the next URL that is discovered.
    pub(crate) next_turn: i64,
    pub(crate) tally: Tally,
    /// All that the archive holds before this place is in the state.
    pub(crate) end: Location,
}

/// What is written once the archive has it.
#[derive(Debug)]
pub(crate) enum Change {
    /// A visit has ended.
    Settled(Box<Settled>),
    /// An origin said something about access.
    Control(Control),
    /// An exchange was archived whose visit goes on elsewhere: a redirect.
    Left(Left),
}

impl Change {
    /// About how much memory it takes.
    pub(crate) fn bytes_n(&self) -> usize {
        match self {
            Self::Settled(settled) => {
                let found: usize = settled.found.iter().map(|(url, _)| size_of::<url::Url>() + url.as_str().len()).sum();
                let links = settled.captured.iter().flat_map(|(_, known)| &known.links);
                found + links.map(|link| size_of::<String>() + link.len()).sum::<usize>()
            }
            Self::Control(control) => control.body.len(),
            Self::Left(left) => left.url.as_str().len(),
        }
    }
}

fn fail(attempt: &'static str) -> impl Fn(rusqlite::Error) -> Error {
    move |source| Error::State { attempt, source }
}

impl State {
    /// Opens the state, or begins one, and keeps other processes out until it is dropped.
    ///
    /// # Errors
    /// [`Error::StateInUse`] when another process holds it; others when the file cannot be read, or is of another version.
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
        db.set_prepared_statement_cache_capacity(64);
        // With an exclusive lock the write-ahead log needs no shared memory, and the first write takes the lock for good.
        db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "NORMAL")?;
        db.pragma_update(None, "cache_size", -CACHE_KIB)?;
        db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let found: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found != 0 && found != VERSION {
            return Err(Opening::Version(found));
        }
        db.execute_batch("BEGIN EXCLUSIVE")?;
        db.execute_batch(LAYOUT)?;
        db.pragma_update(None, "user_version", VERSION)?;
        db.execute_batch("COMMIT")?;
        Ok(Self { db, hosts: HashMap::new() })
    }

    pub(crate) fn round(&self, source: &str) -> Result<Option<RoundRow>> {
        let sql = "SELECT rounds.source, is_done, wave, next_turn, requests, retried, bytes, robots, file, end
            FROM rounds JOIN sources ON sources.id = rounds.source WHERE name = ?1";
        let row = self.db.query_row(sql, [source], |row| {
            let tally = Tally {
                requests: row.get::<_, i64>(4)? as usize,
                retried: row.get::<_, i64>(5)? as usize,
                bytes: row.get::<_, i64>(6)? as u64,
                robots: row.get(7)?,
            };
            let end = Location { file: PathBuf::from(row.get::<_, String>(8)?), offset: row.get::<_, i64>(9)? as u64, length: 0 };
            Ok(RoundRow { source: SourceKey(row.get(0)?), is_done: row.get(1)?, wave: row.get(2)?, next_turn: row.get(3)?, tally, end })
        });
        row.optional().map_err(fail("read the round"))
    }

    /// Empties the frontier and counts from nothing; captures and pauses stay. What is archived from `end` on belongs to the round.
    pub(crate) fn begin_round(&mut self, source: &str, end: Location) -> Result<RoundRow> {
        let fail = fail("begin a round");
        let change = self.db.transaction().map_err(&fail)?;
        let key = (|| {
            change.execute("INSERT OR IGNORE INTO sources (name) VALUES (?1)", [source])?;
            let key = change.query_row("SELECT id FROM sources WHERE name = ?1", [source], |row| row.get(0)).map(SourceKey)?;
            frontier::empty(&change, key)?;
            change.execute("DELETE FROM control", [])?;
            change.execute("DELETE FROM left WHERE source = ?1", [key.0])?;
            let sql = "INSERT INTO rounds VALUES (?1, 1, 0, 0, 0, 0, 0, 0, '', ?2, ?3) ON CONFLICT (source) DO UPDATE SET number = number + 1,
                is_done = 0, wave = 0, next_turn = 0, requests = 0, retried = 0, bytes = 0, robots = '', file = ?2, end = ?3";
            change.execute(sql, params![key.0, end.file.to_string_lossy(), end.offset as i64])?;
            Ok(key)
        })();
        let source = key.map_err(&fail)?;
        change.commit().map_err(&fail)?;
        Ok(RoundRow { source, is_done: false, wave: 0, next_turn: 0, tally: Tally::default(), end })
    }

    /// Writes the counters, and whether the round has come to its end.
    pub(crate) fn keep_round(&mut self, round: &RoundRow) -> Result<()> {
        keep_round(&self.db, round).map_err(fail("write the round"))
    }

    /// Writes all that a group of visits changed, at once.
    pub(crate) fn write(&mut self, round: &mut RoundRow, changes: Vec<Change>) -> Result<()> {
        let fail = fail("write a visit");
        let Self { db, hosts } = self;
        let change = db.transaction().map_err(&fail)?;
        let written = (|| {
            let source = round.source;
            let mut queue = Queue::new(&change, round, hosts);
            for each in changes {
                match each {
                    Change::Settled(settled) => queue.settle(&settled)?,
                    Change::Control(control) => captures::keep_control(&change, &control)?,
                    Change::Left(left) => left::keep(&change, source, &left)?,
                }
            }
            queue.count()?;
            keep_round(&change, round)
        })();
        written.map_err(&fail)?;
        change.commit().map_err(&fail)
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

fn keep_round(db: &Connection, round: &RoundRow) -> rusqlite::Result<()> {
    let sql = "UPDATE rounds SET is_done = ?2, wave = ?3, next_turn = ?4, requests = ?5, retried = ?6, bytes = ?7, robots = ?8,
        file = ?9, end = ?10 WHERE source = ?1";
    let tally = &round.tally;
    let (requests, retried, bytes) = (tally.requests as i64, tally.retried as i64, tally.bytes as i64);
    let (file, end) = (round.end.file.to_string_lossy(), round.end.offset as i64);
    let values = params![round.source.0, round.is_done, round.wave, round.next_turn, requests, retried, bytes, tally.robots, file, end];
    db.prepare_cached(sql)?.execute(values).map(drop)
}

/// FNV-1a with the finish of SplitMix64: the same on every machine and in every version. Two URLs of one hash are told apart by
/// their text.
fn hash(url: &str) -> i64 {
    let folded = url.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let mixed = (folded ^ (folded >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) as i64
}

#[cfg(test)]
mod tests;
