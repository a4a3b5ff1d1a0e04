//! What is known of each source, from its rounds, its captures and where its postings went.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use crate::catalog::Row as _;
use crate::error::Result;
use crate::parquet;
use crate::private::{CaptureRow, RoundRow};
use crate::public::{FlowRow, SourceRow};

/// What the archive keeps of a source.
#[derive(Default)]
struct Kept {
    requests_n: u64,
    days: Option<(Date, Date)>,
}

/// The rows of `sources`, sorted by key. A folder without the table `rounds` has none.
pub(crate) fn sources(dir: &Path, flow: &[FlowRow]) -> Result<Vec<SourceRow>> {
    if !parquet::path_of(dir, RoundRow::TABLE).exists() {
        return Ok(Vec::new());
    }
    let kept = kept(dir)?;
    let mut rounds: BTreeMap<String, Vec<RoundRow>> = BTreeMap::new();
    for row in parquet::read::<RoundRow>(dir)? {
        rounds.entry(row.source_id.clone()).or_default().push(row);
    }
    Ok(rounds.into_values().filter_map(|rounds| row(&rounds, &kept, flow)).collect())
}

fn row(rounds: &[RoundRow], kept: &BTreeMap<String, Kept>, flow: &[FlowRow]) -> Option<SourceRow> {
    let last = rounds.last()?;
    let kept = kept.get(&last.source_id);
    let days = kept.and_then(|kept| kept.days);
    let is_posting =
        |row: &&FlowRow| row.source_id == last.source_id && row.stage == "resolve" && !matches!(row.reason.as_str(), "observations" | "seen_again");
    Some(SourceRow {
        source_id: last.source_id.clone(),
        kind: last.kind.clone(),
        access: last.access.clone(),
        access_on: last.access_on,
        rounds_n: rounds.iter().filter(|round| round.ended_on.is_some()).count() as u64,
        requests_n: kept.map_or(0, |kept| kept.requests_n),
        refused_n: last.refused_n,
        failed_n: last.failed_n,
        left_n: last.left_n,
        postings_n: flow.iter().filter(is_posting).map(|row| row.n).sum(),
        first_captured_on: days.map(|days| days.0),
        last_captured_on: days.map(|days| days.1),
        expected_n: last.expected_n,
        got_n: last.got_n,
        listing_complete: last.listing_complete,
        listing_reason: last.listing_reason.clone(),
    })
}

fn kept(dir: &Path) -> Result<BTreeMap<String, Kept>> {
    let mut all: BTreeMap<String, Kept> = BTreeMap::new();
    for batch in parquet::batches::<CaptureRow>(dir, 50_000)? {
        for row in batch? {
            let kept = all.entry(row.source_id).or_default();
            kept.requests_n += u64::from(!row.http_status.is_empty());
            let (first, last) = kept.days.unwrap_or((row.captured_on, row.captured_on));
            kept.days = Some((first.min(row.captured_on), last.max(row.captured_on)));
        }
    }
    Ok(all)
}
