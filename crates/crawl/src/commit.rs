//! Groups of exchanges that become lasting together: one sync of the archive, then one transaction of the state.
//!
//! What a group holds is in the archive's file but not acknowledged by the state. A host's next request waits until its last visit
//! is acknowledged, so a kill makes each host repeat one visit at most.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use crate::crawl::Crawl;
use crate::error::{Error, Result};
use crate::politeness::runtime_now;
use crate::state::Change;

/// The longest that an exchange waits for others.
const WAIT_MAX: Duration = Duration::from_millis(50);
/// The most changes of one group.
const CHANGES_MAX: usize = 256;
/// The most bytes of records and discoveries of one group.
const BYTES_MAX: usize = 16 << 20;

/// What waits to be made lasting.
#[derive(Debug, Default)]
pub(crate) struct Group {
    changes: RefCell<Vec<Change>>,
    bytes: Cell<usize>,
    began_at: Cell<Option<Instant>>,
    /// How many groups were written.
    written_n: Cell<u64>,
    written: Notify,
    /// Visits that cannot go on by themselves.
    idle_n: Cell<usize>,
}

/// Counts a visit as idle while it exists.
struct Idle<'g>(&'g Cell<usize>);

impl Drop for Idle<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Group {
    pub(crate) fn push(&self, change: Change) {
        self.bytes.set(self.bytes.get() + change.bytes_n());
        self.changes.borrow_mut().push(change);
        self.begin();
    }

    fn begin(&self) {
        if self.began_at.get().is_none() {
            self.began_at.set(Some(runtime_now()));
        }
    }

    /// When the group has to be written at the latest.
    pub(crate) fn due_at(&self) -> Option<Instant> {
        self.began_at.get().map(|began_at| began_at + WAIT_MAX)
    }

    /// Whether it has to be written at once: it is large or old, or nobody is on the way who could join it.
    pub(crate) fn is_ripe(&self, visits_n: usize) -> bool {
        let Some(due_at) = self.due_at() else { return false };
        let is_large = self.changes.borrow().len() >= CHANGES_MAX || self.bytes.get() >= BYTES_MAX;
        is_large || self.idle_n.get() >= visits_n || runtime_now() >= due_at
    }

    /// Waits for something that this visit cannot hasten.
    pub(crate) async fn idle<T>(&self, wait: impl Future<Output = T>) -> T {
        self.idle_n.set(self.idle_n.get() + 1);
        let _idle = Idle(&self.idle_n);
        wait.await
    }

    /// Waits until what was put into the group is lasting.
    pub(crate) async fn lasting(&self) {
        let number = self.written_n.get();
        self.idle(async {
            while self.began_at.get().is_some() && self.written_n.get() == number {
                self.written.notified().await;
            }
        })
        .await;
    }
}

impl Crawl<'_> {
    /// Puts records into the archive's file; they last with the group.
    pub(crate) fn append(&self, url: &url::Url, records: &[archive::Record]) -> Result<()> {
        let mut archive = self.archive.borrow_mut();
        for record in records {
            self.group.bytes.set(self.group.bytes.get() + record.block.len());
            archive.append(record).map_err(|source| Error::Archive { url: url.as_str().to_owned(), source })?;
        }
        self.group.begin();
        Ok(())
    }

    /// Makes the group lasting: the archive first, so that the state never claims what the archive lacks.
    pub(crate) fn write_group(&self) -> Result<()> {
        let group = &self.group;
        if group.began_at.take().is_none() {
            return Ok(());
        }
        group.bytes.set(0);
        let changes = group.changes.take();
        self.archive.borrow_mut().sync().map_err(|source| Error::Archive { url: self.source.id.to_string(), source })?;
        self.state.borrow_mut().write(&mut self.round.borrow_mut(), changes)?;
        group.written_n.set(group.written_n.get() + 1);
        group.written.notify_waiters();
        Ok(())
    }
}
