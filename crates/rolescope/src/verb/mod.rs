//! What each verb does: one file a verb.

mod annotate;
mod compare;
mod doctor;
mod explain;
mod gold;
mod init;
mod marked_text;
mod plan;
mod read;
mod robots;
mod run;
mod serve;
mod taxonomy;

use std::io::Write as _;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use anyhow::{Context as _, Result};

use crate::cli::{Cli, OfStudy, Stage, Verb};
use crate::exit_code::Code;
use crate::progress::Progress;
use crate::session::{self, Session};
use crate::study::Study;

/// Does what was asked.
pub(crate) fn run(cli: Cli) -> Result<Code> {
    if let Some(threads) = cli.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("cannot start threads")?;
    }
    let progress = Progress::new(cli.quiet);
    match cli.verb {
        Verb::Run(args) => run::run(open(&args.of, progress)?, &args),
        Verb::Crawl(args) if args.dry_run => plan::plan(&args.of),
        Verb::Crawl(args) => run::collect(open(&args.of, if args.json { progress.for_machines() } else { progress })?),
        Verb::Import(args) => run::import(open(&args.of, progress)?, &args.paths),
        Verb::Extract(of) => run::only(open(&of, progress)?, Stage::Extract),
        Verb::Tag(of) => run::only(open(&of, progress)?, Stage::Tag),
        Verb::Tabulate(of) => run::only(open(&of, progress)?, Stage::Tabulate),
        Verb::Report(of) => run::only(open(&of, progress)?, Stage::Report),
        Verb::Annotate(args) => annotate::annotate(&args),
        Verb::Read { paths } => read::read(&paths, progress),
        Verb::Gold(what) => gold::gold(&what),
        Verb::Compare(args) => compare::compare(&args, &progress),
        Verb::Explain(args) => explain::explain(&args),
        Verb::Taxonomy(what) => taxonomy::taxonomy(&what, &progress),
        Verb::Init(args) => init::init(&args, &progress),
        Verb::Robots(args) => robots::robots(&args),
        Verb::Doctor(args) => doctor::doctor(&args),
        Verb::Schema => {
            std::io::stdout().write_all(tables::dictionary().as_bytes())?;
            Ok(Code::Ok)
        }
        Verb::Serve(args) => serve::serve(&args, &progress),
    }
}

/// Opens a study to work on, and listens for Ctrl-C.
fn open(of: &OfStudy, progress: Progress) -> Result<Session> {
    let study = Study::load(&of.study, of.data.as_deref())?;
    let stop = Arc::new(AtomicBool::new(false));
    session::on_interrupt(&stop)?;
    Session::open(study, progress, stop)
}
