//! The invented job board of the demo: every advertisement is read, with its title, employer and date.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use extract::{Expectation, Outcome, extract};
use posting::JobPosting;
use posting::text::normalized;

use crate::captures::capture;

/// A line of an `EXPECTED.tsv`.
struct Expected {
    path: String,
    title: String,
    employer: String,
    date_posted: String,
    note: String,
}

fn hosts() -> Vec<PathBuf> {
    let board = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/board");
    let mut hosts: Vec<PathBuf> = std::fs::read_dir(board).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    hosts.sort();
    hosts
}

fn expected(host: &Path) -> Vec<Expected> {
    let table = std::fs::read_to_string(host.join("EXPECTED.tsv")).unwrap();
    let line = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [path, title, employer, _, _, date_posted, _, note] = cells[..] else { panic!("{line}") };
        let [path, title, employer, date_posted, note] = [path, title, employer, date_posted, note].map(str::to_owned);
        Expected { path, title, employer, date_posted, note }
    };
    table.lines().skip(1).map(line).collect()
}

fn read(host: &Path, path: &str) -> extract::Extraction {
    let file = host.join(format!("{}.html", path.trim_start_matches('/')));
    let url = format!("http://{}{path}", host.file_name().unwrap().to_str().unwrap());
    extract(&capture(&url, Some("text/html"), &std::fs::read(file).unwrap()), Expectation::Posting)
}

#[test]
fn every_advertisement_is_read() {
    let mut wrong = Vec::new();
    for host in hosts() {
        for row in expected(&host) {
            let found = read(&host, &row.path);
            if row.title.is_empty() {
                assert_eq!(found.outcome, Outcome::Fault, "{}", row.path);
                continue;
            }
            let [posting] = &found.postings[..] else { panic!("{}: {:?}", row.path, found.faults) };
            let date = posting.date_posted.map(|date| date.to_string()).unwrap_or_default();
            let employer = posting.hiring_organization.as_deref().unwrap_or_default();
            // The site map knows the date of one page that does not state it.
            let wanted_date = if row.note.starts_with("no date on the page") { "" } else { &row.date_posted };
            if (posting.title.as_str(), employer, date.as_str()) != (&row.title, &row.employer, wanted_date) {
                wrong.push(format!("{}: {} / {employer} / {date}, wanted {} / {} / {wanted_date}", row.path, posting.title, row.title, row.employer));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn exact_duplicates_have_the_same_words() {
    for host in hosts() {
        let rows = expected(&host);
        let postings: HashMap<&str, JobPosting> =
            rows.iter().filter_map(|row| Some((row.path.as_str(), read(&host, &row.path).postings.into_iter().next()?))).collect();
        let table = std::fs::read_to_string(host.join("EXPECTED.tsv")).unwrap();
        for line in table.lines().filter(|line| line.contains("exact duplicate")) {
            let cells: Vec<&str> = line.split('\t').collect();
            let words = |path: &str| normalized(&postings[path].description);
            assert_eq!(words(cells[0]), words(cells[6]), "{line}");
        }
    }
}

#[test]
fn other_pages_are_no_postings() {
    for host in hosts() {
        for path in ["/index", "/about", "/apropos", "/jobs", "/jobs-page-2", "/offres", "/offres-2", "/account/sign-in", "/espace/candidat"] {
            if host.join(format!("{}.html", &path[1..])).is_file() {
                let file = std::fs::read(host.join(format!("{}.html", &path[1..]))).unwrap();
                let found = extract(&capture(&format!("http://board.example{path}"), Some("text/html"), &file), Expectation::Page);
                assert_eq!((found.outcome, found.postings.len()), (Outcome::OtherPage, 0), "{path}: {:?}", found.faults);
            }
        }
    }
}
