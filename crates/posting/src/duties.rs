//! The duties of a text, counted: how many there are, how many are engagement work, and of which families they speak.

use std::collections::BTreeMap;

use skills::{Annotation, Concept, ConceptId, ConceptKind, Draft, Mention, SectionKind, Tagger, Taxonomy, taxonomy_text};

use crate::roles_file::{ByLanguage, RolesFile};

/// A statement shorter than this, in bytes, is a heading or a fragment.
const SHORTEST: usize = 20;

/// What a phrase in a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// Work of a family, by number.
    Family(usize),
    /// Engagement work of no family in particular.
    Engagement,
    /// Its statement is a duty wherever it stands.
    Duty,
    /// The title of the job follows.
    Hires,
    /// Something else is meant by what lies inside.
    PassOver,
}

/// The phrases of texts, compiled.
#[derive(Debug)]
pub(crate) struct DutyReader {
    tagger: Tagger,
    cues: BTreeMap<ConceptId, Cue>,
    /// By family: is its work engagement?
    engages: Vec<bool>,
}

/// What the duties of a text say.
#[derive(Debug, Default)]
pub(crate) struct DutyTally {
    pub(crate) duties_n: usize,
    pub(crate) engaged_n: usize,
    /// By family: the duties that speak of its work.
    pub(crate) by_family: Vec<usize>,
    /// Where the words begin that name the job, when a sentence says what is looked for.
    pub(crate) hires_at: Option<usize>,
}

impl DutyReader {
    /// Compiles the phrases of a file that was checked.
    pub(crate) fn new(file: &RolesFile) -> Self {
        let mut drafts = Vec::new();
        let mut cues = BTreeMap::new();
        let families = file.families.iter().enumerate().map(|(n, family)| (format!("family-{}", family.id), Cue::Family(n), &family.duties));
        let cues_of_all = [
            ("any-engagement".to_owned(), Cue::Engagement, &file.engagement),
            ("any-duty".to_owned(), Cue::Duty, &file.duties),
            ("hires".to_owned(), Cue::Hires, &file.hires),
            ("pass-over".to_owned(), Cue::PassOver, &file.pass_over),
        ];
        for (name, cue, phrases) in families.chain(cues_of_all) {
            let id = ConceptId::new(&name).expect("the names of families were checked when the file was read");
            drafts.push(draft(id.clone(), phrases));
            cues.insert(id, cue);
        }
        let text = taxonomy_text(&drafts);
        let taxonomy = Taxonomy::from_files([("roles", text.as_str())]).expect("every phrase was parsed when the file was read");
        Self { tagger: Tagger::new(taxonomy), cues, engages: file.families.iter().map(|family| family.engages).collect() }
    }

    /// Counts the duties of `text`.
    pub(crate) fn read(&self, text: &str, lang: Option<&str>) -> DutyTally {
        let annotation = self.tagger.annotate(text, lang);
        let mut tally = DutyTally { by_family: vec![0; self.engages.len()], ..DutyTally::default() };
        let mut mentions = annotation.mentions.as_slice();
        for (number, kind) in kinds(&annotation).into_iter().enumerate() {
            let (inside, after) = mentions.split_at(mentions.partition_point(|mention| mention.statement <= number));
            mentions = after;
            let cues: Vec<(&Mention, Cue)> = inside.iter().filter_map(|mention| Some((mention, *self.cues.get(&mention.concept)?))).collect();
            if let Some((mention, _)) = cues.iter().find(|(_, cue)| *cue == Cue::Hires) {
                tally.hires_at = tally.hires_at.or(Some(mention.end));
            }
            let is_duty = match kind {
                SectionKind::Duties => true,
                SectionKind::Summary | SectionKind::Unknown => cues.iter().any(|(mention, cue)| *cue == Cue::Duty && mention.counted),
                _ => false,
            };
            let statement = text[annotation.statements[number].clone()].trim_end();
            if is_duty && statement.len() >= SHORTEST && !statement.ends_with(':') {
                self.count(&cues, &mut tally);
            }
        }
        tally
    }

    /// Counts one duty, by the cues in it.
    fn count(&self, cues: &[(&Mention, Cue)], tally: &mut DutyTally) {
        let passed_over =
            |mention: &Mention| cues.iter().any(|(over, cue)| *cue == Cue::PassOver && over.start <= mention.start && mention.end <= over.end);
        let mut engaged = false;
        let mut counted = vec![false; self.engages.len()];
        for (_, cue) in cues.iter().filter(|(mention, _)| mention.counted && !passed_over(mention)) {
            match cue {
                Cue::Family(n) => {
                    tally.by_family[*n] += usize::from(!counted[*n]);
                    counted[*n] = true;
                    engaged |= self.engages[*n];
                }
                Cue::Engagement => engaged = true,
                Cue::Duty | Cue::Hires | Cue::PassOver => {}
            }
        }
        tally.duties_n += 1;
        tally.engaged_n += usize::from(engaged);
    }
}

/// The kind of section that each statement stands in.
fn kinds(annotation: &Annotation) -> Vec<SectionKind> {
    let mut sections = annotation.sections.iter().peekable();
    let kind_at = |at: usize| {
        while sections.peek().is_some_and(|section| section.end <= at) {
            sections.next();
        }
        sections.peek().map_or(SectionKind::Unknown, |section| section.kind)
    };
    annotation.statements.iter().map(|statement| statement.start).map(kind_at).collect()
}

fn draft(id: ConceptId, phrases: &ByLanguage) -> Draft {
    let pref_label = BTreeMap::from([("en".to_owned(), id.to_string())]);
    let concept = Concept {
        broader: None,
        kind: ConceptKind::Skill,
        pref_label,
        definition: id.to_string(),
        provenance: String::new(),
        matches: Vec::new(),
        id,
    };
    Draft { concept, phrases: phrases.clone(), find: Vec::new(), pass: Vec::new() }
}
