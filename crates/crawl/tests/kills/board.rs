//! An invented board with every fault that passes, and what it must never be asked for.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::time::SystemTime;

use site::{Fault, Faults, Options, RequestLog, Site, serve};

pub(crate) const HOST: &str = "jobs.engaged.example";
/// Paths that robots.txt forbids, and that the reservation reserves.
pub(crate) const CLOSED: [&str; 2] = ["/private/", "/reserved/"];
const POSTINGS_N: usize = 24;

/// The board with the folder of one crawl of it.
pub(crate) struct Board {
    dir: tempfile::TempDir,
    site: Site,
}

impl Board {
    pub(crate) async fn serve() -> Self {
        let dir = tempfile::tempdir().unwrap();
        write_pages(&dir.path().join("site").join(HOST));
        let log = Some(RequestLog { path: dir.path().join("requests.jsonl"), now: SystemTime::now });
        let site = serve(&dir.path().join("site"), Options { faults: Some(faults()), log, ..Options::default() }).await.unwrap();
        Self { dir, site }
    }

    pub(crate) fn dir(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.site.address
    }
}

fn faults() -> Faults {
    let faults = [
        ("/jobs/2", Fault::UnavailableOnce),
        ("/jobs/4", Fault::LimitedOnce),
        ("/jobs/6", Fault::CutOnce),
        ("/jobs/8", Fault::Slow),
        ("/jobs/10", Fault::Moved),
        ("/jobs/12", Fault::Compressed),
        ("/jobs/14", Fault::Missing),
        ("/jobs/16", Fault::Loop),
        ("/jobs/18", Fault::Broken),
    ];
    faults.into_iter().fold(Faults::named(), |plan, (path, fault)| plan.with(path, fault))
}

fn write_pages(host: &Path) {
    let write = |path: &str, bytes: &[u8]| {
        let file = host.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    };
    let links: Vec<String> = (1..=POSTINGS_N).map(|n| format!("<a href=/jobs/{n}>Job {n}</a>")).collect();
    let closed = "<a href=/private/1>Sign in</a><a href=/reserved/1>Archive</a>";
    write("index.html", format!("<h1>Jobs</h1>{closed}{}", links.concat()).as_bytes());
    for n in 1..=POSTINGS_N {
        write(&format!("jobs/{n}.html"), format!("<h1>Job {n}</h1><p>Facilitate workshops.</p><a href=/>All</a>").as_bytes());
    }
    write("jobs/20.html", b"<meta charset=iso-8859-1><h1>Chef de caf\xe9 citoyen</h1><a href=/private/2>Apply</a>");
    write("private/1.html", b"<p>Sign in</p>");
    write("reserved/1.html", b"<p>Reserved</p>");
    write("robots.txt", b"User-agent: *\nDisallow: /private/\n");
    write(".well-known/tdmrep.json", br#"[{"location": "/reserved/*", "tdm-reservation": 1}]"#);
}
