//! The `rolescope` command: parse, run, print the error chain, exit.

mod archiving;
mod cli;
mod course_tagging;
mod crawl_progress;
mod crawl_tally;
mod exit_code;
mod extraction;
mod field;
mod gold_sample;
mod gold_tagging;
mod import;
mod labeled_file;
mod posting_row;
mod progress;
mod record;
mod resolution;
mod rounds;
mod session;
mod spill;
mod study;
mod summary;
mod tagging;
mod training_file;
mod verb;

use std::process::ExitCode;

use clap::Parser;

/// polars needs three times the memory with the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = cli::Cli::parse();
    match verb::run(cli) {
        Ok(code) => code.into(),
        Err(error) => exit_code::report(&error).into(),
    }
}
