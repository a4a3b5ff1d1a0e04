//! The table of URLs: what waits for which host, in which order, and how each ended.
//!
//! The order within a host must not depend on how fast other hosts answer. So URLs are visited in waves. What a host's own pages
//! lead to joins the wave under way, in the order of discovery; what pages of other hosts lead to joins the next one, before
//! anything else of it and in the order of its hash.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, Transaction, params};
use url::Url;

use super::captures::{Known, keep_capture};
use super::hosts::key_of;
use super::left::forget;
use super::{HostKey, RoundRow, SourceKey, State, fail, hash};
use crate::error::Result;
use crate::frontier::{Kind, Outcome, Queued};

/// All that one visit changes.
#[derive(Debug)]
pub(crate) struct Settled {
    /// The queued URL's row.
    pub(crate) id: i64,
    pub(crate) url: Url,
    pub(crate) kind: Kind,
    pub(crate) outcome: Outcome,
    pub(crate) host: HostKey,
    /// What the host may still visit in this wave.
    pub(crate) share: Share,
    /// URLs passed on the way, which need no visit of their own.
    pub(crate) passed: Vec<Url>,
    pub(crate) found: Vec<(Url, Kind)>,
    pub(crate) captured: Option<(Url, Known)>,
}

/// What a host may still visit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// In this wave.
    pub(crate) pages_left: usize,
    /// In this round.
    pub(crate) sitemaps_left: usize,
}

impl State {
    /// Adds to the frontier what was never there in this round.
    pub(crate) fn enqueue(&mut self, round: &mut RoundRow, found: &[(Url, Kind)]) -> Result<()> {
        let fail = fail("add to the frontier");
        let Self { db, hosts } = self;
        let change = db.transaction().map_err(&fail)?;
        let written = (|| {
            let mut queue = Queue::new(&change, round, hosts);
            queue.enqueue(found, None)?;
            queue.count()?;
            super::keep_round(&change, round)
        })();
        written.map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// The host's URL whose turn it is in this wave.
    pub(crate) fn next(&self, round: &RoundRow, host: HostKey) -> Result<Option<Queued>> {
        let fail = fail("read the frontier");
        let sql = "SELECT id, url, kind FROM frontier WHERE source = ?1 AND host = ?2 AND outcome IS NULL AND wave <= ?3
            ORDER BY wave, turn LIMIT 1";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let row = query.query_row(params![round.source.0, host.0, round.wave], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, Kind::of_number(row.get(2)?)))
        });
        let row = row.optional().map_err(&fail)?;
        // Only URLs are ever put in, so each parses.
        Ok(row.and_then(|(id, url, kind)| Some(Queued { id, url: Url::parse(&url).ok()?, kind })))
    }

    /// The hosts for which something waits, by name.
    pub(crate) fn waiting_hosts(&self, source: SourceKey) -> Result<Vec<(String, HostKey)>> {
        let fail = fail("read the frontier");
        // Each step jumps over all of a host's URLs.
        let sql = "SELECT host FROM frontier WHERE source = ?1 AND host > ?2 AND outcome IS NULL ORDER BY host LIMIT 1";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let mut name_of = self.db.prepare_cached("SELECT name FROM hosts WHERE id = ?1").map_err(&fail)?;
        let (mut hosts, mut last) = (Vec::new(), -1);
        while let Some(host) = query.query_row(params![source.0, last], |row| row.get(0)).optional().map_err(&fail)? {
            hosts.push((name_of.query_row([host], |row| row.get(0)).map_err(&fail)?, HostKey(host)));
            last = host;
        }
        hosts.sort();
        Ok(hosts)
    }

    pub(crate) fn shares(&self, source: SourceKey) -> Result<HashMap<HostKey, Share>> {
        let fail = fail("read the shares of hosts");
        let mut query = self.db.prepare_cached("SELECT host, pages_left, sitemaps_left FROM shares WHERE source = ?1").map_err(&fail)?;
        let rows = query.query_map([source.0], |row| {
            let share = Share { pages_left: row.get::<_, i64>(1)? as usize, sitemaps_left: row.get::<_, i64>(2)? as usize };
            Ok((HostKey(row.get(0)?), share))
        });
        rows.and_then(Iterator::collect).map_err(&fail)
    }

    /// Begins a wave: its number, and what each host may visit in it.
    pub(crate) fn begin_wave(&mut self, round: &RoundRow, shares: &[(HostKey, Share)]) -> Result<()> {
        let fail = fail("write the shares of hosts");
        let change = self.db.transaction().map_err(&fail)?;
        let written = (|| {
            change.execute("UPDATE shares SET pages_left = 0 WHERE source = ?1", [round.source.0])?;
            for (host, share) in shares {
                keep_share(&change, round.source, *host, *share)?;
            }
            super::keep_round(&change, round)
        })();
        written.map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// How many URLs wait.
    pub(crate) fn waiting_n(&self, source: SourceKey) -> Result<usize> {
        let sql = "SELECT coalesce(sum(n), 0) FROM ended WHERE source = ?1 AND outcome = ''";
        let n = self.db.query_row(sql, [source.0], |row| row.get::<_, i64>(0));
        n.map(|n| n as usize).map_err(fail("count the frontier"))
    }

    /// Whether the URL was visited in this round.
    pub(crate) fn is_settled(&self, source: SourceKey, url: &Url) -> Result<bool> {
        let sql = "SELECT outcome IS NOT NULL FROM frontier WHERE source = ?1 AND hash = ?2 AND url = ?3";
        let found = self.db.query_row(sql, params![source.0, hash(url.as_str()), url.as_str()], |row| row.get(0)).optional();
        Ok(found.map_err(fail("read the frontier"))?.unwrap_or(false))
    }

    /// How many URLs of each kind ended how; no outcome means that they wait.
    pub(crate) fn counts(&self, source: SourceKey) -> Result<Vec<(Kind, Option<String>, usize)>> {
        let fail = fail("count the frontier");
        let sql = "SELECT kind, nullif(outcome, ''), n FROM ended WHERE source = ?1";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let rows = query.query_map([source.0], |row| Ok((Kind::of_number(row.get(0)?), row.get(1)?, row.get::<_, i64>(2)? as usize)));
        rows.and_then(Iterator::collect).map_err(&fail)
    }
}

/// Forgets all URLs of a source.
pub(super) fn empty(change: &Transaction<'_>, source: SourceKey) -> rusqlite::Result<()> {
    let sql = "SELECT EXISTS (SELECT 1 FROM frontier WHERE source < ?1) OR EXISTS (SELECT 1 FROM frontier WHERE source > ?1)";
    let has_others: bool = change.query_row(sql, [source.0], |row| row.get(0))?;
    // A table that is emptied as a whole is dropped by pages and not by rows.
    if has_others {
        change.execute("DELETE FROM frontier WHERE source = ?1", [source.0])?;
    } else {
        change.execute("DELETE FROM frontier", [])?;
    }
    change.execute("DELETE FROM ended WHERE source = ?1", [source.0])?;
    change.execute("DELETE FROM shares WHERE source = ?1", [source.0]).map(drop)
}

fn keep_share(change: &Transaction<'_>, source: SourceKey, host: HostKey, share: Share) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO shares VALUES (?1, ?2, ?3, ?4)";
    let values = params![source.0, host.0, share.pages_left as i64, share.sitemaps_left as i64];
    change.prepare_cached(sql)?.execute(values).map(drop)
}

/// The frontier during one transaction.
pub(super) struct Queue<'t> {
    change: &'t Transaction<'t>,
    round: &'t mut RoundRow,
    hosts: &'t mut HashMap<String, HostKey>,
    /// By how much the numbers of URLs change.
    counts: BTreeMap<(i64, String), i64>,
}

/// A URL's row.
struct Row {
    id: i64,
    wave: i64,
    kind: Kind,
    waits: bool,
}

impl<'t> Queue<'t> {
    pub(super) fn new(change: &'t Transaction<'t>, round: &'t mut RoundRow, hosts: &'t mut HashMap<String, HostKey>) -> Self {
        Self { change, round, hosts, counts: BTreeMap::new() }
    }

    /// Adds what was never there; `finder` is the host on whose page it was found.
    pub(super) fn enqueue(&mut self, found: &[(Url, Kind)], finder: Option<HostKey>) -> rusqlite::Result<()> {
        for (url, kind) in found {
            let host = key_of(self.change, self.hosts, url.host_str().unwrap_or_default())?;
            let is_own = finder.is_none_or(|finder| finder == host);
            match self.row(url)? {
                None => {
                    let (wave, turn) = if is_own { (self.round.wave, self.turn()) } else { (self.round.wave + 1, foreign_turn(url)) };
                    self.insert(url, *kind, host, (wave, turn), None)?;
                }
                // Had the host's own page been read first, the URL would have joined this wave.
                Some(row) if is_own && row.waits && row.wave > self.round.wave => {
                    let turn = self.turn();
                    let mut update = self.change.prepare_cached("UPDATE frontier SET wave = ?2, turn = ?3 WHERE id = ?1")?;
                    update.execute([row.id, self.round.wave, turn])?;
                }
                Some(_) => {}
            }
        }
        Ok(())
    }

    pub(super) fn settle(&mut self, settled: &Settled) -> rusqlite::Result<()> {
        self.end(settled.id, settled.kind, settled.outcome)?;
        forget(self.change, self.round.source, &settled.url)?;
        for passed in &settled.passed {
            forget(self.change, self.round.source, passed)?;
            match self.row(passed)? {
                Some(row) if row.waits => self.end(row.id, row.kind, Outcome::Duplicate)?,
                Some(_) => {}
                // It was never queued; it enters as settled, and is counted like the others.
                None => {
                    let place = (self.round.wave, self.turn());
                    self.insert(passed, Kind::Listing, settled.host, place, Some(Outcome::Duplicate))?;
                }
            }
        }
        if let Some((url, known)) = &settled.captured {
            keep_capture(self.change, self.round.source, url, known)?;
        }
        keep_share(self.change, self.round.source, settled.host, settled.share)?;
        self.enqueue(&settled.found, Some(settled.host))
    }

    /// Writes the numbers of URLs.
    pub(super) fn count(&mut self) -> rusqlite::Result<()> {
        let sql = "INSERT INTO ended VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET n = n + ?4";
        let mut add = self.change.prepare_cached(sql)?;
        for ((kind, outcome), n) in std::mem::take(&mut self.counts) {
            add.execute(params![self.round.source.0, kind, outcome, n])?;
        }
        Ok(())
    }

    fn turn(&mut self) -> i64 {
        self.round.next_turn += 1;
        self.round.next_turn
    }

    fn row(&self, url: &Url) -> rusqlite::Result<Option<Row>> {
        let sql = "SELECT id, wave, kind, outcome IS NULL FROM frontier WHERE source = ?1 AND hash = ?2 AND url = ?3";
        let mut query = self.change.prepare_cached(sql)?;
        let row = query.query_row(params![self.round.source.0, hash(url.as_str()), url.as_str()], |row| {
            Ok(Row { id: row.get(0)?, wave: row.get(1)?, kind: Kind::of_number(row.get(2)?), waits: row.get(3)? })
        });
        row.optional()
    }

    fn insert(&mut self, url: &Url, kind: Kind, host: HostKey, (wave, turn): (i64, i64), outcome: Option<Outcome>) -> rusqlite::Result<()> {
        let sql = "INSERT INTO frontier (source, host, hash, wave, turn, kind, outcome, url) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let word = outcome.map(Outcome::word);
        let values = params![self.round.source.0, host.0, hash(url.as_str()), wave, turn, kind.number(), word, url.as_str()];
        self.change.prepare_cached(sql)?.execute(values)?;
        *self.counts.entry((kind.number(), word.unwrap_or_default())).or_default() += 1;
        Ok(())
    }

    fn end(&mut self, id: i64, kind: Kind, outcome: Outcome) -> rusqlite::Result<()> {
        let word = outcome.word();
        let sql = "UPDATE frontier SET outcome = ?2 WHERE id = ?1 AND outcome IS NULL";
        if self.change.prepare_cached(sql)?.execute(params![id, word])? > 0 {
            *self.counts.entry((kind.number(), String::new())).or_default() -= 1;
            *self.counts.entry((kind.number(), word)).or_default() += 1;
        }
        Ok(())
    }
}

/// Below zero, so that it comes before what the host's own pages lead to.
fn foreign_turn(url: &Url) -> i64 {
    hash(url.as_str()) | i64::MIN
}
