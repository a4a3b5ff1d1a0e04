//! A server that writes to the socket what a test says, and a crawl of it within narrow limits.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use archive::Writer;
use crawl::{Access, Pattern, Round, Source, State, Summary, Surroundings, crawl};
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

use crate::board::{HOST, read};

/// Another host of the same server.
pub(crate) const ELSEWHERE: &str = "www.engaged.example";

/// One thing that the server does with a connection; after the last one it closes it.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Send(Vec<u8>),
    /// The same again and again.
    Repeat(Vec<u8>),
    /// Byte after byte, each after a while.
    Drip(Vec<u8>),
    /// Nothing more, and the connection stays open.
    Silence,
    /// The connection is reset instead of closed.
    Reset,
}

pub(crate) fn send(bytes: impl Into<Vec<u8>>) -> Vec<Act> {
    vec![Act::Send(bytes.into())]
}

/// A whole answer with these headers (each with its line end).
pub(crate) fn answer(status: u16, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status} X\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

/// The server, which answers one request a connection.
pub(crate) struct Wire {
    dir: tempfile::TempDir,
    pub(crate) address: SocketAddr,
    /// Host and path of each request.
    seen: Arc<Mutex<Vec<(String, String)>>>,
    sent: Arc<AtomicUsize>,
    accepting: tokio::task::JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

impl Wire {
    /// Asks `script` what to do for each host and path.
    pub(crate) async fn serve(script: impl Fn(&str, &str) -> Vec<Act> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let (seen, sent) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicUsize::new(0)));
        let (seen_there, sent_there, script) = (Arc::clone(&seen), Arc::clone(&sent), Arc::new(script));
        let accepting = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((mut socket, _)) = listener.accept().await {
                let (seen, sent, script) = (Arc::clone(&seen_there), Arc::clone(&sent_there), Arc::clone(&script));
                connections.spawn(async move {
                    let Some((host, path)) = request(&mut socket).await else { return };
                    let acts = script(&host, &path);
                    seen.lock().unwrap().push((host, path));
                    for act in acts {
                        perform(&mut socket, act, &sent).await;
                    }
                });
            }
        });
        Self { dir: tempfile::tempdir().unwrap(), address, seen, sent, accepting }
    }

    /// The paths asked of all hosts, in order.
    pub(crate) fn all_paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().map(|(_, path)| path.clone()).collect()
    }

    /// Where the crawl's files lie.
    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// The paths asked of the first host, in order.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen.lock().unwrap().iter().filter(|(host, _)| host == HOST).map(|(_, path)| path.clone()).collect()
    }

    /// Bytes that went into sockets.
    pub(crate) fn sent_n(&self) -> usize {
        self.sent.load(Ordering::Relaxed)
    }

    pub(crate) fn archive_dir(&self) -> PathBuf {
        self.dir.path().join("archive")
    }

    /// A source of the first host with narrow limits.
    pub(crate) fn source(&self) -> Source {
        let start = vec![Url::parse(&format!("http://{HOST}/")).unwrap()];
        let mut source = Source::new("wire".parse().unwrap(), Access::Permission, "study@engaged.example", start);
        source.pins.extend([HOST, ELSEWHERE].map(|host| (host.to_owned(), self.address)));
        source.postings.push(Pattern::new("/jobs/"));
        source.follow.push(Pattern::new("/private/"));
        source.delay_ms = 0;
        let limits = &mut source.limits;
        (limits.body_max, limits.decoded_max, limits.tries_max, limits.failures_in_a_row_max) = (64 << 10, 256 << 10, 1, 1_000);
        (limits.backoff_ms, limits.connect_timeout_ms, limits.read_timeout_ms, limits.total_timeout_ms) = (1, 500, 250, 600);
        source
    }

    pub(crate) async fn crawl(&self, source: &Source) -> Summary {
        let mut state = State::open(&self.dir.path().join("state.sqlite")).unwrap();
        let mut archive = Writer::create(&self.archive_dir(), &source.id, Timestamp::now(), "test").unwrap();
        let stop = AtomicBool::new(false);
        let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut |_| {} };
        let summary = crawl(source, &mut archive, &mut state, Round::Continue, around).await.unwrap();
        archive.finish().unwrap();
        assert!(summary.reconciles() && summary.left_in_frontier == 0, "{summary:?}");
        summary
    }
}

async fn request(socket: &mut TcpStream) -> Option<(String, String)> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(socket.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let path = head.split(' ').nth(1)?.to_owned();
    let host = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned))?;
    Some((host, path))
}

/// A peer that has left ends an act early.
async fn perform(socket: &mut TcpStream, act: Act, sent: &AtomicUsize) {
    match act {
        Act::Send(bytes) => drop(socket.write_all(&bytes).await.map(|()| sent.fetch_add(bytes.len(), Ordering::Relaxed))),
        Act::Repeat(bytes) => {
            while socket.write_all(&bytes).await.is_ok() {
                sent.fetch_add(bytes.len(), Ordering::Relaxed);
            }
        }
        Act::Drip(bytes) => {
            for byte in bytes {
                tokio::time::sleep(Duration::from_millis(50)).await;
                if socket.write_all(&[byte]).await.is_err() {
                    return;
                }
            }
        }
        Act::Silence => std::future::pending().await,
        Act::Reset => {
            // What was sent must arrive before the reset overtakes it.
            tokio::time::sleep(Duration::from_millis(2)).await;
            socket.set_zero_linger().unwrap();
        }
    }
}
