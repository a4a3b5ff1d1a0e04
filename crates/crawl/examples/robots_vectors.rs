//! Measures the reading of robots.txt: agreement with vectors, real files read through, and time against the size of a hostile one.
//!
//! `cargo run -p rolescope-crawl --example robots_vectors -- VECTORS.json FILES.tar.gz|FOLDER`
//!
//! VECTORS is an array of `{test, robots_txt, user_agent, url, allowed}`. A test named `GoogleOnly_…` holds what one parser does beside
//! the RFC: where the answer differs, it is listed with the clause that decides. Any other difference ends the program with a failure.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::time::{Duration, Instant};

use crawl::{AGENT, Robots, path_of};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

type Failure = Box<dyn Error>;

#[derive(Deserialize)]
struct Vector {
    test: String,
    robots_txt: String,
    user_agent: String,
    url: String,
    allowed: bool,
}

/// Where one parser's habits leave RFC 9309, and by which clause.
const CLAUSES: [(&str, &str); 2] = [
    ("GoogleOnly_AcceptUserAgentUpToFirstSpace", "2.2.1: a product token ends before anything but letters, `-` and `_`, in a line and in a question"),
    ("GoogleOnly_IndexHTMLisDirectory", "2.2.2: a rule is compared with the path octet by octet; `/x/index.html` is not `/x/`"),
];

/// Real files must be read in less.
const REAL_MAX: Duration = Duration::from_secs(2);
const HOSTILE_BYTES: usize = 500 << 10;

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [vectors, files] = args.as_slice() else { return Err("usage: robots_vectors VECTORS.json FILES.tar.gz|FOLDER".into()) };
    let differing_n = compare(&serde_json::from_slice(&read(Path::new(vectors))?)?);
    let is_quick = read_through(&real_files(Path::new(files))?);
    let is_linear = time_hostile();
    if differing_n > 0 || !is_quick || !is_linear {
        return Err(format!("{differing_n} vectors differ against the RFC; real files in time: {is_quick}; linear: {is_linear}").into());
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|source| format!("cannot read {}: {source}", path.display()).into())
}

/// Prints the agreement and the differences; returns how many of these are not one parser's habit.
fn compare(vectors: &Vec<Vector>) -> usize {
    let (mut tests, mut differing_n) = (BTreeMap::<&str, (usize, usize)>::new(), 0);
    for vector in vectors {
        let path = path_of(&vector.url);
        let decision = Robots::parse(vector.robots_txt.as_bytes()).decide(&vector.user_agent, path);
        let (agreeing, all) = tests.entry(&vector.test).or_default();
        *all += 1;
        if decision.allowed == vector.allowed {
            *agreeing += 1;
            continue;
        }
        let clause = CLAUSES.iter().find(|(test, _)| *test == vector.test).map(|(_, clause)| *clause);
        differing_n += usize::from(clause.is_none());
        println!(
            "  {}: agent {:?}, {:?} in {:?}",
            vector.test,
            vector.user_agent,
            vector.url,
            vector.robots_txt.chars().take(90).collect::<String>()
        );
        println!("    they say {}, we say {}: {}", vector.allowed, decision.allowed, clause.unwrap_or("a fault"));
    }
    let agreeing_n: usize = tests.values().map(|(agreeing, _)| agreeing).sum();
    println!("vectors: {agreeing_n} of {} agree", vectors.len());
    for (test, (agreeing, all)) in &tests {
        println!("  {test}: {agreeing} of {all}");
    }
    differing_n
}

/// Reads every file and asks it one question.
fn read_through(files: &[Vec<u8>]) -> bool {
    let started = Instant::now();
    let allowed_n = files.iter().filter(|file| Robots::parse(file).decide(AGENT, "/jobs/12?page=2").allowed).count();
    let took = started.elapsed();
    let bytes: usize = files.iter().map(Vec::len).sum();
    println!("real files: {} of {bytes} bytes read in {took:.2?}; {allowed_n} allow /jobs/12?page=2", files.len());
    took < REAL_MAX
}

/// Asks a file of nothing but wildcards about a long path, at one, two and four times the size.
fn time_hostile() -> bool {
    let path = format!("/{}", "ab".repeat(900));
    let lone = format!("Disallow: /{}x\n", "a*b*".repeat(250));
    let many = "Disallow: /*a*b*a*b*x\n".to_owned();
    let one_line = |size: usize| format!("User-agent: *\nDisallow: /{}x", "a*".repeat(size / 2)).into_bytes();
    let repeated = |line: String| move |size: usize| format!("User-agent: *\n{}", line.repeat(size / line.len())).into_bytes();
    let sizes = [1, 2, 4].map(|times| HOSTILE_BYTES * times);
    let kinds = [("long rules", sizes.map(repeated(lone))), ("short rules", sizes.map(repeated(many))), ("one rule", sizes.map(one_line))];
    let mut is_linear = true;
    for (kind, files) in kinds {
        let times = files.map(|file| shortest(&file, &path));
        println!("500 KiB of wildcards, {kind}: {:.2?}, twice that {:.2?}, four times {:.2?}", times[0], times[1], times[2]);
        // A quadratic reading would take sixteen times as long; half a millisecond is noise.
        is_linear &= times[2] < times[0] * 8 + Duration::from_micros(500);
    }
    is_linear
}

fn shortest(file: &[u8], path: &str) -> Duration {
    let time = |_| {
        let started = Instant::now();
        std::hint::black_box(Robots::parse(file).decide(AGENT, path));
        started.elapsed()
    };
    (0..3).map(time).min().unwrap_or_default()
}

/// The files of a folder, or of a tar archive, compressed or not.
fn real_files(path: &Path) -> Result<Vec<Vec<u8>>, Failure> {
    let mut files = Vec::new();
    if path.is_dir() {
        collect(path, &mut files)?;
        return Ok(files);
    }
    let mut bytes = read(path)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(&*bytes).read_to_end(&mut unpacked)?;
        bytes = unpacked;
    }
    Ok(untarred(&bytes))
}

fn collect(folder: &Path, files: &mut Vec<Vec<u8>>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(read(&path)?);
        }
    }
    Ok(())
}

/// The contents of a tar archive's ordinary files: heads of 512 bytes with an octal size, contents filled up to 512.
fn untarred(mut rest: &[u8]) -> Vec<Vec<u8>> {
    const BLOCK: usize = 512;
    let mut files = Vec::new();
    while let Some((head, after)) = rest.split_at_checked(BLOCK) {
        let octal = String::from_utf8_lossy(&head[124..136]);
        let Ok(size) = usize::from_str_radix(octal.trim_matches(['\0', ' ']), 8) else { break };
        let Some(content) = after.get(..size) else { break };
        if matches!(head[156], b'0' | 0) {
            files.push(content.to_vec());
        }
        rest = after.get(size.next_multiple_of(BLOCK)..).unwrap_or_default();
    }
    files
}
