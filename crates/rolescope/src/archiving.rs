//! Collecting: every source of the study into the archive, by crawl or by import.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result, anyhow};
use archive::{SourceId, Writer};
use crawl::{Event, Page, Reading, Round, Source, State, Surroundings};
use jiff::Timestamp;

use crate::crawl_progress::{self, CrawlProgress};
use crate::exit_code::{Code, Interrupted};
use crate::import::{self, Imported};
use crate::record::{Done, SEED};
use crate::session::{Session, key_of};
use crate::study::{Input, KeySource, StudySource};

/// The name under which this program writes records.
pub(crate) const SOFTWARE: &str = concat!("rolescope/", env!("CARGO_PKG_VERSION"));

/// When a source that was collected before is collected again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Again {
    /// When the study file or the files themselves say something else than then.
    WhenChanged,
    /// Always: sites begin another round.
    Always,
}

/// Collects every source of the study. A source that fails does not keep the others from being collected; the code says so.
pub(crate) fn collect(session: &mut Session, again: Again) -> Result<Code> {
    let mut state = State::open(&session.study.data.join("state.sqlite"))?;
    for source in session.study.sources.iter().filter(|source| matches!(source.input, Input::Files(_))) {
        import::discard_unfinished(&session.archive_dir(), &source.id)?;
    }
    for recovered in archive::recover(&session.archive_dir())? {
        let (file, records) = (recovered.file.display(), recovered.records_n);
        session
            .progress
            .say(&format!("{:>10}  {file} was cut off: {records} whole records kept, {} bytes dropped", "archive", recovered.cut_bytes_n));
    }
    let (mut code, mut waiting_n) = (Code::Ok, 0);
    for at in 0..session.study.sources.len() {
        session.check_stop()?;
        if session.study.sources[at].waits_for_verdict() {
            waiting_n += 1;
            continue;
        }
        let worse = collect_one(session, &mut state, at, again)?;
        code = if worse as u8 > code as u8 { worse } else { code };
    }
    if waiting_n > 0 {
        let line = format!("{waiting_n} sources of the list are unchecked and were left alone; `crawl --dry-run` tells what to check");
        session.progress.say(&format!("{:>10}  {line}", "refused"));
    }
    Ok(if waiting_n > 0 && waiting_n == session.study.sources.len() { Code::Refused } else { code })
}

fn collect_one(session: &mut Session, state: &mut State, at: usize, again: Again) -> Result<Code> {
    let source = &session.study.sources[at];
    let (id, key) = (source.id.clone(), key(source)?);
    if let Some(refusal) = source.refusal() {
        session.progress.say(&format!("{:>10}  {id}: {refusal}", "refused"));
        if session.progress.is_for_machines() {
            crawl_progress::tell_refusal(id.as_str(), &refusal);
        }
        return Ok(Code::Refused);
    }
    let last = session.record.sources.get(id.as_str()).map(|done| done.key.clone());
    let pending = format!("pending {key}");
    let is_file = matches!(source.input, Input::Files(_));
    if last.as_ref() == Some(&key) && (again == Again::WhenChanged || is_file) {
        session.progress.say(&format!("{:>10}  {id}: up to date", "collect"));
        return Ok(Code::Ok);
    }
    if let Some(window) = source.window.filter(|window| !window.is_open(Timestamp::now())) {
        session.progress.say(&format!("{:>10}  {id}: it is crawled from {window} only; run again then", "waiting"));
        return Ok(Code::Partial);
    }
    // An unfinished round of the same configuration goes on; anything else begins anew.
    let round = if last.is_none() || last.as_ref() == Some(&pending) { Round::Continue } else { Round::New };
    note(session, &id, pending, BTreeMap::new())?;
    let outcome = match &session.study.sources[at].input {
        Input::Files(paths) => import_files(session, &id, paths),
        Input::Site(_) => block_on(crawl_site(session, state, at, Vec::new(), round)),
        Input::LocalSite { folder, .. } => block_on(crawl_local(session, state, at, folder, round)),
    };
    match outcome {
        Ok((code, counts)) => {
            if code != Code::Partial {
                note(session, &id, key, counts)?;
            }
            Ok(code)
        }
        Err(error) if error.is::<Interrupted>() || is_machinery(&error) => Err(error),
        Err(error) => {
            let refused = matches!(error.downcast_ref(), Some(crawl::Error::Access { .. }));
            session.progress.say(&format!("{:>10}  {id}: {error:#}", if refused { "refused" } else { "failed" }));
            Ok(if refused { Code::Refused } else { Code::Partial })
        }
    }
}

/// A disk that is full or a state that cannot be written fails every source: the run stops.
fn is_machinery(error: &anyhow::Error) -> bool {
    error.is::<archive::Error>() || matches!(error.downcast_ref(), Some(crawl::Error::Archive { .. } | crawl::Error::State { .. }))
}

fn note(session: &mut Session, id: &SourceId, key: String, counts: BTreeMap<String, u64>) -> Result<()> {
    session.record.sources.insert(id.as_str().to_owned(), Done { key, counts });
    session.record.save(&session.study.data)
}

/// A hash of what the source was when it was collected: its lines in the study file, and the bytes of its files.
fn key(source: &StudySource) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(source.config.as_bytes());
    let roots: &[std::path::PathBuf] = match &source.input {
        Input::Site(_) => &[],
        Input::LocalSite { folder, .. } => std::slice::from_ref(folder),
        Input::Files(paths) => paths,
    };
    for root in roots {
        for file in import::files_under(root)? {
            hasher.update(file.strip_prefix(root).unwrap_or(&file).to_string_lossy().as_bytes());
            let mut reader = std::fs::File::open(&file).with_context(|| format!("cannot open {}", file.display()))?;
            std::io::copy(&mut reader, &mut hasher).with_context(|| format!("cannot read {}", file.display()))?;
        }
    }
    Ok(key_of(&[&hasher.finalize().to_hex()]))
}

/// Imports paths as one source, and says what came in.
pub(crate) fn import_files(session: &Session, id: &SourceId, paths: &[std::path::PathBuf]) -> Result<(Code, BTreeMap<String, u64>)> {
    let now = Timestamp::now();
    let mut writer = Writer::create(&session.archive_dir(), id, now, SOFTWARE)?;
    let Imported { files_n, records_n, damaged_n } = import::import(session, paths, &mut writer, now)?;
    writer.finish()?;
    session.progress.say(&format!("{:>10}  {id}: {records_n} records from {files_n} files, {damaged_n} of them damaged", "import"));
    let counts = [("files", files_n), ("records", records_n), ("damaged", damaged_n)];
    Ok((Code::Ok, counts.map(|(name, n)| (name.to_owned(), n)).into()))
}

fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the network runtime")?.block_on(work)
}

/// Serves the folder for as long as the crawl takes. Its hosts keep their names, so that addresses are the same in every run.
async fn crawl_local(session: &Session, state: &mut State, at: usize, folder: &Path, round: Round) -> Result<(Code, BTreeMap<String, u64>)> {
    let site = site::serve(folder, site::Options::default()).await?;
    let pins = site.hosts.iter().map(|host| (host.clone(), site.address)).collect();
    crawl_site(session, state, at, pins, round).await
}

async fn crawl_site(
    session: &Session,
    state: &mut State,
    at: usize,
    pins: Vec<(String, SocketAddr)>,
    round: Round,
) -> Result<(Code, BTreeMap<String, u64>)> {
    let of_study = &session.study.sources[at];
    let source = ready(of_study, pins)?;
    let mut writer = Writer::create(&session.archive_dir(), &source.id, Timestamp::now(), SOFTWARE)?;
    let mut shown = CrawlProgress::begin(&session.progress, source.id.as_str());
    let mut on_event = |event: Event| shown.event(&event);
    let read = |page: &Page<'_>| {
        let (media_type, charset) = content_type(page.content_type);
        let links = extract::links(page.url.as_str(), media_type.as_deref(), charset.as_deref(), page.body);
        Reading { links, is_reserved: extract::is_reserved(charset.as_deref(), page.body) }
    };
    let has_closed = Cell::new(false);
    let now = || clock(session, of_study, &has_closed);
    let surroundings = Surroundings { read: &read, now: &now, seed: SEED, stop: &session.stop, on_event: &mut on_event };
    let result = crawl::crawl(&source, &mut writer, state, round, surroundings).await;
    shown.end();
    writer.finish()?;
    if has_closed.get() {
        session.stop.store(false, Ordering::Relaxed);
        session.progress.say(&format!("{:>10}  {}: its window has closed; run again when it is open to go on", "waiting", source.id));
        return result.map(|_| (Code::Partial, BTreeMap::new())).map_err(Into::into);
    }
    said(session, &source, &result?)
}

/// The source with what only the surroundings know: its proxy, its key, and where its hosts are served.
fn ready(of_study: &StudySource, pins: Vec<(String, SocketAddr)>) -> Result<Source> {
    let mut source = of_study.site().context("only sites are crawled")?.clone();
    source.pins = pins;
    source.proxy = source.proxy.or_else(proxy);
    if let Some(KeySource { variable, header, form }) = &of_study.key {
        let secret = std::env::var(variable).map_err(|_| anyhow!("its board asks for a key; put it into the environment variable {variable}"))?;
        let address = source.start.first().context("a board has a start")?;
        let key =
            crawl::Key::new(header, *form, &secret, address).map_err(|why| anyhow!("the environment variable {variable} holds no key: {why}"))?;
        source.key = Some(key);
    }
    Ok(source)
}

/// The time, and with it the wish to stop when the source's window has closed.
fn clock(session: &Session, source: &StudySource, has_closed: &Cell<bool>) -> Timestamp {
    let now = Timestamp::now();
    if source.window.is_some_and(|window| !window.is_open(now)) && !session.stop.swap(true, Ordering::Relaxed) {
        has_closed.set(true);
    }
    now
}

/// Tells the counts of a crawl, and what they mean for the exit code.
fn said(session: &Session, source: &Source, summary: &crawl::Summary) -> Result<(Code, BTreeMap<String, u64>)> {
    let fixed = [
        ("queued", summary.queued),
        ("pages", summary.pages),
        ("sitemaps", summary.sitemaps),
        ("not modified", summary.not_modified),
        ("duplicates", summary.duplicates),
        ("refused by robots", summary.refused_robots),
        ("reserved", summary.refused_reservation),
        ("failed", summary.failed_n()),
        ("left", summary.left_in_frontier),
    ];
    if session.progress.is_for_machines() {
        crawl_progress::tell_summary(source.id.as_str(), summary);
    }
    let told: Vec<String> = fixed[1..].iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
    let failures: Vec<String> = summary.failed.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
    let failures = if failures.is_empty() { String::new() } else { format!(" ({})", failures.join(", ")) };
    let sums = if summary.reconciles() { "" } else { "; THE COUNTS DO NOT ADD UP" };
    session.progress.say(&format!(
        "{:>10}  {}: {} queued = {}{failures}; {} requests{sums}",
        "crawl",
        source.id,
        summary.queued,
        told.join(" + "),
        summary.requests
    ));
    if summary.interrupted {
        return Err(Interrupted.into());
    }
    if let Some(why) = &summary.gave_up {
        session.progress.say(&format!("{:>10}  {}: given up: {why}; run again to go on", "failed", source.id));
    }
    let counts = fixed.iter().map(|(what, n)| ((*what).to_owned(), *n as u64)).collect();
    let nothing_allowed = summary.queued > 0 && summary.refused_robots + summary.refused_reservation == summary.queued;
    let code = if nothing_allowed {
        Code::Refused
    } else if summary.gave_up.is_some() {
        Code::Partial
    } else {
        Code::Ok
    };
    Ok((code, counts))
}

/// Essence and charset of a `Content-Type` header.
fn content_type(header: &str) -> (Option<String>, Option<String>) {
    let mut parts = header.split(';').map(|part| part.trim().to_ascii_lowercase());
    let media_type = parts.next().filter(|essence| !essence.is_empty());
    let charset = parts.find_map(|part| part.strip_prefix("charset=").map(|value| value.trim_matches('"').to_owned()));
    (media_type, charset)
}

/// The proxy that the environment names.
fn proxy() -> Option<url::Url> {
    ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"].iter().find_map(|name| std::env::var(name).ok()?.parse().ok())
}
