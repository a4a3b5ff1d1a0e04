//! Every fault of the server, and what becomes of it.

use archive::RecordType;
use crawl::{Event, Round, Summary};
use site::{Fault, Faults};

use crate::board::Board;

async fn check(fault: Fault) -> (Board, Summary, Vec<Event>) {
    let board = Board::with(3, &[], Faults::named().with("/jobs/2", fault)).await;
    let (summary, events) = board.crawl(Round::Continue).await;
    (board, summary, events)
}

fn asked_n(board: &Board) -> usize {
    board.paths().iter().filter(|path| path.starts_with("/jobs/2")).count()
}

#[tokio::test]
async fn what_fails_once_is_had_the_second_time() {
    for fault in [Fault::UnavailableOnce, Fault::CutOnce] {
        let (board, summary, events) = check(fault).await;
        assert_eq!((summary.pages, summary.retried, asked_n(&board)), (4, 1, 2), "{fault:?}");
        assert!(events.iter().any(|event| matches!(event, Event::Retried { .. })));
        let responses = board.records_of(&RecordType::Response, "/jobs/2");
        assert_eq!(responses.len(), 1, "{fault:?}: only the whole answer is kept");
        assert!(responses[0].block.ends_with(b"<a href=/>All jobs</a>"));
        assert_eq!(board.receipt("/jobs/2")["failed_tries"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_server_that_asks_for_a_pause_gets_it() {
    let (board, summary, _) = check(Fault::LimitedOnce).await;
    assert_eq!((summary.pages, summary.retried), (4, 1));
    let seen = board.seen();
    let tries: Vec<f64> = seen.iter().filter(|seen| seen.path == "/jobs/2").map(|seen| seen.at).collect();
    assert!(tries[1] - tries[0] >= 0.999, "{tries:?}");
}

#[tokio::test]
async fn a_pause_beyond_all_bounds_is_capped() {
    let mut board = Board::with(1, &[], Faults::named().with("/jobs/1", Fault::LimitedOnce)).await;
    board.source.limits.retry_after_max_ms = 100;
    let (_, events) = board.crawl(Round::Continue).await;
    assert!(events.iter().any(|event| matches!(event, Event::Retried { wait_ms: 100, .. })), "{events:?}");
}

#[tokio::test]
async fn what_always_fails_is_tried_four_times_and_counted() {
    for (fault, kind) in [(Fault::Broken, "status_500"), (Fault::HangUp, "network"), (Fault::Silent, "timed_out")] {
        let (board, summary, _) = check(fault).await;
        assert_eq!(summary.failed.get(kind), Some(&1), "{fault:?}: {summary:?}");
        assert_eq!((summary.pages, summary.retried, asked_n(&board)), (3, 3, 4), "{fault:?}");
        assert_eq!(board.receipt("/jobs/2")["decision"], format!("failed:{kind}"));
    }
}

#[tokio::test]
async fn what_will_not_pass_is_tried_once() {
    for (fault, kind) in
        [(Fault::Missing, "status_404"), (Fault::Endless, "too_large"), (Fault::Bomb, "too_large"), (Fault::ToPrivateAddress, "private_address")]
    {
        let (board, summary, _) = check(fault).await;
        assert_eq!(summary.failed.get(kind), Some(&1), "{fault:?}: {summary:?}");
        assert_eq!((summary.pages, summary.retried, asked_n(&board)), (3, 0, 1), "{fault:?}");
    }
}

#[tokio::test]
async fn a_redirect_loop_ends() {
    let (board, summary, _) = check(Fault::Loop).await;
    assert_eq!(summary.failed.get("redirect_loop"), Some(&1), "{summary:?}");
    assert_eq!((summary.duplicates, asked_n(&board)), (1, 2));
}

#[tokio::test]
async fn a_redirect_is_followed_and_its_end_not_fetched_again() {
    let (board, summary, _) = check(Fault::Moved).await;
    assert_eq!((summary.pages, summary.duplicates, summary.failed_n()), (4, 1, 0));
    assert_eq!(board.records_of(&RecordType::Response, "/jobs/2").len(), 1, "the redirect is archived too");
    assert_eq!(board.records_of(&RecordType::Response, "/jobs/2?moved").len(), 1);
}

#[tokio::test]
async fn a_compressed_page_is_archived_as_it_came() {
    let (board, summary, _) = check(Fault::Compressed).await;
    assert_eq!(summary.pages, 4);
    let block = &board.records_of(&RecordType::Response, "/jobs/2")[0].block;
    let body = block.windows(4).position(|four| four == b"\r\n\r\n").unwrap() + 4;
    assert!(block[body..].starts_with(&[0x1f, 0x8b]));
}

#[tokio::test]
async fn a_slow_page_is_waited_for() {
    assert_eq!(check(Fault::Slow).await.1.pages, 4);
}

#[tokio::test]
async fn a_picture_is_not_read() {
    let board = Board::with(1, &[("jobs/photo.png", "not really")], Faults::named()).await;
    board.write("index.html", "<a href=/jobs/photo.png>photo</a>");
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!(summary.failed.get("content_type"), Some(&1), "{summary:?}");
}

#[tokio::test]
async fn a_host_that_is_gone_is_given_up() {
    let faults = (1..=9).fold(Faults::named(), |faults, n| faults.with(&format!("/jobs/{n}"), Fault::HangUp));
    let mut board = Board::with(9, &[], faults).await;
    board.source.limits.tries_max = 1;
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!(summary.failed.get("network"), Some(&5));
    assert!(summary.gave_up.is_some() && summary.left_in_frontier >= 4, "{summary:?}");
}

#[tokio::test]
async fn a_board_with_many_faults_adds_up() {
    let mut board = Board::with(60, &[], Faults::hashed()).await;
    board.source.limits.retry_after_max_ms = 30;
    let (summary, events) = board.crawl(Round::Continue).await;
    assert_eq!(summary.left_in_frontier, 0);
    assert!(summary.retried > 0 && summary.failed_n() > 0 && summary.duplicates > 0, "{summary:?}");
    let told = events.iter().filter(|event| matches!(event, Event::Fetched { .. })).count();
    assert_eq!(told, summary.pages);
    assert_eq!(summary.requests, board.paths().len());
}
