//! Any page: nothing panics, and what is read of it reads the same again.
#![no_main]

mod capture;

use extract::{Expectation, extract, links};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|page: &[u8]| {
    let capture = capture::capture("https://fuzz.example/jobs/1", Some("text/html"), page);
    for expectation in [Expectation::Posting, Expectation::Page] {
        let found = extract(&capture, expectation);
        assert_eq!(extract(&capture, expectation), found);
    }
    links(&capture.url, Some("text/html"), None, page);
});
