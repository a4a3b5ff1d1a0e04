//! A lake of invented vacancies: what counting reads of them, written batch by batch.

use std::path::Path;

use jiff::civil::{Date, date};
use skills::Taxonomy;
use tables::TableWriter;
use tables::private::{CaptureRow, DuplicateRow, FaultRow, MentionRow, PostingRow, VacancyRow, VacancySkillRow};

use crate::draw::Draw;

/// Skills of the taxonomy, under five competencies.
const SKILLS: usize = 35;
const COMPETENCIES: usize = 5;
/// Rows of a row group.
const BATCH: usize = 10_000;
const SEEN_ON: Date = date(2026, 11, 24);

/// Five competencies with seven skills each.
///
/// # Panics
/// Never: it is sound.
pub fn lake_taxonomy() -> Taxonomy {
    let competency = |number: usize| {
        format!("[concept.competency-{number}]\nkind = 'knowledge'\nlabel.en = 'Competency {number}'\ndefinition = 'd'\nphrases.en = ['a{number}']\n")
    };
    let skill = |number: usize| {
        let (of, name) = (number % COMPETENCIES, skill(number));
        format!("[concept.{name}]\nkind = 'skill'\nbroader = 'competency-{of}'\nlabel.en = '{name}'\ndefinition = 'd'\nphrases.en = ['b{number}']\n")
    };
    let text: String = (0..COMPETENCIES).map(competency).chain((0..SKILLS).map(skill)).collect();
    Taxonomy::from_files([("lake.toml", text.as_str())]).expect("the taxonomy is sound")
}

fn skill(number: usize) -> String {
    format!("skill-{number:02}")
}

/// Writes `vacancies` and `vacancy_skills` of `vacancies_n` vacancies under `dir`, and the other tables that counting opens, empty.
///
/// # Errors
/// When the disk is full.
pub fn write_lake(dir: &Path, vacancies_n: usize) -> tables::Result<()> {
    let mut vacancies = TableWriter::<VacancyRow>::create(dir, "lake")?;
    let mut skills = TableWriter::<VacancySkillRow>::create(dir, "lake")?;
    for start in (0..vacancies_n).step_by(BATCH) {
        let numbers = start..vacancies_n.min(start + BATCH);
        let rows: Vec<VacancyRow> = numbers.clone().map(|number| vacancy(number, vacancies_n)).collect();
        let asked: Vec<VacancySkillRow> = numbers.flat_map(asked).collect();
        vacancies.write(&rows)?;
        skills.write(&asked)?;
    }
    vacancies.finish()?;
    skills.finish()?;
    tables::write::<CaptureRow>(dir, "lake", &[])?;
    tables::write::<PostingRow>(dir, "lake", &[])?;
    tables::write::<MentionRow>(dir, "lake", &[])?;
    tables::write::<DuplicateRow>(dir, "lake", &[])?;
    tables::write::<FaultRow>(dir, "lake", &[])?;
    Ok(())
}

fn id(number: usize) -> String {
    // The digits of a hash after the number, so that ids are sorted and no shorter than real ones.
    format!("va_{number:08x}{:08x}", Draw::new(number as u64).below(1 << 32))
}

fn vacancy(number: usize, vacancies_n: usize) -> VacancyRow {
    let draw = &mut Draw::new(number as u64);
    let one = |draw: &mut Draw, names: &[&str]| Some((*draw.one(names)).to_owned());
    VacancyRow {
        vacancy_id: id(number),
        posting_id: id(number).replace("va_", "po_"),
        source_id: format!("source-{}", draw.below(6)),
        postings_n: 1 + draw.below(3) as u64,
        sources_n: 1,
        title: format!("Officer {}", draw.below(5_000)),
        title_norm: format!("officer {}", draw.below(5_000)),
        employer_id: Some(format!("emp_{:016x}", draw.below(1 + vacancies_n / 8))),
        employer_type: one(draw, &["university", "university", "charity", "health_service", "government"]),
        lang: one(draw, &["en", "en", "en", "fr", "de"]),
        country_iso2: one(draw, &["GB", "US", "IE", "AU", "KE", "FR", "DE", "CA"]),
        region_code: Some(format!("GB-{:02}", draw.below(12))),
        posted_on: Some(date(2021 + draw.below(6) as i16, 1 + draw.below(12) as i8, 1 + draw.below(28) as i8)),
        posted_basis: "stated".to_owned(),
        first_seen_on: SEEN_ON,
        last_seen_on: SEEN_ON,
        role_family: one(draw, &["community-manager", "public-engagement", "outreach", "science-communication"]),
        seniority: one(draw, &["assistant", "officer", "officer", "manager", "head"]),
        engagement_mode: one(draw, &["public", "member_community", "ppi"]),
        engagement_share: Some(draw.below(11) as f64 / 10.0),
        in_scope: true,
        has_person_spec: draw.below(3) > 0,
        words_n: 400,
        ..VacancyRow::default()
    }
}

/// Twenty concepts on average: all five competencies, and of the skills the first ones more often than the last.
fn asked(number: usize) -> Vec<VacancySkillRow> {
    let draw = &mut Draw::new(number as u64 ^ 0x5eed);
    let row = |concept_id: String, of: usize, draw: &mut Draw| VacancySkillRow {
        vacancy_id: id(number),
        concept_id,
        competency_id: format!("competency-{of}"),
        mentions_n: 1 + draw.below(4) as u64,
        required: draw.below(3) == 0,
        desired: draw.below(4) == 0,
        in_duties: draw.below(2) == 0,
        is_rollup: false,
        best_mention_id: format!("me_{:016x}", draw.below(usize::MAX)),
    };
    let mut rows: Vec<VacancySkillRow> = (0..COMPETENCIES).map(|of| row(format!("competency-{of}"), of, draw)).collect();
    for concept in 0..SKILLS {
        // From 26 of 35 to 4 of 35, which are 15 on average.
        if draw.below(SKILLS) * (SKILLS - 1) < (26 * (SKILLS - 1)) - 22 * concept {
            rows.push(row(skill(concept), concept % COMPETENCIES, draw));
        }
    }
    rows
}
