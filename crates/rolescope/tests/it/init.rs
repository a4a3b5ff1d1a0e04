//! `init` writes studies that run as they are.

use tables::private::PostingRow;

use crate::command::rolescope;

#[test]
fn an_example_study_runs() {
    let dir = tempfile::tempdir().expect("a folder");
    let made = rolescope(dir.path(), &["init", "mine"]);
    assert_eq!(made.code, 0, "{made:?}");
    let ran = rolescope(dir.path(), &["run", "mine/study.toml"]);
    assert_eq!((ran.code, ran.stdout.trim()), (0, "mine/data/report/index.html"), "{ran:?}");
    let titles: Vec<String> = tables::read::<PostingRow>(&dir.path().join("mine/data")).expect("reads").into_iter().map(|row| row.title).collect();
    assert_eq!(titles.len(), 4, "{titles:?}");
    let again = rolescope(dir.path(), &["init", "mine"]);
    assert!(again.code == 1 && again.stderr.contains("is there already"), "{again:?}");
    let checked = rolescope(dir.path(), &["doctor", "mine/study.toml"]);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[test]
fn the_list_of_sources_fetches_nothing_until_somebody_decides() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(rolescope(dir.path(), &["init", "mine", "--sources"]).code, 0);
    let planned = rolescope(dir.path(), &["crawl", "mine/study.toml", "--dry-run"]);
    let sources_n =
        planned.stdout.lines().filter(|line| line.contains(": refused: its access is unchecked") && line.contains("; to check: ")).count();
    assert!(planned.code == 6 && sources_n >= 50 && sources_n == planned.stdout.lines().count(), "{planned:?}");
    let ran = rolescope(dir.path(), &["crawl", "mine/study.toml"]);
    assert!(ran.code == 6 && ran.stderr.contains(&format!("{sources_n} sources of the list are unchecked and were left alone")), "{ran:?}");
    assert!(!dir.path().join("mine/data/archive").exists(), "nobody was asked");
    let checked = rolescope(dir.path(), &["doctor", "mine/study.toml"]);
    assert_eq!(checked.code, 0, "{checked:?}");
}

#[test]
fn a_study_of_files_and_one_of_a_site() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("an ad.txt"), "Outreach Officer\n\nYou will run workshops with schools and write for the web.").expect("writes");
    assert_eq!(rolescope(dir.path(), &["init", "files", "--files", "an ad.txt"]).code, 0);
    assert_eq!(rolescope(dir.path(), &["run", "files/study.toml"]).code, 0);
    assert_eq!(tables::read::<PostingRow>(&dir.path().join("files/data")).expect("reads").len(), 1);
    let site = ["init", "site", "--start", "https://jobs.example/", "--access", "permission", "--contact", "me@lab.example", "--delay-ms", "900"];
    assert_eq!(rolescope(dir.path(), &site).code, 0);
    let text = std::fs::read_to_string(dir.path().join("site/study.toml")).expect("reads");
    assert!(text.contains("delay_ms = 900") && text.contains("contact = \"me@lab.example\""), "{text}");
    let wrong = rolescope(dir.path(), &["init", "wrong", "--start", "jobs.example", "--access", "perhaps", "--contact", "me@lab.example"]);
    assert!(wrong.code == 3 && !dir.path().join("wrong/study.toml").exists(), "{wrong:?}");
}
