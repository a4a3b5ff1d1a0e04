//! One host during a crawl: whose turn it is, until when it is left alone, and what it may still be asked for.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::politeness::{SplitMix, runtime_now};
use crate::state::{HostKey, Share};

/// A host of the source.
#[derive(Debug)]
pub(crate) struct Host {
    pub(crate) key: HostKey,
    /// Held by the one request that is under way.
    pub(crate) turn: Mutex<()>,
    free_at: Cell<Instant>,
    pub(crate) random: RefCell<SplitMix>,
    pub(crate) failed_in_a_row: Cell<usize>,
    pub(crate) share: Cell<Share>,
}

impl Host {
    /// The host with the rest of the pause that an earlier run owes it.
    pub(crate) fn new(key: HostKey, left_ms: u64, random: SplitMix) -> Self {
        let free_at = Cell::new(runtime_now() + Duration::from_millis(left_ms));
        let share = Cell::new(Share::default());
        Self { key, turn: Mutex::new(()), free_at, random: RefCell::new(random), failed_in_a_row: Cell::new(0), share }
    }

    pub(crate) fn leave_alone(&self, pause_ms: u64) {
        self.free_at.set(runtime_now() + Duration::from_millis(pause_ms));
    }

    pub(crate) fn free_at(&self) -> Instant {
        self.free_at.get()
    }

    /// The rest of the pause; zero when the host may be asked.
    pub(crate) fn pause(&self) -> Duration {
        self.free_at.get().saturating_duration_since(runtime_now())
    }
}
