//! A hostile server: whatever it does to one page is counted within its limit, and the pages beside it are fetched.

use std::io::Write;
use std::time::{Duration, Instant};

use crate::board::HOST;
use crate::wire::{Act, Wire, answer, send};

/// What becomes of the hostile page.
#[derive(Debug, Clone, Copy)]
enum End {
    Page,
    /// Counted under this word.
    Failed(&'static str),
    /// Under one of two, as the system's timing has it.
    Either(&'static str, &'static str),
}
use End::{Either, Failed, Page};

const HTML: &str = "Content-Type: text/html\r\n";
/// What a page and all around it may take: the time-outs are 250 ms without bytes and 600 ms in all.
const TIME_MAX: Duration = Duration::from_secs(3);
/// What the server can get rid of: the limit of a body is 64 KiB, the rest lies in the buffers of the system.
const SENT_MAX: usize = 16 << 20;

/// Crawls a board of three pages, the second hostile.
async fn check(name: &str, expected: End, acts: impl Fn(&str) -> Vec<Act> + Send + Sync + 'static) {
    let wire = Wire::serve(move |_, path| match path {
        "/" => send(answer(200, HTML, "<a href=/jobs/1>1</a><a href=/jobs/2>2</a><a href=/jobs/3>3</a>")),
        "/jobs/1" | "/jobs/3" => send(answer(200, HTML, "<p>A page</p>")),
        _ if path.starts_with("/jobs/2") => acts(path),
        _ => send(answer(404, "", "")),
    })
    .await;
    let started = Instant::now();
    let summary = wire.crawl(&wire.source()).await;
    let took = started.elapsed();
    let failed: Vec<(&str, usize)> = summary.failed.iter().map(|(word, n)| (word.as_str(), *n)).collect();
    let is_expected = match expected {
        Page => failed.is_empty() && summary.pages == 4,
        Failed(word) => failed == [(word, 1)] && summary.pages == 3,
        Either(a, b) => (failed == [(a, 1)] || failed == [(b, 1)]) && summary.pages == 3,
    };
    assert!(is_expected, "{name}: {expected:?}, not {summary:?}");
    assert!(wire.paths().contains(&"/jobs/3".to_owned()), "{name}: the page after it is not fetched");
    assert!(took < TIME_MAX, "{name}: {took:?}");
    assert!(wire.sent_n() < SENT_MAX, "{name}: {} bytes were taken", wire.sent_n());
    let damages_n =
        archive::Archive::open(&wire.archive_dir()).unwrap().captures().filter(|item| !matches!(item, Ok(archive::Item::Capture(_)))).count();
    assert_eq!(damages_n, 0, "{name}: what is archived is whole");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A head without an end, or a head and something after it.
fn head(headers: &str) -> Act {
    Act::Send(format!("HTTP/1.1 200 X\r\n{HTML}{headers}\r\n").into_bytes())
}

fn coded(coding: &str, body: &[u8]) -> Vec<Act> {
    send(answer(200, &format!("{HTML}Content-Encoding: {coding}\r\n"), body))
}

#[tokio::test]
async fn slow_lying_and_endless_answers_are_cut_off() {
    let status = || Act::Send(b"HTTP/1.1 200 X\r\n".to_vec());
    let long = "x".repeat(200);
    let cases: Vec<(&str, End, Vec<Act>)> = vec![
        ("silence", Failed("timed_out"), vec![Act::Silence]),
        ("headers byte by byte", Failed("timed_out"), vec![status(), Act::Drip(long.clone().into_bytes())]),
        ("a body byte by byte", Failed("timed_out"), vec![head("Content-Length: 200\r\n"), Act::Drip(long.into_bytes())]),
        ("chunks byte by byte", Failed("timed_out"), vec![head("Transfer-Encoding: chunked\r\n"), Act::Drip(b"1\r\nx\r\n".repeat(40))]),
        ("interim answers without an end", Either("timed_out", "network"), vec![Act::Repeat(b"HTTP/1.1 100 Continue\r\n\r\n".to_vec())]),
        ("a body shorter than it says", Failed("cut"), vec![head("Content-Length: 200\r\n"), Act::Send(b"<p>short</p>".to_vec())]),
        ("a body longer than it says", Page, vec![head("Content-Length: 9\r\n"), Act::Send(b"<p>1</p>\nHTTP/1.1 200 X\r\n\r\nmore".to_vec())]),
        ("a body of many gigabytes, it says", Failed("too_large"), vec![head("Content-Length: 99999999999\r\n")]),
        ("a length that is none", Failed("network"), vec![head("Content-Length: many\r\n"), Act::Send(b"x".to_vec())]),
        ("two lengths", Failed("network"), vec![head("Content-Length: 1\r\nContent-Length: 2\r\n"), Act::Send(b"xy".to_vec())]),
        ("a body without an end", Failed("too_large"), vec![head(""), Act::Repeat(vec![b'x'; 16 << 10])]),
        (
            "chunks without an end",
            Failed("too_large"),
            vec![head("Transfer-Encoding: chunked\r\n"), Act::Repeat([&b"400\r\n"[..], &[b'x'; 1024], b"\r\n"].concat())],
        ),
        (
            "a chunk of nearly everything",
            Either("too_large", "cut"),
            vec![head("Transfer-Encoding: chunked\r\n"), Act::Send(b"ffffffffffffffff\r\nx".to_vec())],
        ),
        ("a chunk whose size is none", Failed("cut"), vec![head("Transfer-Encoding: chunked\r\n"), Act::Send(b"zz\r\nx".to_vec())]),
        (
            "trailers without an end",
            Failed("cut"),
            vec![head("Transfer-Encoding: chunked\r\n"), Act::Send(b"0\r\n".to_vec()), Act::Repeat(b"A: b\r\n".repeat(1024))],
        ),
    ];
    for (name, expected, acts) in cases {
        check(name, expected, move |_| acts.clone()).await;
    }
}

#[tokio::test]
async fn bombs_are_not_let_off() {
    let page = gzip(b"<p>A page</p>");
    let cases: Vec<(&str, End, Vec<Act>)> = vec![
        ("a gzip bomb", Failed("too_large"), coded("gzip", &gzip(&vec![0; 20 << 20]))),
        ("a gzip bomb in members", Failed("too_large"), coded("gzip", &gzip(&vec![0; 9 << 10]).repeat(100))),
        // Nobody asked for brotli, and nothing unpacks it: a bomb of it stays as small as it is.
        ("a brotli bomb", Failed("undecodable"), coded("br", b"\xcf\xff\xff\x7f\xf8\x27\x00\xe2\xb1\x40\x20\xf7\xfe\x9f")),
        ("a zstd bomb", Failed("undecodable"), coded("zstd", b"\x28\xb5\x2f\xfd\xa4\x00\x00\x00\x40")),
        ("gzip within gzip", Failed("undecodable"), coded("gzip, gzip", &gzip(&page))),
        ("gzip that is cut", Failed("undecodable"), coded("gzip", &page[..page.len() - 4])),
        (
            "gzip with a flipped bit",
            Failed("undecodable"),
            coded("gzip", &[&page[..page.len() - 6], &[page[page.len() - 6] ^ 1], &page[page.len() - 5..]].concat()),
        ),
        ("gzip with something behind it", Failed("undecodable"), coded("gzip", &[&page[..], b"garbage"].concat())),
    ];
    for (name, expected, acts) in cases {
        check(name, expected, move |_| acts.clone()).await;
    }
}

#[tokio::test]
async fn redirects_lead_nowhere_that_they_should_not() {
    let endless = |path: &str| send(answer(302, &format!("Location: {path}x\r\n"), ""));
    check("redirects without an end", Failed("too_many_redirects"), endless).await;
    for (location, word) in [
        ("http://169.254.169.254/latest/meta-data", "private_address"),
        ("http://127.0.0.1:22/", "private_address"),
        ("http://[::1]/", "private_address"),
        ("http://[::ffff:169.254.169.254]/", "private_address"),
        ("//2130706433/", "private_address"),
        ("http://0x7f.1/", "private_address"),
        ("http://localhost/", "redirect_off_site"),
        ("http://elsewhere.example/", "redirect_off_site"),
        ("file:///etc/passwd", "redirect_off_site"),
        ("ftp://jobs.engaged.example/", "redirect_off_site"),
        ("javascript:alert(1)", "redirect_off_site"),
        ("data:text/html,x", "redirect_off_site"),
        ("http://", "redirect_off_site"),
        ("", "redirect_off_site"),
    ] {
        check(location, Failed(word), move |_| send(answer(302, &format!("Location: {location}\r\n"), ""))).await;
    }
    let long = format!("Location: /jobs/2{}\r\n", "x".repeat(20_000));
    check("a very long location", Failed("redirect_off_site"), move |_| send(answer(302, &long, ""))).await;
}

#[tokio::test]
async fn floods_of_headers_and_broken_messages_are_refused() {
    let many = "X-Flood: x\r\n".repeat(10_000);
    let long = format!("X-Flood: {}\r\n", "x".repeat(1 << 20));
    let cases: Vec<(&str, End, Vec<Act>)> = vec![
        ("10,000 headers", Failed("network"), send(answer(200, &many, "x"))),
        ("a header of 1 MB", Failed("network"), send(answer(200, &long, "x"))),
        ("headers without an end", Failed("network"), vec![Act::Send(b"HTTP/1.1 200 X\r\n".to_vec()), Act::Repeat(b"X-Flood: x\r\n".repeat(1024))]),
        ("a status line without an end", Failed("network"), vec![Act::Send(b"HTTP/1.1 200 ".to_vec()), Act::Repeat(vec![b'x'; 16 << 10])]),
        ("nothing", Failed("network"), Vec::new()),
        ("no HTTP at all", Failed("network"), send("SSH-2.0-OpenSSH_9.2\r\n")),
        ("a status that is none", Failed("network"), send("HTTP/1.1 20 X\r\n\r\n")),
        ("a status of no class", Failed("status_999"), send(answer(999, HTML, "x"))),
        ("NUL in a header", Failed("network"), send(answer(200, "X: a\0b\r\n", "x"))),
        ("NUL bytes in the page", Page, send(answer(200, HTML, b"<p>A\0\0page</p>\0"))),
        ("a charset that is none", Page, send(answer(200, "Content-Type: text/html; charset=utf-99\r\n", b"<p>\xff\xfe</p>"))),
        ("another charset than it says", Page, send(answer(200, "Content-Type: text/html; charset=utf-8\r\n", b"<p>Caf\xe9</p>"))),
        ("Latin-1 in a header", Page, send([&b"HTTP/1.1 200 X\r\nX-Name: Caf\xe9\r\nContent-Length: 1\r\n\r\nx"[..]].concat())),
        ("HTTP/1.0 without a length", Page, send("HTTP/1.0 200 OK\nContent-Type: text/html\n\n<p>Old</p>")),
        ("an answer without headers", Page, send("HTTP/1.1 200 OK\r\n\r\n<p>Bare</p>")),
    ];
    for (name, expected, acts) in cases {
        check(name, expected, move |_| acts.clone()).await;
    }
}

#[tokio::test]
async fn a_reset_at_any_byte_is_counted_and_everything_else_goes_on() {
    let whole = answer(200, HTML, "<p>A small page</p>");
    let n = whole.len();
    let links: String = (0..=n).fold(String::new(), |links, at| links + &format!("<a href=/jobs/{at}>{at}</a>"));
    let wire = Wire::serve(move |_, path| match path.strip_prefix("/jobs/") {
        Some(at) => vec![Act::Send(whole[..at.parse().unwrap()].to_vec()), Act::Reset],
        None if path == "/" => send(answer(200, HTML, &links)),
        None => send(answer(404, "", "")),
    })
    .await;
    let summary = wire.crawl(&wire.source()).await;
    let broken = ["network", "cut"].map(|word| summary.failed.get(word).copied().unwrap_or_default());
    assert_eq!(broken.iter().sum::<usize>() + summary.pages, n + 2, "{summary:?}");
    assert_eq!(summary.pages, 2, "the list, and the page that came whole: {summary:?}");
    let archive = archive::Archive::open(&wire.archive_dir()).unwrap();
    let urls = archive.captures().filter_map(|item| if let Ok(archive::Item::Capture(capture)) = item { Some(capture.url) } else { None });
    assert_eq!(urls.filter(|url| url.starts_with(&format!("http://{HOST}/jobs/"))).count(), 1, "no part of a page is archived");
}
