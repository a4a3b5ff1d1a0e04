//! Text to mentions: the order of splitting, matching, reading the context and settling overlaps.

use std::collections::BTreeSet;

use crate::automaton::{Automaton, Builder};
use crate::concept::ConceptId;
use crate::context;
use crate::keywords::Keywords;
use crate::lexicon::Lexicon;
use crate::mention::{Annotation, Mention, Reason, Section, SectionKind};
use crate::overlap;
use crate::reading::{Found, Meaning, Reading, Statement};
use crate::section;
use crate::taxonomy::{Example, Taxonomy};
use crate::vote::vote;

/// A taxonomy compiled for tagging. Shared between threads; tagging cannot fail.
#[derive(Debug)]
pub struct Tagger {
    taxonomy: Taxonomy,
    automaton: Automaton,
    meanings: Vec<Meaning>,
    keywords: Option<Keywords>,
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
        Self { automaton: builder.build(), meanings, taxonomy, keywords: None }
    }

    /// Adds the second layer: weighted keywords, which may carry a statement that no pattern hits or outvote one. They speak in English texts, and
    /// in texts of no known language.
    #[must_use]
    pub fn with_keywords(self, keywords: Keywords) -> Self {
        Self { keywords: Some(keywords), ..self }
    }

    /// The weighted keywords, if there are any.
    pub fn keywords(&self) -> Option<&Keywords> {
        self.keywords.as_ref()
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
        if let Some(keywords) = self.keywords.as_ref().filter(|_| lang.is_none_or(|lang| lang == "en")) {
            mentions = vote(keywords, text, &reading, &kinds, mentions);
        }
        Annotation { sections, mentions, statements: reading.statements.into_iter().map(|statement| statement.range).collect() }
    }

    /// What patterns alone say.
    pub(crate) fn patterns(&self, text: &str, lang: Option<&str>) -> PatternReading {
        let reading = Reading::new(text, &self.automaton, &self.meanings);
        let (kinds, sections) = section::sections(text, &reading);
        let conditions = conditions(&reading);
        let mut mentions = Vec::new();
        for (number, (statement, section)) in reading.statements.iter().zip(&kinds).enumerate() {
            let place = Place { text, statement, number, section: *section };
            self.mentions_of(&place, lang, &conditions, &mut mentions);
        }
        let mut mentions = overlap::settle(mentions);
        self.settle_weak(&mut mentions);
        PatternReading { reading, kinds, sections, mentions }
    }

    fn mentions_of(&self, place: &Place<'_>, lang: Option<&str>, conditions: &BTreeSet<usize>, out: &mut Vec<Mention>) {
        let rules = place.statement.found.iter().filter_map(|found| match found.meaning {
            Meaning::Rule(n) => Some((found, &self.taxonomy.rules[n])),
            _ => None,
        });
        let rules: Vec<_> = rules.filter(|(_, rule)| rule.lang == "en" || lang.is_none_or(|lang| lang == rule.lang)).collect();
        if rules.is_empty() {
            return;
        }
        let denied = context::denied(place.text, place.statement);
        let requirement = context::requirement(place.statement, place.section);
        let of_statement = context::reason(place.statement, place.section);
        for (found, rule) in rules {
            let negated = denied.iter().any(|range| range.start <= found.start && found.end <= range.end).then_some(Reason::Negated);
            let reason = self.trapped(place, found, &rule.concept, conditions).or(negated).or(of_statement);
            out.push(Mention {
                concept: rule.concept.clone(),
                competency: self.taxonomy.concepts.get(&rule.concept).map_or(&rule.concept, |concept| concept.competency()).clone(),
                start: found.start,
                end: found.end,
                surface: place.text[found.start..found.end].to_owned(),
                section: place.section,
                requirement,
                counted: reason.is_none(),
                reason,
                rule: rule.id.clone(),
                statement: place.number,
            });
        }
    }

    /// The reason of a trap that the evidence lies in.
    fn trapped(&self, place: &Place<'_>, evidence: &Found, concept: &ConceptId, conditions: &BTreeSet<usize>) -> Option<Reason> {
        place.statement.found.iter().find_map(|found| {
            let Meaning::Trap(n) = found.meaning else { return None };
            let trap = &self.taxonomy.traps[n];
            let holds = found.start <= evidence.start && evidence.end <= found.end;
            let meant = trap.affects.is_empty() || trap.affects.contains(concept);
            let sprung = trap.only_with.is_none() || conditions.contains(&n);
            (holds && meant && sprung).then_some(trap.reason)
        })
    }

    /// Weak evidence counts only beside other evidence of the same competency in the same text.
    fn settle_weak(&self, mentions: &mut [Mention]) {
        let weak_rules: BTreeSet<&str> = self.taxonomy.rules.iter().filter(|rule| rule.weak).map(|rule| rule.id.as_str()).collect();
        let is_weak = |mention: &Mention| weak_rules.contains(mention.rule.as_str());
        let firm: BTreeSet<ConceptId> =
            mentions.iter().filter(|mention| mention.counted && !is_weak(mention)).map(|mention| mention.competency.clone()).collect();
        for mention in mentions.iter_mut().filter(|mention| mention.counted && is_weak(mention) && !firm.contains(&mention.competency)) {
            mention.counted = false;
            mention.reason = Some(Reason::Weak);
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
fn conditions(reading: &Reading) -> BTreeSet<usize> {
    let all = reading.statements.iter().flat_map(|statement| &statement.found);
    all.filter_map(|found| match found.meaning {
        Meaning::Condition(n) => Some(n),
        _ => None,
    })
    .collect()
}
