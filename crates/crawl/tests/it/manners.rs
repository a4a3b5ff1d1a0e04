//! What a well-behaved visitor does, whatever it is after.

use archive::RecordType;
use crawl::{Pattern, Round};
use site::{Fault, Faults};

use crate::board::{Board, HOST};

#[tokio::test]
async fn robots_come_first_and_nothing_forbidden_is_asked_for() {
    let board = Board::with(3, &[], Faults::named()).await;
    let (summary, _) = board.crawl(Round::Continue).await;
    let paths = board.paths();
    assert_eq!(paths[..3], ["/robots.txt", "/.well-known/tdmrep.json", "/"]);
    assert!(!paths.iter().any(|path| path.starts_with("/private/") || path == "/about"), "{paths:?}");
    assert_eq!((summary.pages, summary.refused_robots, summary.queued), (4, 1, 5));
    assert_eq!(summary.requests, paths.len());
    assert_eq!(board.receipt("/private/1")["basis"]["robots"]["rule"], "Disallow: /private/");
    let agent = format!("rolescope/{} (+mailto:study@engaged.example)", env!("CARGO_PKG_VERSION"));
    assert!(board.seen().iter().all(|seen| seen.agent == agent));
}

#[tokio::test]
async fn the_pause_is_kept_between_all_requests_and_after_errors() {
    let faults = Faults::named().with("/jobs/1", Fault::UnavailableOnce).with("/jobs/2", Fault::Missing).with("/jobs/3", Fault::HangUp);
    let mut board = Board::with(4, &[], faults).await;
    board.source.delay_ms = 60;
    board.source.limits.backoff_ms = 0;
    board.crawl(Round::Continue).await;
    let seen = board.seen();
    assert!(seen.len() >= 10, "{seen:?}");
    for pair in seen.windows(2) {
        assert!(pair[1].at - pair[0].at >= 0.059, "{pair:?}");
    }
}

#[tokio::test]
async fn a_longer_crawl_delay_wins() {
    let robots = "User-agent: rolescope\nCrawl-delay: 0.1\nAllow: /\n";
    let board = Board::with(2, &[("robots.txt", robots)], Faults::named()).await;
    board.crawl(Round::Continue).await;
    for pair in board.seen()[1..].windows(2) {
        assert!(pair[1].at - pair[0].at >= 0.099, "{pair:?}");
    }
}

#[tokio::test]
async fn without_a_robots_answer_nothing_is_fetched() {
    for fault in [Fault::Broken, Fault::HangUp, Fault::Silent, Fault::Loop, Fault::ToPrivateAddress] {
        let mut board = Board::with(2, &[], Faults::named().with("/robots.txt", fault)).await;
        board.source.limits.read_timeout_ms = 50;
        let (summary, _) = board.crawl(Round::Continue).await;
        assert!(board.paths().iter().all(|path| path.starts_with("/robots.txt")), "{fault:?}: {:?}", board.paths());
        assert_eq!((summary.queued, summary.refused_robots, summary.pages), (1, 1, 0), "{fault:?}");
        assert!(summary.robots.starts_with("nothing allowed"), "{}", summary.robots);
    }
}

#[tokio::test]
async fn without_a_robots_file_everything_may_be_fetched() {
    let board = Board::with(1, &[], Faults::named().with("/robots.txt", Fault::Missing)).await;
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.pages, summary.refused_robots), (3, 0), "the start, the job, the page behind the sign-in");
}

#[tokio::test]
async fn robots_are_found_over_a_redirect_and_read_to_the_last_line_of_an_endless_file() {
    let moved = Board::with(1, &[], Faults::named().with("/robots.txt", Fault::Moved)).await;
    assert_eq!(moved.crawl(Round::Continue).await.0.refused_robots, 1);
    let endless = Board::with(1, &[], Faults::named().with("/robots.txt", Fault::Endless)).await;
    let (summary, _) = endless.crawl(Round::Continue).await;
    assert_eq!(summary.pages, 3);
    let robots = &endless.records_of(&RecordType::Response, "/robots.txt")[0];
    assert_eq!(robots.fields.get("WARC-Truncated"), Some("length"));
}

#[tokio::test]
async fn reserved_pages_are_refused_and_not_kept() {
    let rules = r#"[{"location": "/jobs/1", "tdm-reservation": 1}]"#;
    let meta = r#"<meta name="tdm-reservation" content="1"><p>Reserved</p>"#;
    let files = [(".well-known/tdmrep.json", rules), ("jobs/3.html", meta)];
    let board = Board::with(4, &files, Faults::named().with("/jobs/2", Fault::Reserved)).await;
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.refused_reservation, summary.pages), (3, 2));
    assert!(!board.paths().contains(&"/jobs/1".to_owned()));
    for (path, signal) in [("/jobs/1", "tdmrep.json"), ("/jobs/2", "header"), ("/jobs/3", "meta")] {
        assert!(board.records_of(&RecordType::Response, path).is_empty(), "{path}");
        assert_eq!(board.receipt(path)["basis"]["reservation"]["signal"], signal);
    }
}

#[tokio::test]
async fn loopback_needs_leave() {
    let mut board = Board::with(1, &[], Faults::named()).await;
    let literal = format!("http://{}/", board.address());
    board.source.start = vec![literal.parse().unwrap(), format!("http://localhost:{}/", board.address().port()).parse().unwrap()];
    let (summary, _) = board.crawl(Round::Continue).await;
    assert!(board.paths().is_empty());
    assert_eq!(summary.failed.get("private_address"), Some(&1), "{summary:?}");
    board.source.allow_private_hosts = true;
    let (summary, _) = board.crawl(Round::New).await;
    assert!(summary.pages >= 2, "{summary:?}");
}

#[tokio::test]
async fn sitemaps_are_read_from_robots_through_an_index() {
    let robots = format!("User-agent: *\nDisallow: /private/\nSitemap: http://{HOST}/sitemap.xml\nSitemap: http://elsewhere.example/s.xml\n");
    let index = format!("<sitemapindex><sitemap><loc>http://{HOST}/sitemap-1.xml</loc></sitemap></sitemapindex>");
    let part = format!(
        "<urlset><url><loc>http://{HOST}/jobs/2?utm_source=map</loc></url><url><loc>http://{HOST}/about</loc></url><url><loc>http://elsewhere.example/jobs/1</loc></url></urlset>"
    );
    let files = [("robots.txt", robots.as_str()), ("sitemap.xml", &index), ("sitemap-1.xml", &part), ("index.html", "<p>no links</p>")];
    let mut board = Board::with(2, &files, Faults::named()).await;
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!(board.paths()[2..], ["/", "/sitemap.xml", "/sitemap-1.xml", "/jobs/2"]);
    assert_eq!((summary.sitemaps, summary.pages, summary.queued), (2, 2, 4));
    board.source.use_robots_sitemaps = false;
    assert_eq!(board.crawl(Round::New).await.0.sitemaps, 0);
}

#[tokio::test]
async fn a_page_far_off_is_bounded_by_the_number_of_pages() {
    let mut board = Board::with(9, &[], Faults::named()).await;
    board.source.max_pages = 4;
    board.source.follow = vec![Pattern::new("/about")];
    let (summary, _) = board.crawl(Round::Continue).await;
    assert_eq!((summary.pages, summary.left_in_frontier, summary.queued), (4, 7, 11));
    assert!(!summary.interrupted);
}
