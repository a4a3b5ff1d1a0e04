//! An invented job board, a crawl of it, and what the server and the archive saw.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use archive::{Entry, Record, RecordType, Writer};
use crawl::{Access, Event, Page, Pattern, Reading, Round, Source, State, Summary, Surroundings, crawl};
use jiff::Timestamp;
use site::{Faults, Options, RequestLog, Site, serve};
use url::Url;

pub(crate) const HOST: &str = "jobs.engaged.example";

pub(crate) struct Board {
    dir: tempfile::TempDir,
    site: Site,
    pub(crate) source: Source,
}

/// One request as the server saw it.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) at: f64,
    pub(crate) path: String,
    pub(crate) agent: String,
    pub(crate) status: u64,
    pub(crate) has_validator: bool,
}

impl Board {
    /// A listing with `postings_n` postings, the usual control files, and more files as given.
    pub(crate) async fn with(postings_n: usize, files: &[(&str, &str)], faults: Faults) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let host = dir.path().join("site").join(HOST);
        let write = |path: &str, text: &str| {
            let file = host.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        let link = |n| format!("<li><a href=\"/jobs/{n}#top\">Job {n}</a>");
        let links: Vec<String> = (1..=postings_n).map(link).collect();
        let links = links.concat();
        write("index.html", &format!("<h1>Jobs</h1>{links}<a href=/about>About</a><a href=/private/1>Sign in</a>"));
        for n in 1..=postings_n {
            write(&format!("jobs/{n}.html"), &format!("<h1>Job {n}</h1><p>Facilitate workshops.</p><a href=/>All jobs</a>"));
        }
        write("about.html", "<p>About us</p>");
        write("private/1.html", "<p>Sign in</p>");
        write("robots.txt", "User-agent: *\nDisallow: /private/\n");
        for (path, text) in files {
            write(path, text);
        }
        let log = Some(RequestLog { path: dir.path().join("requests.jsonl"), now: SystemTime::now });
        let options = Options { faults: Some(faults), log, ..Options::default() };
        let site = serve(&dir.path().join("site"), options).await.unwrap();
        let source = source_at(&site);
        Self { dir, site, source }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        fs::write(self.dir.path().join("site").join(HOST).join(path), text).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.dir.path().join("site").join(HOST).join(path)).unwrap();
    }

    pub(crate) fn state_path(&self) -> PathBuf {
        self.dir.path().join("state.sqlite")
    }

    pub(crate) fn address(&self) -> std::net::SocketAddr {
        self.site.address
    }

    pub(crate) async fn crawl(&self, round: Round) -> (Summary, Vec<Event>) {
        self.crawl_until(round, usize::MAX).await
    }

    /// Crawls and asks to stop after so many events.
    pub(crate) async fn crawl_until(&self, round: Round, events_max: usize) -> (Summary, Vec<Event>) {
        let mut state = State::open(&self.state_path()).unwrap();
        let mut archive = Writer::create(&self.archive_dir(), &self.source.id, Timestamp::now(), "test").unwrap();
        let stop = AtomicBool::new(false);
        let events = RefCell::new(Vec::new());
        let mut on_event = |event| {
            events.borrow_mut().push(event);
            stop.store(events.borrow().len() >= events_max, Ordering::Relaxed);
        };
        let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut on_event };
        let summary = crawl(&self.source, &mut archive, &mut state, round, around).await.unwrap();
        archive.finish().unwrap();
        assert!(summary.reconciles(), "{summary:?}");
        (summary, events.into_inner())
    }

    /// Crawls by another clock.
    pub(crate) async fn crawl_by(&self, now: &dyn Fn() -> Timestamp, round: Round) -> Summary {
        let mut state = State::open(&self.state_path()).unwrap();
        let mut archive = Writer::create(&self.archive_dir(), &self.source.id, now(), "test").unwrap();
        let stop = AtomicBool::new(false);
        let around = Surroundings { read: &read, now, seed: 7, stop: &stop, on_event: &mut |_| {} };
        let summary = crawl(&self.source, &mut archive, &mut state, round, around).await.unwrap();
        archive.finish().unwrap();
        summary
    }

    /// Crawls to the end, and then puts the state back to what it was at this event, as if nothing after it had been acknowledged.
    pub(crate) async fn crawl_unacknowledged_from(&self, event_n: usize) -> Summary {
        let files = ["", "-wal"].map(|end| self.state_path().with_file_name(format!("state.sqlite{end}")));
        let mut then: Option<[Vec<u8>; 2]> = None;
        let summary = {
            let mut state = State::open(&self.state_path()).unwrap();
            let mut archive = Writer::create(&self.archive_dir(), &self.source.id, Timestamp::now(), "test").unwrap();
            let (stop, mut events_n) = (AtomicBool::new(false), 0);
            let mut on_event = |_| {
                events_n += 1;
                if events_n == event_n {
                    then = Some([0, 1].map(|at| fs::read(&files[at]).unwrap()));
                }
            };
            let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut on_event };
            let summary = crawl(&self.source, &mut archive, &mut state, Round::Continue, around).await.unwrap();
            archive.sync().unwrap();
            summary
        };
        archive::recover(&self.archive_dir()).unwrap();
        for (file, bytes) in files.iter().zip(then.expect("so many events")) {
            fs::write(file, bytes).unwrap();
        }
        summary
    }

    /// Crawls and drops everything in the middle of it, as a kill does; the archive is made whole afterwards.
    pub(crate) async fn crawl_and_die(&self, after: Duration) {
        {
            let mut state = State::open(&self.state_path()).unwrap();
            let mut archive = Writer::create(&self.archive_dir(), &self.source.id, Timestamp::now(), "test").unwrap();
            let stop = AtomicBool::new(false);
            let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut |_| {} };
            let crawl = crawl(&self.source, &mut archive, &mut state, Round::Continue, around);
            let _ = tokio::time::timeout(after, crawl).await;
        }
        archive::recover(&self.archive_dir()).unwrap();
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        let log = fs::read_to_string(self.dir.path().join("requests.jsonl")).unwrap_or_default();
        let lines = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
        let seen = lines.map(|line| Seen {
            at: line["t"].as_f64().unwrap(),
            path: line["path"].as_str().unwrap().to_owned(),
            agent: line["agent"].as_str().unwrap().to_owned(),
            status: line["status"].as_u64().unwrap(),
            has_validator: !line["if_none_match"].is_null(),
        });
        seen.collect()
    }

    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen().into_iter().map(|seen| seen.path).collect()
    }

    fn archive_dir(&self) -> PathBuf {
        self.dir.path().join("archive")
    }

    /// Everything archived so far, in order of files.
    pub(crate) fn records(&self) -> Vec<Record> {
        let mut files = Vec::new();
        warc_files(&self.archive_dir(), &mut files);
        files.sort();
        let entries = files.iter().flat_map(|file| archive::read_records(file).unwrap());
        let records = entries.map(|entry| match entry.unwrap() {
            Entry::Record(_, record) => record,
            Entry::Damage(damage) => panic!("{damage:?}"),
        });
        records.collect()
    }

    /// The records of this kind that are about this path.
    pub(crate) fn records_of(&self, kind: &RecordType, path: &str) -> Vec<Record> {
        let url = format!("http://{HOST}{path}");
        let records = self.records().into_iter();
        records.filter(|record| record.kind == *kind && record.target_uri() == Some(&url)).collect()
    }

    /// The last receipt on this path.
    pub(crate) fn receipt(&self, path: &str) -> serde_json::Value {
        let receipts = self.records_of(&RecordType::Metadata, path);
        serde_json::from_slice(&receipts.last().expect("a receipt").block).unwrap()
    }
}

fn source_at(site: &Site) -> Source {
    let start = vec![Url::parse(&format!("http://{HOST}/")).unwrap()];
    let mut source = Source::new("board".parse().unwrap(), Access::Permission, "study@engaged.example", start);
    source.pins.push((HOST.to_owned(), site.address));
    source.postings.push(Pattern::new("/jobs/"));
    source.follow.push(Pattern::new("/private/"));
    source.delay_ms = 5;
    source.limits.backoff_ms = 20;
    source.limits.read_timeout_ms = 400;
    source
}

pub(crate) fn read(page: &Page<'_>) -> Reading {
    let text = String::from_utf8_lossy(page.body);
    let links = text.split("href=").skip(1).map(|rest| {
        let rest = rest.trim_start_matches('"');
        rest.split(['"', '>', ' ']).next().unwrap_or_default().to_owned()
    });
    Reading { links: links.collect(), is_reserved: text.contains("tdm-reservation\" content=\"1\"") }
}

fn warc_files(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            warc_files(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "gz") {
            files.push(path);
        }
    }
}
