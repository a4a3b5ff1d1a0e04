//! What extractors get out of a job page without structured data, held against the description that the structured data would have given.
//!
//! Every advertisement becomes a page in several styles of job boards, without JSON-LD. The same pages are read by rolescope, by `trafilatura` and
//! by `dom_smoothie`, in one run and on one thread. `cargo run --release -- [FILE]`, where `FILE` holds `JobPosting` objects, one a line;
//! without it the advertisements are invented.

#[path = "../../src/ad.rs"]
#[allow(dead_code, reason = "the benchmarks of the stages use all of it")]
mod ad;
#[path = "../../src/draw.rs"]
mod draw;
mod extractor;
#[path = "../../src/grammar.rs"]
mod grammar;
#[path = "../../src/invented.rs"]
mod invented;
mod job_page;
mod jobs;
mod score;

use std::time::{Duration, Instant};

use extractor::EXTRACTORS;
use job_page::{Job, Style};
use score::{Score, Truth};

fn main() {
    let file = std::env::args().nth(1);
    let jobs = file.as_deref().map_or_else(jobs::invented, jobs::given);
    let truths: Vec<Truth> = jobs.iter().map(|job| Truth::of(&job.text)).collect();
    let items_n: usize = truths.iter().map(Truth::items_n).sum();
    println!("{} advertisements with {items_n} list items, {} styles\n", jobs.len(), Style::ALL.len());
    println!("{:16} {:13} {:>9} {:>6} {:>6} {:>6} {:>8} {:>7}", "style", "extractor", "precision", "recall", "F1", "items", "own line", "MB/s");
    let mut totals = [(); EXTRACTORS.len()].map(|()| Score::default());
    for style in Style::ALL {
        let pages: Vec<String> = (0..jobs.len()).map(|at| style.page(&jobs[at], &others(&jobs, at), "")).collect();
        for ((name, extract), total) in EXTRACTORS.iter().zip(&mut totals) {
            let score = measure(&pages, &truths, *extract);
            print_row(style.name(), name, &score);
            total.add(&score);
        }
        println!();
    }
    for ((name, _), total) in EXTRACTORS.iter().zip(&totals) {
        print_row("all", name, total);
    }
}

/// The next few jobs, which the board advertises beside one.
fn others(jobs: &[Job], at: usize) -> Vec<Job> {
    (1..=4).map(|step| jobs[(at + step) % jobs.len()].clone()).collect()
}

fn measure(pages: &[String], truths: &[Truth], extract: fn(&str) -> String) -> Score {
    let start = Instant::now();
    let texts: Vec<String> = pages.iter().map(|page| extract(page)).collect();
    let time: Duration = start.elapsed();
    let mut score = Score::default();
    for (text, truth) in texts.iter().zip(truths) {
        score.count(text, truth);
    }
    score.timed(pages.iter().map(String::len).sum(), time);
    score
}

fn print_row(style: &str, name: &str, score: &Score) {
    let [precision, recall, f1, items, own_line] = score.means();
    println!("{style:16} {name:13} {precision:>9.3} {recall:>6.3} {f1:>6.3} {items:>6.3} {own_line:>8.3} {:>7.1}", score.megabytes_per_second());
}
