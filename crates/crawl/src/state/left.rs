//! Exchanges that the archive holds and no visit has acknowledged: a kill came between, or the visit is still under way.

use std::collections::HashMap;
use std::path::PathBuf;

use archive::Location;
use rusqlite::{Connection, params};
use url::Url;

use super::{RoundRow, SourceKey, State, fail};
use crate::error::Result;

/// An exchange in the archive.
#[derive(Debug)]
pub(crate) struct Left {
    pub(crate) url: Url,
    pub(crate) location: Location,
}

impl State {
    /// Remembers what an earlier run left in the archive, and that all before the round's end is known from here on.
    pub(crate) fn keep_left(&mut self, round: &RoundRow, left: &[Left]) -> Result<()> {
        let fail = fail("write what was left");
        let change = self.db.transaction().map_err(&fail)?;
        let written = left.iter().try_for_each(|left| keep(&change, round.source, left)).and_then(|()| super::keep_round(&change, round));
        written.map_err(&fail)?;
        change.commit().map_err(&fail)
    }

    /// Where the exchange of each URL lies that no visit has acknowledged.
    pub(crate) fn left(&self, source: SourceKey) -> Result<HashMap<String, Location>> {
        let fail = fail("read what was left");
        let mut query = self.db.prepare_cached("SELECT url, file, offset, length FROM left WHERE source = ?1 ORDER BY id").map_err(&fail)?;
        let rows = query.query_map([source.0], |row| {
            let file = PathBuf::from(row.get::<_, String>(1)?);
            Ok((row.get(0)?, Location { file, offset: row.get::<_, i64>(2)? as u64, length: row.get::<_, i64>(3)? as u64 }))
        });
        rows.and_then(Iterator::collect).map_err(&fail)
    }
}

pub(super) fn keep(db: &Connection, source: SourceKey, Left { url, location }: &Left) -> rusqlite::Result<()> {
    let sql = "INSERT INTO left (source, url, file, offset, length) VALUES (?1, ?2, ?3, ?4, ?5)";
    let (file, offset, length) = (location.file.to_string_lossy(), location.offset as i64, location.length as i64);
    db.prepare_cached(sql)?.execute(params![source.0, url.as_str(), file, offset, length]).map(drop)
}

/// Forgets an exchange, because its visit has ended.
pub(super) fn forget(db: &Connection, source: SourceKey, url: &Url) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM left WHERE source = ?1 AND url = ?2")?.execute(params![source.0, url.as_str()]).map(drop)
}
