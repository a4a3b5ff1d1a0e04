//! Was the list complete? Only then does an advertisement that it no longer shows count as closed.
//!
//! What answers say of themselves (how many there are in all) is compared with what they hold. A listing is broken by a page that could
//! not be had or read, by pages that nobody visited, by a server that gives fewer than it says or the same page again, and by being a
//! window on the newest alone.

use std::collections::BTreeSet;

use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::board::{Listing, Paging, Shape};
use crate::request::{address_of, body_of, posting};
use crate::round_end::RoundEnd;

/// What one answer of a board's listing holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListingPage {
    /// What names each advertisement in it, in order.
    pub items: Vec<String>,
    /// How many there are in all, when it says so.
    pub total: Option<u64>,
}

/// Whether a round's listing proves that what it does not show is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// `None` when nothing tells.
    pub is_complete: Option<bool>,
    /// How many there are, as the answers say.
    pub expected: Option<u64>,
    /// How many different ones they list.
    pub got: Option<u64>,
    /// Why.
    pub reason: String,
}

impl Listing {
    /// What an answer lists; `None` when it is no list of this board's.
    pub fn read(&self, body: &[u8]) -> Option<ListingPage> {
        match self.board.shape {
            Shape::Json { items, id, total } => of_json(body, items, id, total),
            Shape::Xml { items, id, total } => of_xml(body, items, id, total),
        }
    }

    /// Whether this request asks for a page of the list, and not for one advertisement.
    pub fn is_page(&self, request: &Url) -> bool {
        address_of(request).path() == self.start.path() && body_of(request).is_some() == body_of(&self.start).is_some()
    }

    /// The requests for the rest of the list, at most so many.
    ///
    /// The step is what an answer holds and not what was asked for, since some servers give fewer. When the first answer tells the number
    /// of all, it leads to all the others, so that a server that gives its first page again and again comes to an end.
    pub(crate) fn following(&self, request: &Url, page: &ListingPage, max: usize) -> Vec<Url> {
        let got = page.items.len() as u64;
        let total = page.total.unwrap_or(0);
        let (name, first, step) = match self.board.paging {
            Paging::Whole | Paging::Window => return Vec::new(),
            Paging::Offset(name) => (name, 0, got),
            Paging::Page(name) => (name, 1, 1),
        };
        let at = number_in(request, name).unwrap_or(first);
        if got == 0 || !self.is_page(request) {
            return Vec::new();
        }
        if !self.board.shape.tells_total() {
            return with_number(request, name, at.saturating_add(step)).into_iter().take(max).collect();
        }
        // What a later page says of the number is left out: some boards say 0 there.
        let pages_n = if at == first { total.div_ceil(got) } else { 0 };
        let numbers = (1..pages_n).take(max).map(|n| first.saturating_add(n.saturating_mul(step)));
        numbers.filter_map(|number| with_number(request, name, number)).collect()
    }

    /// Compares what was expected with what came, over all answers of a round, each request once. `None` stands for an answer that
    /// could not be read.
    pub fn completeness(&self, pages: &[Option<ListingPage>], end: Option<&RoundEnd>) -> Completeness {
        let expected = pages.iter().flatten().filter_map(|page| page.total).max();
        let distinct: BTreeSet<&str> = pages.iter().flatten().flat_map(|page| &page.items).map(String::as_str).collect();
        let got = distinct.len() as u64;
        let (is_complete, reason) = match broken(end) {
            Some(reason) => (Some(false), reason),
            None if pages.is_empty() => (Some(false), "no page of the list was had".to_owned()),
            None if pages.contains(&None) => (Some(false), "a page of the list could not be read".to_owned()),
            None => self.compare(&pages.iter().flatten().collect::<Vec<_>>(), expected, got),
        };
        Completeness { is_complete, expected, got: Some(got), reason }
    }

    fn compare(&self, pages: &[&ListingPage], expected: Option<u64>, got: u64) -> (Option<bool>, String) {
        let repeats = has_repeat(pages);
        let told = |is_complete, reason: &str| (Some(is_complete), reason.to_owned());
        match (self.board.paging, expected) {
            (Paging::Window, _) => told(false, "only the newest are listed"),
            (_, Some(expected)) if got < expected && repeats => told(false, "the same page came again"),
            (_, Some(expected)) if got < expected => (Some(false), format!("{got} of {expected} were listed")),
            (_, Some(_)) => told(true, "as many as it says there are"),
            (_, None) if self.board.shape.tells_total() => told(false, "it did not say how many there are"),
            (Paging::Whole, None) if got > 0 => told(true, "one answer lists all"),
            // Some boards answer so for a name that they do not know.
            (_, None) if got == 0 => told(false, "an empty list without a number proves nothing"),
            (_, None) if repeats => told(false, "the same page came again"),
            (_, None) if pages.iter().any(|page| page.items.is_empty()) => told(true, "the page after the last is empty"),
            (_, None) => told(false, "the end of the list was not reached"),
        }
    }
}

/// Judges the listing of a site that is no board: nothing says how many there should be, so that only the study can promise that its
/// patterns reach all.
pub fn completeness_of_site(end: Option<&RoundEnd>, has_feed: bool, is_promised: bool, postings_n: u64) -> Completeness {
    let (is_complete, reason) = match broken(end) {
        Some(reason) => (Some(false), reason),
        None if has_feed && !is_promised => (Some(false), "a feed lists only the newest".to_owned()),
        None if is_promised && postings_n > 0 => (Some(true), "the study says that its patterns reach all".to_owned()),
        None if is_promised => (Some(false), "nothing was listed".to_owned()),
        None => (None, "nothing says how many there should be".to_owned()),
    };
    Completeness { is_complete, expected: None, got: Some(postings_n), reason }
}

/// What breaks any listing, whatever it says.
fn broken(end: Option<&RoundEnd>) -> Option<String> {
    let Some(end) = end else { return Some("the round did not come to its end".to_owned()) };
    let pages = |n: usize| if n == 1 { "1 page".to_owned() } else { format!("{n} pages") };
    match end {
        RoundEnd { broken_listing, .. } if *broken_listing > 0 => Some(format!("{} of the list could not be had", pages(*broken_listing))),
        RoundEnd { broken_postings, .. } if *broken_postings > 0 => {
            Some(format!("{} with an advertisement could not be had", pages(*broken_postings)))
        }
        _ => None,
    }
}

fn has_repeat(pages: &[&ListingPage]) -> bool {
    let mut seen = BTreeSet::new();
    pages.iter().filter(|page| !page.items.is_empty()).any(|page| !seen.insert(&page.items))
}

impl Shape {
    fn tells_total(self) -> bool {
        let (Self::Json { total, .. } | Self::Xml { total, .. }) = self;
        !total.is_empty()
    }
}

fn of_json(body: &[u8], items: &str, id: &str, total: &str) -> Option<ListingPage> {
    let answer: Value = serde_json::from_slice(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)).ok()?;
    let items = answer.pointer(items)?.as_array()?;
    let named = |item: &Value| match item.pointer(id) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => item.to_string(),
    };
    let number = |value: &Value| value.as_u64().or_else(|| value.as_str()?.trim().parse().ok());
    let total = Some(total).filter(|path| !path.is_empty()).and_then(|path| answer.pointer(path)).and_then(number);
    Some(ListingPage { items: items.iter().map(named).collect(), total })
}

/// The text is scanned for tags and not parsed, as that of sitemaps: one stray `&` must not make a whole list unreadable.
fn of_xml(body: &[u8], items: &str, id: &str, total: &str) -> Option<ListingPage> {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with('<') || text.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype")) {
        return None;
    }
    let mut page = ListingPage::default();
    let mut rest = text;
    let mut waits_for_id = false;
    while let Some(open) = rest.find('<') {
        rest = &rest[open + 1..];
        if let Some(inside) = rest.strip_prefix("![CDATA[") {
            rest = inside.find("]]>").map_or("", |end| &inside[end..]);
            continue;
        }
        let Some(close) = rest.find('>') else { break };
        let (tag, after) = (&rest[..close], &rest[close + 1..]);
        rest = after;
        let name = local_name(tag);
        if name == items {
            page.items.push(String::new());
            waits_for_id = true;
        } else if waits_for_id && name == id {
            page.items.pop();
            page.items.push(content(after));
            waits_for_id = false;
        } else if !total.is_empty() && name == total {
            page.total = content(after).parse().ok();
        }
    }
    // What has no name of its own is told apart by its place.
    for (n, item) in page.items.iter_mut().enumerate().filter(|(_, item)| item.is_empty()) {
        *item = format!("#{n}");
    }
    Some(page)
}

fn local_name(tag: &str) -> &str {
    let name = tag.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    name.rsplit(':').next().unwrap_or(name)
}

fn content(rest: &str) -> String {
    let rest = rest.trim_start();
    let inside = rest.strip_prefix("<![CDATA[").map(|cdata| cdata.split("]]>").next().unwrap_or_default());
    inside.unwrap_or_else(|| rest.split('<').next().unwrap_or_default()).trim().to_owned()
}

/// The number that a request gives under this name, in what it posts or in its address.
fn number_in(request: &Url, name: &str) -> Option<u64> {
    if let Some(body) = body_of(request) {
        return serde_json::from_str::<Value>(&body).ok()?.get(name)?.as_u64();
    }
    request.query_pairs().find(|(key, _)| key == name)?.1.parse().ok()
}

/// The request with another number in its place.
fn with_number(request: &Url, name: &str, number: u64) -> Option<Url> {
    if let Some(body) = body_of(request) {
        let mut body: Value = serde_json::from_str(&body).ok()?;
        *body.get_mut(name)? = number.into();
        return Some(posting(&address_of(request), &body.to_string()));
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (key, value) in request.query_pairs() {
        let value = if key == name { number.to_string().into() } else { value };
        query.append_pair(&key, &value);
    }
    let mut next = request.clone();
    next.set_query(Some(&query.finish()));
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::Board;
    use proptest::prelude::*;

    fn listing(board: &str) -> Listing {
        let board = Board::find(board).unwrap();
        let token = match board.name {
            "workday" => "lab.wd3/External",
            _ if board.token.is_empty() => "",
            _ => "lab",
        };
        board.listing(token, if board.is_searched { "outreach" } else { "" }).unwrap()
    }

    fn page(items: std::ops::Range<u64>, total: Option<u64>) -> ListingPage {
        ListingPage { items: items.map(|n| n.to_string()).collect(), total }
    }

    /// The numbers of the pages that follow the first one.
    fn following(board: &str, page: &ListingPage) -> Vec<u64> {
        let listing = listing(board);
        let (Paging::Offset(name) | Paging::Page(name)) = listing.board.paging else { return Vec::new() };
        listing.following(&listing.start, page, 100).iter().filter_map(|request| number_in(request, name)).collect()
    }

    const END: RoundEnd = RoundEnd { queued: 3, refused: 0, failed: 0, left: 0, broken_listing: 0, broken_postings: 0 };

    #[test]
    fn an_answer_tells_its_items_and_how_many_there_are() {
        for (board, body, items, total) in [
            ("greenhouse", r#"{"jobs":[{"id":7},{"id":8}],"meta":{"total":2}}"#, Some(vec!["7", "8"]), Some(2)),
            ("greenhouse", r#"{"jobs":[],"meta":{"total":0}}"#, Some(vec![]), Some(0)),
            ("greenhouse", r#"{"error":"no such board"}"#, None, None),
            ("lever", r#"[{"id":"a"}]"#, Some(vec!["a"]), None),
            ("lever", "<html>", None, None),
            ("workday", r#"{"total":1,"jobPostings":[{"externalPath":"/job/1"}]}"#, Some(vec!["/job/1"]), Some(1)),
            ("usajobs", r#"{"SearchResult":{"SearchResultCountAll":5,"SearchResultItems":[{"MatchedObjectId":"9"}]}}"#, Some(vec!["9"]), Some(5)),
            (
                "nhs-jobs",
                "<nhsJobs><totalPages>1</totalPages><totalResults>2</totalResults><vacancyDetails><id>3</id><x><id>no</id></x></vacancyDetails><vacancyDetails/></nhsJobs>",
                Some(vec!["3", "#1"]),
                Some(2),
            ),
            ("personio", "<workzag-jobs><position><id>5</id><a><![CDATA[<position>]]></a></position></workzag-jobs>", Some(vec!["5"]), None),
            ("personio", "<!DOCTYPE html><p>moved</p>", None, None),
            ("personio", "busy", None, None),
        ] {
            let read = listing(board).read(body.as_bytes());
            assert_eq!(read.as_ref().map(|page| page.items.iter().map(String::as_str).collect()), items, "{board} {body}");
            assert_eq!(read.and_then(|page| page.total), total, "{board} {body}");
        }
    }

    #[test]
    fn the_first_answer_leads_to_the_others() {
        for (board, page, expected) in [
            ("greenhouse", page(0..3, Some(9)), vec![]),
            ("smartrecruiters", page(0..100, Some(250)), vec![100, 200]),
            ("smartrecruiters", page(0..100, Some(100)), vec![]),
            // It was asked for a hundred and gives fifty.
            ("smartrecruiters", page(0..50, Some(120)), vec![50, 100]),
            ("workday", page(0..20, Some(45)), vec![20, 40]),
            ("workday", page(0..20, Some(0)), vec![]),
            ("usajobs", page(0..250, Some(600)), vec![2, 3]),
            ("lever", page(0..100, None), vec![100]),
            ("lever", page(0..0, None), vec![]),
        ] {
            assert_eq!(following(board, &page), expected, "{board} {page:?}");
        }
        assert_eq!(following("workday", &page(0..1, Some(u64::MAX))).len(), 100, "no number makes it endless");
    }

    #[test]
    fn a_later_page_leads_nowhere_when_the_first_told_the_number() {
        let listing = listing("workday");
        let second = with_number(&listing.start, "offset", 20).unwrap();
        assert!(listing.following(&second, &page(20..40, Some(2000)), 100).is_empty());
        let detail = listing.start.join("/wday/cxs/lab/External/job/1").unwrap();
        assert!(!listing.is_page(&detail) && listing.following(&detail, &page(0..1, Some(9)), 9).is_empty());
    }

    fn check(board: &str, pages: &[Option<ListingPage>], end: Option<&RoundEnd>) -> (Option<bool>, String) {
        let found = listing(board).completeness(pages, end);
        (found.is_complete, found.reason)
    }

    #[test]
    fn a_list_is_complete_or_says_why_not() {
        let some = |range, total| Some(page(range, total));
        for (board, pages, complete, reason) in [
            ("greenhouse", vec![some(0..3, Some(3))], true, "as many as it says there are"),
            ("greenhouse", vec![some(0..0, Some(0))], true, "as many as it says there are"),
            ("greenhouse", vec![some(0..2, Some(3))], false, "2 of 3 were listed"),
            ("greenhouse", vec![None], false, "a page of the list could not be read"),
            ("greenhouse", vec![], false, "no page of the list was had"),
            ("ashby", vec![some(0..2, None)], true, "one answer lists all"),
            ("ashby", vec![some(0..0, None)], false, "an empty list without a number proves nothing"),
            ("teamtailor", vec![some(0..20, None)], false, "only the newest are listed"),
            ("lever", vec![some(0..100, None), some(100..130, None), some(0..0, None)], true, "the page after the last is empty"),
            ("lever", vec![some(0..100, None)], false, "the end of the list was not reached"),
            ("lever", vec![some(0..100, None), some(0..100, None)], false, "the same page came again"),
            ("workday", vec![some(0..20, Some(40)), some(20..40, Some(0))], true, "as many as it says there are"),
            ("workday", vec![some(0..20, Some(40)), some(0..20, Some(40))], false, "the same page came again"),
            ("workday", vec![some(0..20, None)], false, "it did not say how many there are"),
        ] {
            assert_eq!(check(board, &pages, Some(&END)), (Some(complete), reason.to_owned()), "{board} {pages:?}");
        }
    }

    #[test]
    fn what_could_not_be_had_breaks_any_list() {
        let pages = [Some(page(0..3, Some(3)))];
        for (end, reason) in [
            (None, "the round did not come to its end"),
            (Some(RoundEnd { broken_listing: 1, ..END }), "1 page of the list could not be had"),
            (Some(RoundEnd { broken_postings: 2, ..END }), "2 pages with an advertisement could not be had"),
        ] {
            assert_eq!(check("greenhouse", &pages, end.as_ref()), (Some(false), reason.to_owned()));
            assert_eq!(completeness_of_site(end.as_ref(), false, true, 3).is_complete, Some(false));
        }
    }

    #[test]
    fn a_site_proves_nothing_unless_the_study_promises() {
        for (has_feed, is_promised, postings_n, complete) in [
            (false, false, 9, None),
            (true, false, 9, Some(false)),
            (false, true, 9, Some(true)),
            (true, true, 9, Some(true)),
            (false, true, 0, Some(false)),
        ] {
            assert_eq!(completeness_of_site(Some(&END), has_feed, is_promised, postings_n).is_complete, complete);
        }
    }

    proptest! {
        #[test]
        fn no_answer_panics(body in ".{0,120}", at in 0_usize..20) {
            let name = Board::names().nth(at).unwrap();
            let listing = listing(name);
            if let Some(page) = listing.read(body.as_bytes()) {
                prop_assert!(listing.following(&listing.start, &page, 50).len() <= 50);
            }
        }
    }
}
