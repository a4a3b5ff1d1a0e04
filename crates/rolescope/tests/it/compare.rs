//! `compare`, on two small runs: a source that comes, a phrase that is added, and folders that are no runs.

use std::path::{Path, PathBuf};

use tables::public::ComparisonRow;

use crate::command::{Ended, rolescope};

const WORDS: &str = "[concept.schools]\nkind = 'skill'\nlabel.en = 'Schools'\ndefinition = 'Work with schools.'\nphrases.en = ['run workshops']\n";

/// Writes a taxonomy whose only concept has these further phrases.
fn taxonomy(dir: &Path, name: &str, more: &str) {
    std::fs::create_dir_all(dir.join(name)).expect("a folder");
    std::fs::write(dir.join(name).join("words.toml"), WORDS.replace("workshops'", &format!("workshops'{more}"))).expect("writes");
}

/// A hundred ads of twenty employers, of which the first so many ask for workshops and the next so many for visits.
fn ads(workshops: usize, visits: usize, source: &str) -> String {
    let line = |number: usize| {
        let duty = if number < workshops {
            "run workshops"
        } else if number < workshops + visits {
            "plan visits"
        } else {
            "file reports"
        };
        serde_json::json!({"@type": "JobPosting", "identifier": format!("{source}-{number}"), "title": format!("Officer {source} {number}"),
            "hiringOrganization": {"name": format!("Lab {}", number % 20)}, "datePosted": "2026-02-11",
            "description": format!("<p>You will {duty} for reference {number} of {source}.</p>")})
        .to_string()
    };
    (0..100).map(line).collect::<Vec<_>>().join("\n")
}

/// Runs a study of these sources; returns its data folder.
fn run(dir: &Path, name: &str, words: &str, sources: &[(&str, String)]) -> PathBuf {
    let mut study = format!("name = 'jobs'\ndata = '{name}'\ntaxonomy = '{words}'\n");
    for (source, ads) in sources {
        std::fs::write(dir.join(format!("{name}-{source}.jsonl")), ads).expect("writes");
        study.extend(["[[source]]\nid = '", source, "'\nkind = 'files'\npaths = ['", name, "-", source, ".jsonl']\n"]);
    }
    std::fs::write(dir.join(format!("{name}.toml")), study).expect("writes");
    let ended = rolescope(dir, &["run", &format!("{name}.toml")]);
    assert_eq!(ended.code, 0, "{ended:?}");
    dir.join(name)
}

fn compare(dir: &Path, args: &[&str]) -> (Ended, Option<ComparisonRow>) {
    let ended = rolescope(dir, &[&["compare", "before", "after", "--out", "changes"], args].concat());
    let row = tables::read::<ComparisonRow>(&dir.join("changes")).ok().and_then(|rows| rows.into_iter().next());
    (ended, row)
}

fn rounded(pp: Option<f64>) -> Option<i64> {
    pp.map(|pp| (pp * 10.0).round() as i64)
}

#[test]
fn a_change_is_taken_apart() {
    let dir = tempfile::tempdir().expect("a folder");
    taxonomy(dir.path(), "old", "");
    taxonomy(dir.path(), "new", ", 'plan visits'");
    run(dir.path(), "before", "old", &[("one", ads(20, 0, "one"))]);
    run(dir.path(), "after", "new", &[("one", ads(30, 10, "one")), ("two", ads(50, 0, "two"))]);

    let (ended, row) = compare(dir.path(), &["--taxonomy-before", "old"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stdout.contains("Schools") && ended.stdout.contains("+25.0"), "{ended:?}");
    let row = row.expect("a row");
    // 20 of 100 became 90 of 200: 30 of 100 by the old phrases in the old source, 80 of 200 with the new source, 90 with the new phrase.
    let parts = [row.change_pp, row.mix_pp, row.sources_pp, row.taxonomy_pp, row.duplicates_pp, row.rest_pp].map(rounded);
    assert_eq!(parts, [Some(250), Some(0), Some(100), Some(50), Some(0), Some(100)], "{row:?}");
    assert!(dir.path().join("changes/public/csv/comparison.csv").exists());

    let (ended, row) = compare(dir.path(), &[]);
    assert!(ended.stderr.contains("--taxonomy-before"), "{ended:?}");
    let row = row.expect("a row");
    assert_eq!((row.taxonomy_pp, row.not_separable.as_deref()), (None, Some("taxonomy")));
    assert_eq!([row.change_pp, row.sources_pp, row.rest_pp].map(rounded), [Some(250), Some(50), Some(200)]);

    let (ended, _) = compare(dir.path(), &["--taxonomy-before", "new"]);
    assert!(ended.code == 1 && ended.stderr.contains("is not the one that before was tagged with"), "{ended:?}");
}

#[test]
fn a_folder_that_is_no_run_is_told() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("before")).expect("a folder");
    let (ended, _) = compare(dir.path(), &[]);
    assert!(ended.code == 1 && ended.stderr.contains("before holds no finished run"), "{ended:?}");
}
