//! `run.json`: what ran, on which inputs, and what came out; by it a stage knows that it is up to date.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};

/// What one stage did last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Done {
    /// A hash of everything that the stage's output depends on.
    pub(crate) key: String,
    /// What it counted.
    pub(crate) counts: BTreeMap<String, u64>,
}

/// The record of a study's data folder.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct RunRecord {
    /// The version of the program that wrote it.
    pub(crate) rolescope_version: String,
    /// A hash of the program itself: another build does everything again.
    pub(crate) program: String,
    /// The study's name.
    pub(crate) study: String,
    /// The seed of everything random; nothing that is written depends on another source of chance.
    pub(crate) seed: u64,
    /// What each source was collected from last.
    pub(crate) sources: BTreeMap<String, Done>,
    /// What each stage did last.
    pub(crate) stages: BTreeMap<String, Done>,
}

fn path_of(data: &Path) -> PathBuf {
    data.join("run.json")
}

impl RunRecord {
    /// Reads the record of a data folder; none, or one of another build, is an empty record that keeps the sources.
    pub(crate) fn load(data: &Path, study: &str) -> Result<Self> {
        let path = path_of(data);
        let read: Option<Self> = match std::fs::read(&path) {
            Ok(bytes) => serde_json::from_slice(&bytes).ok(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(error).with_context(|| format!("cannot read {}", path.display())),
        };
        let mut record = read.unwrap_or_default();
        let program = program_hash();
        if record.program != program {
            record.stages.clear();
        }
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Self { rolescope_version: version, program, study: study.to_owned(), seed: SEED, ..record })
    }

    /// Writes the record, whole or not at all.
    pub(crate) fn save(&self, data: &Path) -> Result<()> {
        let path = path_of(data);
        let part = path.with_extension("json.part");
        let text = serde_json::to_string_pretty(self).context("cannot write the run record")?;
        std::fs::write(&part, text + "\n").with_context(|| format!("cannot write {}", part.display()))?;
        std::fs::rename(&part, &path).with_context(|| format!("cannot rename {}", part.display()))
    }
}

/// The seed of the jitter of pauses, and of every later use of chance.
pub(crate) const SEED: u64 = 20_181;

/// A hash of the running program; empty when it cannot be read, which only means that a new build is not noticed.
fn program_hash() -> String {
    let bytes = std::env::current_exe().and_then(std::fs::read);
    bytes.map_or_else(|_| String::new(), |bytes| blake3::hash(&bytes).to_hex()[..16].to_owned())
}
