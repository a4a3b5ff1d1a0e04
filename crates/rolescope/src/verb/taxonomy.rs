//! `taxonomy`: tools for those who keep a taxonomy.

mod assembly;
mod check;
mod import;
mod rdf;
mod rows;
mod test;

use std::io::Write as _;

use anyhow::{Context as _, Result};
use skills::skos::{self, Base};

use crate::cli::{SkosSyntax, Taxonomy, TaxonomyExport};
use crate::exit_code::Code;
use crate::field;
use crate::progress::Progress;

/// Does one of the tools' work.
pub(crate) fn taxonomy(what: &Taxonomy, progress: &Progress) -> Result<Code> {
    match what {
        Taxonomy::Check(args) => check::check(args, progress),
        Taxonomy::Test(args) => test::test(args, progress),
        Taxonomy::Export(args) => export(args),
        Taxonomy::Import(args) => import::import(args, progress),
    }
}

fn export(args: &TaxonomyExport) -> Result<Code> {
    let base = match &args.base {
        Some(raw) => {
            Base::new(raw).with_context(|| format!("--base {raw:?} is no absolute IRI; write one like https://vocabulary.example/engagement/"))?
        }
        None => Base::default(),
    };
    let listing = field::listing(&args.of)?;
    let text = match args.skos {
        SkosSyntax::Turtle => skos::turtle(&listing, &base),
        SkosSyntax::Jsonld => skos::json_ld(&listing, &base),
    };
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Code::Ok)
}
