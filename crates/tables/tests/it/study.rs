//! Invented vacancies, and the private tables that the stages before tabulating would leave of them.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::{Date, date};
use skills::Taxonomy;
use tables::private::{CaptureRow, DuplicateRow, FaultRow, MentionRow, ObservationRow, PostingRow, StructureEdgeRow, VacancyRow, VacancySkillRow};
use tables::{Bootstrap, Provenance, Row, Settings, TableWriter};

/// Two competencies, of three skills and of one.
const TAXONOMY: &str = "
[concept.outreach]
kind = 'knowledge'
label.en = 'Outreach'
definition = 'Meeting people where they are.'
phrases.en = ['outreach']
[concept.schools]
kind = 'skill'
broader = 'outreach'
label.en = 'Schools'
definition = 'Work with schools.'
phrases.en = ['schools']
[concept.festivals]
kind = 'skill'
broader = 'outreach'
label.en = 'Festivals'
definition = 'Work at festivals.'
phrases.en = ['festivals']
[concept.tours]
kind = 'skill'
broader = 'outreach'
label.en = 'Tours'
definition = 'Guiding visitors.'
phrases.en = ['tours']
[concept.writing]
kind = 'knowledge'
label.en = 'Writing'
definition = 'Writing for others.'
phrases.en = ['writing']
[concept.blogs]
kind = 'skill'
broader = 'writing'
label.en = 'Blogs'
definition = 'Writing blogs.'
phrases.en = ['blogs']
";

/// Every concept with its competency.
pub(crate) const CONCEPTS: [(&str, &str); 6] = [
    ("outreach", "outreach"),
    ("schools", "outreach"),
    ("festivals", "outreach"),
    ("tours", "outreach"),
    ("writing", "writing"),
    ("blogs", "writing"),
];

const SEEN_ON: Date = date(2026, 3, 1);

pub(crate) fn taxonomy() -> Taxonomy {
    Taxonomy::from_files([("small.toml", TAXONOMY)]).expect("the taxonomy is sound")
}

/// One mention: the place of its concept, its requirement, and why it does not count.
pub(crate) type Said = (usize, &'static str, Option<&'static str>);

/// A vacancy, as far as tables depend on it.
#[derive(Debug, Clone)]
pub(crate) struct Invented {
    pub(crate) employer: Option<usize>,
    pub(crate) source: usize,
    pub(crate) title: usize,
    pub(crate) lang: Option<&'static str>,
    pub(crate) posted_on: Option<Date>,
    pub(crate) has_person_spec: bool,
    pub(crate) engagement_share: Option<f64>,
    pub(crate) postings_n: u64,
    pub(crate) in_scope: bool,
    pub(crate) said: Vec<Said>,
}

impl Default for Invented {
    fn default() -> Self {
        Self {
            employer: Some(0),
            source: 0,
            title: 0,
            lang: Some("en"),
            posted_on: Some(date(2026, 2, 1)),
            has_person_spec: true,
            engagement_share: Some(1.0),
            postings_n: 1,
            in_scope: true,
            said: Vec::new(),
        }
    }
}

fn posting(number: usize, repeat: u64, of: &Invented) -> PostingRow {
    PostingRow {
        posting_id: if repeat == 0 { format!("po_{number:05}") } else { format!("po_{number:05}_{repeat}") },
        vacancy_id: format!("va_{number:05}"),
        source_id: format!("source-{}", of.source),
        capture_digest: "sha256:0".to_owned(),
        title: format!("Officer {}", of.title),
        title_norm: format!("officer {}", of.title),
        employer_id: of.employer.map(|employer| format!("emp_{employer:03}")),
        employer_name: of.employer.map(|employer| format!("Lab {employer}")),
        lang: of.lang.map(str::to_owned),
        posted_on: of.posted_on,
        posted_basis: "stated".to_owned(),
        first_seen_on: SEEN_ON,
        last_seen_on: SEEN_ON,
        engagement_share: of.engagement_share,
        in_scope: of.in_scope,
        scope_reason: (!of.in_scope).then(|| "title".to_owned()),
        has_person_spec: of.has_person_spec,
        text: "An advertisement".to_owned(),
        is_canonical: repeat == 0,
        ..PostingRow::default()
    }
}

fn mentions(number: usize, of: &Invented) -> Vec<MentionRow> {
    let row = |(at, (concept, requirement, reason)): (usize, &Said)| MentionRow {
        mention_id: format!("me_{number:05}_{at:03}"),
        posting_id: format!("po_{number:05}"),
        vacancy_id: format!("va_{number:05}"),
        concept_id: CONCEPTS[*concept].0.to_owned(),
        competency_id: CONCEPTS[*concept].1.to_owned(),
        rule_id: format!("{}/1", CONCEPTS[*concept].0),
        section: "duties".to_owned(),
        requirement: (*requirement).to_owned(),
        counted: reason.is_none(),
        reason: reason.map(str::to_owned),
        surface: CONCEPTS[*concept].0.to_owned(),
        start: at as u64 * 10,
        end: at as u64 * 10 + 5,
        statement_n: at as u64,
        quote: CONCEPTS[*concept].0.to_owned(),
    };
    of.said.iter().enumerate().map(row).collect()
}

fn asked(mentions: &[MentionRow]) -> Vec<VacancySkillRow> {
    let mut rows: BTreeMap<(String, String), VacancySkillRow> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| mention.counted) {
        let above = (mention.competency_id != mention.concept_id).then_some(&mention.competency_id);
        for concept in std::iter::once(&mention.concept_id).chain(above) {
            let row = rows.entry((mention.vacancy_id.clone(), concept.clone())).or_insert_with(|| VacancySkillRow {
                vacancy_id: mention.vacancy_id.clone(),
                concept_id: concept.clone(),
                competency_id: mention.competency_id.clone(),
                is_rollup: true,
                best_mention_id: mention.mention_id.clone(),
                ..VacancySkillRow::default()
            });
            row.mentions_n += 1;
            row.required |= mention.requirement == "required";
            row.desired |= mention.requirement == "desired";
            row.in_duties |= mention.requirement == "duty";
            row.is_rollup &= *concept != mention.concept_id;
        }
    }
    rows.into_values().collect()
}

fn captures(postings: &[PostingRow]) -> Vec<CaptureRow> {
    let mut by_source: BTreeMap<&str, u64> = BTreeMap::new();
    for posting in postings {
        *by_source.entry(&posting.source_id).or_default() += 1;
    }
    let row = |(source, postings_n): (&str, u64)| CaptureRow {
        source_id: source.to_owned(),
        url: format!("https://{source}.example/"),
        captured_on: SEEN_ON,
        outcome: "postings".to_owned(),
        postings_n,
        ..CaptureRow::default()
    };
    by_source.into_iter().map(row).collect()
}

fn write<R: Row>(dir: &Path, rows: &[R], batch: usize) {
    let mut writer = TableWriter::create(dir, "run_0").expect("creates");
    for rows in rows.chunks(batch) {
        writer.write(rows).expect("writes");
    }
    writer.finish().expect("finishes");
}

/// Writes the private tables of `vacancies` under `dir`, `batch` rows to a row group.
pub(crate) fn write_study(dir: &Path, vacancies: &[Invented], batch: usize) {
    let of_vacancy = |(number, of): (usize, &Invented)| (0..of.postings_n).map(|repeat| posting(number, repeat, of)).collect::<Vec<_>>();
    let postings: Vec<PostingRow> = vacancies.iter().enumerate().flat_map(of_vacancy).collect();
    let speakers = postings.iter().filter(|posting| posting.is_canonical).zip(vacancies);
    let rows: Vec<VacancyRow> = speakers.map(|(posting, of)| VacancyRow::of(posting, of.postings_n, 1, (SEEN_ON, SEEN_ON), None)).collect();
    let repeat = |row: &PostingRow| DuplicateRow {
        posting_id: row.posting_id.clone(),
        canonical_posting_id: row.vacancy_id.replace("va_", "po_"),
        vacancy_id: row.vacancy_id.clone(),
        method: "same_text".to_owned(),
        ..DuplicateRow::default()
    };
    let duplicates: Vec<DuplicateRow> = postings.iter().filter(|row| !row.is_canonical).map(repeat).collect();
    // As the stage does, only what is in scope is tagged.
    let tagged = vacancies.iter().enumerate().filter(|(_, of)| of.in_scope);
    let mentions: Vec<MentionRow> = tagged.flat_map(|(number, of)| self::mentions(number, of)).collect();
    write(dir, &captures(&postings), batch);
    write(dir, &postings, batch);
    write(dir, &rows, batch);
    write(dir, &duplicates, batch);
    write(dir, &asked(&mentions), batch);
    write(dir, &mentions, batch);
    write::<FaultRow>(dir, &[], batch);
    write::<ObservationRow>(dir, &[], batch);
    write::<StructureEdgeRow>(dir, &[], batch);
}

/// Makes the public tables of what lies under `dir`.
pub(crate) fn tabulate(dir: &Path) -> tables::Result<()> {
    let word = |word: &str| word.to_owned();
    let provenance = Provenance { rolescope_version: word("0"), study_name: word("s"), study_hash: word("s"), archive_hash: word("a") };
    let settings = Settings { bootstrap: Bootstrap { replicates_n: 40, seed: 1 } };
    tables::tabulate(dir, &taxonomy(), &provenance, &settings).map(|_| ())
}
