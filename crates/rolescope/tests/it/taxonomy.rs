//! `taxonomy`: check, test, export and import, as those who keep one meet them.

use std::path::Path;

use serde_json::Value;

use crate::command::{Ended, rolescope, workspace};

const GARDENING: &str = r#"[concept.gardening]
kind = "skill"
label = { en = "Gardening", fr = "Jardinage" }
definition = "Grows plants, \"green\" ones."
provenance = "invented"
matches = ["close esco http://data.europa.eu/esco/skill/1 | tend gardens", "none onet | too broad"]
find = ["You will prune the roses."]
pass = ["The kindergarten is near."]
phrases.en = ["prune~ .. rose~", "tend the garden"]

[concept.composting]
broader = "gardening"
kind = "knowledge"
label = { en = "Composting", fr = "Compostage" }
definition = "Knows how heaps rot."
matches = ["exact onet 2.A.1.b | Rotting", "close esco http://data.europa.eu/esco/skill/2 | compost"]
find = ["You will turn the compost."]
pass = ["We composed a song."]
phrases.en = ["turn~ .. compost"]
"#;

/// A folder with a taxonomy of one file in `words/`.
fn folder(taxonomy: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("words")).expect("a folder");
    std::fs::write(dir.path().join("words/garden.toml"), taxonomy).expect("writes");
    dir
}

#[track_caller]
fn taxonomy(dir: &Path, args: &[&str]) -> Ended {
    rolescope(dir, &[&["taxonomy"], args].concat())
}

#[test]
fn a_clean_taxonomy_has_nothing_to_tell() {
    let dir = folder(GARDENING);
    let ended = taxonomy(dir.path(), &["check", "--taxonomy", "words"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (0, ""), "{ended:?}");
    assert!(ended.stderr.contains("2 concepts, 3 phrases: 0 faults, 0 notes"), "{ended:?}");
}

#[test]
fn faults_and_notes_come_at_once_with_their_places() {
    let dir = folder(&GARDENING.replace("\"prune~ .. rose~\", ", "\"tend~ the garden~\", \"of the\", \"tend (the) garden\", "));
    let ended = taxonomy(dir.path(), &["check", "--taxonomy", "words"]);
    assert_eq!(ended.code, 3, "{ended:?}");
    for needed in [
        "fault unsorted: words/garden.toml:9:36: `of the` stands after `tend~ the garden~`",
        "fault too_wide: words/garden.toml:9:36: `of the` may match words that say nothing",
        "fault duplicate: words/garden.toml:9:67: `tend the garden` is a phrase of this concept already",
        "note shadowed: words/garden.toml:9:46: `tend (the) garden` is found by a wider phrase already",
        "^^^^^^^^ ",
    ] {
        assert!(ended.stdout.contains(needed), "{needed} is not in\n{}", ended.stdout);
    }
    assert!(ended.stderr.contains("3 faults (1 duplicate, 1 unsorted, 1 too_wide)"), "{ended:?}");
}

#[test]
fn machines_get_one_object_a_finding() {
    let dir = folder(&GARDENING.replace("pass = [\"We composed a song.\"]\n", ""));
    let ended = taxonomy(dir.path(), &["check", "--taxonomy", "words", "--json"]);
    let lines: Vec<Value> = ended.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((ended.code, lines.len()), (0, 1), "{ended:?}");
    assert_eq!((&lines[0]["kind"], &lines[0]["severity"], &lines[0]["concept"]), (&"missing_example".into(), &"note".into(), &"composting".into()));
    assert_eq!((&lines[0]["file"], &lines[0]["line"]), (&"words/garden.toml".into(), &11.into()));

    let broken = folder(&GARDENING.replace("rose~", "(rose"));
    let ended = taxonomy(broken.path(), &["check", "--taxonomy", "words", "--json"]);
    let line: Value = serde_json::from_str(ended.stdout.trim()).expect("JSON");
    assert_eq!((ended.code, &line["kind"], &line["line"]), (3, &"unreadable".into(), &9.into()), "{ended:?}");
}

#[test]
fn a_corpus_shows_what_never_fires() {
    let dir = folder(GARDENING);
    let corpus = "{\"id\":1,\"text\":\"You will prune the roses.\\n\\nBenefits\\n- We turn old compost for you\",\"lang\":\"en\"}\nno JSON\n";
    std::fs::write(dir.path().join("ads.jsonl"), corpus).expect("writes");
    let ended = taxonomy(dir.path(), &["check", "--taxonomy", "words", "--corpus", "ads.jsonl"]);
    assert_eq!(ended.code, 5, "{ended:?}");
    assert!(ended.stderr.contains("corpus: 1 texts read, 1 lines not read"), "{ended:?}");
    assert!(ended.stdout.contains("note never_fires: words/garden.toml:9:34: `tend the garden`"), "{ended:?}");
    assert!(ended.stdout.contains("note never_counts: words/garden.toml:19:15: `turn~ .. compost`"), "{ended:?}");
    assert!(!ended.stdout.contains("`prune~ .. rose~`"), "{ended:?}");
}

#[test]
fn a_wrong_example_is_told_with_what_was_found() {
    let dir = folder(GARDENING);
    let right = taxonomy(dir.path(), &["test", "--taxonomy", "words"]);
    assert_eq!((right.code, right.stderr.trim()), (0, "4 of 4 examples right, 0 wrong"));
    let text = "pass = [\"You will turn the compost.\"]\nfind = [\"No experience of how to turn compost is needed.\"]";
    let dir = folder(&GARDENING.replace("find = [\"You will turn the compost.\"]\n", "").replace("pass = [\"We composed a song.\"]", text));
    let ended = taxonomy(dir.path(), &["test", "--taxonomy", "words"]);
    assert_eq!(ended.code, 3, "{ended:?}");
    for needed in [
        "composting is not found in: No experience of how to turn compost is needed.",
        "  found composting [turn compost] by composting/1 in essential, not counted: negated",
        "composting must not be found in: You will turn the compost.",
        "  found composting [turn the compost] by composting/1 in summary, counted",
    ] {
        assert!(ended.stdout.contains(needed), "{needed} is not in\n{}", ended.stdout);
    }
}

#[test]
fn what_is_exported_comes_back_from_either_syntax() {
    let dir = folder(GARDENING);
    let base = "https://garden.example/words/";
    let mut exports = Vec::new();
    for syntax in ["turtle", "jsonld"] {
        let exported = taxonomy(dir.path(), &["export", "--taxonomy", "words", "--skos", syntax, "--base", base]);
        assert_eq!(exported.code, 0, "{exported:?}");
        std::fs::write(dir.path().join(syntax), &exported.stdout).expect("writes");
        let imported = taxonomy(dir.path(), &["import", syntax, "--format", "skos", "--out", &format!("from-{syntax}")]);
        assert_eq!(imported.code, 0, "{imported:?}");
        assert!(imported.stderr.contains("2 concepts taken, 0 rows joined to them, 0 left out"), "{imported:?}");
        exports.push(std::fs::read_to_string(dir.path().join(format!("from-{syntax}/taxonomy.toml"))).expect("reads"));
    }
    assert_eq!(exports[0], exports[1]);
    // The labels are phrases of the imported taxonomy; the phrase with a gap has no counterpart in SKOS.
    let wanted = r#"[concept.gardening]
kind = "skill"
label = { en = "Gardening", fr = "Jardinage" }
definition = "Grows plants, \"green\" ones."
provenance = "invented"
matches = [
  "close esco http://data.europa.eu/esco/skill/1 | tend gardens",
  "none onet | too broad",
]
find = [
  "You will prune the roses.",
]
pass = [
  "The kindergarten is near.",
]
phrases.en = [
  "Gardening",
  "tend the garden",
]
phrases.fr = [
  "Jardinage",
]

[concept.composting]
"#;
    assert!(exports[0].starts_with(wanted), "{}", exports[0]);
    let again = taxonomy(dir.path(), &["export", "--taxonomy", "from-turtle", "--base", base]);
    assert_eq!(again.stdout, std::fs::read_to_string(dir.path().join("turtle")).expect("reads"));
}

#[test]
fn the_built_in_taxonomy_survives_the_way_through_skos() {
    let dir = tempfile::tempdir().expect("a folder");
    let exported = taxonomy(&workspace(), &["export"]);
    std::fs::write(dir.path().join("a.ttl"), &exported.stdout).expect("writes");
    let imported = taxonomy(dir.path(), &["import", "a.ttl", "--format", "skos", "--out", "back"]);
    assert_eq!(imported.code, 0, "{imported:?}");
    let again = taxonomy(dir.path(), &["export", "--taxonomy", "back"]).stdout;
    // A label that is a phrase too cannot be hidden, so phrases may differ; nothing else of a concept may. Of several names that a match has
    // for one target, one comes back.
    let concepts = |text: &str| text[..text.find(" rdfs:label ").expect("names of other schemes come last")].to_owned();
    let told =
        |text: &str| -> Vec<String> { text.split(" ;\n    ").filter(|part| !part.starts_with("skos:hiddenLabel")).map(str::to_owned).collect() };
    let (before, after) = (told(&concepts(&exported.stdout)), told(&concepts(&again)));
    assert_eq!(before.iter().zip(&after).find(|(before, after)| before != after), None);
    assert_eq!(before.len(), after.len());
}

#[test]
fn a_base_that_is_no_iri_is_refused() {
    let ended = taxonomy(&workspace(), &["export", "--base", "words"]);
    assert!(ended.code == 1 && ended.stderr.contains("is no absolute IRI"), "{ended:?}");
}

#[test]
fn esco_rows_become_concepts_and_bad_rows_are_told() {
    let dir = tempfile::tempdir().expect("a folder");
    let csv = "conceptType,conceptUri,skillType,preferredLabel,altLabels,status,description,broaderUri\n\
               KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/a,skill/competence,tend gardens,\"garden (keeping)\nplant care\",released,Cares for plants.,\n\
               KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/b,knowledge,soil science,,released,\"Knows, \"\"deeply\"\".\",http://data.europa.eu/esco/skill/a\n\
               KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/c,knowledge,,,released,No label.,\n\
               KnowledgeSkillCompetence,http://data.europa.eu/esco/skill/d,knowledge,alchemy,,obsolete,Old.,\n\
               too,short\n";
    std::fs::write(dir.path().join("skills_en.csv"), csv).expect("writes");
    let ended = taxonomy(dir.path(), &["import", "skills_en.csv", "--format", "esco-csv", "--out", "words"]);
    assert_eq!(ended.code, 5, "{ended:?}");
    for needed in [
        "skills_en.csv: left out: line 5 has no conceptUri or no preferredLabel",
        "skills_en.csv: left out: line 6 is obsolete in ESCO",
        "skills_en.csv: left out: line 7 has 2 cells, not 8",
        "5 rows: 2 concepts taken, 0 rows joined to them, 3 left out",
    ] {
        assert!(ended.stderr.contains(needed), "{needed} is not in\n{}", ended.stderr);
    }
    let text = std::fs::read_to_string(dir.path().join("words/taxonomy.toml")).expect("reads");
    assert!(text.contains("phrases.en = [\n  \"garden keeping\",\n  \"plant care\",\n  \"tend gardens\",\n]"), "{text}");
    assert!(text.contains("[concept.soil-science]\nbroader = \"tend-gardens\"\nkind = \"knowledge\""), "{text}");
    assert!(text.contains("\"exact esco http://data.europa.eu/esco/skill/b | soil science\""), "{text}");
    let again = taxonomy(dir.path(), &["import", "skills_en.csv", "--format", "esco-csv", "--out", "words"]);
    assert!(again.code == 1 && again.stderr.contains("is there already"), "{again:?}");
}

#[test]
fn plain_rows_join_to_concepts() {
    let dir = tempfile::tempdir().expect("a folder");
    let csv = "concept,label,broader,definition,lang,phrase,phrase\n\
               gardening,Gardening,,Grows.,,prune~ .. rose~,\n\
               gardening,Jardinage,,,fr,jardin*,\n\
               gardening,,,,,(open,\n\
               composting,Composting,gardening,,,compost~,heap turning\n\
               nameless,,,,,x,\n";
    std::fs::write(dir.path().join("words.csv"), csv).expect("writes");
    let ended = taxonomy(dir.path(), &["import", "words.csv", "--format", "csv"]);
    assert_eq!(ended.code, 5, "{ended:?}");
    assert!(ended.stderr.contains("left out: line 4 phrase `(open`: this group is not closed"), "{ended:?}");
    assert!(ended.stderr.contains("5 rows: 2 concepts taken, 1 rows joined to them, 2 left out"), "{ended:?}");
    assert!(ended.stdout.contains("label = { en = \"Gardening\", fr = \"Jardinage\" }"), "{ended:?}");
    assert!(ended.stdout.contains("[concept.composting]\nbroader = \"gardening\""), "{ended:?}");
    std::fs::write(dir.path().join("other.csv"), "a,b\n1,2\n").expect("writes");
    let other = taxonomy(dir.path(), &["import", "other.csv", "--format", "csv"]);
    assert!(other.code == 1 && other.stderr.contains("names no column concept, label; it names a, b"), "{other:?}");
}

#[test]
fn broken_turtle_is_told_with_its_line() {
    let dir = tempfile::tempdir().expect("a folder");
    let ttl = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:x:a> a skos:Concept ; skos:prefLabel \"Ay\"@en .\n<urn:x:b> a skos:Concept ; nonsense .\n\
               <urn:x:c> a skos:Concept .\n";
    std::fs::write(dir.path().join("a.ttl"), ttl).expect("writes");
    let ended = taxonomy(dir.path(), &["import", "a.ttl", "--format", "skos"]);
    assert_eq!(ended.code, 5, "{ended:?}");
    assert!(ended.stderr.contains("left out: line 3 ") && ended.stdout.contains("[concept.a]"), "{ended:?}");
}

#[test]
fn a_text_is_shown_with_its_mentions_marked() {
    let dir = folder(GARDENING);
    let text = "Main duties\n- Prune the roses\n\nBenefits\n- We turn the compost\n";
    std::fs::write(dir.path().join("ad.txt"), text).expect("writes");
    let ended = rolescope(dir.path(), &["annotate", "--explain", "--taxonomy", "words", "ad.txt"]);
    let wanted = "[duties]\nMain duties\n- Prune the roses\n  ^^^^^^^^^^^^^^^ gardening, duty (rule gardening/1)\n\n[benefits]\nBenefits\n- We turn the compost\n     \
                  ~~~~~~~~~~~~~~~~ composting, not counted: benefit (rule composting/1)\n1 mentions counted (^), 1 seen and not counted (~)\n";
    assert_eq!((ended.code, ended.stdout.as_str()), (0, wanted));
}
