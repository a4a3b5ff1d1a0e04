//! The thread that waits for the disk, so that the crawl does not.

use std::cell::RefCell;
use std::fmt;
use std::sync::mpsc;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use archive::Syncing;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Synced = archive::Result<()>;

/// Waits for one sync after the other, in order. When it is dropped, none is under way any more: the file is free.
pub(crate) struct Disk {
    /// None when no thread could be had: then the crawl waits itself.
    wishes: Option<mpsc::Sender<Syncing>>,
    own_results: UnboundedSender<Synced>,
    results: RefCell<UnboundedReceiver<Synced>>,
    thread: Option<JoinHandle<()>>,
}

impl Disk {
    pub(crate) fn new() -> Self {
        let (wishes, wished) = mpsc::channel::<Syncing>();
        let (own_results, results) = unbounded_channel();
        let results_there = own_results.clone();
        let work = move || wished.into_iter().for_each(|syncing| drop(results_there.send(syncing.wait())));
        let thread = thread::Builder::new().name("disk".to_owned()).spawn(work).ok();
        Self { wishes: thread.is_some().then_some(wishes), own_results, results: RefCell::new(results), thread }
    }

    /// Has a sync waited for; its result is [polled](Self::poll_synced).
    pub(crate) fn wish(&self, syncing: Syncing) {
        let refused = match &self.wishes {
            Some(wishes) => wishes.send(syncing).err().map(|refused| refused.0),
            None => Some(syncing),
        };
        if let Some(syncing) = refused {
            // The receiver lives as long as this does.
            let _ = self.own_results.send(syncing.wait());
        }
    }

    /// The result of the next sync.
    pub(crate) fn poll_synced(&self, context: &mut Context<'_>) -> Poll<Synced> {
        // A sender is held here, so the channel does not close.
        self.results.borrow_mut().poll_recv(context).map(|synced| synced.unwrap_or(Ok(())))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.wishes = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Disk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Disk").finish_non_exhaustive()
    }
}
