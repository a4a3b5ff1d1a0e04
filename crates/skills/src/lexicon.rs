//! The words of job advertisements that belong to no field: headings, and the cues by which a sentence is understood.

use std::sync::LazyLock;

use crate::automaton::Builder;
use crate::mention::SectionKind;
use crate::phrase::Part;
use crate::reading::Meaning;
use crate::taxonomy_file::{LANGUAGES, pattern};
use crate::toml_file::{Table, TomlFile};

/// What a phrase in a sentence says about the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cue {
    /// It asks, but does not insist.
    Desired,
    /// It insists, or names what a person is, has, knows or can do.
    Required,
    /// It says what the holder does.
    Duty,
    /// What follows, up to the end of the clause, is not asked for.
    DeniesAfter,
    /// What precedes, back to the start of the clause, is not asked for.
    DeniesBefore,
    /// It is about the holder.
    Holder,
    /// It is about the employer.
    Employer,
    /// It opens with the employer speaking of itself.
    EmployerOpens,
    /// Its paragraph is about this, whatever the heading above.
    Paragraph(SectionKind),
}

pub(crate) const CUES: [(&str, Cue); 11] = [
    ("denies_after", Cue::DeniesAfter),
    ("denies_before", Cue::DeniesBefore),
    ("desired", Cue::Desired),
    ("duty", Cue::Duty),
    ("employer", Cue::Employer),
    ("employer_opens", Cue::EmployerOpens),
    ("holder", Cue::Holder),
    ("paragraph_application", Cue::Paragraph(SectionKind::Application)),
    ("paragraph_benefits", Cue::Paragraph(SectionKind::Benefits)),
    ("paragraph_equality", Cue::Paragraph(SectionKind::Equality)),
    ("required", Cue::Required),
];

/// Headings and cues, parsed.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) headings: Vec<(SectionKind, Vec<Part>)>,
    pub(crate) cues: Vec<(Cue, Vec<Part>)>,
}

impl Lexicon {
    /// The lexicon that is part of this crate.
    pub(crate) fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
            headings: read("headings.toml", include_str!("../lexicon/headings.toml"), SectionKind::from_name),
            cues: read("cues.toml", include_str!("../lexicon/cues.toml"), |name| CUES.iter().find(|(known, _)| *known == name).map(|(_, cue)| *cue)),
        });
        &BUILTIN
    }

    /// Adds all its phrases to an automaton, and what they mean to `meanings`.
    pub(crate) fn add_to(&self, builder: &mut Builder, meanings: &mut Vec<Meaning>) {
        for (kind, parts) in &self.headings {
            builder.add(parts);
            meanings.push(Meaning::Heading(*kind));
        }
        for (cue, parts) in &self.cues {
            builder.add(parts);
            meanings.push(Meaning::Cue(*cue));
        }
    }
}

/// The phrases of every table of an embedded file, in all languages, with what `named` makes of the table's name.
fn read<T: Copy>(name: &str, text: &str, named: impl Fn(&str) -> Option<T>) -> Vec<(T, Vec<Part>)> {
    let parsed = TomlFile::new(name, text).parse(|file, root| {
        let mut phrases = Vec::new();
        for (key, span) in root.keys().collect::<Vec<_>>() {
            match (named(key), root.table(file, key)) {
                (Some(meaning), Some(table)) => phrases.extend(in_all_languages(file, &table).into_iter().map(|parts| (meaning, parts))),
                _ => file.fault(span, format!("`{key}` has no meaning here"), ""),
            }
        }
        phrases
    });
    // The file is part of the crate, and a test reads it.
    parsed.unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn in_all_languages(file: &mut TomlFile, table: &Table<'_>) -> Vec<Vec<Part>> {
    table.only(file, &LANGUAGES);
    let texts: Vec<_> = LANGUAGES.iter().flat_map(|lang| table.texts(file, lang)).collect();
    texts.iter().filter_map(|text| pattern(file, text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_lexicon_has_every_kind() {
        let lexicon = Lexicon::builtin();
        for kind in SectionKind::ALL.into_iter().filter(|kind| *kind != SectionKind::Unknown) {
            assert!(lexicon.headings.iter().any(|(found, _)| *found == kind), "{kind:?}");
        }
        for (name, cue) in CUES {
            assert!(lexicon.cues.iter().any(|(found, _)| *found == cue), "{name}");
        }
    }
}
