//! The extractors: a page in, its text out; nothing for a page that one refuses or fails on.

use std::panic::catch_unwind;

use dom_smoothie::{Config, Readability, TextMode};
use extract::Expectation;

use crate::ad::capture;

/// An extractor: its name, and what it does.
pub(crate) type Extractor = (&'static str, fn(&str) -> String);

pub(crate) const EXTRACTORS: [Extractor; 3] = [("rolescope", by_rolescope), ("trafilatura", by_trafilatura), ("dom_smoothie", by_dom_smoothie)];

/// All of rolescope's way from a capture to a posting, fields included.
fn by_rolescope(page: &str) -> String {
    let found = extract::extract(&capture(0, "text/html", page.to_owned()), Expectation::Posting);
    found.postings.into_iter().next().map(|posting| posting.description).unwrap_or_default()
}

fn by_trafilatura(page: &str) -> String {
    let text = || trafilatura::extract(page, &trafilatura::Options::default()).map(|result| result.content_text);
    catch_unwind(text).ok().and_then(Result::ok).unwrap_or_default()
}

fn by_dom_smoothie(page: &str) -> String {
    let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
    let text = || Readability::new(page, None, Some(config)).and_then(|mut page| page.parse()).map(|article| article.text_content.to_string());
    catch_unwind(std::panic::AssertUnwindSafe(text)).ok().and_then(Result::ok).unwrap_or_default()
}
