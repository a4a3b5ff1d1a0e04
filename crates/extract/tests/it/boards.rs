//! The answers of job boards: an invented answer of each, and beside it, as text, what is read from it.
//!
//! `UPDATE=1 cargo test -p rolescope-extract boards` writes the texts anew; read the difference.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use extract::{Expectation, Outcome, extract, links};
use proptest::prelude::*;
use serde_json::Value;

use crate::captures::capture;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/boards")
}

/// The media type of a file, as a server would say it.
fn media_type(file: &str) -> &'static str {
    match file.rsplit('.').next() {
        Some("json") => "application/json",
        Some("html") => "text/html",
        _ => "application/xml",
    }
}

/// What is read from an answer, for a reader.
fn told(url: &str, media_type: &str, payload: &[u8]) -> String {
    let found = extract(&capture(url, Some(media_type), payload), Expectation::Page);
    let listed = extract(&capture(url, Some(media_type), payload), Expectation::Posting);
    let mut out = format!("{url}\n{}\n", found.outcome.as_str());
    for posting in &found.postings {
        let Value::Object(fields) = serde_json::to_value(posting).unwrap() else { panic!("{posting:?}") };
        let shown =
            fields.iter().filter(|(name, value)| !value.is_null() && !matches!(name.as_str(), "source" | "capture" | "captured_on" | "description"));
        let _ = writeln!(out);
        for (name, value) in shown {
            let _ = writeln!(out, "{name}: {}", value.as_str().unwrap());
        }
        let _ = writeln!(out, "{}", posting.description.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n").replace("  \n", "\n"));
    }
    let faults = listed.faults.iter().map(|fault| format!("fault: {}: {}", fault.kind, fault.detail));
    let links = links(url, Some(media_type), None, payload).into_iter().map(|link| format!("link: {link}"));
    let more: Vec<String> = faults.chain(links).collect();
    if more.is_empty() { out } else { format!("{out}\n{}\n", more.join("\n")) }
}

/// Compares what is read from `file`, answered by `url`, with the text beside it.
fn check(file: &str, url: &str) {
    let payload = std::fs::read(folder().join(file)).unwrap();
    let told = told(url, media_type(file), &payload);
    let beside = folder().join(file).with_extension("txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&beside, &told).unwrap();
    }
    assert_eq!(told, std::fs::read_to_string(&beside).unwrap_or_default(), "{file}: see {}", beside.display());
}

/// Every answer, and the address that gave it.
const ANSWERS: [(&str, &str); 42] = [
    ("arbeitsagentur.json", "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v4/jobs?was=Wissenschaft&page=1&size=2"),
    ("arbeitsagentur_detail.json", "https://rest.arbeitsagentur.de/jobboerse/jobsuche-service/pc/v4/jobdetails/MTAwMDAtMS1T"),
    ("ashby.json", "https://api.ashbyhq.com/posting-api/job-board/tidewater?includeCompensation=true"),
    ("atom.xml", "https://www.lantern.example/careers/atom.xml"),
    ("bamboohr.json", "https://tidewater.bamboohr.com/careers/list"),
    ("bamboohr_detail.json", "https://tidewater.bamboohr.com/careers/12/detail"),
    ("breezy.json", "https://tidewater.breezy.hr/json"),
    ("eightfold.json", "https://tidewater.eightfold.ai/api/apply/v2/jobs?domain=tidewater.example&start=0&num=2"),
    ("eightfold_detail.json", "https://tidewater.eightfold.ai/api/apply/v2/jobs/901?domain=tidewater.example"),
    ("eploy.xml", "https://jobs.harbour.example/feeds/datafeed.ashx?Format=xml"),
    ("greenhouse.json", "https://boards-api.greenhouse.io/v1/boards/tidewater/jobs?content=true"),
    ("greenhouse_list.json", "https://boards-api.greenhouse.io/v1/boards/tidewater/jobs"),
    ("icims.html", "https://careers-tidewater.icims.com/jobs/search?ss=1&in_iframe=1&pr=0"),
    ("indeed.xml", "https://www.harbour.example/export/indeed.xml"),
    ("jazzhr.xml", "https://app.jazz.co/feeds/export/jobs/tidewater"),
    ("json_feed.json", "https://career.tidewater.example/jobs.json"),
    ("lever.json", "https://api.lever.co/v0/postings/tidewater?mode=json&skip=0&limit=2"),
    ("neogov.xml", "https://www.governmentjobs.com/SearchEngine/JobsFeed?agency=harbour"),
    ("news.xml", "https://www.lantern.example/news/rss"),
    ("nhs_jobs.xml", "https://www.jobs.nhs.uk/api/v1/search_xml?keyword=engagement&page=1&limit=2"),
    ("oracle.json", "https://tidewater.fa.example/hcmRestApi/resources/latest/recruitingCEJobRequisitions?finder=findReqs;siteNumber=CX_1,limit=2"),
    (
        "oracle_detail.json",
        "https://tidewater.fa.example/hcmRestApi/resources/latest/recruitingCEJobRequisitionDetails?finder=ById;Id=%2271%22,siteNumber=CX_1",
    ),
    ("paylocity.html", "https://recruiting.paylocity.com/recruiting/jobs/All/0000-11/Tidewater"),
    ("personio.xml", "https://tidewater.jobs.personio.de/xml?language=en"),
    ("phenom.html", "https://careers.tidewater.example/global/en/search-results"),
    ("pinpoint.json", "https://tidewater.pinpointhq.com/postings.json"),
    ("rdf.xml", "https://www.lantern.example/emplois/index.rdf"),
    ("recruitee.json", "https://tidewater.recruitee.com/api/offers/"),
    ("reed.json", "https://www.reed.co.uk/api/1.0/search?keywords=engagement&resultsToTake=2"),
    ("reed_detail.json", "https://www.reed.co.uk/api/1.0/jobs/501"),
    ("reliefweb.json", "https://api.reliefweb.int/v2/jobs?appname=example&limit=2"),
    ("rippling.json", "https://api.rippling.com/platform/api/ats/v1/board/tidewater/jobs"),
    ("rippling_detail.json", "https://api.rippling.com/platform/api/ats/v1/board/tidewater/jobs/aa-1"),
    ("rss.xml", "https://www.lantern.example/jobs/feed"),
    ("smartrecruiters.json", "https://api.smartrecruiters.com/v1/companies/tidewater/postings?limit=2&offset=0"),
    ("smartrecruiters_detail.json", "https://api.smartrecruiters.com/v1/companies/tidewater/postings/301"),
    ("teamtailor.xml", "https://career.tidewater.example/jobs.rss"),
    ("usajobs.json", "https://data.usajobs.gov/api/Search?Keyword=outreach&Page=1"),
    ("workable.json", "https://apply.workable.com/api/v1/widget/accounts/tidewater?details=true"),
    ("workable_list.json", "https://apply.workable.com/api/v1/widget/accounts/tidewater"),
    ("workday.json", "https://tidewater.wd3.myworkdayjobs.com/wday/cxs/tidewater/External/jobs"),
    ("workday_detail.json", "https://tidewater.wd3.myworkdayjobs.com/wday/cxs/tidewater/External/job/Leeds/Officer_R-7"),
];

#[test]
fn every_board_is_read() {
    let wrong: Vec<&str> =
        ANSWERS.iter().filter(|(file, url)| std::panic::catch_unwind(|| check(file, url)).is_err()).map(|(file, _)| *file).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_file_is_an_answer_that_is_tested() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.split('.').next().unwrap();
        assert!(ANSWERS.iter().any(|(file, _)| file.split('.').next() == Some(stem)), "{name}");
    }
}

/// What a value may become by accident.
fn values() -> impl Strategy<Value = Value> {
    let texts = ["", "<p>", "0001-01-01", "-1", "null", "https://[", "é&amp;", "99999999999999999999"];
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(texts.to_vec()).prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!([[{"name": 1}], null])),
        Just(serde_json::json!({"name": [], "label": {}})),
    ]
}

/// Replaces the value that is the `at`th in the order of a walk.
fn replace(value: &mut Value, at: &mut usize, by: &Value) {
    if *at == 0 {
        *value = by.clone();
    }
    *at = at.wrapping_sub(1);
    let inner: Vec<&mut Value> = match value {
        Value::Array(values) => values.iter_mut().collect(),
        Value::Object(object) => object.values_mut().collect(),
        _ => Vec::new(),
    };
    for value in inner {
        replace(value, at, by);
    }
}

fn read_all(url: &str, media_type: &str, payload: &[u8]) {
    let found = extract(&capture(url, Some(media_type), payload), Expectation::Posting);
    assert_eq!(found.outcome == Outcome::Postings, !found.postings.is_empty());
    assert!(found.outcome != Outcome::Fault || !found.faults.is_empty());
    for link in links(url, Some(media_type), None, payload) {
        assert!(link.starts_with("http"), "{link}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_answer_that_is_cut_panics(which in 0..ANSWERS.len(), share in 0.0..1.0_f64) {
        let (file, url) = ANSWERS[which];
        let payload = std::fs::read(folder().join(file)).unwrap();
        read_all(url, media_type(file), &payload[..(payload.len() as f64 * share) as usize]);
    }

    #[test]
    fn no_answer_with_other_values_panics(which in 0..ANSWERS.len(), swaps in prop::collection::vec((0..150_usize, values()), 1..6)) {
        let (file, url) = ANSWERS[which];
        let payload = std::fs::read(folder().join(file)).unwrap();
        if let Ok(mut value) = serde_json::from_slice::<Value>(&payload) {
            for (at, by) in &swaps {
                replace(&mut value, &mut at.clone(), by);
            }
            read_all(url, media_type(file), value.to_string().as_bytes());
        }
    }

    #[test]
    fn no_feed_with_parts_missing_panics(which in 0..ANSWERS.len(), holes in prop::collection::vec((0.0..1.0_f64, 1..80_usize), 1..4)) {
        let (file, url) = ANSWERS[which];
        let mut text = String::from_utf8_lossy(&std::fs::read(folder().join(file)).unwrap()).into_owned();
        for (share, length) in holes {
            let at = (text.len() as f64 * share) as usize;
            let kept: String = text.char_indices().filter(|(i, _)| !(at..at + length).contains(i)).map(|(_, c)| c).collect();
            text = kept;
        }
        read_all(url, media_type(file), text.as_bytes());
    }
}
