//! The courses of a study, tagged as its postings are: what each teaches.

use std::collections::BTreeMap;

use anyhow::Result;
use rayon::prelude::*;
use skills::{ConceptId, Mention, Reason, Tagger};
use tables::private::{CourseRow, CourseSkillRow};

use crate::session::Session;

/// Writes `courses` and `course_skills`, both empty where the study names no training file. Returns how many courses there are.
pub(crate) fn write(session: &Session, tagger: &Tagger, key: &str) -> Result<u64> {
    let courses: &[CourseRow] = session.study.training.as_ref().map_or(&[], |training| &training.courses);
    let taught: Vec<Vec<CourseSkillRow>> = courses.par_iter().map(|course| course_skills(tagger, course)).collect();
    tables::write(&session.study.data, key, &taught.concat())?;
    Ok(tables::write(&session.study.data, key, courses)?)
}

/// The concepts that a course's name and text mention, and their competencies as the union of what lies under them.
fn course_skills(tagger: &Tagger, course: &CourseRow) -> Vec<CourseSkillRow> {
    let annotation = tagger.annotate(&format!("{}\n\n{}", course.name, course.text), course.language.as_deref());
    let mut rows: BTreeMap<&ConceptId, CourseSkillRow> = BTreeMap::new();
    for mention in annotation.mentions.iter().filter(|mention| is_taught(mention)) {
        let above = (mention.competency != mention.concept).then_some(&mention.competency);
        for concept in std::iter::once(&mention.concept).chain(above) {
            let row = rows.entry(concept).or_insert_with(|| CourseSkillRow {
                course_id: course.course_id.clone(),
                concept_id: concept.to_string(),
                competency_id: mention.competency.to_string(),
                is_rollup: true,
                ..CourseSkillRow::default()
            });
            row.mentions_n += 1;
            row.is_rollup &= *concept != mention.concept;
            show(row, mention);
        }
    }
    rows.into_values().collect()
}

/// Does a mention count? As in a posting, but for the rules about its parts: a course has no employer, no benefits and no way to apply, though its
/// text may read as if it had.
fn is_taught(mention: &Mention) -> bool {
    match mention.reason {
        None | Some(Reason::AboutEmployer | Reason::Application | Reason::Benefit | Reason::Boilerplate | Reason::OtherParty) => true,
        Some(Reason::Guarded | Reason::Negated | Reason::Outvoted | Reason::Weak) => false,
    }
}

/// The longest words say most.
fn show(row: &mut CourseSkillRow, mention: &Mention) {
    if mention.surface.len() > row.best_surface.len() {
        row.best_surface.clone_from(&mention.surface);
        row.best_rule_id = mention.rule.to_string();
    }
}
