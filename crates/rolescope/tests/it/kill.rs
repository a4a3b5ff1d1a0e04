//! A crawl that is killed and continued gives the same tables, byte for byte, as one that nobody disturbed.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::command::{files, rolescope, workspace};

/// Kills of one crawl; `make test-long` asks for more.
fn kills_n() -> u64 {
    std::env::var("KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(8)
}

/// Starts the crawl of the demo and kills it after a while; whether it had come to its end before.
fn crawl_and_kill(dir: &Path, study: &str, after: Duration) -> bool {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rolescope"))
        .current_dir(dir)
        .args(["run", study, "--data", "data", "--until", "collect"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    std::thread::sleep(after);
    let is_over = child.try_wait().expect("waits").is_some();
    child.kill().expect("kills");
    child.wait().expect("waits");
    is_over
}

fn tables(dir: &Path, study: &str) -> Vec<Vec<(String, Vec<u8>)>> {
    let ended = rolescope(dir, &["run", study, "--data", "data"]);
    assert_eq!(ended.code, 0, "{ended:?}");
    assert!(ended.stderr.contains("every sum holds"), "{ended:?}");
    ["private", "public", "report"].iter().map(|folder| files(&dir.join("data").join(folder))).collect()
}

#[test]
fn a_killed_crawl_gives_the_same_tables() {
    let study = workspace().join("pipelines/demo/study.toml").display().to_string();
    let (calm, killed) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let expected = tables(calm.path(), &study);
    let (mut dir, mut crawls_n, mut state) = (killed, 1, 0x2545_f491_4f6c_dd1d_u64);
    for _ in 0..kills_n() {
        // SplitMix64: the moments are the same in every run of the test.
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        if crawl_and_kill(dir.path(), &study, Duration::from_millis(30 + (mixed >> 33) % 600)) {
            assert_eq!(tables(dir.path(), &study), expected, "after crawl {crawls_n}");
            (dir, crawls_n) = (tempfile::tempdir().expect("a folder"), crawls_n + 1);
        }
    }
    let found = tables(dir.path(), &study);
    for (a, b) in expected.iter().flatten().zip(found.iter().flatten()) {
        assert!(a == b, "{} differs after {} kills", a.0, kills_n());
    }
    assert_eq!(expected, found);
}
