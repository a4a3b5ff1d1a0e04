//! The rules of the house that no compiler keeps: each test names everything that breaks its rule.
//!
//! An exception is a line of `EXCEPTIONS` with its reason. One that nothing needs any more fails too.

mod code;
mod manifest;
mod tree;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use code::{code_of, functions, without_tests};
use manifest::{Manifest, manifests};
use tree::{TextFile, root, text_files};

/// Which crates each crate is built with: upstream only. A new arrow is a change of its own, with its reason.
const ARROWS: [(&str, &[&str]); 11] = [
    ("archive", &[]),
    ("skills", &[]),
    ("site", &[]),
    ("statistics", &[]),
    ("posting", &["archive", "skills"]),
    ("crawl", &["archive"]),
    ("extract", &["archive", "posting"]),
    ("tables", &["posting", "skills", "statistics"]),
    ("report", &["tables"]),
    ("rolescope", &["archive", "crawl", "extract", "posting", "report", "site", "skills", "tables"]),
    ("rolescope-python", &["posting", "skills"]),
];

/// The arrows that exist in tests only.
const TEST_ARROWS: [(&str, &[&str]); 2] = [("crawl", &["site"]), ("report", &["statistics"])];

/// Heavy dependencies, and the one crate that names each.
const HEAVY: [(&str, &str); 9] = [
    ("anyhow", "rolescope"),
    ("clap", "rolescope"),
    ("indicatif", "rolescope"),
    ("maud", "report"),
    ("polars", "tables"),
    ("pyo3", "rolescope-python"),
    ("reqwest", "crawl"),
    ("rusqlite", "crawl"),
    ("scraper", "extract"),
];

/// Words of code that only some crates may say. Tests, benches, examples and build scripts may say all of them.
const RESERVED: [(&str, &[&str]); 12] = [
    ("print!", &["rolescope"]),
    ("println!", &["rolescope"]),
    ("eprint!", &["rolescope"]),
    ("eprintln!", &["rolescope"]),
    ("process::exit", &["rolescope"]),
    ("Timestamp::now", &["rolescope"]),
    ("SystemTime::now", &["rolescope"]),
    ("Zoned::now", &["rolescope"]),
    ("Instant::now", &["rolescope"]),
    ("env::var", &["rolescope"]),
    ("TcpListener", &["site"]),
    ("TcpStream", &["site"]),
];

/// Names that say nothing about what a file is for.
const REFUSED_NAMES: [&str; 12] =
    ["util", "utils", "helper", "helpers", "common", "commons", "misc", "miscellaneous", "type", "types", "manager", "managers"];

/// Most lines that the body of a function may have.
const BODY_LINES_MAX: usize = 70;
/// Most lines of a body that is not called long.
const BODY_LINES_LONG: usize = 25;
/// Most functions in a hundred that may be long.
const LONG_PERCENT_MAX: usize = 20;

/// Folders that exist on one machine only.
const MACHINE_FOLDERS: [&str; 4] = ["/home/", "/root/", "/work/", "/tmp/"];

/// What may break a rule: the rule (the name of its test), the file, the reason.
const EXCEPTIONS: [(&str, &str, &str); 4] = [
    ("the_outside_world_comes_in_as_an_argument", "crates/crawl/src/politeness.rs", "measures pauses by the clock that the runtime sleeps by"),
    ("nothing_is_left_undone", "crates/rolescope/tests/it/tidy.rs", "names the words that it refuses"),
    ("no_path_of_a_machine", "crates/rolescope/tests/it/tidy.rs", "names the folders that it refuses"),
    ("no_path_of_a_machine", "crates/archive/src/index.rs", "an invented address of an imported file"),
];

/// The tree, read once for all rules.
static FILES: LazyLock<Vec<TextFile>> = LazyLock::new(text_files);

fn rust_files() -> impl Iterator<Item = &'static TextFile> {
    FILES.iter().filter(|file| file.is_rust())
}

/// Fails with all `offenders` (file, what is wrong) of `rule` but the excepted.
fn check(rule: &str, offenders: impl IntoIterator<Item = (String, String)>) {
    let excepted: Vec<&str> = EXCEPTIONS.iter().filter(|(of, _, _)| *of == rule).map(|(_, file, _)| *file).collect();
    let mut unused: BTreeSet<&str> = excepted.iter().copied().collect();
    let mut complaints = Vec::new();
    for (file, complaint) in offenders {
        if excepted.contains(&file.as_str()) {
            unused.remove(file.as_str());
        } else {
            complaints.push(format!("{file}: {complaint}"));
        }
    }
    complaints.extend(unused.iter().map(|file| format!("{file}: needs its exception from {rule} no more")));
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The places of `word` in `text` where it stands by itself, as lines from 1.
fn lines_with(text: &str, word: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let starts = |at: usize| !word.starts_with(is_word) || !text[..at].ends_with(is_word);
    text.match_indices(word).filter(|(at, _)| starts(*at)).map(|(at, _)| text[..at].matches('\n').count() + 1).collect()
}

/// Every place of one of `words` in the code of `file`, its tests included or not.
fn said(file: &TextFile, code: &str, words: &[&str]) -> Vec<(String, String)> {
    let places = |word: &&str| {
        let (path, word) = (file.path.clone(), (*word).to_owned());
        lines_with(code, &word).into_iter().map(move |line| (format!("{path}:{line}"), format!("says `{word}`")))
    };
    words.iter().flat_map(places).map(|(place, complaint)| (file.path.clone(), format!("{complaint} ({place})"))).collect()
}

fn arrows_of<'a>(table: &'a [(&str, &'a [&str])], name: &str) -> BTreeSet<&'a str> {
    table.iter().find(|(of, _)| *of == name).map(|(_, to)| to.iter().copied().collect()).unwrap_or_default()
}

fn arrow_faults(manifest: &Manifest, crates: &BTreeSet<String>) -> Vec<(String, String)> {
    let lists = [
        ("", &manifest.dependencies, arrows_of(&ARROWS, &manifest.name)),
        ("in tests ", &manifest.dev_dependencies, arrows_of(&TEST_ARROWS, &manifest.name)),
    ];
    let mut faults = Vec::new();
    for (when, named, allowed) in lists {
        let named: BTreeSet<&str> = named.intersection(crates).map(String::as_str).collect();
        faults.extend(named.difference(&allowed).map(|to| format!("{when}names {to}, which is not in its list")));
        faults.extend(allowed.difference(&named).map(|to| format!("{when}has {to} in its list and does not name it")));
    }
    faults.into_iter().map(|fault| (format!("crates/{}/Cargo.toml", manifest.name), fault)).collect()
}

#[test]
fn arrows_point_upstream() {
    // The benches come after everything and nothing comes after them: they may name all.
    let manifests: Vec<Manifest> = manifests().into_iter().filter(|manifest| manifest.name != "benches").collect();
    let crates: BTreeSet<String> = manifests.iter().map(|manifest| manifest.name.clone()).collect();
    let listed: BTreeSet<String> = ARROWS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(crates, listed, "ARROWS lists every crate");
    check("arrows_point_upstream", manifests.iter().flat_map(|manifest| arrow_faults(manifest, &crates)));
}

#[test]
fn one_crate_names_each_heavy_dependency() {
    let mut offenders = Vec::new();
    for manifest in manifests() {
        for (heavy, owner) in HEAVY {
            let is_named = manifest.dependencies.contains(heavy) || manifest.dev_dependencies.contains(heavy);
            if is_named && manifest.name != owner {
                offenders.push((format!("crates/{}/Cargo.toml", manifest.name), format!("names {heavy}, which is {owner}'s")));
            }
        }
    }
    check("one_crate_names_each_heavy_dependency", offenders);
}

#[test]
fn every_crate_inherits_the_lints() {
    let without = manifests().into_iter().filter(|manifest| !manifest.has_workspace_lints);
    let offenders = without.map(|manifest| (format!("crates/{}/Cargo.toml", manifest.name), "has lints of its own".to_owned()));
    check("every_crate_inherits_the_lints", offenders);
}

/// The first paragraph of the `//!` comment that `text` opens with.
fn opening(text: &str) -> String {
    let lines = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim);
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_file_opens_with_a_sentence() {
    let is_sentence = |text: &str| text.split_whitespace().count() >= 3 && text.ends_with(['.', '?', ':', ')']);
    let without = rust_files().filter(|file| !is_sentence(&opening(&file.text)));
    check("every_file_opens_with_a_sentence", without.map(|file| (file.path.clone(), format!("opens with {:?}", opening(&file.text)))));
}

#[test]
fn names_say_what_a_file_is_for() {
    let is_refused = |part: &str| REFUSED_NAMES.contains(&part.split('.').next().unwrap_or_default());
    let ours = FILES.iter().filter(|file| !file.path.starts_with("fixtures/"));
    let refused = ours.filter(|file| file.path.split('/').any(is_refused));
    check("names_say_what_a_file_is_for", refused.map(|file| (file.path.clone(), "could hold anything".to_owned())));
}

#[test]
fn functions_are_short() {
    let (mut all_n, mut long, mut offenders) = (0, Vec::new(), Vec::new());
    for file in rust_files() {
        for function in functions(&code_of(&file.text)) {
            all_n += 1;
            let place = format!("{} has {} lines (line {})", function.name, function.body_lines, function.line);
            if function.body_lines > BODY_LINES_MAX {
                offenders.push((file.path.clone(), place.clone()));
            }
            if function.body_lines > BODY_LINES_LONG {
                long.push(format!("{}: {place}", file.path));
            }
        }
    }
    check("functions_are_short", offenders);
    let max = all_n * LONG_PERCENT_MAX / 100;
    assert!(long.len() <= max, "{} of {all_n} functions are long, at most {max} may be\n{}\n", long.len(), long.join("\n"));
}

#[test]
fn nothing_is_left_undone() {
    let mut offenders = Vec::new();
    for file in rust_files() {
        let code = code_of(&file.text);
        offenders.extend(said(file, &code, &["todo!", "unimplemented!", "dbg!", "#[ignore"]));
        offenders.extend(said(file, &file.text, &["FIXME"]));
    }
    check("nothing_is_left_undone", offenders);
}

#[test]
fn nothing_unwraps() {
    let ours = rust_files().filter(|file| !file.is_for_tests());
    check("nothing_unwraps", ours.flat_map(|file| said(file, &without_tests(&code_of(&file.text)), &[".unwrap()"])));
}

#[test]
fn the_outside_world_comes_in_as_an_argument() {
    let mut offenders = Vec::new();
    for file in rust_files().filter(|file| !file.is_for_tests()) {
        let name = file.crate_name().unwrap_or_default();
        let words: Vec<&str> = RESERVED.iter().filter(|(_, may)| !may.contains(&name)).map(|(word, _)| *word).collect();
        offenders.extend(said(file, &without_tests(&code_of(&file.text)), &words));
    }
    check("the_outside_world_comes_in_as_an_argument", offenders);
}

/// The machine folders that `line` names as the beginning of a path: `site/work/1` and `team/home/garden` name none.
fn machine_folder(line: &str) -> Option<&'static str> {
    let begins =
        |at: usize| line[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !matches!(before, '.' | '-' | '_' | '}' | ')'));
    MACHINE_FOLDERS.into_iter().find(|folder| line.match_indices(folder).any(|(at, _)| begins(at)))
}

#[test]
fn no_path_of_a_machine() {
    let mut offenders = Vec::new();
    for file in FILES.iter() {
        for (n, line) in file.text.lines().enumerate() {
            offenders.extend(machine_folder(line).map(|folder| (file.path.clone(), format!("names {folder} in line {}", n + 1))));
        }
    }
    check("no_path_of_a_machine", offenders);
}

#[test]
fn every_fixture_has_its_origin() {
    let origins = std::fs::read_to_string(root().join("fixtures/README.md")).expect("fixtures have a README.md");
    let folders: BTreeSet<&str> =
        FILES.iter().filter_map(|file| file.path.strip_prefix("fixtures/")?.split_once('/')).map(|(folder, _)| folder).collect();
    let unnamed = folders.into_iter().filter(|folder| !origins.contains(&format!("`{folder}/`")));
    check("every_fixture_has_its_origin", unnamed.map(|folder| (format!("fixtures/{folder}"), "is not in fixtures/README.md".to_owned())));
}
