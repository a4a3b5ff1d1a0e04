//! What fails around a crawl: the disk, the folder, the clock, a second process. A clear error, and an archive that stays intact.

use std::cell::Cell;
use std::error::Error as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use archive::{Archive, Item, Writer};
use crawl::{Error, Round, State};
use jiff::{SignedDuration, Timestamp};
use site::Faults;

use crate::board::Board;
use crate::child::{Child, Job};
use crate::wire::{Wire, answer, send};

const HTML: &str = "Content-Type: text/html\r\n";
/// Bytes that a child may write to one file, as if the disk were full then.
const FILE_MAX: u64 = 1 << 20;
const PAGES_N: usize = 30;

/// Letters without a pattern, which hardly shrink.
fn noise(seed: usize, len: usize) -> String {
    let mut random = seed as u64 + 1;
    let letters = (0..len).map(|_| {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        char::from(b'a' + ((random >> 33) % 26) as u8)
    });
    letters.collect()
}

/// A board whose pages are large, and whose list is long.
async fn serve(links_n: usize) -> Wire {
    let list = (0..links_n).fold(String::new(), |list, n| list + &format!("<a href=/jobs/{n}>"));
    Wire::serve(move |_, path| match path.strip_prefix("/jobs/") {
        Some(n) => send(answer(200, HTML, noise(n.parse().unwrap(), 100 << 10))),
        None if path == "/" => send(answer(200, HTML, &list)),
        None => send(answer(404, "", "")),
    })
    .await
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// URLs of what is archived; nothing of it may be damaged.
fn captured(dir: &Path) -> Vec<String> {
    let items = Archive::open(&dir.join("archive")).unwrap();
    let mut urls: Vec<String> = items
        .captures()
        .map(|item| match item.unwrap() {
            Item::Capture(capture) => capture.url,
            Item::Damage(damage) => panic!("{damage:?}"),
        })
        .collect();
    urls.sort();
    urls
}

#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_said_and_the_crawl_goes_on_when_there_is_room() {
    for (links_n, pages_max, attempt) in [(PAGES_N, 1_000, "cannot archive "), (20_000, 3, "in the crawl's state")] {
        let wire = serve(links_n).await;
        let job = Job { dir: wire.dir(), address: wire.address, hosts_n: 1, delay_ms: 0, pages_max };
        let full = Child::limited(&job, FILE_MAX).wait();
        assert_eq!(full.status.code(), Some(1), "{}", said(&full));
        assert!(said(&full).contains(attempt), "{}", said(&full));
        archive::recover(&wire.dir().join("archive")).unwrap();
        let before = captured(wire.dir());
        let whole = Child::start(&job).wait();
        assert!(whole.status.success(), "{}", said(&whole));
        let mut after = captured(wire.dir());
        assert!(before.iter().all(|url| after.contains(url)), "what was archived stays");
        let captures_n = after.len();
        after.dedup();
        assert_eq!(after.len(), captures_n, "nothing is archived twice");
        assert_eq!(after.iter().filter(|url| url.contains("/jobs/")).count(), if pages_max > PAGES_N { PAGES_N } else { pages_max - 1 });
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_process_is_refused_and_the_first_goes_on() {
    let wire = serve(8).await;
    let job = Job { dir: wire.dir(), address: wire.address, hosts_n: 1, delay_ms: 150, pages_max: 1_000 };
    let first = Child::start(&job);
    while wire.all_paths().len() < 3 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    let second = Child::start(&job).wait();
    assert_eq!(second.status.code(), Some(1));
    assert!(said(&second).contains("another rolescope process is crawling this study; wait for it or stop it"), "{}", said(&second));
    let first = first.wait();
    assert!(first.status.success(), "{}", said(&first));
    assert_eq!(captured(wire.dir()).iter().filter(|url| url.contains("/jobs/")).count(), 8);
}

/// A folder that may not be written to, also by root, whom permissions do not keep out.
fn read_only() -> (PathBuf, Option<tempfile::TempDir>) {
    let dir = tempfile::tempdir().unwrap();
    let mut permissions = fs::metadata(dir.path()).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(dir.path(), permissions).unwrap();
    if fs::write(dir.path().join("probe"), "").is_ok() {
        return (PathBuf::from("/proc/self"), None);
    }
    (dir.path().to_owned(), Some(dir))
}

#[cfg(target_os = "linux")]
#[test]
fn a_read_only_folder_is_said_by_name() {
    let (dir, _held) = read_only();
    let refused = State::open(&dir.join("state.sqlite")).unwrap_err();
    assert!(matches!(refused, Error::StateOpen { .. }) && refused.to_string().contains(&*dir.to_string_lossy()), "{refused}");
    let refused = Writer::create(&dir.join("archive"), &"board".parse().unwrap(), Timestamp::UNIX_EPOCH, "test").err().unwrap();
    assert!(matches!(refused, archive::Error::Write { .. }) && refused.source().is_some(), "{refused}");
    assert!(refused.to_string().contains(&*dir.to_string_lossy()), "{refused}");
    assert_eq!(archive::recover(&dir.join("archive")).unwrap(), [], "nothing is there to recover");
}

#[tokio::test]
async fn a_clock_that_goes_backwards_changes_neither_pages_nor_pauses() {
    let mut board = Board::with(6, &[], Faults::named()).await;
    board.source.delay_ms = 40;
    let began_at: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
    let calls_n = Cell::new(0_i64);
    let now = || {
        calls_n.set(calls_n.get() + 1);
        began_at - SignedDuration::from_mins(calls_n.get())
    };
    let summary = board.crawl_by(&now, Round::Continue).await;
    assert_eq!((summary.pages, summary.refused_robots, summary.left_in_frontier), (7, 1, 0), "{summary:?}");
    for pair in board.seen().windows(2) {
        assert!(pair[1].at - pair[0].at >= 0.039, "{pair:?}");
    }
    assert!(board.records().len() > 7, "and all is archived");
    let again = board.crawl(Round::New).await.0;
    assert_eq!((again.pages + again.not_modified, again.left_in_frontier), (7, 0), "{again:?}");
}
