//! The private tables of a study of invented vacancies, as the stages before tabulating leave them.

use std::path::Path;

use jiff::civil::{Date, date};
use skills::{Concept, Taxonomy};
use tables::private::{CaptureRow, DuplicateRow, FaultRow, MentionRow, PostingRow, VacancyRow, VacancySkillRow};

use crate::ad::Ad;
use crate::draw::Draw;
use crate::invented::invented_ads;

/// Mentions of each vacancy, each of a concept that is drawn from the whole taxonomy.
const MENTIONS: usize = 20;
/// Vacancies of each employer, on average.
const PER_EMPLOYER: usize = 8;
const RUN: &str = "bench";
const CAPTURED_ON: Date = date(2026, 11, 24);

/// The taxonomy of the engagement pipeline.
///
/// # Panics
/// When it cannot be read, as no benchmark means anything then.
pub fn engagement_taxonomy() -> Taxonomy {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../pipelines/engagement/taxonomy");
    Taxonomy::from_dir(Path::new(folder)).expect("the engagement taxonomy is sound")
}

/// Writes the private tables of `vacancies_n` vacancies under `dir`, one capture and one posting each. Returns the rows written to all of them.
///
/// # Errors
/// When the disk is full.
pub fn write_private_tables(dir: &Path, taxonomy: &Taxonomy, vacancies_n: usize) -> tables::Result<u64> {
    let concepts: Vec<&Concept> = taxonomy.concepts().collect();
    let (mut captures, mut postings, mut mentions, mut skills) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (number, ad) in invented_ads(vacancies_n, 4_096).iter().enumerate() {
        let draw = &mut Draw::new(number as u64);
        let found = mention_rows(number, ad, &concepts, draw);
        captures.push(capture_row(number));
        postings.push(posting_row(number, ad, vacancies_n, draw));
        skills.extend(skill_rows(&found));
        mentions.extend(found);
    }
    let vacancies: Vec<VacancyRow> = postings.iter().map(|posting| VacancyRow::of(posting, 1, 1, (CAPTURED_ON, CAPTURED_ON), None)).collect();
    let written = [
        tables::write(dir, RUN, &captures)?,
        tables::write(dir, RUN, &postings)?,
        tables::write(dir, RUN, &vacancies)?,
        tables::write(dir, RUN, &mentions)?,
        tables::write(dir, RUN, &skills)?,
        tables::write::<DuplicateRow>(dir, RUN, &[])?,
        tables::write::<FaultRow>(dir, RUN, &[])?,
    ];
    Ok(written.iter().sum())
}

fn url(number: usize) -> String {
    // As wide as the number of a posting, so that addresses are sorted as numbers are.
    format!("https://jobs.example/{number:08}")
}

fn capture_row(number: usize) -> CaptureRow {
    CaptureRow {
        source_id: "bench".to_owned(),
        url: url(number),
        capture_digest: format!("sha256:{number:08}"),
        captured_on: CAPTURED_ON,
        http_status: "200".to_owned(),
        outcome: "postings".to_owned(),
        postings_n: 1,
    }
}

fn posting_row(number: usize, ad: &Ad, vacancies_n: usize, draw: &mut Draw) -> PostingRow {
    let employer = draw.below(1 + vacancies_n / PER_EMPLOYER);
    PostingRow {
        posting_id: format!("po_{number:08}"),
        vacancy_id: format!("va_{number:08}"),
        source_id: "bench".to_owned(),
        external_id: Some(format!("R-{number}")),
        url: Some(url(number)),
        capture_digest: format!("sha256:{number:08}"),
        title: ad.title.clone(),
        title_norm: posting::normalized_title(&ad.title),
        employer_id: Some(format!("emp_{employer:08}")),
        employer_name: Some(format!("Institute {employer}")),
        employer_is_agency: false,
        employer_type: Some((*draw.one(&["university", "university", "charity", "health_service", "government"])).to_owned()),
        lang: Some((*draw.one(&["en", "en", "en", "fr", "de"])).to_owned()),
        country_iso2: Some((*draw.one(&["GB", "US", "IE", "AU", "KE", "FR", "DE", "CA"])).to_owned()),
        region_code: None,
        location_raw: None,
        work_mode: Some((*draw.one(&["on_site", "hybrid", "remote"])).to_owned()),
        posted_on: Some(date(2020 + draw.below(6) as i16, 1 + draw.below(12) as i8, 1 + draw.below(28) as i8)),
        posted_basis: "stated".to_owned(),
        closes_on: None,
        first_seen_on: CAPTURED_ON,
        last_seen_on: CAPTURED_ON,
        contract_type: Some((*draw.one(&["permanent", "fixed_term"])).to_owned()),
        contract_months: None,
        fte: Some(1.0),
        pay_raw: None,
        pay_min_per_year: Some(30_000.0 + draw.below(40_000) as f64),
        pay_max_per_year: Some(80_000.0),
        currency: Some("GBP".to_owned()),
        pay_basis: Some("stated_per_year".to_owned()),
        grade_raw: None,
        grade_norm: None,
        role_family: Some((*draw.one(&["community-manager", "public-engagement", "outreach", "science-communication"])).to_owned()),
        role_reason: None,
        seniority: Some((*draw.one(&["assistant", "officer", "officer", "manager", "head"])).to_owned()),
        engagement_mode: Some((*draw.one(&["public", "member_community", "ppi"])).to_owned()),
        engagement_share: Some(0.5),
        in_scope: true,
        scope_reason: None,
        reports_to_raw: None,
        reports_to_norm: None,
        unit_raw: None,
        unit_type: None,
        manages_people: None,
        direct_reports_n: None,
        is_solo: None,
        has_person_spec: draw.below(3) > 0,
        words_n: posting::text::words_n(&ad.text) as u64,
        text: ad.text.clone(),
        text_sha256: format!("{number:064}"),
        extraction_method: "json_ld".to_owned(),
        parse_quality: "clean".to_owned(),
        redactions_n: 0,
        is_canonical: true,
    }
}

/// Mentions of one vacancy, in the order of where they stand.
fn mention_rows(number: usize, ad: &Ad, concepts: &[&Concept], draw: &mut Draw) -> Vec<MentionRow> {
    let statements: Vec<&str> = ad.text.lines().collect();
    let row = |at: usize| {
        let concept = draw.one(concepts);
        let quote = (*draw.one(&statements)).to_owned();
        let counted = draw.below(10) > 0;
        MentionRow {
            mention_id: format!("me_{number:08}{at:08}"),
            posting_id: format!("po_{number:08}"),
            vacancy_id: format!("va_{number:08}"),
            concept_id: concept.id.to_string(),
            competency_id: concept.competency().to_string(),
            rule_id: format!("{}.en.1", concept.id),
            section: "duties".to_owned(),
            requirement: (*draw.one(&["required", "desired", "duty", "duty", "unstated"])).to_owned(),
            counted,
            reason: (!counted).then(|| "boilerplate".to_owned()),
            surface: quote.chars().take(20).collect(),
            start: at as u64 * 100,
            end: at as u64 * 100 + 20,
            statement_n: at as u64,
            quote,
        }
    };
    (0..MENTIONS).map(row).collect()
}

/// What one vacancy asks for, by concept.
fn skill_rows(mentions: &[MentionRow]) -> Vec<VacancySkillRow> {
    let mut rows: Vec<VacancySkillRow> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.counted) {
        for concept in [&mention.concept_id, &mention.competency_id] {
            let known = rows.iter().position(|row| row.concept_id == *concept);
            let at = known.unwrap_or_else(|| {
                rows.push(skill_row(concept, mention));
                rows.len() - 1
            });
            let row = &mut rows[at];
            row.mentions_n += u64::from(mention.concept_id == *concept || row.is_rollup);
            row.required |= mention.requirement == "required";
            row.desired |= mention.requirement == "desired";
            row.in_duties |= mention.requirement == "duty";
        }
    }
    rows.sort_by(|a, b| a.concept_id.cmp(&b.concept_id));
    rows
}

fn skill_row(concept_id: &str, mention: &MentionRow) -> VacancySkillRow {
    VacancySkillRow {
        vacancy_id: mention.vacancy_id.clone(),
        concept_id: concept_id.to_owned(),
        competency_id: mention.competency_id.clone(),
        mentions_n: 0,
        required: false,
        desired: false,
        in_duties: false,
        is_rollup: mention.concept_id != concept_id,
        best_mention_id: mention.mention_id.clone(),
    }
}
