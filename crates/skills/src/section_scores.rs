//! How far words speak for each kind of section: the scores that the lexicon gives them.

use rustc_hash::FxHashMap;

use crate::inflection;
use crate::mention::SectionKind;
use crate::token;
use crate::toml_file::{Table, TomlFile};

/// The kinds between which scores decide. Qualifications are essential ones until their heading says otherwise.
pub(crate) const KINDS: [SectionKind; 8] = [
    SectionKind::Summary,
    SectionKind::Duties,
    SectionKind::Essential,
    SectionKind::Desirable,
    SectionKind::AboutEmployer,
    SectionKind::Benefits,
    SectionKind::Equality,
    SectionKind::Application,
];

/// One score for each of [`KINDS`]; positive speaks for it.
pub(crate) type Scores = [i32; KINDS.len()];

/// The place of a kind in [`KINDS`].
pub(crate) fn index(kind: SectionKind) -> Option<usize> {
    match kind {
        SectionKind::Summary => Some(0),
        SectionKind::Duties => Some(1),
        SectionKind::Essential | SectionKind::Qualifications => Some(2),
        SectionKind::Desirable => Some(3),
        SectionKind::AboutEmployer => Some(4),
        SectionKind::Benefits => Some(5),
        SectionKind::Equality => Some(6),
        SectionKind::Application => Some(7),
        SectionKind::Unknown => None,
    }
}

/// Adds `more` to `scores`.
pub(crate) fn add(scores: &mut Scores, more: &Scores) {
    for (score, more) in scores.iter_mut().zip(more) {
        *score += more;
    }
}

/// The `scores` of a table: `["duties 3", "summary -1"]`; absent is all zero.
pub(crate) fn scores(file: &mut TomlFile, table: &Table<'_>) -> Scores {
    let mut scores = Scores::default();
    for text in table.texts(file, "scores") {
        let parsed = text.value.split_once(' ').and_then(|(kind, score)| Some((index(SectionKind::from_name(kind)?)?, score.parse().ok()?)));
        match parsed {
            Some((kind, score)) => scores[kind] = score,
            None => file.fault(text.span, format!("`{}` is not a kind of section and a whole number", text.value), "write `duties 3`"),
        }
    }
    scores
}

/// Words that open a statement, folded, with their scores.
#[derive(Debug, Default)]
pub(crate) struct Openings(FxHashMap<Box<str>, Scores>);

impl Openings {
    /// The score of a statement that opens with this folded word.
    pub(crate) fn get(&self, word: &str) -> Option<&Scores> {
        self.0.get(word)
    }

    /// Reads one table of openings: `word`, or `word~` for all inflections.
    pub(crate) fn read(&mut self, file: &mut TomlFile, table: &Table<'_>, languages: &[&str]) {
        let scores = scores(file, table);
        for text in languages.iter().flat_map(|language| table.texts(file, language)).collect::<Vec<_>>() {
            let forms = text.value.strip_suffix('~').map_or_else(|| vec![text.value.clone()], inflection::forms);
            for word in forms.iter().filter_map(|form| token::words(form).into_iter().next()) {
                self.0.entry(word.into()).or_insert(scores);
            }
        }
    }
}
