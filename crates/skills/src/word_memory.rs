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

/// Remembered words by their keys, direct-mapped.
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
    const LONG_LOG2: u32 = 16;

    /// The number of the word written `raw`: remembered by its key, or worked out by `work_out`, which is given a buffer.
    #[inline]
    pub(crate) fn recall(&mut self, key: Option<u128>, raw: &str, work_out: impl FnOnce(&str, &mut String) -> u32) -> u32 {
        let Some(key) = key.or_else(|| self::key(raw.as_bytes())) else { return work_out(raw, &mut self.buffer) };
        if let Ok(key) = u64::try_from(key) {
            let known = &mut self.short[slot(key, Self::SHORT_LOG2)];
            if known.0 != key {
                *known = (key, work_out(raw, &mut self.buffer));
            }
            return known.1;
        }
        let known = &mut self.long[slot((key as u64) ^ ((key >> 64) as u64).wrapping_mul(0xa076_1d64_78bd_642f), Self::LONG_LOG2)];
        if known.0 != key {
            *known = (key, work_out(raw, &mut self.buffer));
        }
        known.1
    }
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
