//! What earlier visits brought: captures with their validators, and what origins said about access.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use url::Url;

use super::{SourceKey, State, fail, hash};
use crate::error::Result;
use crate::receipt::Original;

/// An earlier capture of a URL.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) etag: Option<String>,
    pub(crate) last_modified: Option<String>,
    pub(crate) original: Original,
    /// Where the page led, canonical, whatever the patterns of the day.
    pub(crate) links: Vec<String>,
}

/// What an origin said about access.
#[derive(Debug, Clone)]
pub(crate) struct Control {
    pub(crate) origin: String,
    pub(crate) purpose: &'static str,
    pub(crate) status: u16,
    pub(crate) body: Vec<u8>,
    pub(crate) record: Option<String>,
    pub(crate) asked_at: Timestamp,
}

impl State {
    pub(crate) fn known(&self, source: SourceKey, url: &Url) -> Result<Option<Known>> {
        let fail = fail("read an earlier capture");
        let sql = "SELECT etag, last_modified, digest, captured_at, links FROM captures WHERE source = ?1 AND hash = ?2 AND url = ?3";
        let mut query = self.db.prepare_cached(sql).map_err(&fail)?;
        let row = query.query_row(params![source.0, hash(url.as_str()), url.as_str()], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?, row.get::<_, String>(3)?, row.get::<_, String>(4)?))
        });
        let row = row.optional().map_err(&fail)?;
        // A row that cannot be read is one without use: the page is fetched anew.
        Ok(row.and_then(|(etag, last_modified, digest, captured_at, links)| {
            let original = Original { digest: digest.parse().ok()?, captured_at: captured_at.parse().ok()? };
            Some(Known { etag, last_modified, original, links: serde_json::from_str(&links).ok()? })
        }))
    }

    /// What an origin said about access, if it was asked after the given time.
    pub(crate) fn control(&self, origin: &str, purpose: &'static str, after: Timestamp) -> Result<Option<Control>> {
        let sql = "SELECT status, body, record, asked_at_ms FROM control WHERE origin = ?1 AND purpose = ?2 AND asked_at_ms > ?3";
        let row = self.db.query_row(sql, params![origin, purpose, after.as_millisecond()], |row| {
            let asked_at = Timestamp::from_millisecond(row.get(3)?).unwrap_or(after);
            Ok(Control { origin: origin.to_owned(), purpose, status: row.get(0)?, body: row.get(1)?, record: row.get(2)?, asked_at })
        });
        row.optional().map_err(fail("read what a host allows"))
    }
}

pub(super) fn keep_control(db: &Connection, control: &Control) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO control VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let Control { origin, purpose, status, body, record, asked_at } = control;
    db.prepare_cached(sql)?.execute(params![origin, purpose, status, body, record, asked_at.as_millisecond()]).map(drop)
}

pub(super) fn keep_capture(db: &Connection, source: SourceKey, url: &Url, known: &Known) -> rusqlite::Result<()> {
    let (hash, url) = (hash(url.as_str()), url.as_str());
    let mut query = db.prepare_cached("SELECT id FROM captures WHERE source = ?1 AND hash = ?2 AND url = ?3")?;
    let id: Option<i64> = query.query_row(params![source.0, hash, url], |row| row.get(0)).optional()?;
    // A list of strings always serializes.
    let links = serde_json::to_string(&known.links).unwrap_or_else(|_| "[]".to_owned());
    let captured_at = known.original.captured_at.to_string();
    let digest = known.original.digest.as_str();
    let sql = "INSERT OR REPLACE INTO captures VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let values = params![id, source.0, hash, url, known.etag, known.last_modified, digest, captured_at, links];
    db.prepare_cached(sql)?.execute(values).map(drop)
}
