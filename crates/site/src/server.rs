//! The server: connections in, pages and faults out.

use std::collections::HashSet;
use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};

use crate::fault::{Fault, Faults, hash};
use crate::folder::{Folder, Page};
use crate::http::{self, Request};
use crate::log::{OpenLog, RequestLog};
use crate::{Error, Result};

/// What a site does besides serving its pages.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The port on loopback; 0 takes a free one.
    pub port: u16,
    /// How it misbehaves; `None` means not at all.
    pub faults: Option<Faults>,
    /// Where requests are written down.
    pub log: Option<RequestLog>,
}

/// A site being served; it stops when this is dropped.
#[derive(Debug)]
pub struct Site {
    /// Where it listens.
    pub address: SocketAddr,
    /// The hosts it answers for, sorted.
    pub hosts: Vec<String>,
    accepting: JoinHandle<()>,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// Serves the folder on loopback until the [`Site`] is dropped.
///
/// # Errors
/// When the folder or the log cannot be opened, the folder has no host, or the port is taken.
pub async fn serve(folder: &Path, options: Options) -> Result<Site> {
    let board = Arc::new(Board {
        folder: Folder::open(folder)?,
        faults: options.faults.unwrap_or_default(),
        log: options.log.as_ref().map(OpenLog::open).transpose()?,
        visited: Mutex::default(),
    });
    let wanted = SocketAddr::from((Ipv4Addr::LOCALHOST, options.port));
    let fail = |source| Error::Listen { address: wanted, source };
    let listener = TcpListener::bind(wanted).await.map_err(fail)?;
    let address = listener.local_addr().map_err(fail)?;
    let hosts = board.folder.hosts().to_vec();
    Ok(Site { address, hosts, accepting: tokio::spawn(accept(listener, board)) })
}

async fn accept(listener: TcpListener, board: Arc<Board>) {
    // Connections end with the set, so that a dropped site leaves nothing behind.
    let mut connections = JoinSet::new();
    loop {
        if let Ok((socket, _peer)) = listener.accept().await {
            connections.spawn(converse(socket, Arc::clone(&board)));
        }
        while connections.try_join_next().is_some() {}
    }
}

async fn converse(mut socket: TcpStream, board: Arc<Board>) {
    let mut pending = Vec::new();
    while let Some(request) = http::read(&mut socket, &mut pending).await {
        let answer = board.answer(&request);
        board.note(&request, answer.status);
        let is_head = request.method == "HEAD";
        let closing = request.header("connection").eq_ignore_ascii_case("close");
        if send(&mut socket, answer, is_head).await.is_none() || closing {
            return;
        }
    }
}

/// How the body goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Delivery {
    Whole,
    Half,
    Endless,
    Never,
    HangUp,
}

#[derive(Debug)]
struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    delivery: Delivery,
    wait: Duration,
}

impl Answer {
    fn new(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type", content_type.to_owned())];
        Self { status, headers, body: body.into(), delivery: Delivery::Whole, wait: Duration::ZERO }
    }

    fn plain(status: u16, text: &str) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text)
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.headers.push((name, value));
        self
    }

    fn delivered(self, delivery: Delivery) -> Self {
        Self { delivery, ..self }
    }
}

/// Sends the answer; `None` ends the connection.
async fn send(socket: &mut TcpStream, answer: Answer, is_head: bool) -> Option<()> {
    tokio::time::sleep(answer.wait).await;
    match answer.delivery {
        Delivery::HangUp => return None,
        Delivery::Never => std::future::pending().await,
        Delivery::Endless => return send_for_ever(socket, &answer.headers).await,
        Delivery::Whole | Delivery::Half => {}
    }
    let mut bytes = http::head(answer.status, &answer.headers, Some(answer.body.len()));
    let body_n = match answer.delivery {
        _ if is_head => 0,
        Delivery::Half => answer.body.len() / 2,
        _ => answer.body.len(),
    };
    bytes.extend_from_slice(&answer.body[..body_n]);
    socket.write_all(&bytes).await.ok()?;
    socket.flush().await.ok()?;
    (answer.delivery == Delivery::Whole).then_some(())
}

async fn send_for_ever(socket: &mut TcpStream, headers: &[(&str, String)]) -> Option<()> {
    socket.write_all(&http::head(200, headers, None)).await.ok()?;
    let line = "<p>and so on</p>\n".repeat(1024);
    let chunk = format!("{:x}\r\n{line}\r\n", line.len());
    loop {
        socket.write_all(chunk.as_bytes()).await.ok()?;
    }
}

#[derive(Debug)]
struct Board {
    folder: Folder,
    faults: Faults,
    log: Option<OpenLog>,
    visited: Mutex<HashSet<String>>,
}

impl Board {
    fn note(&self, request: &Request, status: u16) {
        if let Some(log) = &self.log {
            log.note(request, status);
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        if request.method != "GET" && request.method != "HEAD" {
            return Answer::plain(405, "only GET and HEAD").with("Allow", "GET, HEAD".to_owned());
        }
        let page = self.folder.page(request.header("host"), request.path());
        match self.faults.of(request.path()) {
            Some(fault) => self.mistreat(fault, request, page),
            None => page.map_or_else(not_found, |page| ordinary(request, page)),
        }
    }

    fn mistreat(&self, fault: Fault, request: &Request, page: Option<Page>) -> Answer {
        let path = request.path();
        let good = || page.map_or_else(not_found, |page| ordinary(request, page));
        match fault {
            Fault::UnavailableOnce if self.is_first(request) => Answer::plain(503, "busy"),
            Fault::LimitedOnce if self.is_first(request) => Answer::plain(429, "slow down").with("Retry-After", "1".to_owned()),
            Fault::CutOnce if self.is_first(request) => good().delivered(Delivery::Half),
            Fault::UnavailableOnce | Fault::LimitedOnce | Fault::CutOnce => good(),
            Fault::Slow => Answer { wait: Duration::from_millis(300), ..good() },
            Fault::Silent => Answer { status: 0, ..good().delivered(Delivery::Never) },
            Fault::Moved if request.query() == "moved" => good(),
            Fault::Moved => redirect(301, format!("{path}?moved")),
            Fault::Loop if request.query() == "again" => redirect(302, path.to_owned()),
            Fault::Loop => redirect(302, format!("{path}?again")),
            Fault::ToPrivateAddress => redirect(302, "http://169.254.169.254/latest".to_owned()),
            Fault::Compressed => compressed(good()),
            Fault::Bomb => compressed(Answer::new(200, "text/html", vec![0; 8 << 20])),
            Fault::Endless => good().delivered(Delivery::Endless),
            Fault::Missing => not_found(),
            Fault::Broken => Answer::plain(500, "broken"),
            Fault::Reserved => good().with("tdm-reservation", "1".to_owned()),
            Fault::HangUp => Answer { status: 0, ..good().delivered(Delivery::HangUp) },
        }
    }

    fn is_first(&self, request: &Request) -> bool {
        let key = format!("{} {}", request.header("host"), request.path());
        self.visited.lock().unwrap_or_else(PoisonError::into_inner).insert(key)
    }
}

fn ordinary(request: &Request, page: Page) -> Answer {
    let tag = format!("\"{:016x}\"", hash(&page.bytes));
    let modified = page.modified.map(http::date);
    let asked_tag = request.header("if-none-match");
    let unchanged = if asked_tag.is_empty() {
        modified.as_deref().is_some_and(|modified| modified == request.header("if-modified-since"))
    } else {
        asked_tag.split(',').any(|asked| asked.trim().trim_start_matches("W/") == tag)
    };
    let status = if unchanged { 304 } else { 200 };
    let body = if unchanged { Vec::new() } else { page.bytes };
    let mut answer = Answer::new(status, page.content_type, body).with("ETag", tag);
    answer.headers.extend(modified.map(|date| ("Last-Modified", date)));
    answer
}

fn not_found() -> Answer {
    let page = "<!doctype html><html lang=\"en\"><title>Not found</title><h1>Not found</h1><p>There is no such page here.</p></html>";
    Answer::new(404, "text/html; charset=utf-8", page)
}

fn redirect(status: u16, location: String) -> Answer {
    Answer::plain(status, "moved").with("Location", location)
}

/// The answer in gzip content coding; a 304 has nothing to compress.
fn compressed(answer: Answer) -> Answer {
    if answer.status == 304 {
        return answer;
    }
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let body = encoder.write_all(&answer.body).and_then(|()| encoder.finish());
    // Writing to memory cannot fail; an empty body would show if it did.
    Answer { body: body.unwrap_or_default(), ..answer }.with("Content-Encoding", "gzip".to_owned())
}
