//! Courses and gold ads of a study: the training gap, the tagger's quality, and corrected shares.

use std::path::Path;

use serde_json::json;
use tables::private::CourseSkillRow;
use tables::public::{SkillFrequencyRow, TaggerQualityRow, TrainingGapRow};

use crate::command::{Ended, rolescope};

const WORDS: &str = r#"[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
provenance = "a framework; own words"
phrases.en = ["facilitate~"]

[concept.gardening]
kind = "skill"
label = { en = "Gardening" }
definition = "Grows plants."
provenance = "own words"
phrases.en = ["(water/plant) .. (plants/trees)"]

[concept.juggling]
kind = "skill"
label = { en = "Juggling" }
definition = "Keeps balls in the air."
provenance = "a framework"
phrases.en = ["juggle~"]
"#;

const TRAINING: &str = "course_id,name,provider,url,language,hours,open,text
circus,Circus School,,,en,40,no,\"You learn to juggle clubs, and to fall.\"
trees,Green Hands,A college,,en,6.5,yes,Participants plant and prune trees.
";

const STUDY: &str = "name = 'beside'
data = 'data'
taxonomy = 'words'
training = 'training.csv'
[scope]
roles = 'any'
[[source]]
id = 'ads'
kind = 'files'
paths = ['ads.jsonl']
";

/// Sixty ads of as many employers; all want plants watered, half of them sessions facilitated.
fn ads() -> String {
    let ad = |n: usize| {
        let duty = if n < 30 { "You will facilitate sessions" } else { "You will host sessions" };
        json!({"@type": "JobPosting", "identifier": format!("id-{n}"), "title": format!("Officer {n}"), "datePosted": "2026-05-04",
            "hiringOrganization": {"name": format!("Lab {n}")},
            "description": format!("<h3>Duties</h3><ul><li>{duty} in ward {n}</li><li>You will water the plants of house {n}</li></ul>")})
        .to_string()
    };
    (0..60).map(ad).collect::<Vec<_>>().join("\n")
}

/// `n` gold ads; every fifth that is tagged does not ask, by Ann, and Ben says as Ann.
fn gold(n: usize) -> String {
    let line = |n: usize, reader: &str| {
        let text = if n.is_multiple_of(2) { "Duties:\n- You will facilitate sessions" } else { "Duties:\n- You will host sessions" };
        let labels = if n.is_multiple_of(2) && !n.is_multiple_of(10) { vec!["facilitation"] } else { Vec::new() };
        let statements = [json!({"start": 8, "end": text.len(), "labels": labels})];
        json!({"id": format!("gold-{n}"), "text": text, "lang": "en", "reader": reader, "statements": statements}).to_string()
    };
    (0..n).flat_map(|n| ["Ann", "Ben"].map(|reader| line(n, reader))).collect::<Vec<_>>().join("\n")
}

fn study(more: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("words")).expect("a folder");
    std::fs::write(dir.path().join("words/words.toml"), WORDS).expect("writes");
    std::fs::write(dir.path().join("ads.jsonl"), ads()).expect("writes");
    std::fs::write(dir.path().join("training.csv"), TRAINING).expect("writes");
    std::fs::write(dir.path().join("labels.jsonl"), gold(30)).expect("writes");
    std::fs::write(dir.path().join("study.toml"), format!("{STUDY}{more}")).expect("writes");
    dir
}

#[track_caller]
fn run(dir: &Path) -> Ended {
    let ended = rolescope(dir, &["run", "study.toml", "--until", "tabulate"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    ended
}

/// The rows of `training_gap` as "concept courses hours open gap status".
fn gaps(dir: &Path) -> Vec<String> {
    let told = |row: TrainingGapRow| {
        let [courses, open] = [row.courses_n, row.open_courses_n].map(|n| n.map_or("-".to_owned(), |n| n.to_string()));
        let (hours, gap) = (row.hours_n.map_or("-".to_owned(), |n| n.to_string()), row.gap_type.unwrap_or_else(|| "-".to_owned()));
        format!("{} {courses} {hours} {open} {gap} {}", row.concept_id, row.status)
    };
    tables::read::<TrainingGapRow>(&dir.join("data")).expect("reads").into_iter().map(told).collect()
}

fn frequency(dir: &Path, concept: &str) -> SkillFrequencyRow {
    let rows = tables::read::<SkillFrequencyRow>(&dir.join("data")).expect("reads");
    rows.into_iter().find(|row| row.group_by == "all" && row.requirement == "any" && row.concept_id == concept).expect("a row")
}

#[test]
fn demand_is_set_against_courses_and_a_changed_file_is_read_again() {
    let dir = study("");
    let first = run(dir.path());
    assert!(first.stderr.contains("2 courses"), "{first:?}");
    let taught = tables::read::<CourseSkillRow>(&dir.path().join("data")).expect("reads");
    let taught: Vec<String> =
        taught.iter().map(|row| format!("{} {} {} {}", row.course_id, row.concept_id, row.mentions_n, row.best_surface)).collect();
    assert_eq!(taught, ["circus juggling 1 juggle", "trees gardening 1 plant and prune trees"]);
    assert_eq!(
        gaps(dir.path()),
        ["facilitation 0 - 0 asked_not_taught ok", "gardening 1 6.5 1 asked_not_in_framework ok", "juggling 1 40 0 taught_not_asked ok"]
    );
    assert!(run(dir.path()).stderr.contains("nothing to do"));

    std::fs::write(dir.path().join("training.csv"), format!("{TRAINING}talk,Talk,,,en,2,,How to facilitate a session.\n")).expect("writes");
    assert!(!run(dir.path()).stderr.contains("nothing to do"));
    assert_eq!(gaps(dir.path())[0], "facilitation 1 2 0 balanced ok");
}

#[test]
fn without_a_training_file_every_concept_has_its_row_and_no_courses() {
    let dir = study("");
    std::fs::write(dir.path().join("study.toml"), STUDY.replace("training = 'training.csv'\n", "")).expect("writes");
    run(dir.path());
    assert_eq!(gaps(dir.path()), ["facilitation - - - - x", "gardening - - - - x", "juggling - - - - x"]);
}

#[test]
fn a_bad_training_file_is_told_with_line_and_column() {
    let dir = study("");
    std::fs::write(dir.path().join("training.csv"), "course_id,name,hours,open,text\na,A,NaN,yes,x\nb,B,1,perhaps,y\n").expect("writes");
    let ended = rolescope(dir.path(), &["run", "study.toml"]);
    assert_eq!(ended.code, 3, "{ended:?}");
    for needed in ["training.csv:2:5: a course cannot take NaN hours", "training.csv:3:7: `perhaps` does not say", "^^^^^^^"] {
        assert!(ended.stderr.contains(needed), "{needed} is not in\n{}", ended.stderr);
    }
}

#[test]
fn a_random_gold_sample_says_how_good_the_tagger_is_and_corrects_shares() {
    let dir = study("[gold]\nfile = 'labels.jsonl'\nsample = 'random'\n");
    let first = run(dir.path());
    assert!(first.stderr.contains("30 gold ads"), "{first:?}");
    let quality = tables::read::<TaggerQualityRow>(&dir.path().join("data")).expect("reads");
    let told: Vec<String> = quality.iter().map(|row| format!("{} {} {:?} {:?}", row.scope, row.concept_id, row.tp, row.fp)).collect();
    assert_eq!(told, ["concept facilitation Some(12) Some(3)", "macro all None None", "micro all Some(12) Some(3)"]);
    let row = &quality[0];
    assert_eq!((row.r#fn, row.tn, row.precision, row.recall, row.gold_n), (Some(0), Some(15), Some(0.8), Some(1.0), 30));
    assert_eq!((row.alpha, row.percent_agreement, row.sample.as_str()), (Some(1.0), Some(100.0), "random"));

    let row = frequency(dir.path(), "facilitation");
    assert_eq!((row.share, row.gold_n, row.tagger_precision, row.tagger_recall), (Some(0.5), Some(30), Some(0.8), Some(1.0)));
    // By hand: 0.5 · 12.5/16 + 0.5 · 0.5/16.
    let expected = (12.5 + 0.5) / 32.0;
    assert!(row.adj_share.is_some_and(|share| (share - expected).abs() < 1e-12), "{row:?}");
    assert!(row.adj_lo < row.adj_share && row.adj_share < row.adj_hi && row.adj_method.as_deref() == Some("double_sampling"), "{row:?}");
    let other = frequency(dir.path(), "gardening");
    assert_eq!((other.adj_share, other.gold_n), (None, None), "nobody looked for it");

    // Too few to correct by.
    std::fs::write(dir.path().join("labels.jsonl"), gold(18)).expect("writes");
    assert!(!run(dir.path()).stderr.contains("nothing to do"));
    let row = frequency(dir.path(), "facilitation");
    assert_eq!((row.adj_share, row.gold_n, row.status.as_str()), (None, Some(18), "u"));
}

#[test]
fn gold_from_elsewhere_shows_quality_and_corrects_nothing() {
    let dir = study("[gold]\nfile = 'labels.jsonl'\nsample = 'other'\n");
    run(dir.path());
    let row = frequency(dir.path(), "facilitation");
    assert_eq!((row.adj_share, row.tagger_precision, row.adj_method), (None, Some(0.8), None));
    assert_eq!(tables::read::<TaggerQualityRow>(&dir.path().join("data")).expect("reads").len(), 3);
}

#[test]
fn bad_gold_is_told() {
    for (table, labels, code, needed) in [
        ("file = 'labels.jsonl'", gold(2), 3, "`sample` is missing"),
        ("file = 'labels.jsonl'\nsample = 'some'", gold(2), 3, "`some` does not say how the gold ads were chosen"),
        ("file = 'none.jsonl'\nsample = 'other'", gold(2), 3, "cannot read"),
        ("file = 'labels.jsonl'\nsample = 'other'", String::new(), 3, "holds no labeled ad"),
        ("file = 'labels.jsonl'\nsample = 'other'", gold(2) + "\n{}", 3, "labels.jsonl:5"),
        (
            "file = 'labels.jsonl'\nsample = 'other'",
            gold(4).replace("\"facilitation\"", "\"dancing\""),
            1,
            "labels.jsonl:5: the taxonomy has no such concept",
        ),
    ] {
        let dir = study(&format!("[gold]\n{table}\n"));
        std::fs::write(dir.path().join("labels.jsonl"), labels).expect("writes");
        let ended = rolescope(dir.path(), &["run", "study.toml"]);
        assert!(ended.code == code && ended.stderr.contains(needed), "{needed}: {ended:?}");
    }
}
