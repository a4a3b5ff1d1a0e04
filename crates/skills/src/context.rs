//! How a statement means what it says: how firmly it asks, and whether it asks at all.

use std::ops::Range;

use crate::lexicon::Cue;
use crate::mention::{Reason, Requirement, SectionKind};
use crate::reading::{Meaning, Statement};
use crate::token;

/// How firmly the statement asks, from its section and its words.
pub(crate) fn requirement(statement: &Statement, section: SectionKind) -> Requirement {
    match section {
        SectionKind::Summary => from_summary(statement),
        SectionKind::Desirable => Requirement::Desired,
        SectionKind::Essential | SectionKind::Qualifications => from_essential(statement),
        SectionKind::Duties if statement.has(Cue::RequiredFirm) && !statement.has(Cue::DutyFirm) => Requirement::Required,
        SectionKind::Duties => Requirement::Duty,
        _ => from_words(statement),
    }
}

/// What stands among requirements is required, unless its words say that it is only wished for, or that it is what the holder does.
fn from_essential(statement: &Statement) -> Requirement {
    if is_desired(statement) {
        Requirement::Desired
    } else if statement.has(Cue::DutyFirm) || (statement.has(Cue::Duty) && !statement.has(Cue::Required) && !statement.has(Cue::RequiredFirm)) {
        Requirement::Duty
    } else {
        Requirement::Required
    }
}

fn is_desired(statement: &Statement) -> bool {
    statement.has(Cue::Desired) || statement.has(Cue::DesiredInPart)
}

/// A summary tells what the job is, so that it asks of the person only where its words do so.
fn from_summary(statement: &Statement) -> Requirement {
    match from_words(statement) {
        Requirement::Unstated => Requirement::Duty,
        stated => stated,
    }
}

/// Where no section says: what the words say.
fn from_words(statement: &Statement) -> Requirement {
    if is_desired(statement) {
        Requirement::Desired
    } else if statement.has(Cue::RequiredFirm) {
        Requirement::Required
    } else if statement.has(Cue::Duty) || statement.has(Cue::DutyFirm) {
        Requirement::Duty
    } else if statement.has(Cue::Required) {
        Requirement::Required
    } else {
        Requirement::Unstated
    }
}

/// Why nothing in this statement counts, if so.
pub(crate) fn reason(statement: &Statement, section: SectionKind) -> Option<Reason> {
    let asks = statement.has(Cue::Duty) || statement.has(Cue::DutyFirm);
    match section {
        SectionKind::Benefits => Some(Reason::Benefit),
        SectionKind::Equality => Some(Reason::Boilerplate),
        SectionKind::Application => Some(Reason::Application),
        SectionKind::AboutEmployer if !asks => Some(Reason::AboutEmployer),
        // In labeled ads, none of 451 such lines among duties or in a summary asks for anything (`make eval`).
        SectionKind::Duties | SectionKind::Summary if statement.is_title => Some(Reason::Boilerplate),
        SectionKind::Summary | SectionKind::Unknown if employer_speaks(statement) => Some(Reason::AboutEmployer),
        _ => None,
    }
}

fn employer_speaks(statement: &Statement) -> bool {
    (statement.opens_with(Cue::EmployerOpens) || statement.has(Cue::Employer)) && !statement.has(Cue::Holder)
}

/// The bytes of the statement that a denial covers: "no experience of … is needed", "… is not required".
pub(crate) fn denied(text: &str, statement: &Statement) -> Vec<Range<usize>> {
    let ends = |at: usize| !token::closes_entity(&text[..=at]);
    let clause_end = |from: usize| {
        let mut signs = text[from..statement.range.end].match_indices(CLAUSE_ENDS).map(|(at, _)| from + at);
        signs.find(|at| ends(*at)).unwrap_or(statement.range.end)
    };
    let clause_start = |to: usize| {
        let mut signs = text[statement.range.start..to].rmatch_indices(CLAUSE_ENDS).map(|(at, _)| statement.range.start + at);
        signs.find(|at| ends(*at)).unwrap_or(statement.range.start)
    };
    let denials = statement.found.iter().filter_map(|found| match found.meaning {
        Meaning::Cue(Cue::DeniesAfter) => Some(found.start..clause_end(found.end)),
        Meaning::Cue(Cue::DeniesBefore) => Some(clause_start(found.start)..found.end),
        _ => None,
    });
    denials.collect()
}

/// What ends a clause, as far as a denial goes.
const CLAUSE_ENDS: [char; 3] = [',', ';', ':'];

#[cfg(test)]
mod tests {
    use crate::{Tagger, Taxonomy};

    const SINGING: &str = r#"
[concept.singing]
kind = "skill"
label = { en = "Singing" }
definition = "Makes songs heard."
phrases = { en = ["sing~"] }
"#;

    /// How firmly the last mention of singing asks.
    fn check(text: &str, wanted: &str) {
        let tagger = Tagger::new(Taxonomy::from_files([("singing.toml", SINGING)]).unwrap());
        let mentions = tagger.annotate(text, Some("en")).mentions;
        assert_eq!(mentions.last().map(|mention| mention.requirement.as_str()), Some(wanted), "{text}");
    }

    #[test]
    fn the_section_says_how_firmly_a_statement_asks() {
        check("Duties:\n- Sing at fairs", "duty");
        check("Requirements:\n- Can sing", "required");
        check("Nice to have:\n- Can sing", "desired");
    }

    #[test]
    fn words_overrule_the_section() {
        check("Requirements:\n- Tidy\n- Able to sing is a plus", "desired");
        check("Duties:\n- Open the door\n\nThe post holder must have experience of singing.", "required");
        check("Requirements:\n\nYou will be expected to sing at fairs.", "duty");
    }

    #[test]
    fn a_summary_tells_of_duties() {
        check("About the role\n\nSinging at fairs, from May to June.", "duty");
    }
}
