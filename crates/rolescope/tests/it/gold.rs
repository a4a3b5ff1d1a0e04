//! `gold` and weighted keywords: learned from labeled ads, used by `annotate`, scored.

use std::path::Path;

use serde_json::{Value, json};

use crate::command::{rolescope, rolescope_with};

const FACILITATION: &str = r#"[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
phrases.en = ["facilitate~"]
"#;

/// One ad of each of 30 employers, two of its four lines labeled; the phrase finds one of the two.
fn labeled() -> String {
    let ad = |n: usize| {
        let (mut text, mut statements) = ("Duties:\n".to_owned(), Vec::new());
        for (line, is_facilitation) in [
            ("- You will convene the residents in the hall", true),
            ("- You will facilitate sessions", true),
            ("- You will clean the rooms", false),
            ("- You will water the plants", false),
        ] {
            let start = text.len();
            text += line;
            let labels = if is_facilitation { vec!["facilitation"] } else { Vec::new() };
            statements.push(json!({ "start": start, "end": text.len(), "labels": labels }));
            text += "\n";
        }
        json!({ "id": format!("ad-{n}"), "text": text, "lang": "en", "organisation": format!("employer {n}"), "statements": statements }).to_string()
    };
    (0..30).map(ad).collect::<Vec<_>>().join("\n")
}

fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("words")).expect("a folder");
    std::fs::write(dir.path().join("words/facilitation.toml"), FACILITATION).expect("writes");
    std::fs::write(dir.path().join("labeled.jsonl"), labeled()).expect("writes");
    dir
}

/// The rules of the counted mentions in one text.
fn rules(dir: &Path, options: &[&str]) -> Vec<String> {
    let args = [&["annotate", "--taxonomy", "words"], options].concat();
    let line = json!({ "id": 1, "lang": "en", "text": "Duties:\n- Convene the residents in each hall\n- Facilitate a session\n- Water the plants" });
    let ended = rolescope_with(dir, &args, line.to_string().as_bytes());
    assert_eq!(ended.code, 0, "{ended:?}");
    let line: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let mentions = line["mentions"].as_array().expect("mentions");
    mentions.iter().filter(|mention| mention["counted"] == true).map(|mention| mention["rule"].as_str().expect("a rule").to_owned()).collect()
}

#[test]
fn what_is_learned_carries_what_phrases_miss_and_is_scored() {
    let dir = folder();
    let learned = rolescope(dir.path(), &["gold", "learn", "labeled.jsonl", "--taxonomy", "words", "--out", "keywords.csv"]);
    assert_eq!(learned.code, 0, "{learned:?}");
    assert!(learned.stdout.contains("patterns only, by statement: P 1.000  R 0.500  F1 0.667"), "{learned:?}");
    assert!(learned.stdout.contains("both, by statement: P 1.000  R 1.000  F1 1.000"), "{learned:?}");
    let file = std::fs::read_to_string(dir.path().join("keywords.csv")).expect("written");
    assert!(file.starts_with("keyword,competency,weight\n"), "{file}");

    assert_eq!(rules(dir.path(), &[]), ["facilitation/1"]);
    assert_eq!(rules(dir.path(), &["--keywords", "keywords.csv"]), ["keywords/facilitation", "facilitation/1"]);

    let score = |options: &[&str]| rolescope(dir.path(), &[&["gold", "score", "labeled.jsonl", "--taxonomy", "words"], options].concat()).stdout;
    assert!(score(&["--patterns-only"]).contains("tagger, by statement: P 1.000  R 0.500"), "{}", score(&["--patterns-only"]));
    assert!(score(&["--keywords", "keywords.csv"]).contains("tagger, by statement: P 1.000  R 1.000"));
}

#[test]
fn unread_ads_take_the_place_of_those_that_were_read() {
    let dir = folder();
    let args = ["gold", "learn", "labeled.jsonl", "--unread", "labeled.jsonl", "--taxonomy", "words", "--out", "keywords.csv"];
    let learned = rolescope(dir.path(), &args);
    assert!(learned.stdout.starts_with("30 ads, "), "{learned:?}");
}

#[test]
fn bad_labels_and_bad_keywords_have_a_place() {
    let dir = folder();
    std::fs::write(dir.path().join("bad.jsonl"), r#"{"id":"a","text":"x","statements":[{"start":0,"end":9,"labels":[]}]}"#).expect("writes");
    let ended = rolescope(dir.path(), &["gold", "score", "bad.jsonl"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    assert!(ended.stderr.contains("bad.jsonl:1") && ended.stderr.contains("bytes 0..9"), "{ended:?}");
    std::fs::write(dir.path().join("bad.csv"), "keyword,competency,weight\nconven,facilitation,much\n").expect("writes");
    let ended = rolescope(dir.path(), &["annotate", "--keywords", "bad.csv"]);
    assert!(ended.code == 3 && ended.stderr.contains("bad.csv:2: this weight is not a number"), "{ended:?}");
}
