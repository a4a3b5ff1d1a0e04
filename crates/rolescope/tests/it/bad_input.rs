//! What is broken is told with its place, or counted; the rest goes on.

use std::io::Write as _;
use std::path::Path;

use tables::private::{FaultRow, PostingRow};

use crate::command::{Ended, rolescope};

#[track_caller]
fn run_study(dir: &Path, text: &str) -> Ended {
    std::fs::write(dir.join("study.toml"), text).expect("writes");
    rolescope(dir, &["run", "study.toml"])
}

#[test]
fn a_study_with_faults_is_told_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let ended = run_study(dir.path(), "nam = 'x'\ncolor = 'red'\n[[source]]\nid = 'A B'\nkind = 'file'\n[scope]\ntitles = ['(a']\n");
    assert_eq!(ended.code, 3, "{ended:?}");
    for needed in [
        "study.toml:1:1: unknown key `nam`",
        "did you mean `name`?",
        "study.toml:2:1: unknown key `color`",
        "`name` is missing",
        "study.toml:5:8: `file` is no kind",
        "study.toml:7:11:",
        "^^^",
    ] {
        assert!(ended.stderr.contains(needed), "{needed} is not in\n{}", ended.stderr);
    }
}

#[test]
fn a_bad_pattern_in_a_taxonomy_is_told_with_its_characters() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(dir.path().join("words")).expect("a folder");
    std::fs::write(
        dir.path().join("words/a.toml"),
        "[concept.x]\nkind = 'skill'\nlabel = { en = 'X' }\ndefinition = 'd'\nphrases.en = ['run (a/b']\n",
    )
    .expect("writes");
    std::fs::write(dir.path().join("ad.txt"), "An ad").expect("writes");
    let ended = run_study(dir.path(), "name = 'x'\ntaxonomy = 'words'\n[[source]]\nid = 'a'\nkind = 'files'\npaths = ['ad.txt']\n");
    assert_eq!(ended.code, 3, "{ended:?}");
    assert!(ended.stderr.contains("a.toml:5:20: pattern `run (a/b`: this group is not closed"), "{}", ended.stderr);
}

#[test]
fn an_unchecked_site_is_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    let ended = run_study(
        dir.path(),
        "name = 'x'\ncontact = 'me@lab.example'\n[[source]]\nid = 'a'\nkind = 'site'\nstart = ['http://127.0.0.1:9/']\naccess = 'unchecked'\n",
    );
    assert_eq!(ended.code, 6, "{ended:?}");
    assert!(ended.stderr.contains("unchecked"), "{ended:?}");
}

#[test]
fn broken_files_are_counted_and_the_rest_goes_on() {
    let dir = tempfile::tempdir().expect("a folder");
    let ads = dir.path().join("ads");
    std::fs::create_dir(&ads).expect("a folder");
    let good = r#"{"@type":"JobPosting","identifier":"1","title":"Outreach Officer","description":"<p>You will run workshops with schools and write for the web.</p>"}"#;
    std::fs::write(ads.join("lines.jsonl"), format!("{good}\nno JSON at all\n\n")).expect("writes");
    let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    std::fs::write(ads.join("noise.html"), noise).expect("writes");
    std::fs::write(ads.join("empty.html"), "").expect("writes");
    std::fs::write(ads.join("cut.warc.gz"), cut_warc(dir.path(), good)).expect("writes");
    let gz = |bytes: &[u8]| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).expect("compresses");
        encoder.finish().expect("compresses")
    };
    let whole = gz(good.replace("\"1\"", "\"2\"").repeat(200).as_bytes());
    std::fs::write(ads.join("cut.jsonl.gz"), &whole[..whole.len() / 2]).expect("writes");

    let ended = run_study(dir.path(), "name = 'x'\n[[source]]\nid = 'a'\nkind = 'files'\npaths = ['ads']\n");
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stderr.contains("every sum holds"), "{ended:?}");
    let data = dir.path().join("data/x");
    let mut kinds: Vec<String> = tables::read::<FaultRow>(&data).expect("reads").into_iter().map(|row| row.kind).collect();
    kinds.sort();
    assert_eq!(kinds, ["damaged", "damaged", "empty", "json_syntax", "not_text"], "{ended:?}");
    assert_eq!(tables::read::<PostingRow>(&data).expect("reads").len(), 1);
}

/// An archive of one whole record and one that is cut in its middle.
fn cut_warc(dir: &Path, payload: &str) -> Vec<u8> {
    let archive = dir.join("other");
    let at = jiff::Timestamp::UNIX_EPOCH;
    let mut writer = archive::Writer::create(&archive, &"other".parse().expect("a name"), at, "test").expect("creates");
    for number in 0..2 {
        let record = archive::Record::resource(&format!("file:///{number}.json"), at, "application/json", payload.as_bytes().to_vec());
        writer.append(&record).expect("appends");
    }
    let file = writer.finish().expect("finishes").remove(0);
    let bytes = std::fs::read(archive.join(file)).expect("reads");
    bytes[..bytes.len() - 100].to_vec()
}

#[test]
fn two_runs_at_once_are_refused() {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("ad.txt"), "You will write for the web.").expect("writes");
    std::fs::create_dir_all(dir.path().join("data/x")).expect("a folder");
    let lock = std::fs::File::create(dir.path().join("data/x/lock")).expect("creates");
    lock.lock().expect("locks");
    let ended = run_study(dir.path(), "name = 'x'\n[[source]]\nid = 'a'\nkind = 'files'\npaths = ['ad.txt']\n");
    assert!(ended.code == 1 && ended.stderr.contains("another rolescope is working"), "{ended:?}");
}
