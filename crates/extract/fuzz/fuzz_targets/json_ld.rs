//! Any JSON, in a page's script and as a file, as a job board's answer too.
#![no_main]

mod capture;

use extract::{Expectation, extract};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|block: &str| {
    let page = format!("<h1>Officer</h1><script type=application/ld+json>{{\"@type\":\"JobPosting\",\"title\":\"Officer\",{block}}}</script>");
    extract(&capture::capture("https://fuzz.example/jobs/1", Some("text/html"), page.as_bytes()), Expectation::Posting);
    for (url, media_type) in [("https://boards-api.greenhouse.io/v1/boards/a/jobs", "application/json"), ("https://a.example/feed.xml", "application/xml")] {
        extract(&capture::capture(url, Some(media_type), block.as_bytes()), Expectation::Posting);
    }
});
