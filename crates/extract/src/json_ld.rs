//! The `JobPosting` objects of a page, in its JSON-LD scripts.

use std::borrow::Cow;

use posting::{ParseQuality, canonical_url};
use serde_json::Value;
use url::Url;

use crate::draft::Draft;
use crate::element::Tag;
use crate::fault::{Fault, FaultKind};
use crate::json_text;
use crate::page::Page;
use crate::schema_org::{Nodes, draft, is_job_posting};
use crate::tokens::{Token, Tokens};

/// Deeper nesting than this holds no posting.
const MAX_DEPTH: usize = 64;

/// The postings of a page with how well each was read, and the blocks with one that could not be read.
pub(crate) struct Found {
    pub(crate) drafts: Vec<(Draft, ParseQuality)>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads the scripts of a page, which need no tree to be found.
pub(crate) fn read(page: &str, url: &str) -> Found {
    let mut faults = Vec::new();
    let mut blocks = Vec::new();
    for script in scripts(page) {
        match json_text::parse(script) {
            Ok((value, quality)) if quality != ParseQuality::Salvaged || holds_posting(&value) => blocks.push((value, quality)),
            // A broken block about something else takes nothing from the posting.
            broken if script.contains("JobPosting") => {
                faults
                    .push(Fault::new(FaultKind::JsonSyntax, broken.err().unwrap_or_else(|| "what is left of the block is no JobPosting".to_owned())));
            }
            _ => {}
        }
    }
    let mut nodes = Nodes::new();
    let mut postings = Vec::new();
    for (value, quality) in &blocks {
        each_object(value, &mut |object| {
            if let Some(id) = object.get("@id").and_then(Value::as_str).filter(|_| object.as_object().is_some_and(|object| object.len() > 1)) {
                nodes.insert(id, object);
            }
            let is_posting = is_job_posting(object);
            if is_posting {
                postings.push((object, *quality));
            }
        });
    }
    let drafts = postings.into_iter().map(|(object, quality)| (draft(object, &nodes, Some(url)), quality)).collect();
    Found { drafts, faults }
}

/// The texts of the JSON-LD scripts, by a type in any case and with any parameter; none when no posting can be in them.
fn scripts(page: &str) -> Vec<&str> {
    if !names_posting(page) {
        return Vec::new();
    }
    let mut scripts = Vec::new();
    let mut is_json_ld = false;
    for token in Tokens::of(page) {
        match token {
            Token::Start(start) => is_json_ld = start.tag == Tag::SCRIPT && start.attributes.get("type").is_some_and(|kind| is_json_ld_type(&kind)),
            Token::Raw(Tag::SCRIPT, text) if is_json_ld && !text.trim().is_empty() => scripts.push(text),
            _ => {}
        }
    }
    if scripts.iter().any(|script| names_posting(script)) { scripts } else { Vec::new() }
}

fn is_json_ld_type(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/ld+json") || kind.eq_ignore_ascii_case("application/ld json")
}

/// Whether `JobPosting` may occur in a text, in any usual case: the quick test before anything else is done.
fn names_posting(text: &str) -> bool {
    ["obPosting", "obposting", "OBPOSTING"].iter().any(|part| memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some())
}

fn holds_posting(value: &Value) -> bool {
    let mut found = false;
    each_object(value, &mut |object| found |= is_job_posting(object));
    found
}

/// Calls `take` with every object, the outer before the inner.
fn each_object<'a>(value: &'a Value, take: &mut dyn FnMut(&'a Value)) {
    let mut open = vec![(value, 0)];
    while let Some((value, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            continue;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev().map(|value| (value, depth + 1))),
            Value::Object(object) => {
                take(value);
                open.extend(object.values().rev().filter(|value| value.is_object() || value.is_array()).map(|value| (value, depth + 1)));
            }
            _ => {}
        }
    }
}

/// Of several postings the one that the page is about; all of them when it is about none.
pub(crate) fn chosen(mut drafts: Vec<(Draft, ParseQuality)>, page: &Page<'_>, url: &str) -> Vec<(Draft, ParseQuality)> {
    if drafts.len() < 2 {
        return drafts;
    }
    let base = Url::parse(url).ok();
    let absolute = |raw: &str| Url::options().base_url(base.as_ref()).parse(raw).map_or_else(|_| raw.to_owned(), |url| canonical_url(url.as_str()));
    let addresses = [Some(Cow::Borrowed(url)), page.canonical()].into_iter().flatten().map(|raw| absolute(&raw)).collect::<Vec<_>>();
    let title = page.title().map(|title| posting::text::normalized(&title)).unwrap_or_default();
    let score = |draft: &Draft| {
        let by_address = draft.url.as_deref().is_some_and(|own| addresses.contains(&canonical_url(own)));
        let by_title = !title.is_empty() && draft.title.as_deref().map(posting::text::normalized).as_deref() == Some(&title);
        2 * u8::from(by_title) + u8::from(by_address)
    };
    let best = drafts.iter().map(|(draft, _)| score(draft)).max().unwrap_or_default();
    if best > 0 {
        // The first of equals: some pages repeat the same block.
        let at = drafts.iter().position(|(draft, _)| score(draft) == best).unwrap_or_default();
        return vec![drafts.swap_remove(at)];
    }
    drafts
}
