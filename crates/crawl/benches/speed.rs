//! How fast a crawl is where politeness allows it, and how much memory its frontier takes.
//!
//! Run it with `cargo bench -p rolescope-crawl --bench speed --profile release -- ARGUMENTS`.
//!
//! `[HOSTS] [PAGES_PER_HOST]` crawls that many hosts without pause from a server in another process, into a synced archive.
//! `serve HOSTS PAGES_PER_HOST [LOG]` is that server by itself, which notes each request in the log, and `crawl ADDRESS HOSTS`
//! a crawl of it that goes on where an earlier one was killed: what `benches/peers/crawl.sh` compares with others.
//! `frontier [URLS]` fills a frontier with that many URLs, and `frontier-again` opens it once more. Both use the folder
//! that `SPEED_DIR` names, or a temporary one. CPU seconds and memory are read from `/proc`, so only Linux tells them.

use std::cell::Cell;
use std::io::{BufRead, BufReader, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use archive::Writer;
use crawl::{Access, Page, Pattern, Reading, Round, Source, State, Summary, Surroundings};
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use url::Url;

type Links<'a> = &'a dyn Fn(&Page<'_>) -> Vec<String>;
type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    // Cargo adds `--bench`.
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let number = |at: usize, otherwise: usize| arguments.get(at).and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match arguments.first().map(String::as_str) {
        Some("serve") => runtime.block_on(serve(number(1, 2_000), number(2, 20), arguments.get(3).map(Path::new))),
        Some("crawl") => {
            let address = arguments.get(1).ok_or("name the server's address")?.parse()?;
            runtime.block_on(go_on(address, number(2, 2_000)))
        }
        Some("frontier") => runtime.block_on(fill(number(1, 5_000_000))),
        Some("frontier-again") => runtime.block_on(open_again()),
        _ => runtime.block_on(speed(number(0, 2_000), number(1, 20))),
    }
}

async fn speed(hosts_n: usize, pages_n: usize) -> Outcome<()> {
    let dir = Folder::new()?;
    let server = Server::start(hosts_n, pages_n)?;
    time(&dir.path, &hosts_source(server.address, hosts_n)?, Round::New).await
}

/// Makes the archive whole, opens the state and goes on, as the command does.
async fn go_on(address: SocketAddr, hosts_n: usize) -> Outcome<()> {
    let dir = Folder::new()?;
    archive::recover(&dir.path.join("archive"))?;
    time(&dir.path, &hosts_source(address, hosts_n)?, Round::Continue).await
}

fn hosts_source(address: SocketAddr, hosts_n: usize) -> Outcome<Source> {
    let hosts: Vec<String> = (0..hosts_n).map(host).collect();
    let start = hosts.iter().map(|host| Url::parse(&format!("http://{host}/0"))).collect::<Result<_, _>>()?;
    let mut source = source(start);
    source.pins = hosts.into_iter().map(|host| (host, address)).collect();
    source.max_pages = usize::MAX;
    Ok(source)
}

async fn time(dir: &Path, source: &Source, round: Round) -> Outcome<()> {
    let (before, began_at) = (cpu_seconds(), Instant::now());
    let summary = crawl(dir, source, round, &links).await?;
    let (seconds, cpu) = (began_at.elapsed().as_secs_f64(), cpu_seconds() - before);
    println!("{} pages, {} requests, {} failed, {} left", summary.pages, summary.requests, summary.failed_n(), summary.left_in_frontier);
    println!("{seconds:.1} s, {cpu:.1} CPU seconds of the crawl");
    println!("{:.0} pages/s, {:.0} pages per CPU second", summary.pages as f64 / seconds, summary.pages as f64 / cpu);
    println!("{} MB of memory at most", memory_mb("VmHWM:"));
    Ok(())
}

/// Pages that list 50,000 others each, until the frontier holds enough.
async fn fill(urls_n: usize) -> Outcome<()> {
    const LINKS_N: usize = 50_000;
    let dir = Folder::new()?;
    let server = Server::start(1, 1)?;
    let source = listing_source(server.address)?;
    let began_at = Instant::now();
    let list = |page: &Page<'_>| {
        let at: usize = page.url.path().trim_matches('/').parse().unwrap_or(0);
        (at * LINKS_N..(at + 1) * LINKS_N).map(|n| format!("/{n}?vacancy=facilitator-of-workshops-{n}")).collect()
    };
    let summary = crawl_until(&dir.path, &source, Round::New, (&list, urls_n.div_ceil(LINKS_N))).await?;
    let file_mb = std::fs::metadata(dir.path.join("state.sqlite"))?.len() >> 20;
    println!("{} URLs queued by {} pages, {} left", summary.queued, summary.pages, summary.left_in_frontier);
    println!("{:.1} s, {:.1} CPU seconds, a state of {file_mb} MB", began_at.elapsed().as_secs_f64(), cpu_seconds());
    println!("{} MB of memory at most", memory_mb("VmHWM:"));
    Ok(())
}

/// Opens a state, goes on with its round for ten pages, and says how long that took.
async fn open_again() -> Outcome<()> {
    let dir = Folder::new()?;
    let server = Server::start(1, 1)?;
    let began_at = Instant::now();
    let state = State::open(&dir.path.join("state.sqlite"))?;
    println!("opened in {:.3} s", began_at.elapsed().as_secs_f64());
    drop(state);
    let source = listing_source(server.address)?;
    let summary = crawl_until(&dir.path, &source, Round::Continue, (&|_| Vec::new(), 10)).await?;
    println!("{} URLs, {} pages, {} left after {:.3} s", summary.queued, summary.pages, summary.left_in_frontier, began_at.elapsed().as_secs_f64());
    println!("{} MB of memory at most", memory_mb("VmHWM:"));
    Ok(())
}

fn source(start: Vec<Url>) -> Source {
    let id = "speed".parse().expect("a plain word is an id");
    let mut source = Source::new(id, Access::Permission, "study@engaged.example", start);
    source.follow.push(Pattern::new("/"));
    source.delay_ms = 0;
    source
}

fn listing_source(address: SocketAddr) -> Outcome<Source> {
    let start = (0..100).map(|n| Url::parse(&format!("http://{}/{n}", host(0)))).collect::<Result<_, _>>()?;
    let mut source = source(start);
    source.pins.push((host(0), address));
    source.max_pages = usize::MAX;
    Ok(source)
}

async fn crawl(dir: &Path, source: &Source, round: Round, links: Links<'_>) -> Outcome<Summary> {
    crawl_until(dir, source, round, (links, usize::MAX)).await
}

/// Crawls and stops after so many pages.
async fn crawl_until(dir: &Path, source: &Source, round: Round, (links, pages_max): (Links<'_>, usize)) -> Outcome<Summary> {
    let mut state = State::open(&dir.join("state.sqlite"))?;
    let mut writer = Writer::create(&dir.join("archive"), &source.id, Timestamp::now(), "speed")?;
    let (stop, pages_n) = (AtomicBool::new(false), Cell::new(0));
    let read = |page: &Page<'_>| {
        pages_n.set(pages_n.get() + 1);
        stop.store(pages_n.get() >= pages_max, Ordering::Relaxed);
        Reading { links: links(page), is_reserved: false }
    };
    let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut |_| {} };
    let summary = crawl::crawl(source, &mut writer, &mut state, round, around).await?;
    println!("{} MB of memory at most before the archive is indexed", memory_mb("VmHWM:"));
    writer.finish()?;
    Ok(summary)
}

fn links(page: &Page<'_>) -> Vec<String> {
    let text = String::from_utf8_lossy(page.body);
    text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
}

fn host(n: usize) -> String {
    format!("jobs-{n}.engaged.example")
}

/// A folder that goes with the run, unless it was named.
struct Folder {
    path: PathBuf,
    _temporary: Option<tempfile::TempDir>,
}

impl Folder {
    fn new() -> Outcome<Self> {
        if let Some(path) = std::env::var_os("SPEED_DIR").map(PathBuf::from) {
            std::fs::create_dir_all(&path)?;
            return Ok(Self { path, _temporary: None });
        }
        let temporary = tempfile::tempdir()?;
        Ok(Self { path: temporary.path().to_owned(), _temporary: Some(temporary) })
    }
}

/// The server as another process, so that its work is not counted.
struct Server {
    address: SocketAddr,
    process: std::process::Child,
}

impl Server {
    fn start(hosts_n: usize, pages_n: usize) -> Outcome<Self> {
        let mut command = Command::new(std::env::current_exe()?);
        let arguments = ["serve", &hosts_n.to_string(), &pages_n.to_string()];
        let mut process = command.args(arguments).stdout(Stdio::piped()).spawn()?;
        let mut line = String::new();
        BufReader::new(process.stdout.take().ok_or("the server has no output")?).read_line(&mut line)?;
        Ok(Self { address: line.trim().parse()?, process })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

async fn serve(hosts_n: usize, pages_n: usize, log: Option<&Path>) -> Outcome<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    let log = log.map(std::fs::File::create).transpose()?.map(Arc::new);
    loop {
        let (socket, _) = listener.accept().await?;
        tokio::spawn(converse(socket, (hosts_n, pages_n), log.clone()));
    }
}

async fn converse(mut socket: TcpStream, site: (usize, usize), log: Option<Arc<std::fs::File>>) -> Option<()> {
    let mut pending = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        while let Some(end) = pending.windows(4).position(|four| four == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&pending[..end]).into_owned();
            pending.drain(..end + 4);
            let path = head.split(' ').nth(1).unwrap_or_default();
            let host = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("host: ").map(str::to_owned)).unwrap_or_default();
            if let Some(mut log) = log.as_deref() {
                log.write_all(format!("{host}{path}\n").as_bytes()).ok()?;
            }
            socket.write_all(answer(&host, path, site).as_bytes()).await.ok()?;
        }
        let n = socket.read(&mut chunk).await.ok().filter(|n| *n > 0)?;
        pending.extend_from_slice(&chunk[..n]);
    }
}

fn answer(host: &str, path: &str, site: (usize, usize)) -> String {
    let at = path.trim_start_matches('/').split('?').next().unwrap_or_default();
    let (status, body) = match at.parse::<usize>() {
        Ok(at) => ("200 OK", page(host, at, site)),
        Err(_) if at == "robots.txt" => ("200 OK", "User-agent: *\nDisallow: /private/\n".to_owned()),
        Err(_) => ("404 Not Found", "<p>There is no such page.".to_owned()),
    };
    format!("HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// About 4 kB: the links of a site with their menu, one to another host, one that robots.txt forbids, and a description. A port in
/// the host's name stays in the links.
fn page(own_host: &str, at: usize, (hosts_n, pages_n): (usize, usize)) -> String {
    let (name, port) = own_host.split_once(':').map_or((own_host, String::new()), |(name, port)| (name, format!(":{port}")));
    let host_at = name.strip_prefix("jobs-").and_then(|rest| rest.split('.').next()?.parse().ok()).unwrap_or(0);
    let link = |n| format!("<li><a href=\"/{}\">Vacancy {n}</a>", (at + n) % pages_n);
    let links = (0..pages_n.min(20)).map(link).collect::<Vec<_>>().concat();
    let other = host((host_at + 1) % hosts_n);
    let duty = |n| format!("<p>Duty {n} of vacancy {at}: you plan workshop {} with partners of team {}.", n * 7 + at, (n * host_at) % 97);
    let duties = (0..40).map(duty).collect::<Vec<_>>().concat();
    let closed = "<a href=\"/private/1\">Sign in</a>";
    format!("<!doctype html><title>Vacancy {at}</title><ul>{links}</ul><a href=\"http://{other}{port}/{at}\">Another board</a>{closed}{duties}")
}

fn memory_mb(field: &str) -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)).unwrap_or_default();
    line.split_whitespace().next().and_then(|kilobytes| kilobytes.parse::<usize>().ok()).unwrap_or(0) / 1024
}

/// User and system time; the kernel counts in hundredths.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum();
    ticks / 100.0
}
