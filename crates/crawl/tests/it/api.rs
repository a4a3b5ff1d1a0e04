//! Boards asked by their interface: a server that answers requests whole, bodies and keys included, and what it saw.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex};

use archive::{Entry, Record, RecordType, Writer};
use crawl::{Access, Board, Key, KeyForm, Page, Reading, Round, RoundEnd, Source, State, Summary, Surroundings, crawl};
use jiff::Timestamp;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request as it arrived.
#[derive(Debug, Clone)]
struct Asked {
    /// `GET /path?query`.
    line: String,
    head: String,
    body: String,
}

impl Asked {
    /// A field of the JSON that was posted.
    fn number(&self, name: &str) -> usize {
        let body: Value = serde_json::from_str(&self.body).unwrap_or_default();
        body[name].as_u64().unwrap_or_default() as usize
    }
}

type Script = dyn Fn(&Asked) -> (u16, String) + Send + Sync;

struct Api {
    dir: tempfile::TempDir,
    address: SocketAddr,
    asked: Arc<Mutex<Vec<Asked>>>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Api {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn read(socket: &mut TcpStream) -> Option<Asked> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    socket.read_exact(&mut body).await.ok()?;
    let line = head.lines().next()?.trim_end_matches(" http/1.1").to_owned();
    Some(Asked { line, head, body: String::from_utf8(body).ok()? })
}

async fn converse(mut socket: TcpStream, script: Arc<Script>, asked: Arc<Mutex<Vec<Asked>>>) {
    while let Some(request) = read(&mut socket).await {
        let (status, body) = match request.line.as_str() {
            "get /robots.txt" | "get /.well-known/tdmrep.json" => (404, String::new()),
            _ => script(&request),
        };
        asked.lock().unwrap().push(request);
        let moved = if (300..400).contains(&status) { format!("Location: {body}\r\n") } else { String::new() };
        let head = format!("HTTP/1.1 {status} X\r\n{moved}Content-Type: application/json\r\nContent-Length: {}\r\n\r\n", body.len());
        if socket.write_all((head + &body).as_bytes()).await.is_err() {
            return;
        }
    }
}

impl Api {
    async fn serve(script: impl Fn(&Asked) -> (u16, String) + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (asked, script): (_, Arc<Script>) = (Arc::new(Mutex::new(Vec::new())), Arc::new(script));
        let there = Arc::clone(&asked);
        let accepting = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                connections.spawn(converse(socket, Arc::clone(&script), Arc::clone(&there)));
            }
        });
        Self { dir: tempfile::tempdir().unwrap(), address, asked, accepting }
    }

    /// The board's source, its hosts pinned to this server.
    fn source(&self, board: &str, token: &str, query: &str) -> Source {
        let listing = Board::find(board).unwrap().listing(token, query).unwrap();
        let mut listing = listing;
        listing.start.set_scheme("http").unwrap();
        let host = listing.start.host_str().unwrap().to_owned();
        let mut source = Source::of_board("board".parse().unwrap(), Access::ApiTerms, "study@lab.example", listing);
        source.pins.push((host, self.address));
        (source.delay_ms, source.limits.backoff_ms) = (0, 1);
        source
    }

    async fn crawl(&self, source: &Source) -> Summary {
        let mut state = State::open(&self.dir.path().join("state.sqlite")).unwrap();
        let mut archive = Writer::create(&self.dir.path().join("archive"), &source.id, Timestamp::now(), "test").unwrap();
        let stop = AtomicBool::new(false);
        let mut on_event = |event| drop(std::fs::write(self.dir.path().join("last_event"), format!("{event:?}")));
        let around = Surroundings { read: &links, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut on_event };
        let summary = crawl(source, &mut archive, &mut state, Round::New, around).await.unwrap();
        archive.finish().unwrap();
        assert!(summary.reconciles(), "{summary:?}");
        summary
    }

    /// Requests but those for robots.txt and the reservation.
    fn asked(&self) -> Vec<Asked> {
        let asked = self.asked.lock().unwrap().clone();
        asked.into_iter().filter(|asked| !asked.line.ends_with("/robots.txt") && !asked.line.ends_with("/tdmrep.json")).collect()
    }

    fn records(&self) -> Vec<Record> {
        let mut files: Vec<_> =
            walk(&self.dir.path().join("archive")).into_iter().filter(|path| path.extension().is_some_and(|end| end == "gz")).collect();
        files.sort();
        let entries = files.iter().flat_map(|file| archive::read_records(file).unwrap());
        entries
            .filter_map(|entry| match entry.unwrap() {
                Entry::Record(_, record) => Some(record),
                Entry::Damage(_) => None,
            })
            .collect()
    }

    fn end(&self) -> RoundEnd {
        self.records().iter().filter_map(RoundEnd::of).next_back().expect("the round is over")
    }
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let paths = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// The links of a list of Workday, as a caller's closure finds them.
fn links(page: &Page<'_>) -> Reading {
    let answer: Value = serde_json::from_slice(page.body).unwrap_or_default();
    let site = page.url.path().trim_end_matches("/jobs");
    let jobs = answer["jobPostings"].as_array().cloned().unwrap_or_default();
    let links = jobs.iter().map(|job| format!("{site}{}", job["externalPath"].as_str().unwrap_or_default()));
    Reading { links: links.collect(), ..Reading::default() }
}

const WORKDAY: &str = "post /wday/cxs/lab/external/jobs";

/// A tenant with so many jobs, which serves its first page again from `clamp` on, and gives `size` at a time.
fn workday(jobs_n: usize, size: usize, clamp: usize) -> impl Fn(&Asked) -> (u16, String) + Send + Sync + 'static {
    move |asked| {
        if asked.line != WORKDAY {
            return (200, json!({"jobPostingInfo": {"title": asked.line}}).to_string());
        }
        let offset = if asked.number("offset") >= clamp { 0 } else { asked.number("offset") };
        let jobs: Vec<Value> = (offset..jobs_n.min(offset + size)).map(|n| json!({"title": "x", "externalPath": format!("/job/{n}")})).collect();
        // Later pages do not repeat the number.
        let total = if asked.number("offset") == 0 { jobs_n } else { 0 };
        (200, json!({"total": total, "jobPostings": jobs}).to_string())
    }
}

#[tokio::test]
async fn a_list_that_is_posted_to_is_followed_to_its_end() {
    let api = Api::serve(workday(45, 20, usize::MAX)).await;
    let source = api.source("workday", "lab.wd3/External", "");
    let summary = api.crawl(&source).await;
    let offsets: Vec<usize> = api.asked().iter().filter(|asked| asked.line == WORKDAY).map(|asked| asked.number("offset")).collect();
    assert_eq!(offsets, [0, 20, 40]);
    assert_eq!((summary.pages, summary.queued), (48, 48), "{summary:?}");
    assert_eq!(api.end(), RoundEnd { queued: 48, ..RoundEnd::default() });
    // All four fields are needed, or Workday answers 422.
    let body: Value = serde_json::from_str(&api.asked()[0].body).unwrap();
    assert_eq!(body, json!({"appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""}));
    assert!(api.asked()[0].head.contains("content-type: application/json"));
}

#[tokio::test]
async fn each_page_that_is_posted_for_is_a_capture_of_its_own() {
    let api = Api::serve(workday(45, 20, usize::MAX)).await;
    api.crawl(&api.source("workday", "lab.wd3/External", "")).await;
    let list = "http://lab.wd3.myworkdayjobs.com/wday/cxs/lab/External/jobs";
    let of =
        |kind: RecordType| api.records().into_iter().filter(|record| record.kind == kind && record.target_uri() == Some(list)).collect::<Vec<_>>();
    let requests: Vec<String> = of(RecordType::Request).iter().map(|record| String::from_utf8(record.block.clone()).unwrap()).collect();
    assert!(
        requests[1].starts_with("POST /wday/cxs/lab/External/jobs HTTP/1.1\r\n") && requests[1].ends_with(r#""offset":20,"searchText":""}"#),
        "{requests:?}"
    );
    let named: std::collections::BTreeSet<String> =
        of(RecordType::Response).iter().map(|record| record.fields.get("Rolescope-Request").unwrap().to_owned()).collect();
    assert_eq!((requests.len(), named.len()), (3, 3));
    assert!(named.iter().all(|name| name.starts_with(&format!("{list}#POST=%7B"))), "{named:?}");
}

#[tokio::test]
async fn a_server_that_starts_over_comes_to_an_end() {
    let api = Api::serve(workday(100, 20, 40)).await;
    let source = api.source("workday", "lab.wd3/External", "");
    api.crawl(&source).await;
    let offsets: Vec<usize> = api.asked().iter().filter(|asked| asked.line == WORKDAY).map(|asked| asked.number("offset")).collect();
    assert_eq!(offsets, [0, 20, 40, 60, 80]);
    let endless = Api::serve(|_| (200, json!([{"id": "a", "hostedUrl": "x", "text": "y"}]).to_string())).await;
    endless.crawl(&endless.source("lever", "lab", "")).await;
    let lines: Vec<String> = endless.asked().into_iter().map(|asked| asked.line).collect();
    assert_eq!(lines, ["get /v0/postings/lab?mode=json&skip=0&limit=100", "get /v0/postings/lab?mode=json&skip=1&limit=100"]);
}

#[tokio::test]
async fn smaller_pages_than_asked_for_are_all_asked_for() {
    let api = Api::serve(workday(45, 10, usize::MAX)).await;
    let summary = api.crawl(&api.source("workday", "lab.wd3/External", "")).await;
    assert_eq!(summary.pages, 50, "five pages of the list, and all 45 jobs");
}

#[tokio::test]
async fn a_page_of_the_list_that_fails_is_told_at_the_end() {
    let whole = workday(45, 20, usize::MAX);
    let api = Api::serve(move |asked| if asked.number("offset") == 20 { (404, "{}".to_owned()) } else { whole(asked) }).await;
    api.crawl(&api.source("workday", "lab.wd3/External", "")).await;
    let end = api.end();
    assert_eq!((end.broken_listing, end.broken_postings, end.failed), (1, 0, 1));
}

#[tokio::test]
async fn what_is_posted_survives_only_redirects_that_say_so() {
    for (status, expected) in [(307, "post /there"), (302, "get /there")] {
        let api = Api::serve(move |asked| if asked.line == WORKDAY { (status, "/there".to_owned()) } else { (200, "{}".to_owned()) }).await;
        api.crawl(&api.source("workday", "lab.wd3/External", "")).await;
        let lines: Vec<String> = api.asked().into_iter().map(|asked| asked.line).collect();
        assert_eq!(lines, [WORKDAY, expected], "{status}");
    }
}

/// Every file that a crawl leaves, decompressed where it is compressed.
fn left_behind(api: &Api) -> Vec<u8> {
    let mut all = Vec::new();
    for path in walk(api.dir.path()) {
        let bytes = std::fs::read(&path).unwrap();
        if path.extension().is_some_and(|end| end == "gz") {
            std::io::Read::read_to_end(&mut flate2::read::MultiGzDecoder::new(&bytes[..]), &mut all).unwrap();
        } else {
            all.extend(bytes);
        }
    }
    all
}

#[tokio::test]
async fn a_key_is_sent_and_written_nowhere() {
    const SECRET: &str = "s3cret-k3y";
    let found = json!({"results": [{"jobId": 1, "employerName": "Lab"}], "totalResults": 1}).to_string();
    let api = Api::serve(move |asked| match asked.line.as_str() {
        "get /api/1.0/jobs/1" => (302, "http://elsewhere.example/".to_owned()),
        // An error page that repeats what it was sent.
        "get /api/1.0/jobs/2" => (200, format!("{{\"key\": \"{SECRET}\"}}")),
        _ => (200, found.clone()),
    })
    .await;
    let mut source = api.source("reed", "", "outreach");
    source.key = Some(Key::new("authorization", KeyForm::Basic, SECRET, &source.start[0]).unwrap());
    for n in [1, 2] {
        source.start.push(source.start[0].join(&format!("/api/1.0/jobs/{n}")).unwrap());
    }
    source.hosts.push("elsewhere.example".to_owned());
    source.pins.push(("elsewhere.example".to_owned(), api.address));
    let summary = api.crawl(&source).await;
    assert_eq!(summary.failed.get("echoed_key"), Some(&1), "{summary:?}");
    let basic = "czNjcmV0LWszeTo=";
    for asked in api.asked.lock().unwrap().iter() {
        let is_its_board = asked.head.contains("host: www.reed.co.uk");
        assert_eq!(asked.head.contains(&format!("authorization: basic {}", basic.to_lowercase())), is_its_board, "{}", asked.head);
    }
    let left = left_behind(&api);
    for secret in [SECRET, basic] {
        assert!(!left.windows(secret.len()).any(|window| window == secret.as_bytes()), "{secret} was written down");
    }
    assert!(left.windows(10).any(|window| window == b"(withheld)"), "the archive says that there was a key");
}
