//! The duties of a text, counted: how many there are, how many are engagement work, and of which families they speak.

use std::collections::{BTreeMap, BTreeSet};

use skills::{Annotation, Concept, ConceptId, ConceptKind, Draft, Mention, SectionKind, Tagger, Taxonomy, taxonomy_text};

use crate::role::roles_file::{ByLanguage, RolesFile};

/// A statement shorter than this, in bytes, is a heading or a fragment.
const SHORTEST: usize = 20;

/// What a phrase in a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// Work of a family, by number.
    Family(usize),
    /// Engagement work of no family in particular.
    Engagement,
    /// Engagement work where the title says that the job is.
    Publics,
    /// A mode of engagement, by its number in the file.
    Mode(usize),
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
    modes_n: usize,
    /// Fewer duties than this do not tell what a job is.
    telling_n: usize,
}

/// What the duties of a text say.
#[derive(Debug, Default)]
pub(crate) struct DutyTally {
    pub(crate) duties_n: usize,
    pub(crate) engaged_n: usize,
    /// The duties of engagement work if the title says that the job is.
    pub(crate) of_publics_n: usize,
    /// All, those of engagement work, and those if the title says so, of what may be duties in a text that hardly has any.
    pub(crate) likely: [usize; 3],
    /// By mode of the file: the statements that speak for it.
    pub(crate) by_mode: Vec<usize>,
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
            ("publics".to_owned(), Cue::Publics, &file.publics),
            ("any-duty".to_owned(), Cue::Duty, &file.duties),
            ("hires".to_owned(), Cue::Hires, &file.hires),
            ("pass-over".to_owned(), Cue::PassOver, &file.pass_over),
        ];
        let modes = file.modes.iter().enumerate().map(|(n, (mode, phrases))| (format!("mode-{}", mode.replace('_', "-")), Cue::Mode(n), phrases));
        for (name, cue, phrases) in families.chain(modes).chain(cues_of_all) {
            let id = ConceptId::new(&name).expect("the names of families were checked when the file was read");
            drafts.push(draft(id.clone(), phrases));
            cues.insert(id, cue);
        }
        let text = taxonomy_text(&drafts);
        let taxonomy = Taxonomy::from_files([("roles", text.as_str())]).expect("every phrase was parsed when the file was read");
        let engages = file.families.iter().map(|family| family.engages).collect();
        Self { tagger: Tagger::new(taxonomy), cues, engages, modes_n: file.modes.len(), telling_n: file.thresholds.scope_n }
    }

    /// Counts the duties of `text`.
    pub(crate) fn read(&self, text: &str, lang: Option<&str>) -> DutyTally {
        let annotation = self.tagger.annotate(text, lang);
        let mut tally = DutyTally { by_family: vec![0; self.engages.len()], by_mode: vec![0; self.modes_n], ..DutyTally::default() };
        let mut mentions = annotation.mentions.as_slice();
        for (number, kind) in kinds(&annotation).into_iter().enumerate() {
            let (inside, after) = mentions.split_at(mentions.partition_point(|mention| mention.statement <= number));
            mentions = after;
            let cues: Vec<(&Mention, Cue)> = inside.iter().filter_map(|mention| Some((mention, *self.cues.get(&mention.concept)?))).collect();
            if let Some((mention, _)) = cues.iter().find(|(_, cue)| *cue == Cue::Hires) {
                tally.hires_at = tally.hires_at.or(Some(mention.end));
            }
            let statement = text[annotation.statements[number].clone()].trim_end();
            let duty = Duty::of(kind, &cues);
            if matches!(kind, SectionKind::Duties | SectionKind::Summary | SectionKind::Unknown | SectionKind::AboutEmployer) {
                count_modes(&cues, &mut tally);
            }
            let is_heading = is_short(statement)
                && annotation.sections.binary_search_by_key(&annotation.statements[number].start, |section| section.start).is_ok();
            if statement.len() >= SHORTEST && !statement.ends_with([':', '?']) && !is_heading {
                self.count(duty, &cues, &mut tally);
            }
        }
        if tally.duties_n >= self.telling_n {
            tally.likely = [0; 3];
        }
        tally
    }

    /// Counts one statement, by the cues in it.
    fn count(&self, duty: Duty, cues: &[(&Mention, Cue)], tally: &mut DutyTally) {
        let engagement = self.engagement(cues);
        let counts = [1, usize::from(engagement.is_engaged), usize::from(engagement.is_engaged || engagement.is_of_publics)];
        match duty {
            Duty::Sure => {
                tally.duties_n += counts[0];
                tally.engaged_n += counts[1];
                tally.of_publics_n += counts[2];
                for family in engagement.families {
                    tally.by_family[family] += 1;
                }
            }
            Duty::Likely => tally.likely = [0, 1, 2].map(|n| tally.likely[n] + counts[n]),
            Duty::None => {}
        }
    }

    /// What the cues of a statement say of engagement.
    fn engagement(&self, cues: &[(&Mention, Cue)]) -> Engagement {
        let passed_over =
            |mention: &Mention| cues.iter().any(|(over, cue)| *cue == Cue::PassOver && over.start <= mention.start && mention.end <= over.end);
        let mut found = Engagement::default();
        for (_, cue) in cues.iter().filter(|(mention, _)| mention.counted && !passed_over(mention)) {
            match cue {
                Cue::Family(n) => {
                    found.is_engaged |= self.engages[*n];
                    found.families.insert(*n);
                }
                Cue::Engagement => found.is_engaged = true,
                Cue::Publics => found.is_of_publics = true,
                Cue::Mode(_) | Cue::Duty | Cue::Hires | Cue::PassOver => {}
            }
        }
        found
    }
}

/// Has it few words and no full stop? Such a statement at the very beginning of a section is its heading.
fn is_short(statement: &str) -> bool {
    !statement.ends_with('.') && statement.split_whitespace().nth(4).is_none()
}

/// Is a statement a duty?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Duty {
    Sure,
    /// It may be one in a text that hardly has any.
    Likely,
    None,
}

impl Duty {
    fn of(kind: SectionKind, cues: &[(&Mention, Cue)]) -> Self {
        let is_told = || cues.iter().any(|(mention, cue)| *cue == Cue::Duty && mention.counted);
        match kind {
            SectionKind::Duties => Self::Sure,
            SectionKind::Summary | SectionKind::Unknown if is_told() => Self::Sure,
            SectionKind::Summary | SectionKind::Unknown => Self::Likely,
            SectionKind::AboutEmployer if is_told() => Self::Likely,
            _ => Self::None,
        }
    }
}

/// What a statement says of engagement.
#[derive(Debug, Default)]
struct Engagement {
    is_engaged: bool,
    is_of_publics: bool,
    families: BTreeSet<usize>,
}

/// Counts the modes that a statement speaks for.
fn count_modes(cues: &[(&Mention, Cue)], tally: &mut DutyTally) {
    let modes: BTreeSet<usize> = cues.iter().filter_map(|(_, cue)| if let Cue::Mode(n) = cue { Some(*n) } else { None }).collect();
    for mode in modes {
        tally.by_mode[mode] += 1;
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
