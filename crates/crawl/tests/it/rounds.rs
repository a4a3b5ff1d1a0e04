//! Interrupted, continued, and begun again.

use std::time::{Duration, SystemTime};

use archive::RecordType;
use crawl::{Error, Round, State};
use site::{Fault, Faults};

use crate::board::{Board, HOST};

#[tokio::test]
async fn an_interrupted_crawl_goes_on_where_it_was() {
    let board = Board::with(6, &[], Faults::named()).await;
    let (first, _) = board.crawl_until(Round::Continue, 4).await;
    assert!(first.interrupted && first.left_in_frontier > 0 && first.pages < 7, "{first:?}");
    let (last, _) = board.crawl(Round::Continue).await;
    assert_eq!((last.pages, last.refused_robots, last.left_in_frontier), (7, 1, 0));
    assert!(!last.interrupted);
    let mut paths = board.paths();
    assert_eq!(last.requests, paths.len());
    let asked_n = paths.len();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), asked_n, "nothing is asked for twice, not even robots.txt");
}

#[tokio::test]
async fn a_crawl_that_dies_again_and_again_loses_and_repeats_nothing_but_the_request_under_way() {
    let board = Board::with(12, &[], Faults::named()).await;
    let deaths_n = 6;
    for n in 1..=deaths_n {
        board.crawl_and_die(Duration::from_millis(n * 11)).await;
    }
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.pages, summary.queued, summary.left_in_frontier), (13, 14, 0));
    for n in 1..=12 {
        assert!(!board.records_of(&RecordType::Response, &format!("/jobs/{n}")).is_empty(), "job {n}");
    }
    let asked_n = board.paths().len();
    assert!(asked_n <= 15 + deaths_n as usize, "{asked_n} requests for 15 URLs and {deaths_n} deaths");
}

#[tokio::test]
async fn what_was_archived_and_not_acknowledged_is_adopted() {
    let faults = [("/jobs/2", Fault::Missing), ("/jobs/3", Fault::Moved), ("/jobs/5", Fault::Compressed)];
    for event_n in [1, 3, 6] {
        let faults = faults.into_iter().fold(Faults::named(), |plan, (path, fault)| plan.with(path, fault));
        let board = Board::with(8, &[], faults).await;
        let whole = board.crawl_unacknowledged_from(event_n).await;
        let (asked, responses_n) = (board.paths(), responses_n(&board));
        let (again, events) = board.crawl(Round::Continue).await;
        assert_eq!(again, whole);
        assert!(events.len() > 2, "the visits are told again: {events:?}");
        assert_eq!(board.paths(), asked, "nothing is asked for again");
        assert_eq!(self::responses_n(&board), responses_n, "nothing is archived again");
        let (next, _) = board.crawl(Round::New).await;
        assert!(next.requests > 8 && board.paths().len() == asked.len() + next.requests, "a round asks anew: {next:?}");
    }
}

fn responses_n(board: &Board) -> usize {
    board.records().iter().filter(|record| record.kind == RecordType::Response).count()
}

#[tokio::test]
async fn a_death_during_a_request_does_not_shorten_the_pause_after_it() {
    let mut board = Board::with(2, &[], Faults::named().with("/jobs/1", Fault::Silent)).await;
    board.source.delay_ms = 200;
    board.source.limits.read_timeout_ms = 10_000;
    board.crawl_and_die(Duration::from_millis(1_600)).await;
    let died_at = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs_f64();
    let before_n = board.paths().len();
    assert_eq!(board.paths().last().map(String::as_str), Some("/jobs/1"), "the request under way at the death");
    (board.source.limits.read_timeout_ms, board.source.limits.tries_max) = (50, 1);
    board.crawl(Round::Continue).await;
    let next_at = board.seen()[before_n].at;
    assert!(next_at - died_at >= 0.19, "{} s after the death", next_at - died_at);
}

#[tokio::test]
async fn a_complete_round_is_not_repeated_unasked() {
    let board = Board::with(2, &[], Faults::named()).await;
    let (first, _) = board.crawl(Round::Continue).await;
    let asked_n = board.paths().len();
    let (again, events) = board.crawl(Round::Continue).await;
    assert_eq!(first, again);
    assert!(events.is_empty());
    assert_eq!(board.paths().len(), asked_n);
}

#[tokio::test]
async fn an_unchanged_page_is_not_fetched_anew() {
    let board = Board::with(4, &[], Faults::named()).await;
    board.crawl(Round::Continue).await;
    let before_n = board.paths().len();
    board.write("jobs/2.html", "<h1>Job 2, improved</h1>");
    board.remove("jobs/3.html");
    let (summary, _) = board.crawl(Round::New).await;
    assert_eq!((summary.not_modified, summary.pages), (3, 1), "{summary:?}");
    assert_eq!(summary.failed.get("status_404"), Some(&1));
    let seen = board.seen().split_off(before_n);
    assert_eq!(seen[0].path, "/robots.txt", "a round asks again");
    assert!(seen.iter().filter(|seen| seen.path.starts_with("/jobs/")).all(|seen| seen.has_validator));
    assert_eq!(seen.iter().filter(|seen| seen.status == 304).count(), 3);
    let revisit = &board.records_of(&RecordType::Revisit, "/jobs/1")[0];
    let original = &board.records_of(&RecordType::Response, "/jobs/1")[0];
    assert_eq!(revisit.fields.get("WARC-Payload-Digest"), original.fields.get("WARC-Payload-Digest"));
    assert_eq!(revisit.fields.get("WARC-Refers-To-Date").map(str::to_owned), original.date().map(|date| date.to_string()));
    assert_eq!(board.records_of(&RecordType::Response, "/jobs/2").len(), 2);
}

#[tokio::test]
async fn a_second_crawl_of_the_same_study_is_refused() {
    let board = Board::with(1, &[], Faults::named()).await;
    let _held = State::open(&board.state_path()).unwrap();
    assert!(matches!(State::open(&board.state_path()), Err(Error::StateInUse { .. })));
}

#[tokio::test]
async fn every_exchange_is_archived_with_its_request_and_receipt() {
    let board = Board::with(2, &[], Faults::named()).await;
    board.crawl(Round::Continue).await;
    for (path, purpose) in [("/robots.txt", "robots"), ("/.well-known/tdmrep.json", "reservation"), ("/", "listing"), ("/jobs/1", "posting")] {
        let response = &board.records_of(&RecordType::Response, path)[0];
        assert_eq!(response.fields.get("Rolescope-Purpose"), Some(purpose), "{path}");
        for kind in [RecordType::Request, RecordType::Metadata] {
            assert_eq!(board.records_of(&kind, path)[0].concurrent_to(), response.record_id(), "{path}");
        }
    }
    let request = &board.records_of(&RecordType::Request, "/jobs/1")[0].block;
    let request = String::from_utf8_lossy(request);
    assert!(request.starts_with("GET /jobs/1 HTTP/1.1\r\n") && request.contains(&format!("host: {HOST}\r\n")), "{request}");
    let robots = board.records_of(&RecordType::Response, "/robots.txt");
    assert_eq!(board.receipt("/jobs/1")["basis"]["robots"]["record"].as_str(), robots[0].record_id());
}
