//! What is kept of a posting in memory to tell which vacancy it belongs to: about 600 bytes.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::employer::Employer;
use crate::identity::PostingId;
use crate::job_posting::JobPosting;
use crate::text::words::{hash_of, join, mix, sequence_hash, words};
use crate::vacancy::facts::Facts;
use crate::vacancy::signature::Signature;
use crate::vacancy::slots::{Slots, core_len};

/// A text this long says by itself which vacancy it is; a shorter one needs its employer and title beside it.
const TELLING_WORDS: usize = 50;

/// What is needed of a posting to tell which vacancy it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// The posting.
    pub posting: PostingId,
    /// The day it was posted, else the day it was seen.
    pub since: Date,
    /// When it was seen.
    pub seen: Timestamp,
    /// A hash of its words.
    pub(crate) words: u64,
    /// A hash of its words up to the closing lines that say whom to ask.
    pub(crate) core: u64,
    /// A hash of the capture and the text, to tell observations of one posting apart.
    pub(crate) observation: u64,
    /// A hash of the source.
    pub(crate) source: u32,
    /// A hash of the employer's id.
    pub(crate) employer: Option<u64>,
    pub(crate) is_agency: bool,
    /// Is the text too short to say by itself which vacancy it is?
    pub(crate) is_short: bool,
    pub(crate) facts: Facts,
    pub(crate) signature: Signature,
    pub(crate) slots: Slots,
}

impl Fingerprint {
    /// The fingerprint of `posting`, seen at that time.
    pub fn of(posting: &JobPosting, seen: Timestamp) -> Self {
        let text = words(&posting.description);
        let (body, contact) = text.split_at(core_len(&text));
        let core = sequence_hash(0, body);
        let employer = posting.hiring_organization.as_deref().and_then(Employer::of);
        let observed = [posting.capture.as_str(), &posting.title, &posting.description];
        Self {
            posting: PostingId::of(posting),
            since: posting.date_posted.unwrap_or(posting.captured_on),
            seen,
            words: sequence_hash(core, contact),
            core,
            observation: observed.iter().fold(0, |hash, part| join(hash, bytes_hash(part.as_bytes()))),
            source: hash_of(posting.source.as_str()) as u32,
            is_agency: employer.as_ref().is_some_and(|employer| employer.is_agency),
            employer: employer.map(|employer| hash_of(employer.id.as_str())),
            is_short: text.len() < TELLING_WORDS,
            facts: Facts::of(posting, &text),
            signature: Signature::of(&text),
            slots: Slots::of(&posting.description, &text),
        }
    }
}

impl Fingerprint {
    /// The bytes that it takes in memory, without those that an allocator adds.
    pub fn bytes_n(&self) -> usize {
        let hashes_n = self.facts.title.len() + self.facts.acronyms.len() + self.facts.place.len();
        size_of::<Self>() + self.posting.as_str().len() + 4 * hashes_n + self.signature.bytes_n() + self.slots.bytes_n()
    }
}

/// A hash of bytes, eight at a time.
fn bytes_hash(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let all = eights.iter().fold(bytes.len() as u64, |hash, eight| join(hash, u64::from_le_bytes(*eight)));
    rest.iter().fold(all, |hash, byte| mix(hash ^ u64::from(*byte)))
}
