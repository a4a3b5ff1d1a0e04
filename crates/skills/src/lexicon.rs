//! The words of job advertisements that belong to no field: headings, and the cues by which a sentence is understood.

use std::ops::Range;
use std::sync::LazyLock;

use crate::automaton::{Builder, OPENING_WORDS};
use crate::mention::SectionKind;
use crate::phrase::Part;
use crate::reading::Meaning;
use crate::section_scores::{self, Openings, Scores};
use crate::taxonomy_file::{LANGUAGES, pattern};
use crate::toml_file::{Table, TomlFile};

/// What a phrase in a sentence says about the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cue {
    /// It asks, but does not insist.
    Desired,
    /// A part of it asks without insisting; all of it where it opens so.
    DesiredInPart,
    /// It insists, or names what a person is, has, knows or can do.
    Required,
    /// It insists on what a person brings, wherever it stands.
    RequiredFirm,
    /// It says what the holder does.
    Duty,
    /// It says what the holder does, in words that also insist.
    DutyFirm,
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
    /// A heading that opens so is one of this kind, however it goes on.
    HeadingOpens(SectionKind),
    /// It speaks for or against kinds of sections and says nothing else: the number of its table.
    Evidence(u8),
}

impl Cue {
    /// A number of its own, below [`CUE_SLOTS`] as long as there are at most 28 tables of mere evidence.
    pub(crate) fn slot(self) -> usize {
        match self {
            Self::Desired => 0,
            Self::DesiredInPart => 1,
            Self::Required => 2,
            Self::Duty => 3,
            Self::DutyFirm => 4,
            Self::DeniesAfter => 5,
            Self::DeniesBefore => 6,
            Self::Holder => 7,
            Self::Employer => 8,
            Self::EmployerOpens => 9,
            Self::RequiredFirm => 10,
            Self::Paragraph(kind) => 16 + kind as usize,
            Self::HeadingOpens(kind) => 26 + kind as usize,
            Self::Evidence(number) => 36 + usize::from(number),
        }
    }
}

/// How many cues there can be.
pub(crate) const CUE_SLOTS: usize = 64;

const CUES: [(&str, Cue); 20] = [
    ("denies_after", Cue::DeniesAfter),
    ("denies_before", Cue::DeniesBefore),
    ("desired", Cue::Desired),
    ("desired_in_part", Cue::DesiredInPart),
    ("duty", Cue::Duty),
    ("duty_firm", Cue::DutyFirm),
    ("employer", Cue::Employer),
    ("employer_opens", Cue::EmployerOpens),
    ("heading_about_employer", Cue::HeadingOpens(SectionKind::AboutEmployer)),
    ("heading_application", Cue::HeadingOpens(SectionKind::Application)),
    ("heading_benefits", Cue::HeadingOpens(SectionKind::Benefits)),
    ("heading_desirable", Cue::HeadingOpens(SectionKind::Desirable)),
    ("heading_duties", Cue::HeadingOpens(SectionKind::Duties)),
    ("heading_essential", Cue::HeadingOpens(SectionKind::Essential)),
    ("holder", Cue::Holder),
    ("paragraph_application", Cue::Paragraph(SectionKind::Application)),
    ("paragraph_benefits", Cue::Paragraph(SectionKind::Benefits)),
    ("paragraph_equality", Cue::Paragraph(SectionKind::Equality)),
    ("required", Cue::Required),
    ("required_firm", Cue::RequiredFirm),
];

/// What a cue says of the kind of section that its sentence stands in.
#[derive(Debug)]
pub(crate) struct Weight {
    cue: Cue,
    /// The name of its table.
    name: String,
    pub(crate) scores: Scores,
    /// It counts where it begins with one of so many first words of the sentence.
    pub(crate) first_words: usize,
}

/// A phrase and what it means.
type CuePhrase = (Cue, Vec<Part>);

/// Headings, cues and opening words, parsed.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub(crate) headings: Vec<(SectionKind, Vec<Part>)>,
    pub(crate) cues: Vec<CuePhrase>,
    pub(crate) openings: Openings,
    /// By the slot of the cue.
    weights: Vec<Option<Weight>>,
}

impl Lexicon {
    /// The lexicon that is part of this crate.
    pub(crate) fn builtin() -> &'static Self {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            let headings = read("headings.toml", include_str!("../lexicon/headings.toml"), |file, name, span, table| {
                let kind = known(file, name, span, SectionKind::from_name(name));
                table.only(file, &LANGUAGES);
                in_all_languages(file, table).into_iter().filter_map(|parts| Some((kind?, parts))).collect()
            });
            let (cues, weights) = cues();
            let mut openings = Openings::default();
            read("openings.toml", include_str!("../lexicon/openings.toml"), |file, _, _, table| {
                openings.read(file, table, &LANGUAGES);
                Vec::<()>::new()
            });
            Lexicon { headings, cues, openings, weights }
        });
        &BUILTIN
    }

    /// What a cue says of the section that its sentence stands in.
    pub(crate) fn weight(&self, cue: Cue) -> Option<&Weight> {
        self.weights.get(cue.slot())?.as_ref()
    }

    /// The name of a cue: that of its table.
    pub(crate) fn cue_name(&self, cue: Cue) -> &str {
        self.weight(cue).map_or("", |weight| &weight.name)
    }

    /// The cue of this name.
    pub(crate) fn cue_named(&self, name: &str) -> Option<Cue> {
        self.weights.iter().flatten().find(|weight| weight.name == name).map(|weight| weight.cue)
    }

    /// Does a cue mean something at the beginning of a statement only?
    fn is_opening(&self, cue: Cue) -> bool {
        match cue {
            Cue::EmployerOpens | Cue::HeadingOpens(_) => true,
            Cue::Evidence(_) => self.weight(cue).is_some_and(|weight| weight.first_words <= OPENING_WORDS),
            _ => false,
        }
    }

    /// Adds all its phrases to an automaton, and what they mean to `meanings`.
    pub(crate) fn add_to(&self, builder: &mut Builder, meanings: &mut Vec<Meaning>) {
        for (kind, parts) in &self.headings {
            builder.add_opening(parts);
            meanings.push(Meaning::Heading(*kind));
        }
        for (cue, parts) in &self.cues {
            if self.is_opening(*cue) {
                builder.add_opening(parts)
            } else {
                builder.add(parts)
            };
            meanings.push(Meaning::Cue(*cue));
        }
    }
}

/// The cues, and what each table of them says of sections.
fn cues() -> (Vec<CuePhrase>, Vec<Option<Weight>>) {
    let mut weights: Vec<Option<Weight>> = (0..CUE_SLOTS).map(|_| None).collect();
    let mut evidence_n = 0;
    let cues = read("cues.toml", include_str!("../lexicon/cues.toml"), |file, name, span, table| {
        let cue = CUES.iter().find(|(known, _)| *known == name).map_or(Cue::Evidence(evidence_n), |(_, cue)| *cue);
        evidence_n += u8::from(matches!(cue, Cue::Evidence(_)));
        let first_words = first_words(file, table);
        let scores = section_scores::scores(file, table);
        match weights.get_mut(cue.slot()) {
            Some(weight) => *weight = Some(Weight { cue, name: name.to_owned(), scores, first_words }),
            None => file.fault(span, "there are too many tables of cues", ""),
        }
        in_all_languages(file, table).into_iter().map(|parts| (cue, parts)).collect()
    });
    (cues, weights)
}

fn first_words(file: &mut TomlFile, table: &Table<'_>) -> usize {
    const FRONT: usize = 8;
    let Some(place) = table.text(file, "place") else { return usize::MAX };
    match place.value.as_str() {
        "start" => 1,
        "front" => FRONT,
        _ => {
            file.fault(place.span, "no such place", "write `start` or `front`, or nothing for anywhere");
            0
        }
    }
}

/// What `read_table` makes of every table of an embedded file.
fn read<T>(name: &str, text: &str, mut read_table: impl FnMut(&mut TomlFile, &str, Range<usize>, &Table<'_>) -> Vec<T>) -> Vec<T> {
    let parsed = TomlFile::new(name, text).parse(|file, root| {
        let mut read = Vec::new();
        for (key, span) in root.keys().collect::<Vec<_>>() {
            if let Some(table) = root.table(file, key) {
                read.extend(read_table(file, key, span, &table));
            }
        }
        read
    });
    // The file is part of the crate, and a test reads it.
    parsed.unwrap_or_else(|faults| panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")))
}

fn known<T>(file: &mut TomlFile, name: &str, span: Range<usize>, found: Option<T>) -> Option<T> {
    if found.is_none() {
        file.fault(span, format!("`{name}` has no meaning here"), "");
    }
    found
}

fn in_all_languages(file: &mut TomlFile, table: &Table<'_>) -> Vec<Vec<Part>> {
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
