//! Text to mentions: the order of splitting, matching, reading the context and settling overlaps.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::automaton::{Automaton, Builder};
use crate::concept::{Concept, ConceptId};
use crate::context;
use crate::evidence::Evidence;
use crate::keywords::Keywords;
use crate::lexicon::Lexicon;
use crate::loose::LoosePhrases;
use crate::mention::{Annotation, Mention, Reason, Requirement, Section, SectionKind};
use crate::overlap;
use crate::reading::{Found, Meaning, Reading, Statement};
use crate::section;
use crate::taxonomy::{Example, Taxonomy};
use crate::vote::vote;

/// A taxonomy compiled for tagging. Shared between threads; tagging cannot fail.
#[derive(Debug)]
pub struct Tagger {
    taxonomy: Taxonomy,
    /// Concepts in the order of their names, which is the order of their numbers.
    concepts: Vec<ConceptId>,
    rules: Vec<RuleNumbers>,
    /// By trap: the numbers of the concepts that it affects, sorted, a competency with all that lies under it; none means all.
    affected: Vec<Vec<u32>>,
    automaton: Automaton,
    meanings: Vec<Meaning>,
    keywords: Option<(Keywords, LoosePhrases)>,
}

/// A text as patterns alone understand it.
#[derive(Debug)]
pub(crate) struct PatternReading {
    pub(crate) reading: Reading,
    /// By statement.
    pub(crate) kinds: Vec<SectionKind>,
    pub(crate) sections: Vec<Section>,
    pub(crate) mentions: Vec<Mention>,
}

/// What a rule is evidence of.
#[derive(Debug, Clone, Copy)]
struct RuleNumbers {
    concept: u32,
    competency: u32,
    /// Does it count only beside other evidence?
    weak: bool,
    /// Is it of a language of its own? English phrases are looked for in all texts.
    is_foreign: bool,
}

impl Tagger {
    /// Compiles a taxonomy.
    pub fn new(taxonomy: Taxonomy) -> Self {
        let mut builder = Builder::default();
        let mut meanings = Vec::new();
        let mut add = |parts: &[_], meaning| {
            builder.add(parts);
            meanings.push(meaning);
        };
        for (n, rule) in taxonomy.rules.iter().enumerate() {
            add(&rule.parts, Meaning::Rule(n));
        }
        for (n, trap) in taxonomy.traps.iter().enumerate() {
            add(&trap.parts, Meaning::Trap(n));
            if let Some(condition) = &trap.only_with {
                add(condition, Meaning::Condition(n));
            }
        }
        Lexicon::builtin().add_to(&mut builder, &mut meanings);
        let concepts: Vec<ConceptId> = taxonomy.concepts.keys().cloned().collect();
        // Every concept that a rule or trap names is one of the taxonomy: loading has proved it.
        let number = |id: &ConceptId| concepts.binary_search(id).unwrap_or_default() as u32;
        let competency = |id| taxonomy.concepts.get(id).map_or(id, Concept::competency);
        let rules = taxonomy.rules.iter().map(|rule| RuleNumbers {
            concept: number(&rule.concept),
            competency: number(competency(&rule.concept)),
            weak: rule.weak,
            is_foreign: rule.lang != "en",
        });
        let affected = taxonomy.traps.iter().map(|trap| {
            let mut affected: Vec<u32> = trap.affects.iter().map(number).collect();
            affected.sort_unstable();
            affected
        });
        let (rules, affected) = (rules.collect(), affected.collect());
        Self { automaton: Automaton::new(builder), meanings, rules, affected, concepts, taxonomy, keywords: None }
    }

    /// Adds the second layer: weighted keywords, which may carry a statement that no pattern hits or outvote one. They speak in English texts, and
    /// in texts of no known language.
    #[must_use]
    pub fn with_keywords(self, mut keywords: Keywords) -> Self {
        keywords.speak_only_for(|competency| self.taxonomy.concept(competency).is_some());
        let loose = LoosePhrases::new(&self.taxonomy);
        Self { keywords: Some((keywords, loose)), ..self }
    }

    /// The weighted keywords, if there are any.
    pub fn keywords(&self) -> Option<&Keywords> {
        self.keywords.as_ref().map(|(keywords, _)| keywords)
    }

    /// The taxonomy that this tagger was made from.
    pub fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// The examples of the taxonomy that are not found, or found where they must be passed over.
    pub fn wrong_examples(&self) -> Vec<&Example> {
        let finds = |example: &Example| {
            self.patterns(&example.text, None).mentions.iter().any(|mention| mention.counted && mention.concept == example.concept)
        };
        self.taxonomy.examples.iter().filter(|example| finds(example) != example.found).collect()
    }

    /// Everything found in `text`. Phrases of the language `lang` (two letters) and English ones are used; of all languages when it is `None`.
    pub fn annotate(&self, text: &str, lang: Option<&str>) -> Annotation {
        let PatternReading { reading, kinds, sections, mut mentions } = self.patterns(text, lang);
        if let Some((keywords, loose)) = self.keywords.as_ref().filter(|_| lang.is_none_or(|lang| lang == "en")) {
            vote(keywords, loose, text, &reading, &kinds, &mut mentions);
        }
        Annotation { sections, mentions, statements: reading.statements.into_iter().map(|statement| statement.range).collect() }
    }

    /// What patterns alone say.
    pub(crate) fn patterns(&self, text: &str, lang: Option<&str>) -> PatternReading {
        let reading = Reading::new(text, &self.automaton, &self.meanings);
        let (kinds, sections) = section::sections(text, &reading);
        let conditions = conditions(&reading);
        let mut evidence = Vec::new();
        for (number, (statement, section)) in reading.statements.iter().zip(&kinds).enumerate() {
            let place = Place { text, statement, number, section: *section };
            self.evidence_in(&place, lang, &conditions, &mut evidence);
        }
        overlap::settle(&mut evidence);
        settle_weak(&mut evidence);
        let mentions = evidence.iter().map(|evidence| self.mention(text, evidence)).collect();
        PatternReading { reading, kinds, sections, mentions }
    }

    fn evidence_in(&self, place: &Place<'_>, lang: Option<&str>, conditions: &[usize], out: &mut Vec<Evidence>) {
        let mut of_statement = None;
        for found in &place.statement.found {
            let Meaning::Rule(n) = found.meaning else { continue };
            let of = self.rules[n];
            if of.is_foreign && lang.is_some_and(|lang| lang != self.taxonomy.rules[n].lang) {
                continue;
            }
            let view = of_statement.get_or_insert_with(|| StatementView::new(place));
            let negated = view.denied.iter().any(|range| range.start <= found.start && found.end <= range.end).then_some(Reason::Negated);
            out.push(Evidence {
                concept: of.concept,
                competency: of.competency,
                rule: n as u32,
                weak: of.weak,
                start: found.start,
                end: found.end,
                statement: place.number,
                section: place.section,
                requirement: view.requirement,
                reason: self.trapped(place, found, of, conditions).or(negated).or(view.reason),
            });
        }
    }

    /// The reason of a trap that the evidence lies in.
    fn trapped(&self, place: &Place<'_>, evidence: &Found, of: RuleNumbers, conditions: &[usize]) -> Option<Reason> {
        place.statement.found.iter().find_map(|found| {
            let Meaning::Trap(n) = found.meaning else { return None };
            let holds = found.start <= evidence.start && evidence.end <= found.end;
            let affected = &self.affected[n];
            let named = |number: u32| affected.binary_search(&number).is_ok();
            let meant = affected.is_empty() || named(of.concept) || named(of.competency);
            let trap = &self.taxonomy.traps[n];
            let sprung = trap.only_with.is_none() || conditions.contains(&n);
            (holds && meant && sprung).then_some(trap.reason)
        })
    }

    fn mention(&self, text: &str, evidence: &Evidence) -> Mention {
        Mention {
            concept: self.concepts[evidence.concept as usize].clone(),
            competency: self.concepts[evidence.competency as usize].clone(),
            start: evidence.start,
            end: evidence.end,
            surface: text[evidence.start..evidence.end].to_owned(),
            section: evidence.section,
            requirement: evidence.requirement,
            counted: evidence.reason.is_none(),
            reason: evidence.reason,
            rule: self.taxonomy.rules[evidence.rule as usize].id.clone(),
            statement: evidence.statement,
        }
    }
}

/// Weak evidence counts only beside other evidence of the same competency in the same text.
fn settle_weak(all: &mut [Evidence]) {
    let firm: BTreeSet<u32> = all.iter().filter(|evidence| evidence.reason.is_none() && !evidence.weak).map(|evidence| evidence.competency).collect();
    for evidence in all.iter_mut().filter(|evidence| evidence.weak && evidence.reason.is_none() && !firm.contains(&evidence.competency)) {
        evidence.reason = Some(Reason::Weak);
    }
}

/// What holds for everything in a statement.
struct StatementView {
    denied: Vec<Range<usize>>,
    requirement: Requirement,
    reason: Option<Reason>,
}

impl StatementView {
    fn new(place: &Place<'_>) -> Self {
        Self {
            denied: context::denied(place.text, place.statement),
            requirement: context::requirement(place.statement, place.section),
            reason: context::reason(place.statement, place.section),
        }
    }
}

/// A statement and where it stands.
struct Place<'t> {
    text: &'t str,
    statement: &'t Statement,
    number: usize,
    section: SectionKind,
}

/// The traps whose condition is met somewhere in the text.
fn conditions(reading: &Reading) -> Vec<usize> {
    let all = reading.statements.iter().flat_map(|statement| &statement.found);
    let mut met: Vec<usize> = all.filter_map(|found| if let Meaning::Condition(n) = found.meaning { Some(n) } else { None }).collect();
    met.sort_unstable();
    met.dedup();
    met
}
