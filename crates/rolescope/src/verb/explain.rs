//! `explain`: from an id back to the posting, the quoted words, the rule that fired and the capture it came from.

use std::io::Write as _;

use anyhow::{Result, bail};
use archive::Archive;
use tables::private::{DuplicateRow, MentionRow, PostingRow};

use crate::cli::{Explain, Explained};
use crate::exit_code::Code;
use crate::study::Study;

/// Shows a vacancy with all that was found in it.
pub(crate) fn explain(args: &Explain) -> Result<Code> {
    let study = Study::load(&args.of.study, args.of.data.as_deref())?;
    let Explained::Vacancy { id } = &args.what;
    let vacancy = id.replacen("po_", "va_", 1);
    let repeats = tables::read::<DuplicateRow>(&study.data)?;
    let vacancy = repeats.iter().find(|row| row.posting_id == *id).map_or(vacancy, |row| row.vacancy_id.clone());
    let mut postings = Vec::new();
    for batch in tables::batches::<PostingRow>(&study.data, 2_000)? {
        postings.extend(batch?.into_iter().filter(|row| row.vacancy_id == vacancy));
    }
    let Some(speaks) = postings.iter().find(|row| row.is_canonical) else {
        bail!("there is no vacancy {id} in {}; ids begin with va_ or po_ and stand in private/postings.parquet", study.data.display());
    };
    let archive = Archive::open(&study.data.join("archive"))?;
    let mut out = std::io::stdout().lock();
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "not stated".to_owned());
    writeln!(out, "{vacancy}: {}", speaks.title)?;
    writeln!(out, "  employer   {}", or_none(&speaks.employer_name))?;
    writeln!(out, "  place      {}", or_none(&speaks.location_raw))?;
    writeln!(out, "  posted     {} ({})", speaks.posted_on.unwrap_or(speaks.first_seen_on), speaks.posted_basis)?;
    writeln!(out, "  job        {}", job(speaks))?;
    writeln!(out, "  scope      {}", speaks.scope_reason.as_ref().map_or("in scope".to_owned(), |reason| format!("out of scope by {reason}")))?;
    for posting in &postings {
        let role = if posting.is_canonical { "speaks" } else { "repeats" };
        writeln!(out, "  {role:<10} {} from {}: {}", posting.posting_id, posting.source_id, or_none(&posting.url))?;
        if let Some(repeat) = repeats.iter().find(|row| row.posting_id == posting.posting_id) {
            writeln!(out, "             {}: {}", repeat.method, or_none(&repeat.rests_on))?;
        }
        writeln!(out, "             read as {} ({}), capture {}", posting.extraction_method, posting.parse_quality, posting.capture_digest)?;
        if let Some(capture) = archive.find(&posting.capture_digest.parse()?)? {
            writeln!(out, "             fetched {} · {} at byte {}", capture.captured_at, capture.location.file.display(), capture.location.offset)?;
        }
    }
    mentions(&study, &vacancy, &mut out)?;
    Ok(Code::Ok)
}

/// What kind of job it is, and what decided that.
fn job(posting: &PostingRow) -> String {
    let told = [&posting.role_family, &posting.seniority, &posting.engagement_mode, &posting.work_mode, &posting.contract_type];
    let told: Vec<&str> = told.into_iter().flatten().map(String::as_str).collect();
    let reason = posting.role_reason.as_ref().map(|reason| format!(" ({reason})")).unwrap_or_default();
    if told.is_empty() { "not read".to_owned() } else { told.join(", ") + &reason }
}

fn mentions(study: &Study, vacancy: &str, out: &mut impl std::io::Write) -> Result<()> {
    for (counted, head) in [(true, "counted"), (false, "seen and not counted")] {
        writeln!(out, "\n  {head}")?;
        for batch in tables::batches::<MentionRow>(&study.data, 20_000)? {
            for row in batch?.iter().filter(|row| row.vacancy_id == vacancy && row.counted == counted) {
                let why = row.reason.as_ref().map_or(String::new(), |reason| format!(" — {reason}"));
                writeln!(
                    out,
                    "    {} [{}] by rule {}, {} in {}{why}",
                    row.concept_id,
                    row.surface.replace('\n', " "),
                    row.rule_id,
                    row.requirement,
                    row.section
                )?;
                writeln!(out, "        “{}”", row.quote)?;
            }
        }
    }
    Ok(())
}
