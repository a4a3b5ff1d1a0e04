//! What a visitor of a served folder sees.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use site::{Fault, Faults, Options, RequestLog, Site, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn board(dir: &Path) {
    let host = dir.join("jobs.example");
    fs::create_dir_all(&host).unwrap();
    fs::write(host.join("index.html"), "<h1>Jobs</h1>").unwrap();
    fs::write(host.join("robots.txt"), "User-agent: *\n").unwrap();
}

async fn ask(site: &Site, method: &str, target: &str, more: &str) -> String {
    let mut socket = TcpStream::connect(site.address).await.unwrap();
    let request = format!("{method} {target} HTTP/1.1\r\nHost: jobs.example\r\nConnection: close\r\n{more}\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = socket.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    answer.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim_start_matches(':').trim()
}

#[tokio::test]
async fn a_page_is_served_validated_and_logged() {
    let dir = tempfile::tempdir().unwrap();
    board(dir.path());
    let log = tempfile::tempdir().unwrap().keep().join("requests.jsonl");
    let options = Options { log: Some(RequestLog { path: log.clone(), now: SystemTime::now }), ..Options::default() };
    let site = serve(dir.path(), options).await.unwrap();
    assert_eq!(site.hosts, ["jobs.example"]);
    let first = ask(&site, "GET", "/", "").await;
    assert!(first.starts_with("HTTP/1.1 200 OK") && first.ends_with("<h1>Jobs</h1>"), "{first}");
    assert_eq!(header(&first, "Content-Type"), "text/html; charset=utf-8");
    let again = ask(&site, "GET", "/", &format!("If-None-Match: {}\r\n", header(&first, "ETag"))).await;
    assert!(again.starts_with("HTTP/1.1 304"), "{again}");
    let since = ask(&site, "GET", "/", &format!("If-Modified-Since: {}\r\n", header(&first, "Last-Modified"))).await;
    assert!(since.starts_with("HTTP/1.1 304"), "{since}");
    let head = ask(&site, "HEAD", "/", "").await;
    assert!(head.starts_with("HTTP/1.1 200") && head.ends_with("\r\n\r\n"), "{head}");
    assert!(ask(&site, "GET", "/nothing", "").await.starts_with("HTTP/1.1 404"));
    assert!(ask(&site, "POST", "/", "").await.starts_with("HTTP/1.1 405"));
    let lines = fs::read_to_string(log).unwrap();
    assert_eq!(lines.lines().count(), 6);
    assert!(lines.contains("\"path\":\"/nothing\"") && lines.contains("\"status\":404"), "{lines}");
}

async fn with_fault(fault: Fault) -> (tempfile::TempDir, Site) {
    let dir = tempfile::tempdir().unwrap();
    board(dir.path());
    let faults = Some(Faults::named().with("/", fault));
    let site = serve(dir.path(), Options { faults, ..Options::default() }).await.unwrap();
    (dir, site)
}

#[tokio::test]
async fn a_fault_of_one_time_is_gone_the_second_time() {
    for (fault, sign) in [(Fault::UnavailableOnce, "HTTP/1.1 503"), (Fault::LimitedOnce, "HTTP/1.1 429"), (Fault::CutOnce, "HTTP/1.1 200")] {
        let (_dir, site) = with_fault(fault).await;
        let first = ask(&site, "GET", "/", "").await;
        assert!(first.starts_with(sign) && !first.ends_with("</h1>"), "{fault:?}: {first}");
        assert!(ask(&site, "GET", "/", "").await.ends_with("</h1>"), "{fault:?}");
    }
}

#[tokio::test]
async fn redirects_go_where_they_say() {
    let (_dir, site) = with_fault(Fault::Moved).await;
    assert_eq!(header(&ask(&site, "GET", "/", "").await, "Location"), "/?moved");
    assert!(ask(&site, "GET", "/?moved", "").await.ends_with("</h1>"));
    let (_dir, site) = with_fault(Fault::Loop).await;
    assert_eq!(header(&ask(&site, "GET", "/", "").await, "Location"), "/?again");
    assert_eq!(header(&ask(&site, "GET", "/?again", "").await, "Location"), "/");
}

#[tokio::test]
async fn a_site_stops_when_it_is_dropped() {
    let (_dir, site) = with_fault(Fault::Silent).await;
    let address = site.address;
    drop(site);
    tokio::task::yield_now().await;
    for _ in 0..50 {
        if TcpStream::connect(address).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("still listening");
}
