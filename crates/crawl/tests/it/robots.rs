//! What each answer to the question for robots.txt allows: it fails closed.

use crate::board::HOST;
use crate::wire::{Act, ELSEWHERE, Wire, answer, send};

const RULES: &str = "User-agent: *\nDisallow: /private/\n";

/// What may be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Allowed {
    Everything,
    /// All but `/private/`.
    ByRules,
    Nothing,
}
use Allowed::{ByRules, Everything, Nothing};

/// Crawls a board whose robots.txt is answered so, on the first host and on another one.
async fn check(name: &str, expected: Allowed, scheme: &str, robots: impl Fn(&str, &str) -> Vec<Act> + Send + Sync + 'static) {
    let wire = Wire::serve(move |host, path| match path.split('?').next().unwrap_or_default() {
        "/robots.txt" => robots(host, path),
        "/" => send(answer(200, "Content-Type: text/html\r\n", "<a href=/jobs/1>1</a><a href=/private/1>2</a>")),
        "/jobs/1" | "/private/1" => send(answer(200, "Content-Type: text/html\r\n", "<p>A page</p>")),
        _ => send(answer(404, "", "")),
    })
    .await;
    let mut source = wire.source();
    source.start[0].set_scheme(scheme).unwrap();
    let summary = wire.crawl(&source).await;
    let paths = wire.paths();
    let found = match ["/jobs/1", "/private/1"].map(|path| paths.iter().any(|asked| asked == path)) {
        [true, true] => Everything,
        [true, false] => ByRules,
        _ => Nothing,
    };
    assert_eq!(found, expected, "{name}: {} {paths:?}", summary.robots);
    assert_eq!(found == Nothing, summary.robots.starts_with("nothing allowed"), "{name}: {}", summary.robots);
    if expected == Nothing {
        assert!(paths.iter().all(|path| path.starts_with("/robots.txt")), "{name}: {paths:?}");
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test]
async fn each_answer_allows_what_rfc_9309_says_and_fails_closed() {
    let ok = |body: &[u8]| answer(200, "", body);
    let filler = "# filler filler filler filler\n";
    let long = format!("User-agent: *\n{}Disallow: /private/\n", filler.repeat((600 << 10) / filler.len()));
    let endless = format!("{RULES}{}Disallow: /jo", filler.repeat((1 << 20) / filler.len() + 1));
    let cases: Vec<(&str, Allowed, Vec<Act>)> = vec![
        ("200", ByRules, send(ok(RULES.as_bytes()))),
        ("206", ByRules, send(answer(206, "", RULES))),
        ("200, nothing in it", Everything, send(ok(b""))),
        ("204", Everything, send("HTTP/1.1 204 X\r\n\r\n")),
        ("a byte order mark", ByRules, send(ok(format!("\u{feff}{RULES}").as_bytes()))),
        ("HTML instead", Everything, send(answer(200, "Content-Type: text/html\r\n", "<!doctype html><title>Welcome: jobs</title>"))),
        ("rules sent as HTML", ByRules, send(answer(200, "Content-Type: text/html\r\n", RULES))),
        ("NUL bytes", ByRules, send(ok(format!("\0\0\n{RULES}\0").as_bytes()))),
        ("600 KiB", ByRules, send(ok(long.as_bytes()))),
        ("more than 1 MiB, cut within a rule", ByRules, send(ok(endless.as_bytes()))),
        ("gzip", ByRules, send(answer(200, "Content-Encoding: gzip\r\n", gzip(RULES.as_bytes())))),
        ("gzip, cut", Nothing, send(answer(200, "Content-Encoding: gzip\r\n", &gzip(RULES.as_bytes())[..20]))),
        ("gzip bomb", Nothing, send(answer(200, "Content-Encoding: gzip\r\n", gzip(&vec![b'\n'; 20 << 20])))),
        ("brotli, which nobody asked for", Nothing, send(answer(200, "Content-Encoding: br\r\n", b"\x8b\x02\x80"))),
        ("401", Everything, send(answer(401, "", RULES))),
        ("403", Everything, send(answer(403, "", RULES))),
        ("404", Everything, send(answer(404, "", ""))),
        ("410", Everything, send(answer(410, "", ""))),
        ("429", Nothing, send(answer(429, "Retry-After: 1\r\n", ""))),
        ("500", Nothing, send(answer(500, "", RULES))),
        ("503", Nothing, send(answer(503, "", ""))),
        ("304, which nobody asked for", Nothing, send("HTTP/1.1 304 X\r\n\r\n")),
        ("301 to nowhere", Nothing, send(answer(301, "", ""))),
        ("302 to a private address", Nothing, send(answer(302, "Location: http://169.254.169.254/robots.txt\r\n", ""))),
        ("302 to a file", Nothing, send(answer(302, "Location: file:///robots.txt\r\n", ""))),
        ("a body cut short", Nothing, send(format!("HTTP/1.1 200 X\r\nContent-Length: 900\r\n\r\n{RULES}"))),
        ("time-out", Nothing, vec![Act::Silence]),
        ("reset", Nothing, vec![Act::Reset]),
        ("no HTTP", Nothing, send(RULES)),
    ];
    for (name, expected, acts) in cases {
        check(name, expected, "http", move |_, _| acts.clone()).await;
    }
    check("TLS error", Nothing, "https", |_, _| Vec::new()).await;
}

#[tokio::test]
async fn five_redirects_are_followed_to_another_host_and_six_are_not() {
    for (hops_n, end, expected) in [(1, 200, ByRules), (5, 200, ByRules), (5, 404, Everything), (5, 500, Nothing), (6, 200, Nothing)] {
        let name = format!("{hops_n} redirects to {end}");
        check(&name, expected, "http", move |host, path| {
            let hop = path.split_once('?').map_or(0, |(_, hop)| hop.parse::<usize>().unwrap());
            assert_eq!(host == HOST, hop == 0, "all but the first is asked of the other host");
            if hop == hops_n {
                return send(answer(end, "", RULES));
            }
            send(answer(301, &format!("Location: http://{ELSEWHERE}/robots.txt?{}\r\n", hop + 1), ""))
        })
        .await;
    }
}
