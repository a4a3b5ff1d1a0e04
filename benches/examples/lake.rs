//! A lake of invented vacancies: `lake write DIR N` writes their tables, `lake count DIR` counts `skill_frequency` without resamples, and
//! `lake tabulate DIR` makes all public tables with 2,000 of them. The last two print CPU seconds, wall seconds and peak memory.

use std::path::Path;
use std::time::Instant;

use rolescope_benches::{lake_taxonomy, write_lake};
use tables::{Bootstrap, Provenance, Settings};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let begin = Instant::now();
    match arguments.iter().map(String::as_str).collect::<Vec<&str>>()[..] {
        ["write", dir, n] => write_lake(Path::new(dir), n.parse().expect("a number of vacancies")).expect("the disk has room"),
        ["count", dir] => count(Path::new(dir)),
        ["tabulate", dir] => tabulate(Path::new(dir)),
        _ => panic!("usage: lake write DIR N | lake count DIR | lake tabulate DIR"),
    }
    if arguments[0] != "write" {
        used(begin);
    }
}

fn count(dir: &Path) {
    let rows = tables::skill_frequency(dir, &lake_taxonomy(), Bootstrap { replicates_n: 0, seed: 0 }).expect("the tables are whole");
    let asked: u64 = rows.iter().map(|row| row.with_skill_n.unwrap_or(0)).sum();
    println!("checksum {asked}");
    println!("rows {}", rows.len() / 4);
}

fn tabulate(dir: &Path) {
    let word = |word: &str| word.to_owned();
    let provenance = Provenance { rolescope_version: word("0"), study_name: word("lake"), study_hash: word("none"), archive_hash: word("none") };
    tables::tabulate(dir, &lake_taxonomy(), &provenance, &Settings::default()).expect("the tables are whole");
}

/// What the process used, by Linux's account of it; zeros elsewhere.
fn used(begin: Instant) {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| after_name.get(at).and_then(|ticks| ticks.parse::<f64>().ok()).unwrap_or(0.0);
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.trim().trim_end_matches(" kB").trim().parse::<f64>().ok());
    println!("cpu_s {:.2}", (ticks(11) + ticks(12)) / 100.0);
    println!("wall_s {:.2}", begin.elapsed().as_secs_f64());
    println!("peak_mb {:.0}", peak.unwrap_or(0.0) / 1024.0);
}
