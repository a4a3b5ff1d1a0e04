//! A crawl in a process of its own: this test program, started once more for the one test that crawls when the environment says what.

use std::error::Error;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::AtomicBool;

use archive::Writer;
use crawl::{Access, Pattern, Round, Source, State, Summary, Surroundings, crawl};
use jiff::Timestamp;
use url::Url;

use crate::board::read;

const JOB: &str = "ROLESCOPE_TEST_JOB";

/// What the child shall crawl.
pub(crate) struct Job<'a> {
    pub(crate) dir: &'a Path,
    pub(crate) address: SocketAddr,
    /// Hosts named by [`host`], each from its page `/`.
    pub(crate) hosts_n: usize,
    pub(crate) delay_ms: u64,
    pub(crate) pages_max: usize,
}

pub(crate) struct Child(std::process::Child);

pub(crate) fn host(n: usize) -> String {
    format!("jobs-{n}.engaged.example")
}

impl Child {
    pub(crate) fn start(job: &Job<'_>) -> Self {
        Self::spawn(Command::new(std::env::current_exe().unwrap()), job)
    }

    /// A child whose files cannot grow past so many bytes.
    pub(crate) fn limited(job: &Job<'_>, file_bytes_max: u64) -> Self {
        let mut command = Command::new("sh");
        // The kernel's signal would end the child; without it the write fails, as on a full disk. Blocks are of 512 bytes.
        let script = format!("trap '' XFSZ; ulimit -f {}; exec \"$0\" \"$@\"", file_bytes_max / 512);
        command.args(["-c", &script]).arg(std::env::current_exe().unwrap());
        Self::spawn(command, job)
    }

    fn spawn(mut command: Command, job: &Job<'_>) -> Self {
        let Job { dir, address, hosts_n, delay_ms, pages_max } = job;
        command.args(["--exact", "child::crawls_when_it_is_told", "--nocapture"]);
        command.env(JOB, format!("{address} {hosts_n} {delay_ms} {pages_max} {}", dir.display()));
        Self(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
    }

    pub(crate) fn wait(self) -> Output {
        self.0.wait_with_output().unwrap()
    }
}

#[test]
fn crawls_when_it_is_told() {
    let Ok(job) = std::env::var(JOB) else { return };
    let fields: Vec<&str> = job.splitn(5, ' ').collect();
    let number = |at: usize| fields[at].parse::<usize>().unwrap();
    let job =
        Job { dir: Path::new(fields[4]), address: fields[0].parse().unwrap(), hosts_n: number(1), delay_ms: number(2) as u64, pages_max: number(3) };
    match run(&job) {
        Ok(summary) => println!("{summary:?}\nmemory {} kB", memory_kb()),
        Err(error) => {
            let mut cause: Option<&dyn Error> = Some(&*error);
            while let Some(error) = cause {
                eprintln!("{error}");
                cause = error.source();
            }
            std::process::exit(1);
        }
    }
}

/// What the command does: the state first, so that a second process is refused before it touches anything.
fn run(job: &Job<'_>) -> Result<Summary, Box<dyn Error>> {
    let mut state = State::open(&job.dir.join("state.sqlite"))?;
    archive::recover(&job.dir.join("archive"))?;
    let source = source(job);
    let mut archive = Writer::create(&job.dir.join("archive"), &source.id, Timestamp::now(), "test")?;
    let stop = AtomicBool::new(false);
    let around = Surroundings { read: &read, now: &Timestamp::now, seed: 7, stop: &stop, on_event: &mut |_| {} };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let summary = runtime.block_on(crawl(&source, &mut archive, &mut state, Round::Continue, around))?;
    archive.finish()?;
    assert!(summary.reconciles());
    Ok(summary)
}

fn source(job: &Job<'_>) -> Source {
    let hosts: Vec<String> = (0..job.hosts_n).map(host).collect();
    let start = hosts.iter().map(|host| Url::parse(&format!("http://{host}/")).unwrap()).collect();
    let mut source = Source::new("child".parse().unwrap(), Access::Permission, "study@engaged.example", start);
    source.pins = hosts.into_iter().map(|host| (host, job.address)).collect();
    source.postings.push(Pattern::new("/jobs/"));
    (source.delay_ms, source.max_pages) = (job.delay_ms, job.pages_max);
    (source.limits.tries_max, source.limits.failures_in_a_row_max, source.limits.read_timeout_ms) = (1, 1_000, 20_000);
    source
}

/// The most memory that the process ever had.
fn memory_kb() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
