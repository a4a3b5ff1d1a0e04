//! MinHash: how alike two texts are, told from 128 bytes each.
//!
//! One permutation of the 4-word shingles, split into 128 bins (Li, Owen and Zhang 2012), empty bins filled from others chosen by a fixed
//! hash (Shrivastava 2017), and one byte kept of every least value (b-bit MinHash, Li and König 2010).

use serde::{Deserialize, Serialize};

use crate::text::words::{Word, join, mix};

const BINS: usize = 128;

/// 32 bands of 4 bytes: two texts with a Jaccard similarity of 0.8 share a band with probability 1 - (1 - 0.8⁴)³² > 0.9999, of 0.6 with 0.98, of 0.3 with 0.23.
const BAND: usize = 4;

/// Words in a shingle.
const SHINGLE: usize = 4;

/// A factor for each place in a shingle, so that the order of its words counts.
const ODD: [u64; SHINGLE] = [0x9e37_79b9_7f4a_7c15, 0xc2b2_ae3d_27d4_eb4f, 0x1656_67b1_9e37_79f9, 0xd6e8_feb8_6659_fd93];

/// A signature of the shingles of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Signature {
    bins: Box<[u8]>,
    /// Shingles of the text, repetitions included.
    shingles_n: u32,
}

impl Signature {
    pub(crate) fn of(words: &[Word]) -> Self {
        let mut least = [u64::MAX; BINS];
        let mut put = |shingle: &[Word]| {
            let hash = mix(shingle.iter().zip(ODD).fold(0, |hash: u64, (word, odd)| hash.wrapping_add(word.hash.wrapping_mul(odd))));
            let bin = &mut least[(hash >> 57) as usize];
            *bin = (*bin).min(hash & (u64::MAX >> 7));
        };
        if words.len() < SHINGLE {
            put(words);
        } else {
            words.windows(SHINGLE).for_each(&mut put);
        }
        Self { bins: dense(&least).into(), shingles_n: (words.len().saturating_sub(SHINGLE - 1)).max(1) as u32 }
    }

    /// The estimated Jaccard similarity of the shingles: with 128 bins, off by 0.04 on average at worst.
    pub(crate) fn similarity(&self, other: &Self) -> f64 {
        let equal_n = self.bins.iter().zip(&other.bins).filter(|(a, b)| a == b).count();
        // Of the bins that differ, one in 256 has the same byte.
        let share = equal_n as f64 / BINS as f64;
        ((share - 1.0 / 256.0) / (1.0 - 1.0 / 256.0)).max(0.0)
    }

    pub(crate) fn bytes_n(&self) -> usize {
        self.bins.len()
    }

    /// The estimated share of the shorter text that is in the longer one.
    pub(crate) fn containment(&self, other: &Self) -> f64 {
        let jaccard = self.similarity(other);
        let (a, b) = (f64::from(self.shingles_n), f64::from(other.shingles_n));
        (jaccard * (a + b) / (1.0 + jaccard) / a.min(b)).min(1.0)
    }

    /// Keys of which alike texts share at least one.
    pub(crate) fn bands(&self) -> impl Iterator<Item = u64> {
        self.bins.chunks(BAND).enumerate().map(|(at, band)| join(at as u64, band.iter().fold(0, |key, byte| key << 8 | u64::from(*byte))))
    }
}

/// One byte a bin. A bin without a shingle takes the byte of another: which one depends on the bin and the attempt alone, so that two texts agree.
fn dense(least: &[u64; BINS]) -> [u8; BINS] {
    let mut bytes = [0; BINS];
    for (at, byte) in bytes.iter_mut().enumerate() {
        let mut from = at;
        let mut attempt = 0;
        // There is always a filled bin, and the hash reaches every one; the bound is for proof, not for use.
        while least[from] == u64::MAX && attempt < 1 << 16 {
            attempt += 1;
            from = (join(at as u64, attempt) >> 57) as usize;
        }
        *byte = (mix(least[from]) >> 56) as u8;
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words::words;

    fn numbered(range: std::ops::Range<u32>) -> Signature {
        let text: Vec<String> = range.map(|n| format!("w{n}")).collect();
        Signature::of(&words(&text.join(" ")))
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        for (shared, wanted) in [(1000, 1.0), (900, 0.81), (700, 0.54), (0, 0.0)] {
            // Two runs of 1,000 shingles of which `shared` are the same.
            let (a, b) = (numbered(0..1003), numbered(1000 - shared..2003 - shared));
            assert!((a.similarity(&b) - wanted).abs() < 0.12, "{} for {wanted}", a.similarity(&b));
        }
        assert!(numbered(0..403).containment(&numbered(0..803)) > 0.85);
        assert_eq!(numbered(0..2).similarity(&numbered(0..2)), 1.0);
    }

    #[test]
    fn alike_texts_share_a_band() {
        for start in 0..200 {
            let (a, b) = (numbered(start * 500..start * 500 + 403), numbered(start * 500 + 44..start * 500 + 447));
            let bands: std::collections::BTreeSet<u64> = a.bands().collect();
            assert!(b.bands().any(|band| bands.contains(&band)), "at {start}");
        }
    }
}
