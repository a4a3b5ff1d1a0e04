//! A board that is asked by its interface, day after day: what its list proves, and what the command tells of the crawl.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tables::private::{ObservationRow, RoundRow, VacancyRow};
use tables::public::SourceRow;

use crate::command::rolescope;

/// The answer of a Greenhouse board with these jobs, which says that there are so many.
fn answer(jobs: &[&str], total: usize) -> String {
    let job = |title: &&str| {
        let text = format!(
            "&lt;p&gt;As {title} you will run workshops with residents of the {title} district and build partnerships with its schools.&lt;/p&gt;"
        );
        json!({"id": title.len(), "title": title, "absolute_url": format!("https://lab.example/{}", title.len()), "company_name": "Lab", "content": text})
    };
    json!({"jobs": jobs.iter().map(job).collect::<Vec<Value>>(), "meta": {"total": total}}).to_string()
}

/// A study of one board, served from a folder.
struct Board(tempfile::TempDir);

impl Board {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let study = "name = 'lists'\ndata = 'data'\ncontact = 'me@lab.example'\n[scope]\nroles = 'any'\n[[source]]\nid = 'lab'\nkind = 'board'\n\
            board = 'greenhouse'\ntoken = 'lab'\nfolder = 'site'\ndelay_ms = 0\naccess = 'api_terms'\naccess_date = '2026-11-24'\n";
        std::fs::write(dir.path().join("study.toml"), study).expect("writes");
        Self(dir)
    }

    fn dir(&self) -> &Path {
        self.0.path()
    }

    fn data(&self) -> PathBuf {
        self.dir().join("data")
    }

    /// Another day: the board answers so, and is crawled.
    fn day(&self, answer: &str) -> Vec<Value> {
        let file = self.dir().join("site/boards-api.greenhouse.io/v1/boards/lab/jobs.json");
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        std::fs::write(file, answer).expect("writes");
        let crawled = rolescope(self.dir(), &["crawl", "study.toml", "--json"]);
        assert_eq!(crawled.code, 0, "{crawled:?}");
        crawled.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect()
    }

    /// Which vacancies are closed, by title.
    fn closed(&self) -> BTreeMap<String, bool> {
        let ran = rolescope(self.dir(), &["run", "study.toml", "--offline"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let rows = tables::read::<VacancyRow>(&self.data()).expect("reads");
        rows.into_iter().map(|row| (row.title, row.closed_on.is_some())).collect()
    }
}

fn closed(titles: &[(&str, bool)]) -> BTreeMap<String, bool> {
    titles.iter().map(|(title, is_closed)| ((*title).to_owned(), *is_closed)).collect()
}

#[test]
fn only_a_complete_list_closes_what_it_does_not_show() {
    let (a, b) = ("Outreach Officer", "Community Manager");
    let board = Board::new();
    board.day(&answer(&[a, b], 2));
    assert_eq!(board.closed(), closed(&[(a, false), (b, false)]));
    // It says that there are two and shows one.
    board.day(&answer(&[a], 2));
    assert_eq!(board.closed(), closed(&[(a, false), (b, false)]));
    board.day("<html>busy</html>");
    assert_eq!(board.closed(), closed(&[(a, false), (b, false)]));
    board.day(&answer(&[a], 1));
    assert_eq!(board.closed(), closed(&[(a, false), (b, true)]));
    board.day(&answer(&[a, b], 2));
    assert_eq!(board.closed(), closed(&[(a, false), (b, false)]), "what is shown again is open again");
    let rounds = tables::read::<RoundRow>(&board.data()).expect("reads");
    let judged: Vec<Option<bool>> = rounds.iter().map(|round| round.listing_complete).collect();
    assert_eq!(judged, [true, false, false, true, true].map(Some), "{rounds:#?}");
    let observations = tables::read::<ObservationRow>(&board.data()).expect("reads");
    assert!(observations.len() == 2 && observations.iter().all(|row| row.listing_complete == Some(true)), "{observations:?}");
}

#[test]
fn the_table_of_sources_tells_ground_freshness_and_completeness() {
    let board = Board::new();
    board.day(&answer(&["Outreach Officer"], 3));
    board.closed();
    let [row] = &tables::read::<SourceRow>(&board.data()).expect("reads")[..] else { panic!("one source") };
    assert_eq!((row.kind.as_str(), row.access.as_deref(), row.rounds_n, row.postings_n), ("board", Some("api_terms"), 1, 1));
    assert_eq!((row.expected_n, row.got_n, row.listing_complete), (Some(3), Some(1), Some(false)));
    assert_eq!(row.listing_reason.as_deref(), Some("1 of 3 were listed"));
    assert!(row.access_on.is_some() && row.first_captured_on.is_some() && row.requests_n >= 1, "{row:?}");
}

#[test]
fn events_are_objects_and_the_summary_adds_up() {
    let events = Board::new().day(&answer(&["Outreach Officer"], 1));
    let of = |name: &str| events.iter().filter(|event| event["event"] == name).collect::<Vec<_>>();
    assert_eq!(of("fetched").len(), 1, "{events:#?}");
    assert_eq!(of("fetched")[0]["url"], "http://boards-api.greenhouse.io/v1/boards/lab/jobs?content=true");
    let [summary] = of("summary")[..] else { panic!("{events:#?}") };
    assert_eq!((&summary["source"], &summary["queued"], &summary["pages"], &summary["adds_up"]), (&json!("lab"), &json!(1), &json!(1), &json!(true)));
}

#[test]
fn a_board_that_asks_for_a_key_is_not_asked_without() {
    let dir = tempfile::tempdir().expect("a folder");
    let study = "name = 'keys'\ncontact = 'me@lab.example'\n[[source]]\nid = 'reed'\nkind = 'board'\nboard = 'reed'\nquery = 'outreach'\n\
        key_env = 'ROLESCOPE_TEST_NO_SUCH_KEY'\naccess = 'api_terms'\n";
    std::fs::write(dir.path().join("study.toml"), study).expect("writes");
    let crawled = rolescope(dir.path(), &["crawl", "study.toml"]);
    assert!(crawled.code == 5 && crawled.stderr.contains("put it into the environment variable ROLESCOPE_TEST_NO_SUCH_KEY"), "{crawled:?}");
    let planned = rolescope(dir.path(), &["crawl", "study.toml", "--dry-run"]);
    assert!(planned.code == 0 && planned.stdout.contains("the key in the environment variable ROLESCOPE_TEST_NO_SUCH_KEY"), "{planned:?}");
}
