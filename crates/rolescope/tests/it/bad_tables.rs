//! Studies too small or too odd to say much, and data folders whose tables do not belong together: each is told.

use std::path::{Path, PathBuf};

use tables::private::PostingRow;
use tables::public::{RunRow, SensitivityRow, SkillFrequencyRow};

use crate::command::{Ended, rolescope};

/// Two concepts, the second of which no ad mentions.
const WORDS: &str = "
[concept.schools]
kind = 'skill'
label.en = 'Schools'
definition = 'Work with schools.'
phrases.en = ['run workshops']
[concept.falconry]
kind = 'skill'
label.en = 'Falconry'
definition = 'Flying falcons.'
phrases.en = ['fly falcons']
";

const SUBJECTS: [&str; 8] = ["glaciers", "poetry", "robots", "bees", "maps", "vaccines", "choirs", "tides"];

/// So many ads of so many employers, with a date or without, every second of which asks for workshops.
fn ads(ads_n: usize, employers_n: usize, has_date: bool) -> String {
    let line = |number: usize| {
        let duty = if number.is_multiple_of(2) { "run workshops" } else { "file reports" };
        let about = SUBJECTS[number % SUBJECTS.len()];
        let mut ad = serde_json::json!({"@type": "JobPosting", "identifier": number.to_string(), "title": format!("{about} officer {number}"),
            "hiringOrganization": {"name": format!("Lab {}", number % employers_n)},
            "description": format!("<p>You will {duty} on {about} for our programme number {number}.</p>")});
        if has_date {
            ad["datePosted"] = "2026-02-11".into();
        }
        ad.to_string() + "\n"
    };
    (0..ads_n).map(line).collect()
}

/// Runs a study of this file; the data folder is `data`.
fn run(dir: &Path, file: &str, text: &str) -> Ended {
    std::fs::create_dir_all(dir.join("words")).expect("a folder");
    std::fs::write(dir.join("words/words.toml"), WORDS).expect("writes");
    std::fs::write(dir.join(file), text).expect("writes");
    let study = format!("name = 'small'\ndata = 'data'\ntaxonomy = 'words'\n[[source]]\nid = 'ads'\nkind = 'files'\npaths = ['{file}']\n");
    std::fs::write(dir.join("study.toml"), study).expect("writes");
    rolescope(dir, &["run", "study.toml"])
}

/// A concept in all vacancies, asked for in any way.
fn frequency(dir: &Path, concept: &str) -> Option<SkillFrequencyRow> {
    let rows: Vec<SkillFrequencyRow> = tables::read(&dir.join("data")).expect("reads");
    rows.into_iter().find(|row| row.group_by == "all" && row.requirement == "any" && row.concept_id == concept)
}

#[test]
fn a_study_without_vacancies_says_so() {
    let dir = tempfile::tempdir().expect("a folder");
    let ended = run(dir.path(), "ads.jsonl", "\n");
    assert_eq!(ended.code, 0, "{ended:?}");
    assert_eq!(frequency(dir.path(), "schools"), None);
    let run: Vec<RunRow> = tables::read(&dir.path().join("data")).expect("reads");
    assert_eq!(run[0].population, "no vacancies in scope were observed in the listed sources");
    let scenarios: Vec<SensitivityRow> = tables::read(&dir.path().join("data")).expect("reads");
    assert!(scenarios.iter().all(|row| row.share.is_none() && row.status == "x"), "{scenarios:?}");
}

#[test]
fn what_is_too_small_is_hidden_everywhere() {
    for (vacancies_n, employers_n) in [(1, 1), (30, 1), (9, 9)] {
        let dir = tempfile::tempdir().expect("a folder");
        let ended = run(dir.path(), "ads.jsonl", &ads(vacancies_n, employers_n, true));
        assert_eq!(ended.code, 0, "{ended:?}");
        let rows: Vec<SkillFrequencyRow> = tables::read(&dir.path().join("data")).expect("reads");
        let shown: Vec<&SkillFrequencyRow> = rows.iter().filter(|row| row.share.is_some() || row.with_skill_n.is_some_and(|n| n > 0)).collect();
        assert!(!rows.is_empty() && shown.is_empty(), "{vacancies_n} of {employers_n}: {shown:?}");
        let all = frequency(dir.path(), "schools").expect("a row");
        assert_eq!((all.status.as_str(), all.vacancies_n), ("c", vacancies_n as u64));
        let scenarios: Vec<SensitivityRow> = tables::read(&dir.path().join("data")).expect("reads");
        assert!(scenarios.iter().all(|row| row.share.is_none()), "{scenarios:?}");
    }
}

#[test]
fn what_is_never_seen_has_a_share_of_nothing_with_an_upper_bound() {
    let dir = tempfile::tempdir().expect("a folder");
    let ended = run(dir.path(), "ads.jsonl", &ads(60, 12, true));
    assert_eq!(ended.code, 0, "{ended:?}");
    let never = frequency(dir.path(), "falconry").expect("a row");
    assert_eq!((never.share, never.with_skill_n, never.share_lo), (Some(0.0), Some(0), Some(0.0)), "{never:?}");
    assert!(never.share_hi > Some(0.1) && never.status == "u", "12 employers leave much open: {never:?}");
}

#[test]
fn without_a_date_the_day_of_import_counts() {
    let dir = tempfile::tempdir().expect("a folder");
    let ended = run(dir.path(), "ads.jsonl", &ads(60, 12, false));
    assert_eq!(ended.code, 0, "{ended:?}");
    let postings: Vec<PostingRow> = tables::read(&dir.path().join("data")).expect("reads");
    assert!(postings.iter().all(|row| row.posted_on.is_none() && row.posted_basis == "first_seen"));
    let rows: Vec<SkillFrequencyRow> = tables::read(&dir.path().join("data")).expect("reads");
    let years: Vec<&str> = rows.iter().filter(|row| row.group_by == "year").map(|row| row.group_value.as_str()).collect();
    let seen = postings[0].first_seen_on.year().to_string();
    assert!(!years.is_empty() && years.iter().all(|year| *year == seen), "{years:?}");
}

#[test]
fn no_number_in_a_user_file_reaches_a_table() {
    let dir = tempfile::tempdir().expect("a folder");
    let text = "id,title,employer,description,salary\n1,Officer,Lab,\"You will run workshops on bees in our schools.\",NaN\n\
                2,Warden,Lab,\"You will file reports on tides at sea.\",inf\n";
    let ended = run(dir.path(), "ads.csv", text);
    assert_eq!(ended.code, 0, "{ended:?}");
    let postings: Vec<PostingRow> = tables::read(&dir.path().join("data")).expect("reads");
    assert_eq!(postings.len(), 2);
    assert!(postings.iter().all(|row| row.pay_min_per_year.is_none() && row.pay_max_per_year.is_none()), "{postings:?}");

    std::fs::write(dir.path().join("keywords.csv"), "keyword,competency,weight\nbees,schools,NaN\n").expect("writes");
    std::fs::write(dir.path().join("ad.jsonl"), "{\"id\":\"1\",\"text\":\"You will run workshops.\"}\n").expect("writes");
    let ended = rolescope(dir.path(), &["annotate", "ad.jsonl", "--taxonomy", "words", "--keywords", "keywords.csv"]);
    assert!(ended.code == 3 && ended.stderr.contains("keywords.csv"), "{ended:?}");
}

/// Tabulates a study after one of its private tables was replaced by `other`.
fn tabulate_with(dir: &Path, table: &str, other: &Path) -> Ended {
    let data: PathBuf = dir.join("data");
    std::fs::copy(other, data.join("private").join(table)).expect("copies");
    std::fs::remove_file(data.join("public/datapackage.json")).expect("removes");
    rolescope(dir, &["tabulate", "study.toml"])
}

#[test]
fn tables_of_two_taxonomies_are_told_apart() {
    let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    assert_eq!(run(one.path(), "ads.jsonl", &ads(12, 6, true)).code, 0);
    std::fs::create_dir_all(other.path().join("other")).expect("a folder");
    assert_eq!(run(other.path(), "ads.jsonl", &ads(12, 6, true)).code, 0);
    let words = WORDS.replace("[concept.schools]", "[concept.classrooms]");
    std::fs::write(other.path().join("words/words.toml"), words).expect("writes");
    assert_eq!(rolescope(other.path(), &["run", "study.toml"]).code, 0);

    let ended = tabulate_with(one.path(), "vacancy_skills.parquet", &other.path().join("data/private/vacancy_skills.parquet"));
    assert!(ended.code == 1 && ended.stderr.contains("concept `classrooms` is not in the taxonomy"), "{ended:?}");
    assert!(ended.stderr.contains("write it anew with `rolescope run`"), "{ended:?}");
}

#[test]
fn a_table_without_a_column_is_told_by_name() {
    let dir = tempfile::tempdir().expect("a folder");
    assert_eq!(run(dir.path(), "ads.jsonl", &ads(12, 6, true)).code, 0);
    let other = dir.path().join("data/private/duplicates.parquet");
    let ended = tabulate_with(dir.path(), "vacancies.parquet", &other);
    assert!(ended.code == 1 && ended.stderr.contains("does not have the columns of `vacancies`: no column `source_id`"), "{ended:?}");
}
