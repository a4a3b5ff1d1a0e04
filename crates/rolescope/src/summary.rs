//! The counts at the end of a run: what went in, where it went, and whether the sums hold.

use std::path::Path;

use anyhow::Result;
use serde_json::{Value, json};
use tables::public::{FlowRow, RunRow};

use crate::progress::Progress;

/// Reads the flow of a run and tells it. Returns whether every sum holds.
pub(crate) fn tell(data: &Path, progress: &Progress) -> Result<bool> {
    let flow = tables::read::<FlowRow>(data)?;
    progress.say("");
    let mut holds = true;
    for (stage, head) in [("extract", "captures"), ("resolve", "observations"), ("scope", "vacancies"), ("tag", "in_scope")] {
        let parts: Vec<String> = by_reason(&flow, stage)
            .into_iter()
            .filter(|(reason, _)| reason != head)
            .map(|(reason, n)| format!("{n} {}", reason.replace('_', " ")))
            .collect();
        let total = total(&flow, head);
        progress.say(&format!("{:>12}  {total} = {}", head.replace('_', " "), if parts.is_empty() { "0".to_owned() } else { parts.join(" + ") }));
    }
    for (what, left, right) in tables::reconcile(&flow).into_iter().filter(|(_, left, right)| left != right) {
        holds = false;
        progress.say(&format!("the counts do not add up: {what}: {left} is not {right}"));
    }
    if holds {
        progress.say(&format!("{:>12}  every sum holds", ""));
    }
    Ok(holds)
}

/// The counts as one JSON object.
pub(crate) fn json(data: &Path) -> Result<Value> {
    let flow = tables::read::<FlowRow>(data)?;
    let run = tables::read::<RunRow>(data)?.pop();
    let stages: Value = flow.iter().map(|row| json!({"stage": row.stage, "source": row.source_id, "reason": row.reason, "n": row.n})).collect();
    Ok(json!({
        "run_id": run.as_ref().map(|run| &run.run_id),
        "vacancies": run.as_ref().map(|run| run.vacancies_n),
        "employers": run.as_ref().map(|run| run.employers_n),
        "mentions": run.as_ref().map(|run| run.mentions_n),
        "flow": stages,
    }))
}

fn total(flow: &[FlowRow], reason: &str) -> u64 {
    flow.iter().filter(|row| row.reason == reason).map(|row| row.n).sum()
}

fn by_reason(flow: &[FlowRow], stage: &str) -> Vec<(String, u64)> {
    let mut sums: std::collections::BTreeMap<String, u64> = std::collections::BTreeMap::new();
    for row in flow.iter().filter(|row| row.stage == stage) {
        *sums.entry(row.reason.clone()).or_default() += row.n;
    }
    sums.into_iter().collect()
}
