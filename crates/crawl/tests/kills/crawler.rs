//! The crawl that is killed: it makes the archive whole, opens the state and goes on, as the command does.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use archive::Writer;
use crawl::{Access, Page, Pattern, Reading, Round, Source, State, Surroundings, crawl};
use jiff::Timestamp;
use url::Url;

use crate::board::{CLOSED, HOST};

/// The least pause between two requests, which the server must see.
pub(crate) const DELAY_MS: u64 = 25;
pub(crate) const ARCHIVE: &str = "archive";

pub(crate) fn run(dir: &Path, address: SocketAddr) {
    let source = source_at(address);
    let archive_dir = dir.join(ARCHIVE);
    archive::recover(&archive_dir).unwrap();
    let mut state = State::open(&dir.join("state.sqlite")).unwrap();
    let mut writer = Writer::create(&archive_dir, &source.id, Timestamp::now(), "test").unwrap();
    let stop = AtomicBool::new(false);
    let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut |_| {} };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let summary = runtime.block_on(crawl(&source, &mut writer, &mut state, Round::Continue, around)).unwrap();
    writer.finish().unwrap();
    assert!(summary.reconciles() && summary.left_in_frontier == 0, "{summary:?}");
    std::fs::write(dir.join("summary"), counts(&summary)).unwrap();
}

/// What must be the same however often the crawl was killed.
fn counts(summary: &crawl::Summary) -> String {
    let crawl::Summary { queued, pages, duplicates, refused_robots, refused_reservation, failed, .. } = summary;
    format!("queued {queued} pages {pages} duplicates {duplicates} robots {refused_robots} reservation {refused_reservation} failed {failed:?}")
}

fn source_at(address: SocketAddr) -> Source {
    let start = vec![Url::parse(&format!("http://{HOST}/")).unwrap()];
    let mut source = Source::new("board".parse().unwrap(), Access::Permission, "study@engaged.example", start);
    source.pins.push((HOST.to_owned(), address));
    source.postings.push(Pattern::new("/jobs/"));
    source.follow.extend(CLOSED.map(Pattern::new));
    source.delay_ms = DELAY_MS;
    source.limits.backoff_ms = 20;
    source.limits.retry_after_max_ms = 200;
    source
}

fn read(page: &Page<'_>) -> Reading {
    let text = String::from_utf8_lossy(page.body);
    let links = text.split("href=").skip(1).filter_map(|rest| rest.split(['>', ' ']).next());
    Reading { links: links.map(str::to_owned).collect(), is_reserved: false }
}
