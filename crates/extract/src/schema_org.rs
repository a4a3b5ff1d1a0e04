//! A JSON object in the words of schema.org's `JobPosting` to a posting.

use posting::JobPosting;
use serde_json::Value;

use crate::fault::{Fault, FaultKind};
use crate::origin::Origin;

/// Reads a `JobPosting` from JSON-LD, from a JSON file or from a line of JSON Lines; the faults are fields that could not be read.
///
/// # Errors
///
/// When the object is no job advertisement, or has no title or no text.
pub fn job_posting_from_json(value: &Value, origin: &Origin) -> Result<(JobPosting, Vec<Fault>), Fault> {
    let _ = (value, origin);
    Err(Fault::new(FaultKind::NotAJobPosting, ""))
}
