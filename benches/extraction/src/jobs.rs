//! The jobs to show: invented ones, or those of a file.

use serde_json::Value;

use crate::invented::invented_ads;
use crate::job_page::Job;

/// More jobs than this would not change the means.
const MAX_JOBS: usize = 400;

/// Invented jobs, with texts of 4 KB.
pub(crate) fn invented() -> Vec<Job> {
    invented_ads(MAX_JOBS, 4_096).iter().filter_map(|ad| job(&ad.json)).collect()
}

/// Jobs of a file of `JobPosting` objects, one a line, spread evenly over it.
pub(crate) fn given(path: &str) -> Vec<Job> {
    let lines = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("cannot read {path}: {error}"));
    let all: Vec<Job> = lines.lines().filter_map(job).collect();
    assert!(!all.is_empty(), "{path} holds no line with a title and a description");
    let step = all.len().div_ceil(MAX_JOBS);
    all.into_iter().step_by(step).collect()
}

fn job(line: &str) -> Option<Job> {
    let value: Value = serde_json::from_str(line).ok()?;
    let said = |path: &str| value.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let html = unescaped(&said("/description")?);
    Some(Job {
        title: said("/title")?,
        employer: said("/hiringOrganization/name").unwrap_or_default(),
        place: said("/jobLocation/address/addressLocality").unwrap_or_default(),
        closing: said("/validThrough").unwrap_or_default().chars().take(10).collect(),
        text: extract::plain_text(&html),
        html,
    })
}

/// Some boards escape the HTML of a description once more.
fn unescaped(html: &str) -> String {
    if html.trim_start().starts_with("&lt;") {
        html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    } else {
        html.to_owned()
    }
}
