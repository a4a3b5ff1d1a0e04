//! Groups of exchanges that become lasting together: one sync of the archive, then one transaction of the state.
//!
//! What a group holds is in the archive's file but not acknowledged by the state. A host's next request waits until its last visit
//! is acknowledged, so a kill makes each host repeat one visit at most. While one group is on its way to the disk, the next one fills.

use std::cell::{Cell, RefCell};
use std::task::{Context, Poll};
use std::time::Duration;

use archive::Location;
use tokio::sync::Notify;
use tokio::time::Instant;
use url::Url;

use crate::crawl::Crawl;
use crate::disk::Disk;
use crate::error::{Error, Result};
use crate::fetch::Exchange;
use crate::politeness::runtime_now;
use crate::state::{Change, Left};

/// The longest that an exchange waits for others.
const WAIT_MAX: Duration = Duration::from_millis(50);
/// The most changes of one group.
const CHANGES_MAX: usize = 256;
/// The most bytes of records and discoveries of one group.
const BYTES_MAX: usize = 16 << 20;

/// What waits to be made lasting.
#[derive(Debug)]
pub(crate) struct Group {
    changes: RefCell<Vec<Change>>,
    bytes: Cell<usize>,
    began_at: Cell<Option<Instant>>,
    /// The group before, on its way to the disk.
    under_way: RefCell<Option<UnderWay>>,
    disk: Disk,
    /// How many groups were sent on their way, and how many of them are lasting.
    sent_n: Cell<u64>,
    written_n: Cell<u64>,
    written: Notify,
    /// Visits that cannot go on by themselves.
    idle_n: Cell<usize>,
}

#[derive(Debug)]
struct UnderWay {
    changes: Vec<Change>,
    /// How far the archive is acknowledged with it.
    end: Location,
}

/// Counts a visit as idle while it exists.
struct Idle<'g>(&'g Cell<usize>);

impl Drop for Idle<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

impl Group {
    pub(crate) fn new() -> Self {
        Self {
            changes: RefCell::default(),
            bytes: Cell::default(),
            began_at: Cell::default(),
            under_way: RefCell::default(),
            disk: Disk::new(),
            sent_n: Cell::default(),
            written_n: Cell::default(),
            written: Notify::new(),
            idle_n: Cell::default(),
        }
    }

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

    /// When the group has to be written at the latest; that can wait for the group before it.
    pub(crate) fn due_at(&self) -> Option<Instant> {
        let is_free = self.under_way.borrow().is_none();
        self.began_at.get().filter(|_| is_free).map(|began_at| began_at + WAIT_MAX)
    }

    /// Whether it has to be written at once: it is large or old, or nobody is on the way who could join it.
    fn is_ripe(&self, visits_n: usize) -> bool {
        let Some(due_at) = self.due_at() else { return false };
        let is_large = self.changes.borrow().len() >= CHANGES_MAX || self.bytes.get() >= BYTES_MAX;
        is_large || self.idle_n.get() >= visits_n || runtime_now() >= due_at
    }

    fn is_empty(&self) -> bool {
        self.began_at.get().is_none() && self.under_way.borrow().is_none()
    }

    /// Waits for something that this visit cannot hasten.
    pub(crate) async fn idle<T>(&self, wait: impl Future<Output = T>) -> T {
        self.idle_n.set(self.idle_n.get() + 1);
        let _idle = Idle(&self.idle_n);
        wait.await
    }

    /// Waits until what was put into the group is lasting.
    pub(crate) async fn lasting(&self) {
        let number = self.sent_n.get();
        self.idle(async {
            while self.written_n.get() <= number {
                self.written.notified().await;
            }
        })
        .await;
    }

    /// Waits until another page may add its discoveries to what memory holds.
    pub(crate) async fn room(&self) {
        self.idle(async {
            while self.bytes.get() >= BYTES_MAX {
                self.written.notified().await;
            }
        })
        .await;
    }
}

impl Crawl<'_> {
    /// Puts records into the archive's file and says where the first lies; they last with the group.
    pub(crate) fn append(&self, url: &Url, records: &[archive::Record]) -> Result<Location> {
        let mut archive = self.archive.borrow_mut();
        let mut first = None;
        for record in records {
            self.group.bytes.set(self.group.bytes.get() + record.block.len());
            let location = archive.append(record).map_err(|source| Error::Archive { url: url.as_str().to_owned(), source })?;
            first.get_or_insert(location);
        }
        self.group.begin();
        Ok(first.unwrap_or_else(|| archive.end()))
    }

    /// The same for the records of an exchange, the response first, unless an earlier run archived them. The visit goes on after a
    /// redirect, so that one is remembered by itself.
    pub(crate) fn append_exchange(&self, exchange: &Exchange, records: &[archive::Record]) -> Result<()> {
        if exchange.is_archived {
            return Ok(());
        }
        let location = self.append(&exchange.url, records)?;
        if matches!(exchange.status, 300..=303 | 305..=399) {
            self.group.push(Change::Left(Left { url: exchange.url.clone(), location }));
        }
        Ok(())
    }

    /// Moves groups on their way: each to the archive's disk first, so that the state never claims what the archive lacks.
    pub(crate) fn poll_group(&self, visits_n: usize, context: &mut Context<'_>) -> Result<()> {
        loop {
            let under_way = self.group.under_way.take();
            if let Some(under_way) = under_way {
                match self.group.disk.poll_synced(context) {
                    Poll::Pending => {
                        self.group.under_way.replace(Some(under_way));
                        return Ok(());
                    }
                    Poll::Ready(synced) => {
                        synced.map_err(|source| self.archive_error(source))?;
                        self.acknowledge(under_way)?;
                    }
                }
            }
            if !self.group.is_ripe(visits_n) {
                return Ok(());
            }
            self.send_group()?;
        }
    }

    /// Makes lasting all that was put into groups.
    pub(crate) async fn write_groups(&self) -> Result<()> {
        std::future::poll_fn(|context| match self.poll_group(0, context) {
            Ok(()) if !self.group.is_empty() => Poll::Pending,
            written => Poll::Ready(written),
        })
        .await
    }

    fn send_group(&self) -> Result<()> {
        let group = &self.group;
        group.began_at.take();
        group.bytes.set(0);
        let mut archive = self.archive.borrow_mut();
        let under_way = UnderWay { changes: group.changes.take(), end: archive.end() };
        group.disk.wish(archive.begin_sync().map_err(|source| self.archive_error(source))?);
        group.under_way.replace(Some(under_way));
        group.sent_n.set(group.sent_n.get() + 1);
        Ok(())
    }

    fn acknowledge(&self, UnderWay { changes, end }: UnderWay) -> Result<()> {
        let mut round = self.round.borrow_mut();
        round.end = end;
        self.state.borrow_mut().write(&mut round, changes)?;
        self.group.written_n.set(self.group.written_n.get() + 1);
        self.group.written.notify_waiters();
        Ok(())
    }

    pub(crate) fn archive_error(&self, source: archive::Error) -> Error {
        Error::Archive { url: self.source.id.to_string(), source }
    }
}
