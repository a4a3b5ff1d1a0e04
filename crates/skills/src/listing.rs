//! A taxonomy with the places of its concepts and phrases in the files, for those who keep the files.

use std::ops::Range;
use std::path::Path;

use crate::concept::{Concept, ConceptId};
use crate::error::{Error, Faults};
use crate::taxonomy::{Rule, Taxonomy};
use crate::taxonomy_file::{self, LANGUAGES};
use crate::toml_file::{FileFault, Table, TomlFile};

/// A taxonomy and where in its files everything stands.
#[derive(Debug)]
pub struct Listing {
    files: Vec<TomlFile>,
    taxonomy: Taxonomy,
    phrases: Vec<Phrase>,
    concepts: Vec<(ConceptId, Place)>,
}

/// Bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) span: Range<usize>,
}

/// A phrase as it is written. The phrases of a listing are in the order of the taxonomy's rules.
#[derive(Debug)]
pub(crate) struct Phrase {
    pub(crate) place: Place,
    pub(crate) text: String,
    /// Is it the first of its list?
    pub(crate) opens_list: bool,
}

impl Listing {
    /// Reads a taxonomy from files given as (name, text); the names are those that faults show.
    ///
    /// # Errors
    /// All faults of all files.
    pub fn new(files: Vec<(String, String)>) -> Result<Self, Error> {
        let taxonomy = Taxonomy::from_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))?;
        let mut listing = Self { files: Vec::new(), taxonomy, phrases: Vec::new(), concepts: Vec::new() };
        for (number, (name, text)) in files.iter().enumerate() {
            let read = |file: &mut TomlFile, root: Table<'_>| listing.read(number, file, &root);
            TomlFile::new(name, text).parse(read).map_err(|faults| Error::Faults(Faults(faults)))?;
        }
        listing.files = files.iter().map(|(name, text)| TomlFile::new(name, text)).collect();
        Ok(listing)
    }

    /// Reads the `*.toml` files of a folder, in the order of their names.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or all faults of all files.
    pub fn from_dir(dir: &Path) -> Result<Self, Error> {
        let named = |(name, text)| (dir.join(name).display().to_string(), text);
        Self::new(taxonomy_file::files_in(dir)?.into_iter().map(named).collect())
    }

    /// The taxonomy.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// The phrases with what the taxonomy knows of each.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = (&Phrase, &Rule)> {
        self.phrases.iter().zip(&self.taxonomy.rules)
    }

    /// The same, as one reads the files.
    pub(crate) fn phrases_in_file_order(&self) -> Vec<(&Phrase, &Rule)> {
        let mut phrases: Vec<_> = self.phrases().collect();
        phrases.sort_by_key(|(phrase, _)| (phrase.place.file, phrase.place.span.start));
        phrases
    }

    /// The competency that a rule speaks for.
    pub(crate) fn competency<'l>(&'l self, rule: &'l Rule) -> &'l ConceptId {
        self.taxonomy.concept(&rule.concept).map_or(&rule.concept, Concept::competency)
    }

    /// The concepts by file and name, with the places of their names.
    pub(crate) fn concepts(&self) -> impl Iterator<Item = (&ConceptId, &Place)> {
        self.concepts.iter().map(|(id, place)| (id, place))
    }

    /// A fault at a place of a file.
    pub(crate) fn fault(&self, place: &Place, message: String, help: String) -> Option<FileFault> {
        Some(self.files.get(place.file)?.fault_at(place.span.clone(), message, help))
    }

    /// `file:line` of a place, for a fault elsewhere that refers to it.
    pub(crate) fn line(&self, place: &Place) -> String {
        self.fault(place, String::new(), String::new()).map_or_else(String::new, |fault| format!("{}:{}", fault.file, fault.line))
    }

    /// Goes through the file in the order in which the taxonomy was read.
    fn read(&mut self, number: usize, file: &mut TomlFile, root: &Table<'_>) {
        let Some(concepts) = root.table(file, "concept") else { return };
        for (name, span) in concepts.keys().collect::<Vec<_>>() {
            let (Some(id), Some(table)) = (ConceptId::new(name), concepts.table(file, name)) else { continue };
            self.concepts.push((id, Place { file: number, span }));
            for key in ["phrases", "weak"] {
                let Some(by_language) = table.table(file, key) else { continue };
                for lang in LANGUAGES {
                    for (n, text) in by_language.texts(file, lang).into_iter().enumerate() {
                        let place = Place { file: number, span: text.span };
                        self.phrases.push(Phrase { place, text: text.value, opens_list: n == 0 });
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_go_with_their_rules() {
        let file = "[concept.b]\nkind = 'skill'\nlabel = { en = 'B' }\ndefinition = ''\nweak.en = ['bee']\nphrases.fr = ['abeille']\n\
                    phrases.en = ['to be', 'be~']\n[concept.a]\nkind = 'skill'\nlabel = { en = 'A' }\ndefinition = ''\nphrases.en = ['ay']\n";
        let listing = Listing::new(vec![("x.toml".to_owned(), file.to_owned())]).expect("loads");
        let pairs: Vec<(&str, &str)> = listing.phrases().map(|(phrase, rule)| (phrase.text.as_str(), rule.id.as_str())).collect();
        assert_eq!(pairs, [("ay", "a/1"), ("to be", "b/1"), ("be~", "b/2"), ("abeille", "b/fr-1"), ("bee", "b/weak-1")]);
        assert_eq!(listing.line(&listing.phrases[0].place), "x.toml:12");
        let fault = listing.fault(&listing.phrases[2].place, "m".to_owned(), String::new()).map(|fault| fault.to_string());
        assert_eq!(fault.as_deref(), Some("x.toml:7:24: m\n  7 | phrases.en = ['to be', 'be~']\n    |                        ^^^^^"));
    }
}
