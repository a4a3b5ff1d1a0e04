//! The extract stage: every capture of the archive read, its postings spilled, its fate noted.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use archive::{Archive, Capture, Item};
use extract::{Expectation, Extraction, Outcome};
use jiff::tz::TimeZone;
use posting::{Fingerprint, JobPosting, Roles, redact};
use rayon::prelude::*;
use tables::Row;
use tables::private::{CaptureRow, DuplicateRow, FaultRow, ObservationRow, PostingRow, RoundRow, StructureEdgeRow, VacancyRow};

use crate::field;
use crate::import::DAMAGED;
use crate::resolution::{self, Observed};
use crate::rounds::{self, Listed, Rounds};
use crate::session::{Session, StageKey, key_of};
use crate::spill::{Observation, Spill};
use crate::study::Study;

/// Captures read at a time, and the bytes after which fewer are.
const BATCH: usize = 256;
const BATCH_BYTES: usize = 32 << 20;

/// Everything that the output of the stage depends on.
fn key(session: &Session, roles: Option<&Roles>) -> Result<StageKey> {
    let dir = session.archive_dir();
    let archive = Archive::open(&dir)?;
    let mut listing = String::new();
    for file in archive.files() {
        let path = dir.join(file);
        let len = path.metadata().with_context(|| format!("cannot read {}", path.display()))?.len();
        let _ = writeln!(listing, "{} {len}", file.display());
    }
    let study = format!("{} {}", session.study.hash(), roles.map_or("", Roles::hash));
    Ok(StageKey { content: key_of(&["extract", &archive.fingerprint()?, &study]), inputs: key_of(&["extract", &listing, &study]) })
}

/// Reads the archive and writes every table that the texts alone decide, from `captures` to `vacancies`. Returns the stage's key.
pub(crate) fn extract(session: &mut Session) -> Result<StageKey> {
    let roles = field::roles_of(&session.study)?;
    let key = key(session, roles.as_ref())?;
    let tables = [
        CaptureRow::TABLE,
        FaultRow::TABLE,
        PostingRow::TABLE,
        ObservationRow::TABLE,
        DuplicateRow::TABLE,
        VacancyRow::TABLE,
        StructureEdgeRow::TABLE,
        RoundRow::TABLE,
    ];
    let outputs: Vec<PathBuf> = tables.iter().map(|table| tables::path_of(&session.study.data, table)).collect();
    session.stage("extract", &key, &outputs, |session| work(session, roles.as_ref(), &key.content))?;
    Ok(key)
}

fn work(session: &Session, roles: Option<&Roles>, key: &str) -> Result<BTreeMap<String, u64>> {
    let archive = Archive::open(&session.archive_dir())?;
    let mut reading =
        Reading { captures: Vec::new(), faults: Vec::new(), spill: Spill::create(&session.study.data)?, observed: Vec::new(), listed: Vec::new() };
    let bar = session.progress.bar("extract", None);
    let mut batch = Vec::with_capacity(BATCH);
    let mut bytes = 0;
    for item in archive.captures() {
        match item? {
            Item::Damage(damage) => reading.faults.push(damage_row(&damage)),
            Item::Capture(capture) => {
                bytes += capture.payload.len();
                batch.push(capture);
            }
        }
        if batch.len() == BATCH || bytes > BATCH_BYTES {
            session.check_stop()?;
            bar.inc(batch.len() as u64);
            reading.batch(&session.study, &batch)?;
            batch.clear();
            bytes = 0;
        }
    }
    reading.batch(&session.study, &batch)?;
    bar.finish_and_clear();
    let rounds = Rounds::of(&session.study, &archive, &session.archive_dir(), &reading.listed)?;
    reading.finish(session, roles, &rounds, key)
}

/// What has been read so far.
struct Reading {
    captures: Vec<CaptureRow>,
    faults: Vec<FaultRow>,
    spill: Spill,
    observed: Vec<Observed>,
    listed: Vec<Listed>,
}

/// One capture, read.
struct Read {
    row: CaptureRow,
    faults: Vec<FaultRow>,
    observations: Vec<(Fingerprint, Observation)>,
    listed: Listed,
}

impl Reading {
    fn batch(&mut self, study: &Study, batch: &[Capture]) -> Result<()> {
        let read: Vec<Read> = batch.par_iter().map(|capture| read(study, capture)).collect();
        for Read { row, faults, observations, listed } in read {
            self.listed.push(listed);
            self.captures.push(row);
            self.faults.extend(faults);
            for (print, observation) in observations {
                let seen_on = observation.posting.captured_on;
                let slot = self.spill.push(&print.posting, &observation)?;
                self.observed.push(Observed { print, slot, source: observation.posting.source, seen_on });
            }
        }
        Ok(())
    }

    fn finish(mut self, session: &Session, roles: Option<&Roles>, rounds: &Rounds, key: &str) -> Result<BTreeMap<String, u64>> {
        let data = &session.study.data;
        let place = |row: &CaptureRow| {
            (row.source_id.clone(), row.url.clone(), row.capture_digest.clone(), row.outcome.clone(), row.captured_on, row.http_status.clone())
        };
        self.captures.sort_by_cached_key(place);
        let order = |row: &FaultRow| {
            (row.stage.clone(), row.source_id.clone(), row.url.clone(), row.kind.clone(), row.detail.clone(), row.capture_digest.clone())
        };
        self.faults.sort_by_cached_key(order);
        // A crawl that is killed between keeping a page and noting that it did fetches it once more: the same bytes of the same day are one capture.
        self.captures.dedup_by(|a, b| a == b && !a.http_status.is_empty());
        self.faults.dedup_by(|a, b| a == b && a.url.as_deref().is_some_and(|url| url.starts_with("http")));
        tables::write(data, key, &self.captures)?;
        tables::write(data, key, &self.faults)?;
        tables::write(data, key, &rounds.rows(&session.study))?;
        let observations_n = self.observed.len() as u64;
        let resolved = resolution::write(&session.study, roles, &mut self.spill, self.observed, rounds, key)?;
        let counts = [
            ("captures", self.captures.len() as u64),
            ("faults", self.faults.len() as u64),
            ("postings seen", observations_n),
            ("vacancies", resolved.vacancies_n),
            ("duplicates", resolved.duplicates_n),
            ("seen again", observations_n - resolved.postings_n),
        ];
        Ok(counts.map(|(name, n)| (name.to_owned(), n)).into())
    }
}

fn read(study: &Study, capture: &Capture) -> Read {
    let (outcome, extraction) = outcome_of(study, capture);
    let mut faults: Vec<FaultRow> = extraction.faults.iter().map(|fault| fault_row(capture, fault.kind.as_str(), &fault.detail)).collect();
    if is_damaged(capture) {
        faults.push(fault_row(capture, "damaged", &String::from_utf8_lossy(&capture.payload)));
    }
    let observations: Vec<_> = extraction.postings.into_iter().map(|posting| observe(posting, capture)).collect();
    let row = CaptureRow {
        source_id: capture.source.as_str().to_owned(),
        url: rounds::request_of(capture).to_owned(),
        capture_digest: capture.digest.as_str().to_owned(),
        captured_on: capture.captured_at.to_zoned_datetime(TimeZone::UTC).date(),
        http_status: capture.status.map(|status| status.to_string()).unwrap_or_default(),
        outcome: outcome.to_owned(),
        postings_n: observations.len() as u64,
    };
    let listed = Listed::of(study, capture, observations.len());
    Read { row, faults, observations, listed }
}

/// The one outcome of a capture, and what was read out of it.
fn outcome_of(study: &Study, capture: &Capture) -> (&'static str, Extraction) {
    let nothing = |outcome| Extraction { postings: Vec::new(), faults: Vec::new(), outcome };
    let Some(source) = study.source(&capture.source).or_else(|| study.imported(&capture.source)) else {
        return ("not_in_study", nothing(Outcome::OtherPage));
    };
    if is_damaged(capture) {
        return (Outcome::Fault.as_str(), nothing(Outcome::Fault));
    }
    // A page that moved or could not be had just then is an answer, not a page; the crawl counts what it never got.
    if capture.status.is_some_and(|status| !(200..300).contains(&status)) {
        return ("http_status", nothing(Outcome::NotAPage));
    }
    let purpose = capture.note.iter().find(|(name, _)| name.eq_ignore_ascii_case("Rolescope-Purpose")).map(|(_, value)| value.as_str());
    if matches!(purpose, Some("robots" | "reservation" | "sitemap")) {
        return (Outcome::NotAPage.as_str(), nothing(Outcome::NotAPage));
    }
    let expectation = if source.expects_posting(&capture.url) { Expectation::Posting } else { Expectation::Page };
    let extraction = extract::extract_with(capture, expectation, &source.columns);
    (extraction.outcome.as_str(), extraction)
}

/// Does the capture stand for what an import could not read?
fn is_damaged(capture: &Capture) -> bool {
    capture.media_type.as_deref() == Some(DAMAGED)
}

/// Personal data goes before anything else is made of the text.
fn observe(mut posting: JobPosting, capture: &Capture) -> (Fingerprint, Observation) {
    let redacted = redact(&posting.description);
    posting.description = redacted.text;
    let observation = Observation {
        seen: capture.captured_at,
        lang: posting::language(&posting.description).map(str::to_owned),
        has_person_spec: skills::has_person_specification(&posting.description),
        redactions_n: redacted.redactions_n as u64,
        posting,
    };
    (Fingerprint::of(&observation.posting, observation.seen), observation)
}

fn fault_row(capture: &Capture, kind: &str, detail: &str) -> FaultRow {
    FaultRow {
        stage: "extract".to_owned(),
        source_id: capture.source.as_str().to_owned(),
        capture_digest: Some(capture.digest.as_str().to_owned()),
        url: Some(capture.url.clone()),
        kind: kind.to_owned(),
        detail: detail.to_owned(),
    }
}

/// The source of a damaged stretch is in the name of its file: `SOURCE-TIME-NUMBER`.
fn damage_row(damage: &archive::Damage) -> FaultRow {
    let name = damage.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let source = name.split(".warc").next().unwrap_or_default().rsplitn(3, '-').nth(2).unwrap_or(&name).to_owned();
    FaultRow {
        stage: "archive".to_owned(),
        source_id: source,
        capture_digest: None,
        url: None,
        kind: "damaged".to_owned(),
        detail: format!("{name} at byte {}: {}", damage.offset, damage.detail),
    }
}
