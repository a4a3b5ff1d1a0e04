//! One study being worked on: its folder, locked; its record; its talk; and the wish to stop.

use std::collections::BTreeMap;
use std::fs::{File, TryLockError};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, bail};

use crate::exit_code::Interrupted;
use crate::progress::Progress;
use crate::record::{Done, RunRecord};
use crate::study::Study;

/// A study being worked on by this process alone.
pub(crate) struct Session {
    pub(crate) study: Study,
    pub(crate) progress: Progress,
    pub(crate) record: RunRecord,
    /// Becomes true when the user wants to stop.
    pub(crate) stop: Arc<AtomicBool>,
    /// Held as long as the session lasts.
    _lock: File,
}

impl Session {
    /// Makes the study's data folder and locks it.
    pub(crate) fn open(study: Study, progress: Progress, stop: Arc<AtomicBool>) -> Result<Self> {
        std::fs::create_dir_all(&study.data).with_context(|| format!("cannot make the data folder {}", study.data.display()))?;
        let path = study.data.join("lock");
        let lock = File::create(&path).with_context(|| format!("cannot write to the data folder: {}", path.display()))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!("another rolescope is working in {}; wait for it, or give this run another folder with --data", study.data.display())
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(|| format!("cannot lock {}", path.display())),
        }
        let record = RunRecord::load(&study.data, &study.name)?;
        Ok(Self { study, progress, record, stop, _lock: lock })
    }

    /// The archive's folder.
    pub(crate) fn archive_dir(&self) -> PathBuf {
        self.study.data.join("archive")
    }

    /// Fails when the user wants to stop.
    pub(crate) fn check_stop(&self) -> Result<()> {
        if self.stop.load(Ordering::Relaxed) { Err(Interrupted.into()) } else { Ok(()) }
    }

    /// Runs a stage unless its last output was made from the same inputs and still stands. Returns whether it ran.
    pub(crate) fn stage(
        &mut self,
        name: &str,
        key: &StageKey,
        outputs: &[PathBuf],
        work: impl FnOnce(&Self) -> Result<BTreeMap<String, u64>>,
    ) -> Result<bool> {
        self.check_stop()?;
        let stands = outputs.iter().all(|path| path.exists());
        if stands && self.record.stages.get(name).is_some_and(|done| done.key == key.inputs) {
            self.progress.say(&format!("{name:>10}  up to date"));
            return Ok(false);
        }
        // From here on the old outputs may be half replaced: a kill must not leave a record that says they stand.
        if self.record.stages.remove(name).is_some() {
            self.record.save(&self.study.data)?;
        }
        let counts = work(self)?;
        let said: Vec<String> = counts.iter().map(|(what, n)| format!("{n} {what}")).collect();
        self.progress.say(&format!("{name:>10}  {}", said.join(", ")));
        self.record.stages.insert(name.to_owned(), Done { key: key.inputs.clone(), counts });
        self.record.save(&self.study.data)?;
        Ok(true)
    }
}

/// What a stage's output depends on, in two hashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StageKey {
    /// Of what was captured and how it is read, whatever the day: equal in every folder that holds the same. Stands in the tables' footers.
    pub(crate) content: String,
    /// Of the very files that were read: another crawl that finds nothing new still moves the day that a posting was last seen.
    pub(crate) inputs: String,
}

impl StageKey {
    /// The key of a stage that reads what this one wrote, and `more`.
    pub(crate) fn then(&self, stage: &str, more: &str) -> Self {
        Self { content: key_of(&[stage, &self.content, more]), inputs: key_of(&[stage, &self.inputs, more]) }
    }
}

/// A hash of several parts.
pub(crate) fn key_of(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex()[..16].to_owned()
}

/// Stops at the first Ctrl-C as soon as the state is saved, and at the second at once.
pub(crate) fn on_interrupt(stop: &Arc<AtomicBool>) -> Result<()> {
    let stop = Arc::clone(stop);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    std::thread::spawn(move || {
        runtime.block_on(async {
            while tokio::signal::ctrl_c().await.is_ok() {
                if stop.swap(true, Ordering::Relaxed) {
                    std::process::exit(crate::exit_code::Code::Interrupted as i32);
                }
                eprintln!("stopping as soon as the state is saved; Ctrl-C again stops at once");
            }
        });
    });
    Ok(())
}
