//! A page to its postings: from its JSON-LD, and from what it shows where that is missing.

use std::borrow::Cow;

use posting::{Method, ParseQuality, text};

use crate::draft::Draft;
use crate::extraction::{Expectation, Found};
use crate::fault::{Fault, FaultKind};
use crate::front_matter::FrontMatter;
use crate::origin::Origin;
use crate::page::Page;
use crate::plain_html::{self, Reading};
use crate::tree_builder::parse;
use crate::{document, json_ld, markdown};

/// Reads a page.
pub(crate) fn read(raw: &str, origin: &Origin, expectation: Expectation) -> Found {
    let (matter, body) = FrontMatter::split(raw);
    let is_template = body.len() != raw.len();
    let body = if is_template { Cow::Owned(markdown::without_templates(body)) } else { Cow::Borrowed(body) };
    let html = parse(&body);
    let page = Page::of(&html);
    let mut reading = plain_html::read(&page);
    if is_template {
        let mut stated = document::fields(&matter);
        stated.complete(&reading.draft);
        reading.draft = Draft { description: reading.draft.description, ..stated };
    }
    let structured = json_ld::read(&html, &page, origin.url.as_deref().unwrap_or_default());
    let mut found = Found { postings: Vec::new(), faults: structured.faults };
    let is_alone = structured.drafts.len() == 1;
    let has_structured = !structured.drafts.is_empty();
    for (draft, quality) in structured.drafts {
        let (draft, quality) = if is_alone { completed(draft, quality, &reading) } else { (draft, quality) };
        if is_alone || !draft.description.is_empty() {
            found.add(draft.finish(origin, Method::JsonLd, quality));
        }
    }
    if !has_structured {
        show(&mut found, reading, origin, expectation);
    }
    found
}

/// Reads what the page shows, for want of anything better.
fn show(found: &mut Found, reading: Reading, origin: &Origin, expectation: Expectation) {
    // A block that could not be read says no more about the page than that it has one.
    let quality = if found.faults.is_empty() { ParseQuality::Clean } else { ParseQuality::Salvaged };
    match (expectation, reading.absent) {
        (Expectation::Posting, Some(reason)) => found.faults.push(Fault::new(FaultKind::NoPosting, reason)),
        (Expectation::Posting, None) => found.add(reading.draft.finish(origin, Method::Html, quality)),
        (Expectation::Page, None) if reading.looks_like_posting() => found.add(reading.draft.finish(origin, Method::Html, quality)),
        (Expectation::Page, _) => {}
    }
}

/// A posting with what its page states and it does not, and with the page's text when its own is missing or cut short.
fn completed(mut draft: Draft, quality: ParseQuality, reading: &Reading) -> (Draft, ParseQuality) {
    draft.complete(&reading.draft);
    let shown = &reading.draft.description;
    let is_cut = draft.description.ends_with("...") || draft.description.ends_with('…');
    let is_longer = || 2 * text::words_n(shown) > 3 * text::words_n(&draft.description);
    if reading.absent.is_none() && (is_cut || draft.description.is_empty()) && is_longer() {
        draft.description.clone_from(shown);
        return (draft, ParseQuality::Salvaged);
    }
    (draft, quality)
}
