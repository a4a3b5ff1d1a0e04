//! The tag stage: the mentions of every concept in every vacancy in scope, and what each vacancy asks for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use posting::text::quote;
use rayon::prelude::*;
use skills::{ConceptId, Keywords, Mention, Requirement, Tagger};
use tables::private::{CourseRow, CourseSkillRow, GoldReadingRow, MentionRow, PostingRow, VacancyRow, VacancySkillRow};
use tables::{Row, TableWriter};

use crate::session::{Session, StageKey};
use crate::{course_tagging, gold_tagging};

/// Postings tagged at a time.
const BATCH: usize = 1_000;
/// Words of a quote.
const QUOTE_WORDS: usize = 25;

/// Reads `postings` and writes `mentions` and `vacancy_skills`; tags the courses and the gold ads that the study names. Returns the stage's key.
pub(crate) fn tag(session: &mut Session, tagger: &Tagger, extract_key: &StageKey) -> Result<StageKey> {
    let keywords = tagger.keywords().map_or("", Keywords::hash);
    let key = extract_key.then("tag", &format!("{} {keywords} {}", tagger.taxonomy().hash(), session.study.beside_hash()));
    let tables = [MentionRow::TABLE, VacancySkillRow::TABLE, CourseRow::TABLE, CourseSkillRow::TABLE, GoldReadingRow::TABLE];
    let outputs: Vec<PathBuf> = tables.iter().map(|table| tables::path_of(&session.study.data, table)).collect();
    session.stage("tag", &key, &outputs, |session| work(session, tagger, &key.content))?;
    Ok(key)
}

fn work(session: &Session, tagger: &Tagger, key: &str) -> Result<BTreeMap<String, u64>> {
    let data = &session.study.data;
    let mut mentions = TableWriter::<MentionRow>::create(data, key)?;
    let mut skills = TableWriter::<VacancySkillRow>::create(data, key)?;
    let bar = session.progress.bar("tag", None);
    let (mut vacancies_n, mut counted_n) = (0, 0);
    for batch in tables::batches::<PostingRow>(data, BATCH)? {
        session.check_stop()?;
        let batch: Vec<PostingRow> = batch?.into_iter().filter(|row| row.is_canonical && row.in_scope).collect();
        let tagged: Vec<_> = batch.par_iter().map(|posting| tag_one(tagger, posting)).collect();
        let (found, asked): (Vec<Vec<MentionRow>>, Vec<Vec<VacancySkillRow>>) = tagged.into_iter().unzip();
        let (found, asked) = (found.concat(), asked.concat());
        counted_n += found.iter().filter(|mention| mention.counted).count() as u64;
        vacancies_n += batch.len() as u64;
        bar.inc(batch.len() as u64);
        mentions.write(&found)?;
        skills.write(&asked)?;
    }
    bar.finish_and_clear();
    skills.finish()?;
    let (courses_n, gold_n) = (course_tagging::write(session, tagger, key)?, gold_tagging::write(session, tagger, key)?);
    let counts = [("vacancies", vacancies_n), ("mentions", mentions.finish()?), ("counted", counted_n)];
    let beside = [("courses", courses_n), ("gold ads", gold_n)].into_iter().filter(|(_, n)| *n > 0);
    Ok(counts.into_iter().chain(beside).map(|(name, n)| (name.to_owned(), n)).collect())
}

/// Writes the `vacancy_skills` that `tagger` finds in the postings under `data` to another folder, with a copy of their `vacancies`.
pub(crate) fn retag(data: &Path, tagger: &Tagger, to: &Path) -> Result<()> {
    let mut skills = TableWriter::<VacancySkillRow>::create(to, "retagged")?;
    for batch in tables::batches::<PostingRow>(data, BATCH)? {
        let batch: Vec<PostingRow> = batch?.into_iter().filter(|row| row.is_canonical && row.in_scope).collect();
        let asked: Vec<Vec<VacancySkillRow>> = batch.par_iter().map(|posting| tag_one(tagger, posting).1).collect();
        skills.write(&asked.concat())?;
    }
    skills.finish()?;
    let (from, to) = (tables::path_of(data, VacancyRow::TABLE), tables::path_of(to, VacancyRow::TABLE));
    std::fs::copy(&from, &to).with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))?;
    Ok(())
}

fn tag_one(tagger: &Tagger, posting: &PostingRow) -> (Vec<MentionRow>, Vec<VacancySkillRow>) {
    let annotation = tagger.annotate(&posting.text, posting.lang.as_deref());
    let ids: Vec<String> = annotation.mentions.iter().map(|mention| mention_id(posting, mention)).collect();
    let rows = annotation.mentions.iter().zip(&ids).map(|(mention, id)| {
        let statement = annotation.statements.get(mention.statement).cloned().unwrap_or(mention.start..mention.end);
        mention_row(posting, mention, id, quote(&posting.text, &statement, &(mention.start..mention.end), QUOTE_WORDS))
    });
    (rows.collect(), vacancy_skills(&posting.vacancy_id, &annotation.mentions, &ids))
}

fn mention_id(posting: &PostingRow, mention: &Mention) -> String {
    let text = format!("{} {} {} {}", posting.posting_id, mention.start, mention.end, mention.concept);
    format!("me_{}", &blake3::hash(text.as_bytes()).to_hex()[..16])
}

fn mention_row(posting: &PostingRow, mention: &Mention, id: &str, quote: String) -> MentionRow {
    MentionRow {
        mention_id: id.to_owned(),
        posting_id: posting.posting_id.clone(),
        vacancy_id: posting.vacancy_id.clone(),
        concept_id: mention.concept.to_string(),
        competency_id: mention.competency.to_string(),
        rule_id: mention.rule.to_string(),
        section: mention.section.as_str().to_owned(),
        requirement: mention.requirement.as_str().to_owned(),
        counted: mention.counted,
        reason: mention.reason.map(|reason| reason.as_str().to_owned()),
        surface: mention.surface.clone(),
        start: mention.start as u64,
        end: mention.end as u64,
        statement_n: mention.statement as u64,
        quote,
    }
}

/// What one vacancy asks for: its concepts, and their competencies as the union of what lies under them.
fn vacancy_skills(vacancy_id: &str, mentions: &[Mention], ids: &[String]) -> Vec<VacancySkillRow> {
    let mut rows: BTreeMap<&ConceptId, VacancySkillRow> = BTreeMap::new();
    let mut best: BTreeMap<&ConceptId, u8> = BTreeMap::new();
    for (mention, id) in mentions.iter().zip(ids).filter(|(mention, _)| mention.counted) {
        let own = std::iter::once(&mention.concept);
        let above = (mention.competency != mention.concept).then_some(&mention.competency);
        for concept in own.chain(above) {
            let row = rows.entry(concept).or_insert_with(|| empty(vacancy_id, concept, &mention.competency));
            row.mentions_n += 1;
            row.required |= mention.requirement == Requirement::Required;
            row.desired |= mention.requirement == Requirement::Desired;
            row.in_duties |= mention.requirement == Requirement::Duty;
            row.is_rollup &= *concept != mention.concept;
            let firmness = firmness(mention.requirement);
            if best.get(concept).is_none_or(|least| firmness < *least) {
                best.insert(concept, firmness);
                row.best_mention_id.clone_from(id);
            }
        }
    }
    rows.into_values().collect()
}

fn empty(vacancy_id: &str, concept: &ConceptId, competency: &ConceptId) -> VacancySkillRow {
    VacancySkillRow {
        vacancy_id: vacancy_id.to_owned(),
        concept_id: concept.to_string(),
        competency_id: competency.to_string(),
        mentions_n: 0,
        required: false,
        desired: false,
        in_duties: false,
        is_rollup: true,
        best_mention_id: String::new(),
    }
}

fn firmness(requirement: Requirement) -> u8 {
    match requirement {
        Requirement::Required => 0,
        Requirement::Duty => 1,
        Requirement::Desired => 2,
        Requirement::Unstated => 3,
    }
}
