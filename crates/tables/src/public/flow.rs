//! How many inputs went where, and why; the numbers add up.

use crate::catalog::table;

table! {
    /// One row per stage, source and reason.
    Public "flow" FlowRow by ["stage_n", "source_id", "reason"] {
        /// The order of the stages.
        stage_n: u64,
        /// archive, extract, resolve, scope or tag.
        stage: String,
        /// The source.
        source_id: String,
        /// Where the inputs went.
        reason: String,
        /// How many.
        n: u64,
    }
}
