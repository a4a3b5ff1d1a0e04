//! Memory that goes from one text to the next: as many pieces as ever worked at once.

use std::sync::{Mutex, PoisonError};

/// Pieces of memory that nobody is using.
#[derive(Debug, Default)]
pub(crate) struct Pool<T>(Mutex<Vec<T>>);

impl<T: Default> Pool<T> {
    /// Calls `work` with a piece that is free, or with a new one. What it holds from before must not change an answer.
    pub(crate) fn with<R>(&self, work: impl FnOnce(&mut T) -> R) -> R {
        let free = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = free().pop();
        let mut piece = taken.unwrap_or_default();
        let done = work(&mut piece);
        free().push(piece);
        done
    }
}
