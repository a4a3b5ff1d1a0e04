//! The words seen last, each with a number that was worked out for it: a cache whose content never changes an answer.

/// Longer words, in bytes, are not remembered.
const KEY_BYTES: usize = 16;

/// The bytes of a word as one number, when it is short enough; two words have one key only if they are written alike.
#[inline]
pub(crate) fn key(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; KEY_BYTES];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

/// Remembered words by their keys. A word has two places, which lie side by side; the one that came first to the second of them gives way.
#[derive(Debug)]
pub(crate) struct WordMemory {
    /// Of at most 8 bytes, which most words are.
    short: Box<[(u64, u32)]>,
    long: Box<[(u128, u32)]>,
    /// A buffer for whoever works a number out.
    buffer: String,
}

impl WordMemory {
    const SHORT_LOG2: u32 = 15;
    const LONG_LOG2: u32 = 14;

    /// The number of the word written `raw`: remembered by its key, or worked out by `work_out`, which is given a buffer.
    #[inline]
    pub(crate) fn recall(&mut self, key: Option<u128>, raw: &str, work_out: impl FnOnce(&str, &mut String) -> u32) -> u32 {
        let Some(key) = key.or_else(|| self::key(raw.as_bytes())) else { return work_out(raw, &mut self.buffer) };
        let work_out = |buffer: &mut String| work_out(raw, buffer);
        match u64::try_from(key) {
            Ok(key) => recall(&mut self.short, slot(key, Self::SHORT_LOG2), key, &mut self.buffer, work_out),
            Err(_) => recall(&mut self.long, slot(mixed(key), Self::LONG_LOG2), key, &mut self.buffer, work_out),
        }
    }
}

#[inline]
fn recall<K: Copy + PartialEq>(known: &mut [(K, u32)], at: usize, key: K, buffer: &mut String, work_out: impl FnOnce(&mut String) -> u32) -> u32 {
    if known[at].0 == key {
        return known[at].1;
    }
    if known[at ^ 1].0 != key {
        known[at ^ 1] = known[at];
        known[at] = (key, work_out(buffer));
        return known[at].1;
    }
    known[at ^ 1].1
}

#[inline]
fn mixed(key: u128) -> u64 {
    (key as u64) ^ ((key >> 64) as u64).wrapping_mul(0xa076_1d64_78bd_642f)
}

#[inline]
fn slot(key: u64, log2: u32) -> usize {
    (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - log2)) as usize
}

impl Default for WordMemory {
    fn default() -> Self {
        // Key 0 is the word of no letters, which no text holds.
        Self { short: vec![(0, 0); 1 << Self::SHORT_LOG2].into(), long: vec![(0, 0); 1 << Self::LONG_LOG2].into(), buffer: String::new() }
    }
}
