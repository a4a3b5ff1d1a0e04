//! `annotate`: the contract, line by line.

use std::io::Read as _;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::command::{rolescope_with, workspace};

#[track_caller]
fn annotate(lines: &str) -> (i32, Vec<Value>) {
    let ended = rolescope_with(&workspace(), &["annotate"], lines.as_bytes());
    (ended.code, ended.stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect())
}

#[test]
fn offsets_are_bytes_of_the_text_as_given() {
    let texts = [
        "Café — ESSENTIAL CRITERIA\n• Excellent written and verbal communica\u{ad}tion\u{a0}skills 😀\nWe’re building partner\u{2010}ships.",
        "Vos missions\n- Animation d’ateliers avec les habitants\n- Gestion de projet",
        "Ihre Aufgaben:\n– Projektmanagement und Wissenschaftskommunikation\n",
        "",
        "\u{feff}\u{200b}no words ---",
    ];
    let input: String = texts.iter().enumerate().map(|(at, text)| serde_json::json!({"id": at, "text": text}).to_string() + "\n").collect();
    let (code, out) = annotate(&input);
    assert_eq!((code, out.len()), (0, texts.len()));
    let mut mentions_n = 0;
    for (text, line) in texts.iter().zip(&out) {
        for mention in line["mentions"].as_array().expect("mentions") {
            let span = mention["start"].as_u64().expect("a number") as usize..mention["end"].as_u64().expect("a number") as usize;
            assert_eq!(text.get(span), mention["surface"].as_str(), "{mention}");
            mentions_n += 1;
        }
        let sections = line["sections"].as_array().expect("sections");
        assert!(sections.windows(2).all(|pair| pair[0]["end"] == pair[1]["start"]), "sections leave gaps: {sections:?}");
    }
    assert!(mentions_n >= 4, "{out:#?}");
    assert_eq!(out[1]["lang"], "fr");
}

#[test]
fn a_mention_has_the_fields_of_the_contract() {
    let (_, out) = annotate("{\"id\":\"a\",\"text\":\"Main duties:\\n- Facilitating workshops\",\"lang\":\"en\"}\n");
    let mention = out[0]["mentions"].as_array().expect("mentions").iter().find(|m| m["concept"] == "facilitation").expect("facilitation");
    let fields: Vec<&String> = mention.as_object().expect("an object").keys().collect();
    let contract = ["concept", "competency", "start", "end", "surface", "section", "requirement", "counted", "reason", "rule"];
    assert_eq!(fields, contract);
    assert_eq!((&mention["section"], &mention["requirement"], &mention["counted"]), (&"duties".into(), &"duty".into(), &true.into()));
}

#[test]
fn a_line_that_cannot_be_read_keeps_its_place() {
    let (code, out) = annotate("not json\n{\"id\":\"b\"}\n\n{\"id\":\"c\",\"text\":\"You will write.\"}\n{\"id\":\"d\",\"text\":5}");
    assert_eq!(code, 5);
    let ids: Vec<&Value> = out.iter().map(|line| &line["id"]).collect();
    assert_eq!(ids, [&Value::Null, &"b".into(), &"c".into(), &"d".into()]);
    assert!(out[0]["error"].is_string() && out[1]["error"].as_str().expect("why").contains("text") && out[2]["error"].is_null());
}

#[test]
fn a_reader_that_stops_early_is_no_error() {
    let line = serde_json::json!({"id": 1, "text": "You will facilitate workshops. ".repeat(40)}).to_string() + "\n";
    let dir = tempfile::tempdir().expect("a folder");
    let file = dir.path().join("ads.jsonl");
    std::fs::write(&file, line.repeat(3000)).expect("writes");
    let mut child = Command::new(env!("CARGO_BIN_EXE_rolescope"))
        .arg("annotate")
        .arg(&file)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut some = [0; 64];
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut some).expect("reads a little");
    drop(stdout);
    let output = child.wait_with_output().expect("ends");
    assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
}
