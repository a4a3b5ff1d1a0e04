//! A source of several hosts: at once, each by itself, and the same pages whoever answers first.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use archive::RecordType;
use crawl::{Pattern, Round};
use site::{Fault, Faults};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::board::{Board, HOST};

const OTHERS: [&str; 2] = ["b.engaged.example", "c.engaged.example"];

/// Three hosts with `pages_n` pages each. The paths say the host; every page links to its host's next two and to the same page of
/// the next host.
async fn three_hosts(pages_n: usize, faults: Faults) -> Board {
    let hosts = [("a", HOST), ("b", OTHERS[0]), ("c", OTHERS[1])];
    let mut files = Vec::new();
    for (at, (letter, host)) in hosts.iter().enumerate() {
        let (next_letter, next_host) = hosts[(at + 1) % 3];
        for n in 0..pages_n {
            let own = [1, 2].map(|step| format!("<a href=\"/{letter}/{}\">", (n + step) % pages_n)).concat();
            let text = format!("{own}<a href=\"http://{next_host}/{next_letter}/{n}\">");
            files.push((format!("../{host}/{letter}/{n}.html"), text));
        }
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let mut board = Board::with(0, &files, faults).await;
    board.source.start = vec![format!("http://{HOST}/a/0").parse().unwrap()];
    board.source.hosts = OTHERS.map(str::to_owned).into();
    board.source.pins.extend(OTHERS.map(|host| (host.to_owned(), board.address())));
    board.source.postings = vec![Pattern::new("*/a/*"), Pattern::new("*/b/*"), Pattern::new("*/c/*")];
    board.source.limits.tries_max = 1;
    board
}

fn starts() -> Vec<url::Url> {
    let pages = [(HOST, "a"), (OTHERS[0], "b"), (OTHERS[1], "c")];
    pages.map(|(host, letter)| format!("http://{host}/{letter}/0").parse().unwrap()).into()
}

fn pages(board: &Board) -> BTreeSet<String> {
    let responses = board.records().into_iter().filter(|record| record.kind == RecordType::Response);
    let uris = responses.filter_map(|record| record.target_uri().map(str::to_owned));
    uris.filter(|uri| !uri.contains("robots.txt") && !uri.contains("tdmrep")).collect()
}

#[tokio::test]
async fn the_same_pages_are_fetched_whichever_host_is_slow() {
    let mut seen = Vec::new();
    for slow in ["a", "b", "c"] {
        let faults = [0, 1, 5, 17].iter().fold(Faults::named(), |faults, n| faults.with(&format!("/{slow}/{n}"), Fault::Slow));
        let mut board = three_hosts(30, faults).await;
        board.source.delay_ms = 0;
        board.source.max_pages = 57;
        let (summary, _) = board.crawl(Round::Continue).await;
        assert_eq!(summary.pages, 57, "{summary:?}");
        seen.push((pages(&board), summary.queued));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[0], seen[2]);
    assert!(OTHERS.iter().all(|host| seen[0].0.iter().filter(|uri| uri.contains(host)).count() > 2), "every host has a share");
}

#[tokio::test]
async fn an_interruption_changes_nothing_in_what_is_fetched() {
    let (mut whole, mut torn) = (three_hosts(12, Faults::named()).await, three_hosts(12, Faults::named()).await);
    (whole.source.max_pages, torn.source.max_pages) = (23, 23);
    whole.crawl(Round::Continue).await;
    for events_max in [3, 2, 5, 4, 9] {
        torn.crawl_until(Round::Continue, events_max).await;
    }
    let (summary, _) = torn.crawl(Round::Continue).await;
    assert_eq!(summary.pages, 23);
    assert_eq!(summary.requests, torn.paths().len());
    assert_eq!(pages(&torn), pages(&whole));
}

#[tokio::test]
async fn a_death_makes_each_host_repeat_one_request_at_most() {
    let mut board = three_hosts(12, Faults::named()).await;
    board.source.start = starts();
    board.source.delay_ms = 10;
    let deaths_n = 5;
    for n in 1..=deaths_n {
        board.crawl_and_die(Duration::from_millis(n * 17)).await;
    }
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.pages, summary.queued, summary.left_in_frontier), (36, 36, 0));
    assert_eq!(pages(&board).len(), 36, "what the state claims is in the archive");
    let asked_n = board.paths().len();
    assert!(asked_n <= 42 + 3 * deaths_n as usize, "{asked_n} requests for 42 URLs, {deaths_n} deaths");
}

#[tokio::test]
async fn hosts_are_asked_at_once_and_each_with_its_pauses() {
    let mut board = three_hosts(6, Faults::named()).await;
    board.source.start = starts();
    board.source.delay_ms = 100;
    let began_at = Instant::now();
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!(summary.pages, 18);
    assert!(began_at.elapsed().as_secs_f64() < 1.9, "24 requests, eight a host: {:?}", began_at.elapsed());
    for letter in ["/a/", "/b/", "/c/"] {
        let times: Vec<f64> = board.seen().iter().filter(|seen| seen.path.starts_with(letter)).map(|seen| seen.at).collect();
        assert!(times.len() == 6 && times.windows(2).all(|pair| pair[1] - pair[0] >= 0.099), "{times:?}");
    }
}

#[tokio::test]
async fn a_host_that_is_gone_does_not_take_the_others_with_it() {
    let faults = (0..12).fold(Faults::named(), |faults, n| faults.with(&format!("/b/{n}"), Fault::HangUp));
    let mut board = three_hosts(12, faults).await;
    board.source.start = starts();
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.pages, summary.failed.get("network"), summary.left_in_frontier), (24, Some(&5), 7), "{summary:?}");
    assert_eq!(summary.gave_up.as_deref(), Some("5 URLs in a row could not be reached"));
}

/// A host that redirects every path to the same one of another host, and back when `in_circles`.
async fn redirecting(in_circles: bool) -> std::net::SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            let mut head = vec![0; 4096];
            let n = socket.read(&mut head).await.unwrap_or(0);
            let head = String::from_utf8_lossy(&head[..n]).into_owned();
            let path = head.split(' ').nth(1).unwrap_or_default();
            let is_old = head.contains("host: old.example");
            let answer = match path.strip_prefix("/jobs/") {
                Some(n) if is_old => format!("302 Found\r\nLocation: http://new.example/jobs/{n}\r\n"),
                Some(n) if in_circles => format!("302 Found\r\nLocation: http://old.example/jobs/{n}1\r\n"),
                Some(_) => "200 OK\r\nContent-Type: text/html\r\n".to_owned(),
                None => "404 Not Found\r\n".to_owned(),
            };
            let answer = format!("HTTP/1.1 {answer}Content-Length: 0\r\nConnection: close\r\n\r\n");
            let _ = socket.write_all(answer.as_bytes()).await;
        }
    });
    address
}

#[tokio::test]
async fn a_redirect_to_another_host_waits_for_that_hosts_turn_and_counts_as_a_page() {
    for (in_circles, pages_n, duplicates_n) in [(false, 1, 1), (true, 0, 20)] {
        let mut board = Board::with(0, &[], Faults::named()).await;
        let address = redirecting(in_circles).await;
        board.source.start = vec!["http://old.example/jobs/1".parse().unwrap()];
        board.source.hosts = vec!["new.example".to_owned()];
        board.source.pins = ["old.example", "new.example"].map(|host| (host.to_owned(), address)).into();
        board.source.max_pages = 20;
        let (summary, _) = board.crawl(Round::Continue).await;
        assert_eq!((summary.pages, summary.duplicates), (pages_n, duplicates_n), "{summary:?}");
    }
}
