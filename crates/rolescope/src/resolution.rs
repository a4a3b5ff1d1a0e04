//! Observations to postings and vacancies, written in the order of posting ids.

use std::collections::BTreeMap;

use anyhow::Result;
use jiff::civil::Date;
use posting::{EmployerId, Fingerprint, PostingId, Repeats, Resolution};
use rayon::prelude::*;
use tables::TableWriter;
use tables::private::{DuplicateRow, PostingRow};

use crate::spill::{Observation, Slot, Spill};
use crate::study::Study;

/// An observation as far as resolving needs it; the rest waits in the spill.
#[derive(Debug)]
pub(crate) struct Observed {
    pub(crate) print: Fingerprint,
    pub(crate) slot: Slot,
    pub(crate) seen_on: Date,
}

/// What resolving counted.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) postings_n: u64,
    pub(crate) vacancies_n: u64,
    pub(crate) duplicates_n: u64,
}

/// Writes `postings` and `duplicates`.
pub(crate) fn write(study: &Study, spill: &mut Spill, observed: Vec<Observed>, mut writer: TableWriter<PostingRow>, key: &str) -> Result<Resolved> {
    let mut windows: BTreeMap<PostingId, (Date, Date)> = BTreeMap::new();
    for one in &observed {
        let window = windows.entry(one.print.posting.clone()).or_insert((one.seen_on, one.seen_on));
        *window = (window.0.min(one.seen_on), window.1.max(one.seen_on));
    }
    let (prints, slots): (Vec<Fingerprint>, Vec<Slot>) = observed.into_iter().map(|one| (one.print, one.slot)).unzip();
    let mut buckets: BTreeMap<(usize, usize), (PostingId, Resolution)> = BTreeMap::new();
    let mut resolved = Resolved::default();
    let mut duplicates = Vec::new();
    for ((print, resolution), slot) in prints.iter().zip(posting::resolve(&prints)).zip(slots) {
        match resolution.repeats {
            Some(Repeats::SameId) => continue,
            Some(Repeats::SameText) => duplicates.push(duplicate(&print.posting, &resolution)),
            None => resolved.vacancies_n += 1,
        }
        buckets.insert((slot.bucket, slot.at), (print.posting.clone(), resolution));
    }
    for (bucket, observations) in spill.drain()?.enumerate() {
        let standing: Vec<_> =
            observations?.into_iter().enumerate().filter_map(|(at, observation)| Some((buckets.remove(&(bucket, at))?, observation))).collect();
        let mut rows: Vec<PostingRow> =
            standing.into_par_iter().map(|((id, resolution), observation)| row(study, id.clone(), &resolution, observation, windows[&id])).collect();
        rows.sort_by(|a, b| a.posting_id.cmp(&b.posting_id));
        writer.write(&rows)?;
    }
    resolved.postings_n = writer.finish()?;
    duplicates.sort_by(|a: &DuplicateRow, b| a.posting_id.cmp(&b.posting_id));
    resolved.duplicates_n = tables::write(&study.data, key, &duplicates)?;
    Ok(resolved)
}

fn duplicate(posting: &PostingId, resolution: &Resolution) -> DuplicateRow {
    DuplicateRow {
        posting_id: posting.to_string(),
        canonical_posting_id: resolution.canonical.to_string(),
        vacancy_id: resolution.vacancy.to_string(),
        method: Repeats::SameText.as_str().to_owned(),
        similarity: Some(1.0),
    }
}

fn row(study: &Study, id: PostingId, resolution: &Resolution, observation: Observation, (first_seen_on, last_seen_on): (Date, Date)) -> PostingRow {
    let Observation { posting, lang, has_person_spec, redactions_n, .. } = observation;
    let scope_reason = study.scope.excludes(&posting.title, lang.as_deref());
    PostingRow {
        posting_id: id.to_string(),
        vacancy_id: resolution.vacancy.to_string(),
        source_id: posting.source.as_str().to_owned(),
        external_id: posting.identifier,
        url: posting.url,
        capture_digest: posting.capture.as_str().to_owned(),
        title: posting.title,
        employer_id: posting.hiring_organization.as_deref().map(|name| EmployerId::of(name).to_string()),
        employer_name: posting.hiring_organization,
        lang,
        country_iso2: posting.address_country,
        location_raw: posting.job_location,
        posted_on: posting.date_posted,
        posted_basis: if posting.date_posted.is_some() { "stated" } else { "first_seen" }.to_owned(),
        closes_on: posting.valid_through,
        first_seen_on,
        last_seen_on,
        contract_type: posting.employment_type,
        pay_raw: posting.base_salary,
        in_scope: scope_reason.is_none(),
        scope_reason: scope_reason.map(str::to_owned),
        has_person_spec,
        words_n: posting::text::words_n(&posting.description) as u64,
        text_sha256: tables::sha256_hex(posting.description.as_bytes()),
        text: posting.description,
        extraction_method: posting.method.as_str().to_owned(),
        parse_quality: posting.parse_quality.as_str().to_owned(),
        redactions_n,
        is_canonical: resolution.repeats.is_none(),
    }
}
