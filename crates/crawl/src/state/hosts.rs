//! The hosts that were met, and when each may be asked again.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::{HostKey, State, fail};
use crate::error::Result;

impl State {
    /// A host's key, and the time before which it must be left alone.
    pub(crate) fn host(&mut self, host: &str) -> Result<(HostKey, i64)> {
        let fail = fail("read a host's pause");
        let key = key_of(&self.db, &mut self.hosts, host).map_err(&fail)?;
        let sql = "SELECT next_allowed_at_ms FROM hosts WHERE id = ?1";
        let at_ms = self.db.query_row(sql, [key.0], |row| row.get(0)).map_err(&fail)?;
        Ok((key, at_ms))
    }

    pub(crate) fn leave_alone_until(&self, host: HostKey, at_ms: i64) -> Result<()> {
        let fail = fail("write a host's pause");
        let mut update = self.db.prepare_cached("UPDATE hosts SET next_allowed_at_ms = ?2 WHERE id = ?1").map_err(&fail)?;
        update.execute(params![host.0, at_ms]).map(drop).map_err(&fail)
    }
}

/// The key of a host, which enters when it was never met.
pub(super) fn key_of(db: &Connection, known: &mut HashMap<String, HostKey>, host: &str) -> rusqlite::Result<HostKey> {
    if let Some(key) = known.get(host) {
        return Ok(*key);
    }
    let found = db.prepare_cached("SELECT id FROM hosts WHERE name = ?1")?.query_row([host], |row| row.get(0)).optional()?;
    let key = match found {
        Some(key) => key,
        None => db.prepare_cached("INSERT INTO hosts (name, next_allowed_at_ms) VALUES (?1, 0)")?.insert([host])?,
    };
    known.insert(host.to_owned(), HostKey(key));
    Ok(HostKey(key))
}
