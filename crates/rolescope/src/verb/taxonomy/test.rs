//! `taxonomy test`: the examples of every concept, run.

use std::io::Write;

use anyhow::Result;
use skills::{Example, Mention, Tagger};

use crate::cli::OfTaxonomy;
use crate::exit_code::Code;
use crate::field;
use crate::progress::Progress;

/// Prints each wrong example with what was found in it; exit code 3 when there is one.
pub(super) fn test(args: &OfTaxonomy, progress: &Progress) -> Result<Code> {
    let listing = field::listing(args)?;
    let tagger = Tagger::new(listing.taxonomy().clone());
    let wrong = tagger.wrong_examples();
    let mut out = std::io::stdout().lock();
    for example in &wrong {
        tell(&tagger, example, &mut out)?;
    }
    let all_n = tagger.taxonomy().examples().len();
    progress.say(&format!("{} of {all_n} examples right, {} wrong", all_n - wrong.len(), wrong.len()));
    Ok(if wrong.is_empty() { Code::Ok } else { Code::Invalid })
}

fn tell(tagger: &Tagger, example: &Example, out: &mut impl Write) -> Result<()> {
    let what = if example.found { "is not found in" } else { "must not be found in" };
    writeln!(out, "{} {what}: {}", example.concept, example.text.replace('\n', " "))?;
    let mentions = tagger.annotate(&example.text, None).mentions;
    // What was found of the concept itself comes first: it is nearest to what is wrong.
    let (own, others): (Vec<&Mention>, Vec<&Mention>) = mentions.iter().partition(|mention| mention.concept == example.concept);
    for mention in own.iter().chain(&others) {
        let why = mention.reason.map_or("counted".to_owned(), |reason| format!("not counted: {}", reason.as_str()));
        let surface = mention.surface.replace('\n', " ");
        writeln!(out, "  found {} [{surface}] by {} in {}, {why}", mention.concept, mention.rule, mention.section.as_str())?;
    }
    if mentions.is_empty() {
        writeln!(out, "  found nothing")?;
    }
    Ok(())
}
