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
use crate::{document, gaps, json_ld, markdown};

/// Reads a page. What stands in its JSON-LD costs no tree, which is built only for what is missing there.
pub(crate) fn read(raw: &str, origin: &Origin, expectation: Expectation) -> Found {
    let (matter, body) = FrontMatter::split(raw);
    let is_template = body.len() != raw.len();
    let body = if is_template { Cow::Owned(markdown::without_templates(body)) } else { Cow::Borrowed(body) };
    let url = origin.url.as_deref().unwrap_or_default();
    let json_ld::Found { mut drafts, faults } = json_ld::read(&body, url);
    let mut found = Found { postings: Vec::new(), faults };
    if let ([(draft, _)], false) = (&drafts[..], is_template)
        && !gaps::may_be_filled(draft, &body)
    {
        for (draft, quality) in drafts {
            found.add(draft.finish(origin, Method::JsonLd, quality));
        }
        return found;
    }
    let html = parse(&body);
    let page = Page::of(&html);
    let has_structured = !drafts.is_empty();
    drafts = json_ld::chosen(drafts, &page, url);
    if drafts.len() > 1 {
        for (draft, quality) in drafts.into_iter().filter(|(draft, _)| !draft.description.is_empty()) {
            found.add(draft.finish(origin, Method::JsonLd, quality));
        }
        return found;
    }
    let mut reading = plain_html::read(&page);
    if is_template {
        let mut stated = document::fields(&matter);
        stated.complete(&reading.draft);
        reading.draft = Draft { description: reading.draft.description, ..stated };
    }
    for (draft, quality) in drafts {
        let (draft, quality) = completed(draft, quality, &reading);
        found.add(draft.finish(origin, Method::JsonLd, quality));
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
    let is_longer = 2 * text::words_n(shown) > 3 * text::words_n(&draft.description);
    if reading.absent.is_none() && is_longer && (draft.description.is_empty() || gaps::is_cut(&draft.description, shown)) {
        draft.description.clone_from(shown);
        return (draft, ParseQuality::Salvaged);
    }
    (draft, quality)
}
