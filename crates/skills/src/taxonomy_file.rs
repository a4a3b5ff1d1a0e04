//! Taxonomy files: TOML to concepts and patterns, with every fault of every file told at once.
//!
//! A file holds `[concept.ID]` tables and `[[trap]]` tables:
//!
//! ```toml
//! [concept.facilitation]
//! kind = "skill"                       # skill, knowledge or attribute
//! label = { en = "Facilitation", fr = "Facilitation" }
//! definition = "…"
//! provenance = "…"
//! phrases = { en = ["facilitat~ .. workshop~"], fr = ["animation d'ateliers"] }
//! weak = { en = ["=PRA"] }             # counts only beside other evidence of the competency
//! find = ["You will facilitate community workshops."]
//! pass = ["Our facilities team runs the building."]
//! matches = ["close esco http://… | facilitate teamwork", "none cscce | reason"]
//!
//! [concept.meeting-facilitation]
//! broader = "facilitation"
//!
//! [[trap]]
//! affects = ["facilitation"]           # a competency with all under it; none means every concept
//! reason = "other_party"               # why the mention is not counted
//! phrases = ["facilitation (team/unit)"]
//! only_with = "…"                      # optional: only in texts that hold this phrase
//! ```

use std::collections::BTreeMap;
use std::path::Path;

use crate::concept::{Concept, ConceptId, ConceptKind, Match};
use crate::error::{Error, Faults};
use crate::mention::{Reason, RuleId};
use crate::phrase::{self, Part};
use crate::taxonomy::{Example, Rule, Taxonomy, Trap};
use crate::toml_file::{FileFault, Table, Text, TomlFile};

/// The languages that labels and phrases may have.
pub const LANGUAGES: [&str; 5] = ["en", "fr", "es", "pt", "de"];

const CONCEPT_KEYS: [&str; 10] = ["broader", "definition", "find", "kind", "label", "matches", "pass", "phrases", "provenance", "weak"];
const TRAP_KEYS: [&str; 6] = ["affects", "note", "only_with", "phrases", "reason", "example"];
const RELATIONS: [&str; 6] = ["exact", "close", "broad", "narrow", "related", "none"];
const REASONS: [(&str, Reason); 6] = [
    ("about_employer", Reason::AboutEmployer),
    ("application", Reason::Application),
    ("benefit", Reason::Benefit),
    ("boilerplate", Reason::Boilerplate),
    ("guarded", Reason::Guarded),
    ("other_party", Reason::OtherParty),
];

impl Taxonomy {
    /// Reads a taxonomy from files given as (name, text).
    ///
    /// # Errors
    /// All faults of all files.
    pub fn from_files<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Result<Self, Error> {
        let mut draft = Draft::default();
        let mut faults = Vec::new();
        let mut hasher = blake3::Hasher::new();
        for (name, text) in files {
            hasher.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
            match TomlFile::new(name, text).parse(|file, root| draft.read(file, &root)) {
                Ok(()) => {}
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() {
            faults = draft.dangling();
        }
        if faults.is_empty() { Ok(draft.finish(&hasher)) } else { Err(Error::Faults(Faults(faults))) }
    }

    /// Reads a taxonomy from the `*.toml` files of a folder, in the order of their names.
    ///
    /// # Errors
    /// A folder or file that cannot be read, or all faults of all files.
    pub fn from_dir(dir: &Path) -> Result<Self, Error> {
        let files = files_in(dir)?;
        Self::from_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))
    }
}

/// Name and text of the `*.toml` files of a folder, by name; there is at least one.
pub(crate) fn files_in(dir: &Path) -> Result<Vec<(String, String)>, Error> {
    let unreadable = |path: &Path| {
        let path = path.to_owned();
        move |source| Error::Unreadable { path, source }
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(unreadable(dir))? {
        let path = entry.map_err(unreadable(dir))?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut files = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.push((name, std::fs::read_to_string(path).map_err(unreadable(path))?));
    }
    if files.is_empty() { Err(Error::Empty { path: dir.to_owned() }) } else { Ok(files) }
}

/// A reference to a concept that may not exist, with the fault to tell if it does not.
struct Reference {
    id: ConceptId,
    must_be_competency: bool,
    fault: FileFault,
}

#[derive(Default)]
struct Draft {
    concepts: BTreeMap<ConceptId, Concept>,
    rules: Vec<Rule>,
    traps: Vec<Trap>,
    examples: Vec<Example>,
    references: Vec<Reference>,
}

impl Draft {
    fn read(&mut self, file: &mut TomlFile, root: &Table<'_>) {
        root.only(file, &["concept", "trap"]);
        if let Some(concepts) = root.table(file, "concept") {
            for (name, span) in concepts.keys().collect::<Vec<_>>() {
                let Some(table) = concepts.table(file, name) else { continue };
                let Some(id) = ConceptId::new(name) else {
                    file.fault(span, format!("`{name}` is no concept name"), "use lower-case letters, digits and single hyphens");
                    continue;
                };
                if self.concepts.contains_key(&id) {
                    file.fault(span, format!("concept `{id}` is defined twice"), "names are unique across all files");
                    continue;
                }
                self.concept(file, &table, id);
            }
        }
        for table in root.tables(file, "trap") {
            self.trap(file, &table);
        }
    }

    fn concept(&mut self, file: &mut TomlFile, table: &Table<'_>, id: ConceptId) {
        table.only(file, &CONCEPT_KEYS);
        let broader = table.text(file, "broader").and_then(|text| self.reference(file, &text, true));
        let kind = kind(file, table);
        let pref_label = labels(file, table);
        let definition = table.required_text(file, "definition").map(|text| text.value).unwrap_or_default();
        let provenance = table.text(file, "provenance").map(|text| text.value).unwrap_or_default();
        let matches = table.texts(file, "matches").iter().filter_map(|text| mapping(file, text)).collect();
        self.phrases(file, table, &id, "phrases", false);
        self.phrases(file, table, &id, "weak", true);
        for (key, found) in [("find", true), ("pass", false)] {
            let texts = table.texts(file, key).into_iter();
            self.examples.extend(texts.map(|text| Example { concept: id.clone(), text: text.value, found }));
        }
        self.concepts.insert(id.clone(), Concept { id, broader, kind, pref_label, definition, provenance, matches });
    }

    fn phrases(&mut self, file: &mut TomlFile, table: &Table<'_>, concept: &ConceptId, key: &str, weak: bool) {
        let Some(by_language) = table.table(file, key) else { return };
        by_language.only(file, &LANGUAGES);
        for lang in LANGUAGES {
            for (n, text) in by_language.texts(file, lang).into_iter().enumerate() {
                let prefix = match (weak, lang) {
                    (false, "en") => String::new(),
                    (false, lang) => format!("{lang}-"),
                    (true, "en") => "weak-".to_owned(),
                    (true, lang) => format!("{lang}-weak-"),
                };
                if let Some(parts) = pattern(file, &text) {
                    let id = RuleId(format!("{concept}/{prefix}{}", n + 1).into());
                    self.rules.push(Rule { id, concept: concept.clone(), lang: lang.to_owned(), parts, weak });
                }
            }
        }
    }

    fn trap(&mut self, file: &mut TomlFile, table: &Table<'_>) {
        table.only(file, &TRAP_KEYS);
        let affects: Vec<ConceptId> = table.texts(file, "affects").iter().filter_map(|text| self.reference(file, text, false)).collect();
        let reason = table.text(file, "reason").map_or(Some(Reason::Guarded), |text| {
            let reason = REASONS.iter().find(|(name, _)| *name == text.value).map(|(_, reason)| *reason);
            if reason.is_none() {
                let names: Vec<&str> = REASONS.iter().map(|(name, _)| *name).collect();
                file.fault(text.span, format!("`{}` is no reason", text.value), format!("one of {}", names.join(", ")));
            }
            reason
        });
        let only_with = table.text(file, "only_with").map(|text| pattern(file, &text).unwrap_or_default());
        for text in table.texts(file, "phrases") {
            if let (Some(parts), Some(reason)) = (pattern(file, &text), reason) {
                self.traps.push(Trap { affects: affects.clone(), parts, reason, only_with: only_with.clone() });
            }
        }
    }

    fn reference(&mut self, file: &mut TomlFile, text: &Text, must_be_competency: bool) -> Option<ConceptId> {
        let message =
            if must_be_competency { format!("there is no competency `{}`", text.value) } else { format!("there is no concept `{}`", text.value) };
        let fault = file.fault_at(text.span.clone(), message, "");
        let Some(id) = ConceptId::new(&text.value) else {
            file.faults.push(fault);
            return None;
        };
        self.references.push(Reference { id: id.clone(), must_be_competency, fault });
        Some(id)
    }

    /// References to concepts that no file defines, or that are skills where a competency must stand.
    fn dangling(&mut self) -> Vec<FileFault> {
        let known = |reference: &Reference| {
            self.concepts.get(&reference.id).is_some_and(|concept| !reference.must_be_competency || concept.broader.is_none())
        };
        self.references.iter().filter(|reference| !known(reference)).map(|reference| reference.fault.clone()).collect()
    }

    fn finish(self, hasher: &blake3::Hasher) -> Taxonomy {
        Taxonomy {
            concepts: self.concepts,
            rules: self.rules,
            traps: self.traps,
            examples: self.examples,
            hash: hasher.finalize().to_hex()[..16].to_owned(),
        }
    }
}

/// Parses the phrase `text`; a fault points at the very characters.
pub(crate) fn pattern(file: &mut TomlFile, text: &Text) -> Option<Vec<Part>> {
    match phrase::parse(&text.value) {
        Ok(parts) => Some(parts),
        Err(error) => {
            // The span of the value starts at its quote; with escapes inside, the caret is a little off, the line is right.
            let start = text.span.start + 1 + error.span.start;
            file.fault(start..text.span.start + 1 + error.span.end, format!("pattern `{}`: {}", text.value, error.message), "");
            None
        }
    }
}

fn kind(file: &mut TomlFile, table: &Table<'_>) -> ConceptKind {
    let Some(text) = table.required_text(file, "kind") else { return ConceptKind::Skill };
    ConceptKind::from_name(&text.value).unwrap_or_else(|| {
        file.fault(text.span, format!("`{}` is no kind of concept", text.value), "one of skill, knowledge, attribute");
        ConceptKind::Skill
    })
}

fn labels(file: &mut TomlFile, table: &Table<'_>) -> BTreeMap<String, String> {
    let Some(by_language) = table.table(file, "label") else {
        table.missing(file, "label");
        return BTreeMap::new();
    };
    by_language.only(file, &LANGUAGES);
    by_language.required_text(file, "en");
    LANGUAGES.iter().filter_map(|lang| Some(((*lang).to_owned(), by_language.text(file, lang)?.value))).collect()
}

/// `RELATION SCHEME TARGET | LABEL`, or `none SCHEME | REASON`.
fn mapping(file: &mut TomlFile, text: &Text) -> Option<Match> {
    let (head, label) = text.value.split_once('|').unwrap_or((&text.value, ""));
    let words: Vec<&str> = head.split_whitespace().collect();
    let target = match words[..] {
        [relation, _, target] if RELATIONS.contains(&relation) && relation != "none" => target,
        ["none", _] if !label.trim().is_empty() => "",
        _ => {
            file.fault(text.span.clone(), "this is no match", "write `close esco URI | label`, or `none esco | reason`");
            return None;
        }
    };
    Some(Match { relation: words[0].to_owned(), scheme: words[1].to_owned(), target: target.to_owned(), label: label.trim().to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work."
phrases = { en = ["facilitate~ .. workshop~"] }
"#;

    fn faults(text: &str) -> Vec<String> {
        match Taxonomy::from_files([("x.toml", text)]) {
            Err(Error::Faults(Faults(faults))) => faults.iter().map(|fault| format!("{}:{} {}", fault.line, fault.column, fault.message)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_good_file_loads() {
        let taxonomy = Taxonomy::from_files([("x.toml", GOOD)]).expect("loads");
        assert_eq!(taxonomy.phrases_n(), 1);
        assert_eq!(taxonomy.rules[0].id.as_str(), "facilitation/1");
    }

    #[test]
    fn a_bad_pattern_points_at_its_characters() {
        let bad = GOOD.replace(".. workshop~", "(workshop~");
        assert_eq!(faults(&bad), ["6:32 pattern `facilitate~ (workshop~`: this group is not closed"]);
    }

    #[test]
    fn all_faults_of_a_file_at_once() {
        let bad = format!("{GOOD}\nbroader = 'nothing'\nkindd = 1\n[concept.Bad]\n[[trap]]\nreason='x'\naffects=['nope']\nphrases=['a']\n");
        let found = faults(&bad);
        assert_eq!(found.len(), 3, "{found:#?}");
        let dangling = faults(&format!("{GOOD}broader = 'nothing'\n"));
        assert_eq!(dangling, ["7:11 there is no competency `nothing`"]);
    }
}
