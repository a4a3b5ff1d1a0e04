//! The advertisements to read: invented, unless the environment names a file of others.

use serde_json::Value;

use crate::ad::{Ad, escaped};
use crate::invented::invented_ads;

/// The environment variable that names a file of JSON Lines: `JobPosting` objects, or objects with a `text`.
const FILE: &str = "ROLESCOPE_BENCH_ADS";

/// How many advertisements are invented, and how long the text of each is, in bytes.
const INVENTED: (usize, usize) = (2_000, 4_096);

/// The advertisements of the file that `ROLESCOPE_BENCH_ADS` names, else 2,000 invented ones of 4 KB.
pub fn ads() -> Vec<Ad> {
    let Some(path) = std::env::var_os(FILE) else { return invented_ads(INVENTED.0, INVENTED.1) };
    let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read the file that {FILE} names: {error}"));
    let ads: Vec<Ad> = lines.lines().filter_map(given_ad).collect();
    assert!(!ads.is_empty(), "the file that {FILE} names holds no line with a description or a text");
    ads
}

fn given_ad(line: &str) -> Option<Ad> {
    let value: Value = serde_json::from_str(line).ok()?;
    let said = |name: &str| value.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let text = said("description").map(extract::plain_text).or_else(|| said("text").map(str::to_owned))?;
    let html = said("description").map_or_else(|| paragraphs(&text), str::to_owned);
    let title = said("title").or_else(|| text.lines().next()).unwrap_or_default().to_owned();
    Some(Ad { title, text, html, json: line.to_owned() })
}

fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped).collect();
    format!("<p>{}</p>\n", lines.join("</p>\n<p>"))
}
