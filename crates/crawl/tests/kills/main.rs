//! A crawl that is killed again and again archives what an uninterrupted one does, and stays polite over its restarts.
//!
//! A program of its own and no test among others, since it starts itself as the crawl that is killed: `kills crawl DIR ADDRESS`.
//! `cargo test` runs the short form; `cargo test -p rolescope-crawl --test kills -- --kills 200` (`make test-long`) the long one.

mod board;
mod crawler;
mod verdict;

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use board::Board;
use verdict::Proof;

/// Kills of the short form.
const KILLS_N: usize = 12;
/// A crawl is killed between 0 and this many milliseconds after its start.
const LIFE_MAX_MS: u64 = 450;
const SEED: u64 = 0x5eed;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["crawl", dir, address] => crawler::run(Path::new(dir), address.parse().expect("an address")),
        ["--kills", kills_n] => kill(kills_n.parse().expect("a number")),
        // The runner hands its own flags and filters to every test program.
        _ if args.iter().any(|arg| arg == "--list") => {}
        _ if args.iter().any(|arg| !arg.starts_with('-') && !"kills".contains(arg.as_str())) => {}
        _ => kill(KILLS_N),
    }
}

/// Crawls whole, then kills crawls of the same board until there were so many kills, and compares.
fn kill(kills_n: usize) {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let started = Instant::now();
    let whole = runtime.block_on(Board::serve());
    assert!(start(&whole).wait().unwrap().success(), "the uninterrupted crawl fails");
    let expected = verdict::of(&whole);
    let mut proof = Proof::default();
    let mut random = SEED;
    while proof.kills_n < kills_n {
        let board = runtime.block_on(Board::serve());
        let mut kills_left = kills_n - proof.kills_n;
        while !lives_to_its_end(&board, if kills_left > 0 { Some(life(&mut random)) } else { None }) {
            proof.kills_n += 1;
            kills_left -= 1;
        }
        proof.add(&expected, &verdict::of(&board));
    }
    println!("{proof} in {:.1?}", started.elapsed());
    proof.check();
}

/// Starts the crawl, goes on with what an earlier one left, and kills it after `life`; true when it came to its end before.
fn lives_to_its_end(board: &Board, life: Option<Duration>) -> bool {
    let mut child = start(board);
    let Some(life) = life else {
        assert!(child.wait().unwrap().success(), "a continued crawl fails");
        return true;
    };
    std::thread::sleep(life);
    if let Some(status) = child.try_wait().unwrap() {
        assert!(status.success(), "a continued crawl fails");
        return true;
    }
    // On Unix this is SIGKILL, which nothing can catch.
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

fn start(board: &Board) -> Child {
    let own = std::env::current_exe().unwrap();
    let mut command = Command::new(own);
    command.arg("crawl").arg(board.dir()).arg(board.address().to_string()).stdout(Stdio::null());
    command.spawn().unwrap()
}

/// Linear congruence (Knuth's MMIX) is random enough to pick an instant.
fn life(random: &mut u64) -> Duration {
    *random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    Duration::from_millis((*random >> 33) % LIFE_MAX_MS)
}
