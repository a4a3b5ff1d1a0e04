//! A title read: the families and the levels that its words name, and which of them stands.

use std::cmp::Reverse;

use skills::{Occurrence, Phrases};

use crate::role::roles_file::RolesFile;
use crate::role::seniority::Seniority;

/// What a phrase in a title stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// A family, by number.
    Family(usize),
    /// A family, by number, in words too general to settle it.
    General(usize),
    /// A level.
    Level(Seniority),
    /// That engagement is a part of the job.
    Engagement,
    /// Nothing of this job, such as whom it reports to.
    Noise,
}

/// The phrases of titles, compiled.
#[derive(Debug)]
pub(crate) struct Titles {
    phrases: Phrases,
    meanings: Vec<Meaning>,
}

/// What a title names, with the words that name it.
#[derive(Debug, Default)]
pub(crate) struct TitleReading<'t> {
    pub(crate) family: Option<(usize, &'t str)>,
    pub(crate) general: Option<(usize, &'t str)>,
    pub(crate) level: Option<(Seniority, &'t str)>,
    /// Words that say that engagement is a part of the job.
    pub(crate) engagement: Option<&'t str>,
}

impl Titles {
    /// Compiles the phrases of a file that was checked.
    pub(crate) fn new(file: &RolesFile) -> Self {
        let mut all: Vec<(&str, Meaning)> = file.noise.iter().map(|phrase| (phrase.as_str(), Meaning::Noise)).collect();
        all.extend(file.engaging_titles.iter().map(|phrase| (phrase.as_str(), Meaning::Engagement)));
        for (n, family) in file.families.iter().enumerate() {
            all.extend(family.titles.iter().map(|phrase| (phrase.as_str(), Meaning::Family(n))));
            all.extend(family.general.iter().map(|phrase| (phrase.as_str(), Meaning::General(n))));
        }
        for level in &file.levels {
            all.extend(level.titles.iter().map(|phrase| (phrase.as_str(), Meaning::Level(level.seniority))));
        }
        let phrases = Phrases::new(all.iter().map(|(phrase, _)| *phrase)).expect("every phrase was parsed when the file was read");
        Self { phrases, meanings: all.into_iter().map(|(_, meaning)| meaning).collect() }
    }

    /// Reads a title. The first part of it that names something settles it, in it the longest name, of two as long the last: in English
    /// the noun that says what a job is comes last. Of two levels as long the higher stands.
    pub(crate) fn read<'t>(&self, title: &'t str) -> TitleReading<'t> {
        let borders = borders(title);
        let mut found = self.phrases.find_in(title);
        let noise: Vec<Occurrence> = found.iter().filter(|hit| self.meanings[hit.phrase] == Meaning::Noise).copied().collect();
        // A family may be named by the very words in which a rank means nothing: "Developer Relations".
        let stands = |hit: &Occurrence, noise: &Occurrence| hit.words_n == noise.words_n && !matches!(self.meanings[hit.phrase], Meaning::Level(_));
        found.retain(|hit| !noise.iter().any(|noise| noise.start <= hit.start && hit.end <= noise.end && !stands(hit, noise)));
        let part = |hit: &Occurrence| borders.partition_point(|border| *border <= hit.start);
        let words = |hit: &Occurrence| &title[hit.start..hit.end];
        let best = |meant: &dyn Fn(Meaning) -> Option<usize>| {
            let named = found.iter().filter_map(|hit| Some((hit, meant(self.meanings[hit.phrase])?)));
            named.min_by_key(|(hit, family)| (part(hit), Reverse(hit.words_n), Reverse(hit.start), *family)).map(|(hit, family)| (family, words(hit)))
        };
        // A rank lies in one part of a title, while a field may lie across: "Library Director, Outreach".
        let whole = |hit: &&Occurrence| borders.partition_point(|border| *border < hit.end) == part(hit);
        let level = |hit: &Occurrence| if let Meaning::Level(level) = self.meanings[hit.phrase] { Some(level) } else { None };
        let levels = found.iter().filter(whole).filter_map(|hit| Some((hit, level(hit)?)));
        TitleReading {
            engagement: found.iter().find(|hit| self.meanings[hit.phrase] == Meaning::Engagement).map(words),
            family: best(&|meaning| if let Meaning::Family(n) = meaning { Some(n) } else { None }),
            general: best(&|meaning| if let Meaning::General(n) = meaning { Some(n) } else { None }),
            level: levels.min_by_key(|(hit, level)| (part(hit), Reverse(hit.words_n), Reverse(*level))).map(|(hit, level)| (level, words(hit))),
        }
    }
}

/// Where a title divides: at signs, at a dash between blanks, and before the words "at" and "to" that name an employer or a superior.
/// A sign inside a word is none of these, it is an ending for another gender: "Chargé·e", "Leiter:in", "Coordinador(a)".
fn borders(title: &str) -> Vec<usize> {
    let sign = |c: char| matches!(c, ',' | ';' | ':' | '|' | '(' | ')' | '[' | ']' | '–' | '—' | '•' | '·' | '@');
    let signs = title.char_indices().filter(|(at, c)| sign(*c) && !is_inside_word(title, *at, *c)).map(|(at, c)| at + c.len_utf8());
    let dashes = [" -", "- ", " at "].into_iter().flat_map(|dash| title.match_indices(dash).map(move |(at, _)| at + dash.len()));
    let mut borders: Vec<usize> = signs.chain(dashes).collect();
    borders.sort_unstable();
    borders
}

/// Does the sign `c` at `at` stand between letters, or close what opened so?
fn is_inside_word(title: &str, at: usize, c: char) -> bool {
    let joins = |at: usize, c: char| title[..at].ends_with(char::is_alphabetic) && title[at + c.len_utf8()..].starts_with(char::is_alphabetic);
    match c {
        '(' | ':' | '·' | '•' => joins(at, c),
        ')' => {
            let word = title[..at].rsplit(char::is_whitespace).next().unwrap_or_default();
            word.rfind('(').is_some_and(|open| joins(at - word.len() + open, '('))
        }
        _ => false,
    }
}
