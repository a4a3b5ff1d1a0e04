//! Postings on their way to a sorted table, in buckets on disk: memory is bounded by one bucket, not by the corpus.

use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use posting::{JobPosting, PostingId};
use serde::{Deserialize, Serialize};

/// Buckets; a posting's bucket follows from its id, so that buckets in order hold postings in order.
const BUCKETS: usize = 64;

/// A posting as read from one capture, with what was found out about its text.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Observation {
    pub(crate) posting: JobPosting,
    pub(crate) seen: Timestamp,
    pub(crate) lang: Option<String>,
    pub(crate) has_person_spec: bool,
    pub(crate) redactions_n: u64,
}

/// Where an observation went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) bucket: usize,
    pub(crate) at: usize,
}

/// The buckets, which vanish with it.
#[derive(Debug)]
pub(crate) struct Spill {
    dir: PathBuf,
    buckets: Vec<(BufWriter<File>, usize)>,
}

impl Spill {
    /// Makes empty buckets under `data`.
    pub(crate) fn create(data: &Path) -> Result<Self> {
        let dir = data.join("spill");
        std::fs::create_dir_all(&dir).with_context(|| format!("cannot make folder {}", dir.display()))?;
        let mut buckets = Vec::with_capacity(BUCKETS);
        for number in 0..BUCKETS {
            let path = dir.join(number.to_string());
            buckets.push((BufWriter::new(File::create(&path).with_context(|| format!("cannot create {}", path.display()))?), 0));
        }
        Ok(Self { dir, buckets })
    }

    /// Puts an observation into its bucket.
    pub(crate) fn push(&mut self, id: &PostingId, observation: &Observation) -> Result<Slot> {
        let bucket = bucket_of(id);
        let (file, len) = &mut self.buckets[bucket];
        let full = || format!("cannot write to {}", self.dir.display());
        serde_json::to_writer(&mut *file, observation).with_context(full)?;
        file.write_all(b"\n").with_context(full)?;
        *len += 1;
        Ok(Slot { bucket, at: *len - 1 })
    }

    /// The observations of each bucket, in the order of pushing, bucket by bucket.
    pub(crate) fn drain(&mut self) -> Result<impl Iterator<Item = Result<Vec<Observation>>>> {
        for (file, _) in &mut self.buckets {
            file.flush().with_context(|| format!("cannot write to {}", self.dir.display()))?;
        }
        let dir = self.dir.clone();
        Ok((0..BUCKETS).map(move |number| {
            let path = dir.join(number.to_string());
            let broken = || format!("cannot read {}", path.display());
            let lines = BufReader::new(File::open(&path).with_context(broken)?).lines();
            lines.map(|line| serde_json::from_str(&line.with_context(broken)?).with_context(broken)).collect()
        }))
    }
}

impl Drop for Spill {
    fn drop(&mut self) {
        // What is left of a spill is only room on the disk, and the next run takes it.
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

/// `po_` and hexadecimal digits: the first two, in 64 steps.
fn bucket_of(id: &PostingId) -> usize {
    let digits = id.as_str().get(3..5).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    usize::from(digits.unwrap_or(0)) * BUCKETS / 256
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_the_order_of_ids() {
        let ids = ["po_00ff", "po_03aa", "po_0400", "po_7f00", "po_fffe"];
        let buckets: Vec<usize> = ids.iter().map(|id| bucket_of(&PostingId::from_table(id))).collect();
        assert_eq!(buckets, [0, 0, 1, 31, 63]);
    }
}
