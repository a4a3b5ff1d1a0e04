//! The rounds of each source as the archive tells them, and which of them prove that what they do not show is closed.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use archive::{Archive, Capture, Entry, Record, RecordType, SourceId};
use crawl::{Completeness, ListingPage, RoundEnd, completeness_of_site};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use tables::private::RoundRow;
use url::Url;

use crate::study::{Input, Study, StudySource};

/// What a capture has to do with the listing of its source.
#[derive(Debug)]
pub(crate) struct Listed {
    source: SourceId,
    at: Timestamp,
    /// What was asked for, of what holds postings or is a page of a list; empty for anything else.
    request: String,
    postings_n: u64,
    page: Page,
}

#[derive(Debug)]
enum Page {
    /// It is no page of a list.
    None,
    /// A page of a board's list; the content is missing when it could not be read.
    OfBoard(Option<ListingPage>),
    /// A feed that leads to postings.
    Feed,
}

/// What was asked for: the address, with what was posted when anything was.
pub(crate) fn request_of(capture: &Capture) -> &str {
    note(capture, "Rolescope-Request").unwrap_or(&capture.url)
}

fn note<'c>(capture: &'c Capture, name: &str) -> Option<&'c str> {
    capture.note.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

impl Listed {
    pub(crate) fn of(study: &Study, capture: &Capture, postings_n: usize) -> Self {
        let source = study.source(&capture.source);
        let page = source.map_or(Page::None, |source| page_of(source, capture));
        let is_needed = postings_n > 0 || matches!(page, Page::OfBoard(_));
        let request = if is_needed { request_of(capture).to_owned() } else { String::new() };
        Self { source: capture.source.clone(), at: capture.captured_at, request, postings_n: postings_n as u64, page }
    }
}

fn page_of(source: &StudySource, capture: &Capture) -> Page {
    let is_list =
        note(capture, "Rolescope-Purpose") == Some("listing") && capture.status.is_some_and(|status| (200..300).contains(&status) || status == 304);
    let Some(site) = source.site().filter(|_| is_list) else { return Page::None };
    let Some(listing) = &site.listing else {
        return if is_feed(&capture.payload) { Page::Feed } else { Page::None };
    };
    match Url::parse(request_of(capture)) {
        Ok(url) if listing.is_page(&url) => Page::OfBoard(listing.read(&capture.payload)),
        _ => Page::None,
    }
}

fn is_feed(payload: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&payload[..payload.len().min(500)]).to_lowercase();
    ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| start.contains(root))
}

/// One round of one source.
#[derive(Debug)]
struct Round {
    /// `None` for one that has not come to its end.
    ended_at: Option<Timestamp>,
    end: Option<RoundEnd>,
    listing: Completeness,
}

/// The rounds of all sources, in order.
#[derive(Debug, Default)]
pub(crate) struct Rounds(BTreeMap<SourceId, Vec<Round>>);

impl Rounds {
    /// Reads the ends of rounds out of the archive, and judges what was listed in each.
    pub(crate) fn of(study: &Study, archive: &Archive, archive_dir: &Path, listed: &[Listed]) -> Result<Self> {
        let mut ends = if study.sources.iter().any(|source| source.site().is_some()) { ends(archive, archive_dir)? } else { BTreeMap::new() };
        let mut of_source: BTreeMap<&SourceId, Vec<&Listed>> = BTreeMap::new();
        for one in listed {
            of_source.entry(&one.source).or_default().push(one);
        }
        let mut rounds = Self::default();
        for source in study.sources.iter().filter(|source| source.site().is_some()) {
            let mut listed = of_source.remove(&source.id).unwrap_or_default();
            listed.sort_by_key(|one| one.at);
            rounds.0.insert(source.id.clone(), rounds_of(source, &ends.remove(&source.id).unwrap_or_default(), &listed));
        }
        Ok(rounds)
    }

    /// Whether the listing of the round that this was seen in was complete; `None` when nothing tells.
    pub(crate) fn is_complete(&self, source: &SourceId, seen: Timestamp) -> Option<bool> {
        self.0.get(source)?.iter().find(|round| round.ended_at.is_none_or(|ended_at| seen <= ended_at))?.listing.is_complete
    }

    /// The day of the first complete listing after the round that this was seen in.
    pub(crate) fn closed_after(&self, source: &SourceId, seen: Timestamp) -> Option<Date> {
        let later = self.0.get(source)?.iter().skip_while(|round| round.ended_at.is_some_and(|ended_at| ended_at < seen)).skip(1);
        later.filter(|round| round.listing.is_complete == Some(true)).find_map(|round| round.ended_at).map(day_of)
    }

    /// The rows of `rounds`, sorted by key.
    pub(crate) fn rows(&self, study: &Study) -> Vec<RoundRow> {
        let mut rows: Vec<RoundRow> = study.sources.iter().flat_map(|source| self.rows_of(source)).collect();
        rows.sort_by(|a, b| (&a.source_id, a.round_n).cmp(&(&b.source_id, b.round_n)));
        rows
    }

    fn rows_of(&self, source: &StudySource) -> Vec<RoundRow> {
        let rounds = self.0.get(&source.id).map(Vec::as_slice).unwrap_or_default();
        if rounds.is_empty() {
            return vec![row(source, 1, None)];
        }
        rounds.iter().zip(1..).map(|(round, n)| row(source, n, Some(round))).collect()
    }
}

fn row(source: &StudySource, round_n: u64, round: Option<&Round>) -> RoundRow {
    let kind = match &source.input {
        Input::Files(_) => "files",
        Input::Site(site) | Input::LocalSite { source: site, .. } if site.listing.is_some() => "board",
        Input::Site(_) | Input::LocalSite { .. } => "site",
    };
    let end = round.and_then(|round| round.end.as_ref());
    let number = |of: fn(&RoundEnd) -> usize| end.map(|end| of(end) as u64);
    RoundRow {
        source_id: source.id.to_string(),
        round_n,
        kind: kind.to_owned(),
        access: source.site().map(|site| site.access.to_string()),
        access_on: source.access_on,
        ended_on: round.and_then(|round| round.ended_at).map(day_of),
        urls_n: number(|end| end.queued),
        refused_n: number(|end| end.refused),
        failed_n: number(|end| end.failed),
        left_n: number(|end| end.left),
        expected_n: round.and_then(|round| round.listing.expected),
        got_n: round.and_then(|round| round.listing.got),
        listing_complete: round.and_then(|round| round.listing.is_complete),
        listing_reason: round.map(|round| round.listing.reason.clone()),
    }
}

fn day_of(at: Timestamp) -> Date {
    at.to_zoned_datetime(TimeZone::UTC).date()
}

/// Cuts what was listed, in the order of time, at the ends of rounds.
fn rounds_of(source: &StudySource, ends: &[(Timestamp, RoundEnd)], mut listed: &[&Listed]) -> Vec<Round> {
    let mut rounds: Vec<Round> = Vec::new();
    for (ended_at, end) in ends {
        let (of_round, rest) = listed.split_at(listed.partition_point(|one| one.at <= *ended_at));
        listed = rest;
        // A crawl that is killed after it wrote the end of its round writes it once more.
        if of_round.is_empty() && rounds.last().is_some_and(|last| last.end == Some(*end)) {
            continue;
        }
        rounds.push(Round { ended_at: Some(*ended_at), end: Some(*end), listing: judge(source, Some(end), of_round) });
    }
    if !listed.is_empty() {
        rounds.push(Round { ended_at: None, end: None, listing: judge(source, None, listed) });
    }
    rounds
}

fn judge(source: &StudySource, end: Option<&RoundEnd>, listed: &[&Listed]) -> Completeness {
    // What a killed crawl asked for twice counts once, as it came last.
    let distinct: BTreeMap<&str, &Listed> = listed.iter().map(|one| (one.request.as_str(), *one)).collect();
    let Some(listing) = source.site().and_then(|site| site.listing.as_ref()) else {
        let has_feed = listed.iter().any(|one| matches!(one.page, Page::Feed));
        return completeness_of_site(end, has_feed, source.lists_all, distinct.values().map(|one| one.postings_n).sum());
    };
    let pages = distinct.into_values().filter_map(|one| match &one.page {
        Page::OfBoard(page) => Some(page.clone()),
        Page::None | Page::Feed => None,
    });
    listing.completeness(&pages.collect::<Vec<_>>(), end)
}

/// When the rounds of each source came to their ends. They are metadata, which the archive does not hand out as captures.
fn ends(archive: &Archive, archive_dir: &Path) -> Result<BTreeMap<SourceId, Vec<(Timestamp, RoundEnd)>>> {
    let mut ends: BTreeMap<SourceId, Vec<(Timestamp, RoundEnd)>> = BTreeMap::new();
    for file in archive.files() {
        let mut source = None;
        for entry in archive::read_records(&archive_dir.join(file))? {
            let Entry::Record(_, record) = entry? else { continue };
            source = source_of(&record).or(source);
            if let (Some(source), Some(end), Some(at)) = (&source, RoundEnd::of(&record), record.date()) {
                ends.entry(source.clone()).or_default().push((at, end));
            }
        }
    }
    for ends in ends.values_mut() {
        ends.sort_by_key(|(at, _)| *at);
    }
    Ok(ends)
}

/// The source whose records follow, as the head of a file of ours says.
fn source_of(record: &Record) -> Option<SourceId> {
    if record.kind != RecordType::Warcinfo {
        return None;
    }
    let text = String::from_utf8_lossy(&record.block);
    text.lines().find_map(|line| line.strip_prefix("isPartOf:")?.trim().parse().ok())
}
