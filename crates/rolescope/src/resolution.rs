//! Observations to postings and vacancies, written in the order of their ids.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use archive::SourceId;
use jiff::civil::Date;
use posting::{Fingerprint, PostingId, Repeats, Resolution, Roles, VacancyId};
use rayon::prelude::*;
use tables::TableWriter;
use tables::private::{DuplicateRow, ObservationRow, PostingRow, StructureEdgeRow, VacancyRow};

use crate::posting_row::{Standing, posting_row, vacancy_row};
use crate::rounds::Rounds;
use crate::spill::{Observation, Slot, Spill};
use crate::study::Study;

/// An observation as far as resolving needs it; the rest waits in the spill.
#[derive(Debug)]
pub(crate) struct Observed {
    pub(crate) print: Fingerprint,
    pub(crate) slot: Slot,
    pub(crate) source: SourceId,
    pub(crate) seen_on: Date,
}

/// What resolving counted.
#[derive(Debug, Default)]
pub(crate) struct Resolved {
    pub(crate) postings_n: u64,
    pub(crate) vacancies_n: u64,
    pub(crate) duplicates_n: u64,
}

/// From the first day to the last.
pub(crate) type Window = (Date, Date);

/// Where and when a vacancy was advertised.
#[derive(Debug, Default)]
pub(crate) struct Advertised {
    pub(crate) postings_n: u64,
    pub(crate) sources: BTreeSet<SourceId>,
    pub(crate) seen: Option<Window>,
    /// Is it still listed somewhere, as far as is known?
    is_open: bool,
    last_closed_on: Option<Date>,
}

impl Advertised {
    /// The day that the last of its postings was closed.
    pub(crate) fn closed_on(&self) -> Option<Date> {
        self.last_closed_on.filter(|_| !self.is_open)
    }

    fn add(&mut self, source: &SourceId, seen: Window, closed_on: Option<Date>) {
        self.is_open |= closed_on.is_none();
        self.last_closed_on = self.last_closed_on.max(closed_on);
        self.postings_n += 1;
        if !self.sources.contains(source) {
            self.sources.insert(source.clone());
        }
        let (from, to) = self.seen.unwrap_or(seen);
        self.seen = Some((from.min(seen.0), to.max(seen.1)));
    }
}

/// The tables that resolving writes.
struct Writers {
    postings: TableWriter<PostingRow>,
    observations: TableWriter<ObservationRow>,
    vacancies: TableWriter<VacancyRow>,
    edges: TableWriter<StructureEdgeRow>,
}

impl Writers {
    fn create(data: &Path, key: &str) -> Result<Self> {
        Ok(Self {
            postings: TableWriter::create(data, key)?,
            observations: TableWriter::create(data, key)?,
            vacancies: TableWriter::create(data, key)?,
            edges: TableWriter::create(data, key)?,
        })
    }

    /// Rows of postings in the order of their ids, each with its relations.
    fn write(&mut self, rows: Vec<(PostingRow, Vec<StructureEdgeRow>)>, advertised: &BTreeMap<VacancyId, Advertised>) -> Result<()> {
        let (postings, edges): (Vec<PostingRow>, Vec<Vec<StructureEdgeRow>>) = rows.into_iter().unzip();
        let speakers = postings.iter().filter(|posting| posting.is_canonical);
        let vacancies: Vec<VacancyRow> =
            speakers.filter_map(|posting| Some(vacancy_row(posting, advertised.get(&VacancyId::from_table(&posting.vacancy_id))?))).collect();
        self.vacancies.write(&vacancies)?;
        self.edges.write(&edges.concat())?;
        Ok(self.postings.write(&postings)?)
    }

    /// Returns the number of postings.
    fn finish(self) -> Result<u64> {
        self.observations.finish()?;
        self.vacancies.finish()?;
        self.edges.finish()?;
        Ok(self.postings.finish()?)
    }
}

/// Writes `postings`, `observations`, `vacancies`, `structure_edges` and `duplicates`.
pub(crate) fn write(
    study: &Study,
    roles: Option<&Roles>,
    spill: &mut Spill,
    observed: Vec<Observed>,
    rounds: &Rounds,
    key: &str,
) -> Result<Resolved> {
    let (windows, closings) = (windows(&observed), closings(&observed, rounds));
    let (prints, places): (Vec<Fingerprint>, Vec<(Slot, SourceId)>) = observed.into_iter().map(|one| (one.print, (one.slot, one.source))).unzip();
    let mut standing: BTreeMap<(usize, usize), Standing> = BTreeMap::new();
    let mut advertised: BTreeMap<VacancyId, Advertised> = BTreeMap::new();
    let mut duplicates = Vec::new();
    for ((print, resolution), (slot, source)) in prints.iter().zip(posting::resolve(&prints)).zip(places) {
        if resolution.repeats == Some(Repeats::SameId) {
            continue;
        }
        duplicates.extend(duplicate(&print.posting, &resolution));
        let seen = windows[&print.posting];
        advertised.entry(resolution.vacancy.clone()).or_default().add(&source, seen, closings.get(&print.posting).copied());
        standing.insert((slot.bucket, slot.at), Standing { id: print.posting.clone(), resolution, seen });
    }
    drop(prints);
    let mut resolved = Resolved { vacancies_n: advertised.len() as u64, duplicates_n: duplicates.len() as u64, ..Resolved::default() };
    let mut writers = Writers::create(&study.data, key)?;
    for (bucket, observations) in spill.drain()?.enumerate() {
        let observations = observations?;
        writers.observations.write(&observation_rows(&observations, rounds))?;
        let of_bucket = observations.into_iter().enumerate().filter_map(|(at, observation)| Some((standing.remove(&(bucket, at))?, observation)));
        let of_bucket: Vec<_> = of_bucket.collect();
        let mut rows: Vec<_> = of_bucket.into_par_iter().map(|(standing, observation)| posting_row(study, roles, standing, observation)).collect();
        rows.sort_by(|a, b| a.0.posting_id.cmp(&b.0.posting_id));
        writers.write(rows, &advertised)?;
    }
    resolved.postings_n = writers.finish()?;
    duplicates.sort_by(|a: &DuplicateRow, b| a.posting_id.cmp(&b.posting_id));
    tables::write(&study.data, key, &duplicates)?;
    Ok(resolved)
}

/// When each posting was seen.
fn windows(observed: &[Observed]) -> BTreeMap<PostingId, Window> {
    let mut windows: BTreeMap<PostingId, Window> = BTreeMap::new();
    for one in observed {
        let window = windows.entry(one.print.posting.clone()).or_insert((one.seen_on, one.seen_on));
        *window = (window.0.min(one.seen_on), window.1.max(one.seen_on));
    }
    windows
}

/// When each posting was closed, of those that a complete listing no longer showed.
fn closings(observed: &[Observed], rounds: &Rounds) -> BTreeMap<PostingId, Date> {
    let mut last: BTreeMap<&PostingId, &Observed> = BTreeMap::new();
    for one in observed {
        let latest = last.entry(&one.print.posting).or_insert(one);
        *latest = if one.print.seen > latest.print.seen { one } else { latest };
    }
    last.into_iter().filter_map(|(posting, one)| Some((posting.clone(), rounds.closed_after(&one.source, one.print.seen)?))).collect()
}

/// When each posting was seen with which text, sorted by key.
fn observation_rows(observations: &[Observation], rounds: &Rounds) -> Vec<ObservationRow> {
    let row = |observation: &Observation| ObservationRow {
        posting_id: PostingId::of(&observation.posting).to_string(),
        seen_at: observation.posting.captured_on,
        content_sha256: tables::sha256_hex(observation.posting.description.as_bytes()),
        listing_complete: rounds.is_complete(&observation.posting.source, observation.seen),
    };
    let mut rows: Vec<ObservationRow> = observations.par_iter().map(row).collect();
    rows.sort_by(|a, b| (&a.posting_id, a.seen_at, &a.content_sha256).cmp(&(&b.posting_id, b.seen_at, &b.content_sha256)));
    // Of two rounds on one day, the one that says more speaks.
    rows.dedup_by(|a, b| {
        let is_same = (&a.posting_id, a.seen_at, &a.content_sha256) == (&b.posting_id, b.seen_at, &b.content_sha256);
        b.listing_complete = if is_same { a.listing_complete.max(b.listing_complete) } else { b.listing_complete };
        is_same
    });
    rows
}

/// The row of a posting that repeats another.
fn duplicate(posting: &PostingId, resolution: &Resolution) -> Option<DuplicateRow> {
    let repeats = resolution.repeats?;
    Some(DuplicateRow {
        posting_id: posting.to_string(),
        canonical_posting_id: resolution.canonical.to_string(),
        vacancy_id: resolution.vacancy.to_string(),
        method: repeats.as_str().to_owned(),
        similarity: resolution.similarity,
        rests_on: resolution.rests_on.map(|found| found.to_string()),
    })
}
