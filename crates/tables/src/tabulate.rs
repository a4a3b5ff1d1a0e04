//! From the private tables to the public ones.

use std::path::Path;

use skills::Taxonomy;

use crate::catalog::tables;
use crate::conditions::conditions;
use crate::corpus::Corpus;
use crate::csv_copy::write_public;
use crate::error::Result;
use crate::evidence::evidence;
use crate::export;
use crate::flow::flow;
use crate::gold::Gold;
use crate::pairs::pairs;
use crate::pay::pay;
use crate::public::{ColumnRow, ConceptRow, FlowRow, RunRow, SkillFrequencyRow};
use crate::saturation::saturation;
use crate::sensitivity::sensitivity;
use crate::skills_by_group::{Bootstrap, frequencies, skills_by_group};
use crate::sources::sources;
use crate::structure::structure;
use crate::titles::titles;
use crate::training_gap::training_gap;
use crate::trend::trends;

/// What a run is, beyond what its tables say.
#[derive(Debug, Clone)]
pub struct Provenance {
    /// The version of the program.
    pub rolescope_version: String,
    /// The study's name.
    pub study_name: String,
    /// A hash of the parts of the study file that the numbers depend on.
    pub study_hash: String,
    /// A hash of what the archive holds.
    pub archive_hash: String,
}

impl Provenance {
    /// Equal ids mean equal tables.
    pub fn run_id(&self, taxonomy: &Taxonomy) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [&self.rolescope_version, &self.study_name, &self.study_hash, &self.archive_hash, taxonomy.hash()] {
            hasher.update(part.as_bytes()).update(&[0]);
        }
        format!("run_{}", &hasher.finalize().to_hex()[..16])
    }
}

/// What a study may choose of the computing.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// How the ranges of ranks are resampled.
    pub bootstrap: Bootstrap,
}

/// Reads `private/` under `dir` and writes every public table, its CSV copy, and what lies beside them for other programs: `load.sql`, `tables.xlsx` …
///
/// # Errors
/// A private table is missing or of another shape, or the disk is full.
pub fn tabulate(dir: &Path, taxonomy: &Taxonomy, provenance: &Provenance, settings: &Settings) -> Result<RunRow> {
    let run_id = provenance.run_id(taxonomy);
    let corpus = Corpus::read(dir, taxonomy)?;
    let mut by_group = skills_by_group(taxonomy, &corpus, settings.bootstrap);
    let gold = Gold::read(dir)?;
    if let Some(gold) = &gold {
        gold.correct(&mut by_group.frequencies);
    }
    let flow = flow(dir, &corpus)?;
    let evidence = evidence(dir, taxonomy)?;
    let sensitivity = sensitivity(dir, taxonomy, &corpus, &by_group.frequencies)?;
    let run = run_row(&run_id, taxonomy, provenance, &corpus, &flow);
    let trends = trends(taxonomy, &corpus, &by_group.frequencies);
    write_public(dir, &run_id, &by_group.frequencies)?;
    write_public(dir, &run_id, &by_group.contrasts)?;
    write_public(dir, &run_id, &pairs(taxonomy, &corpus))?;
    write_public(dir, &run_id, &trends.periods)?;
    write_public(dir, &run_id, &trends.tests)?;
    write_public(dir, &run_id, &pay(dir, &corpus)?)?;
    write_public(dir, &run_id, &conditions(dir, &corpus)?)?;
    write_public(dir, &run_id, &structure(dir, &corpus)?)?;
    write_public(dir, &run_id, &titles(dir, &corpus)?)?;
    write_public(dir, &run_id, &saturation(taxonomy, &corpus))?;
    write_public(dir, &run_id, &training_gap(dir, taxonomy, &by_group.frequencies)?)?;
    write_public(dir, &run_id, &gold.map_or_else(Vec::new, |gold| gold.quality(taxonomy, settings.bootstrap)))?;
    write_public(dir, &run_id, &sensitivity)?;
    write_public(dir, &run_id, &evidence)?;
    write_public(dir, &run_id, &flow)?;
    write_public(dir, &run_id, &sources(dir, &flow)?)?;
    write_public(dir, &run_id, &concept_rows(taxonomy))?;
    write_public(dir, &run_id, &column_rows())?;
    write_public(dir, &run_id, std::slice::from_ref(&run))?;
    export::write(dir, &run)?;
    Ok(run)
}

/// Reads `vacancies` and `vacancy_skills` under `dir` and counts `skill_frequency` alone, without writing it.
///
/// # Errors
/// As [`tabulate`].
pub fn skill_frequency(dir: &Path, taxonomy: &Taxonomy, bootstrap: Bootstrap) -> Result<Vec<SkillFrequencyRow>> {
    Ok(frequencies(taxonomy, &Corpus::read(dir, taxonomy)?, bootstrap))
}

fn run_row(run_id: &str, taxonomy: &Taxonomy, provenance: &Provenance, corpus: &Corpus, flow: &[FlowRow]) -> RunRow {
    let total = |stage: &str, reason: &str| flow.iter().filter(|row| row.stage == stage && row.reason == reason).map(|row| row.n).sum();
    let population = match corpus.window {
        Some((from, to)) => format!(
            "share of {} distinct vacancies observed in the listed sources between {from} and {to} whose advertisement mentions the concept",
            corpus.vacancies.len()
        ),
        None => "no vacancies in scope were observed in the listed sources".to_owned(),
    };
    RunRow {
        run_id: run_id.to_owned(),
        rolescope_version: provenance.rolescope_version.clone(),
        study_name: provenance.study_name.clone(),
        study_hash: provenance.study_hash.clone(),
        taxonomy_hash: taxonomy.hash().to_owned(),
        archive_hash: provenance.archive_hash.clone(),
        window_from: corpus.window.map(|window| window.0),
        window_to: corpus.window.map(|window| window.1),
        captures_n: total("archive", "captures"),
        postings_n: total("resolve", "observations"),
        vacancies_n: corpus.vacancies.len() as u64,
        employers_n: corpus.employers_n as u64,
        mentions_n: corpus.mentions_n(taxonomy),
        concepts_n: taxonomy.concepts().count() as u64,
        population,
    }
}

fn concept_rows(taxonomy: &Taxonomy) -> Vec<ConceptRow> {
    let matches = |concept: &skills::Concept, scheme: &str| {
        let lines: Vec<String> = concept
            .matches
            .iter()
            .filter(|found| found.scheme == scheme)
            .map(|found| format!("{} {} {}", found.relation, found.target, found.label))
            .collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    };
    let row = |concept: &skills::Concept| ConceptRow {
        concept_id: concept.id.to_string(),
        label: concept.label().to_owned(),
        level: u64::from(concept.level()),
        competency_id: concept.competency().to_string(),
        kind: concept.kind.as_str().to_owned(),
        definition: concept.definition.clone(),
        esco: matches(concept, "esco"),
        onet: matches(concept, "onet"),
        cscce: matches(concept, "cscce"),
    };
    taxonomy.concepts().map(row).collect()
}

fn column_rows() -> Vec<ColumnRow> {
    let mut rows: Vec<ColumnRow> = tables()
        .into_iter()
        .flat_map(|table| {
            table.columns.iter().zip(1..).map(|(column, column_n)| ColumnRow {
                table_name: table.name.to_owned(),
                column_n,
                column_name: column.name.to_owned(),
                access: table.access.folder().to_owned(),
                column_type: column.kind.frictionless().to_owned(),
                in_key: table.key.contains(&column.name),
                description: column.doc().to_owned(),
            })
        })
        .collect();
    rows.sort_by(|a, b| (&a.table_name, a.column_n).cmp(&(&b.table_name, b.column_n)));
    rows
}
