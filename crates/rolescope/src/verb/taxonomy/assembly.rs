//! Concepts from elsewhere, brought into the shape of a taxonomy: names, two levels, phrases.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use skills::{Concept, ConceptId, ConceptKind, Draft, LANGUAGES, Match};

/// A concept as another file has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Incoming {
    /// Where it stands: `line 12`, or its IRI.
    pub(super) place: String,
    /// What other concepts of the file call it.
    pub(super) key: String,
    /// The name that it should have.
    pub(super) name: Option<String>,
    /// The keys of the concepts above it.
    pub(super) broader: Vec<String>,
    pub(super) kind: Option<ConceptKind>,
    /// By language; the empty one for none.
    pub(super) pref_label: BTreeMap<String, String>,
    pub(super) definition: String,
    pub(super) provenance: String,
    /// Other labels, as (language, label).
    pub(super) labels: Vec<(String, String)>,
    /// Phrases in the phrase language, as (language, phrase).
    pub(super) phrases: Vec<(String, String)>,
    pub(super) find: Vec<String>,
    pub(super) pass: Vec<String>,
    pub(super) matches: Vec<Match>,
}

/// Something to tell: where, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) place: String,
    pub(super) what: String,
}

impl Told {
    pub(super) fn new(place: &str, what: impl Into<String>) -> Self {
        Self { place: place.to_owned(), what: what.into() }
    }
}

/// What came of a file.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    pub(super) drafts: Vec<Draft>,
    /// Concepts that were left out.
    pub(super) refused: Vec<Told>,
    /// Concepts that were taken with something changed.
    pub(super) notes: Vec<Told>,
}

/// Takes every concept that has a label and a key of its own. The order of the input decides who gets a name that two would like.
pub(super) fn assemble(incoming: Vec<Incoming>) -> Assembled {
    let mut made = Assembled::default();
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut taken: Vec<Incoming> = Vec::new();
    for concept in incoming {
        if concept.pref_label.values().all(|label| label.trim().is_empty()) {
            made.refused.push(Told::new(&concept.place, "has no label"));
        } else if let Some(first) = keys.get(&concept.key) {
            made.refused.push(Told::new(&concept.place, format!("`{}` is in {} already", concept.key, taken[*first].place)));
        } else {
            keys.insert(concept.key.clone(), taken.len());
            taken.push(concept);
        }
    }
    let ids = names(&taken);
    let tops: Vec<Option<usize>> = (0..taken.len()).map(|at| top(at, &taken, &keys, &mut made.notes)).collect();
    for (at, concept) in taken.into_iter().enumerate() {
        let broader = tops[at].map(|top| ids[top].clone());
        made.drafts.push(draft(concept, ids[at].clone(), broader, &mut made.notes));
    }
    made
}

/// A name for each, all different: the wished one, else one made of the label.
fn names(all: &[Incoming]) -> Vec<ConceptId> {
    let wished = |concept: &Incoming| concept.name.as_deref().and_then(ConceptId::new);
    let mut used: BTreeSet<ConceptId> = BTreeSet::new();
    // Wishes come first, so that a made name never takes one away.
    let mut ids: Vec<Option<ConceptId>> = all.iter().map(|concept| wished(concept).filter(|id| used.insert(id.clone()))).collect();
    for (concept, id) in all.iter().zip(&mut ids) {
        if id.is_none() {
            let stem = slug(label(&concept.pref_label));
            let made = (1..).map(|n: usize| if n == 1 { stem.clone() } else { format!("{stem}-{n}") });
            *id = made.filter_map(|name| ConceptId::new(&name)).find(|id| used.insert(id.clone()));
        }
    }
    ids.into_iter()
        .map(|id| id.expect("a slug of up to 60 bytes with a number behind it is a name, and there are more numbers than concepts"))
        .collect()
}

/// Lower-case letters and digits of ASCII joined by hyphens, up to 60 bytes; marks over letters are dropped.
fn slug(label: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let plain: String = label.to_lowercase().chars().map(without_mark).collect();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        let len: usize = words.iter().map(|word| word.len() + 1).sum();
        if len + word.len() > 60 {
            break;
        }
        words.push(word.to_owned());
    }
    if words.is_empty() { "concept".to_owned() } else { words.join("-") }
}

/// The letter below a mark, for the languages that labels may have.
fn without_mark(c: char) -> char {
    match c {
        'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ß' => 's',
        c => c,
    }
}

/// The label in the first language that there is; English comes first.
fn label(labels: &BTreeMap<String, String>) -> &str {
    let by_language = LANGUAGES.iter().filter_map(|lang| labels.get(*lang));
    by_language.chain(labels.values()).find(|label| !label.trim().is_empty()).map_or("", |label| label.trim())
}

/// The concept at the top of those above `at`: a taxonomy has two levels, competencies and the skills below them.
fn top(at: usize, all: &[Incoming], keys: &HashMap<String, usize>, notes: &mut Vec<Told>) -> Option<usize> {
    let mut path = vec![at];
    loop {
        let here = path[path.len() - 1];
        let above = all[here].broader.iter().find_map(|key| keys.get(key).copied());
        match above {
            Some(above) if path.contains(&above) => {
                notes
                    .push(Told::new(&all[at].place, format!("lies in a circle of broader concepts through {}; stands at the top", all[above].place)));
                return None;
            }
            Some(above) => path.push(above),
            None => break,
        }
    }
    if path.len() == 1 && !all[at].broader.is_empty() {
        notes.push(Told::new(&all[at].place, format!("its broader concept `{}` is not in the file; stands at the top", all[at].broader[0])));
    }
    if path.len() > 2 {
        notes.push(Told::new(&all[at].place, format!("lies {} levels down; put under the topmost, {}", path.len(), all[path[path.len() - 1]].place)));
    }
    (path.len() > 1).then(|| path[path.len() - 1])
}

fn draft(concept: Incoming, id: ConceptId, broader: Option<ConceptId>, notes: &mut Vec<Told>) -> Draft {
    let place = concept.place.clone();
    let mut pref_label: BTreeMap<String, String> = BTreeMap::new();
    for (lang, label) in &concept.pref_label {
        if LANGUAGES.contains(&lang.as_str()) && !label.trim().is_empty() {
            pref_label.insert(lang.clone(), label.trim().to_owned());
        }
    }
    let mut phrases: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (lang, label) in pref_label.iter().chain(concept.labels.iter().map(|(lang, label)| (lang, label))) {
        match skills::phrase_of_label(label).filter(|_| LANGUAGES.contains(&lang.as_str())) {
            Some(phrase) => phrases.entry(lang.clone()).or_default().push(phrase),
            None => notes.push(Told::new(&place, format!("no phrase is made of the label \"{label}\""))),
        }
    }
    for (lang, phrase) in concept.phrases {
        match skills::check_phrase(&phrase) {
            Ok(()) => phrases.entry(lang).or_default().push(phrase),
            Err(error) => notes.push(Told::new(&place, format!("phrase `{phrase}` is left out: {}", error.message))),
        }
    }
    if !pref_label.contains_key("en") {
        let other = label(&concept.pref_label).to_owned();
        notes.push(Told::new(&place, format!("has no English label; \"{other}\" stands in")));
        pref_label.insert("en".to_owned(), other);
    }
    let kind = concept.kind.unwrap_or(ConceptKind::Skill);
    let (definition, provenance, matches) = (concept.definition, concept.provenance, concept.matches);
    let concept_made = Concept { id, broader, kind, pref_label, definition, provenance, matches };
    Draft { concept: concept_made, phrases, find: concept.find, pass: concept.pass }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn incoming(key: &str, label: &str, broader: &[&str]) -> Incoming {
        Incoming {
            place: format!("line {key}"),
            key: key.to_owned(),
            broader: broader.iter().map(|key| (*key).to_owned()).collect(),
            pref_label: BTreeMap::from([("en".to_owned(), label.to_owned())]),
            ..Incoming::default()
        }
    }

    #[test]
    fn names_are_made_of_labels_and_all_different() {
        let made = assemble(vec![incoming("1", "Animação & Co.", &[]), incoming("2", "animacao co", &[]), incoming("3", "数", &[])]);
        let ids: Vec<&str> = made.drafts.iter().map(|draft| draft.concept.id.as_str()).collect();
        assert_eq!(ids, ["animacao-co", "animacao-co-2", "concept"]);
        assert!(slug(&"long ".repeat(40)).len() <= 60);
    }

    #[test]
    fn two_levels() {
        let made = assemble(vec![
            incoming("1", "Top", &[]),
            incoming("2", "Mid", &["1"]),
            incoming("3", "Low", &["2"]),
            incoming("4", "Lost", &["9"]),
            incoming("5", "Ring", &["6"]),
            incoming("6", "Rong", &["5"]),
            incoming("1", "Again", &[]),
            incoming("7", " ", &[]),
        ]);
        let broader: Vec<Option<&str>> = made.drafts.iter().map(|draft| draft.concept.broader.as_ref().map(ConceptId::as_str)).collect();
        assert_eq!(broader, [None, Some("top"), Some("top"), None, None, None]);
        assert_eq!(made.notes.iter().map(|told| told.place.as_str()).collect::<Vec<_>>(), ["line 3", "line 4", "line 5", "line 6"]);
        assert_eq!(made.refused.iter().map(|told| told.what.as_str()).collect::<Vec<_>>(), ["`1` is in line 1 already", "has no label"]);
    }
}
