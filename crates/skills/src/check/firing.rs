//! Which patterns a corpus ever holds, and whether any of that would count.

use std::collections::{BTreeMap, BTreeSet};

use super::{FindingKind, Findings};
use crate::concept::{Concept, ConceptId, ConceptKind};
use crate::mention::Reason;
use crate::tagger::Tagger;
use crate::taxonomy::{Rule, Taxonomy};

/// A tagger in which every pattern speaks for itself: no pattern hides another, no trap springs.
#[derive(Debug)]
pub struct Probe {
    tagger: Tagger,
    /// The number of its rule, by the name of the concept that stands for it.
    rules: BTreeMap<ConceptId, usize>,
}

/// How often each pattern fired, in the order of the taxonomy's rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fired {
    /// Texts by language; the empty name is for texts of unknown language.
    texts_n: BTreeMap<String, usize>,
    /// By rule: matches, and how many of them lie where things are counted.
    matches_n: BTreeMap<usize, (usize, usize)>,
}

impl Probe {
    /// Compiles every phrase of `taxonomy` as a concept of its own.
    pub fn new(taxonomy: &Taxonomy) -> Self {
        let mut probe = Taxonomy { concepts: BTreeMap::new(), rules: Vec::new(), traps: Vec::new(), examples: Vec::new(), hash: String::new() };
        let mut rules = BTreeMap::new();
        for (number, rule) in taxonomy.rules.iter().enumerate() {
            let Some(id) = ConceptId::new(&format!("rule-{number}")) else { continue };
            probe.rules.push(Rule { concept: id.clone(), weak: false, ..rule.clone() });
            rules.insert(id.clone(), number);
            probe.concepts.insert(id.clone(), stand_in(id));
        }
        Self { tagger: Tagger::new(probe), rules }
    }

    /// What fires in one text.
    pub fn fired(&self, text: &str, lang: Option<&str>) -> Fired {
        let mut fired = Fired { texts_n: BTreeMap::from([(lang.unwrap_or_default().to_owned(), 1)]), matches_n: BTreeMap::new() };
        for mention in self.tagger.annotate(text, lang).mentions {
            let Some(rule) = self.rules.get(&mention.concept) else { continue };
            let place_is_counted =
                !matches!(mention.reason, Some(Reason::Boilerplate | Reason::AboutEmployer | Reason::Benefit | Reason::Application));
            let (matches_n, counted_n) = fired.matches_n.entry(*rule).or_default();
            *matches_n += 1;
            *counted_n += usize::from(place_is_counted);
        }
        fired
    }
}

impl Fired {
    /// What fired in either.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        for (lang, n) in other.texts_n {
            *self.texts_n.entry(lang).or_default() += n;
        }
        for (rule, (matches_n, counted_n)) in other.matches_n {
            let sum = self.matches_n.entry(rule).or_default();
            *sum = (sum.0 + matches_n, sum.1 + counted_n);
        }
        self
    }

    /// The number of texts.
    pub fn texts_n(&self) -> usize {
        self.texts_n.values().sum()
    }

    /// The languages in which phrases could fire; English phrases are read in every text.
    fn langs(&self) -> BTreeSet<&str> {
        let all = self.texts_n.contains_key("");
        let spoken = self.texts_n.keys().map(String::as_str).filter(|lang| !lang.is_empty());
        spoken.chain(["en"]).chain(crate::LANGUAGES.into_iter().filter(|_| all)).collect()
    }
}

/// Adds a finding for each pattern that never fires, or never where things are counted.
pub(super) fn find(findings: &mut Findings<'_>, fired: &Fired) {
    let langs = fired.langs();
    for (number, (phrase, rule)) in findings.listing.phrases().enumerate() {
        if !langs.contains(rule.lang.as_str()) {
            continue;
        }
        match fired.matches_n.get(&number) {
            None | Some((0, _)) => findings.add(FindingKind::NeverFires, (phrase, rule), "is in no text of the corpus", String::new()),
            Some((n, 0)) => {
                let help = format!("{n} match{} in boilerplate, about_employer, benefits or application", if *n == 1 { "" } else { "es" });
                findings.add(FindingKind::NeverCounts, (phrase, rule), "is found only where nothing is counted", help);
            }
            Some(_) => {}
        }
    }
}

fn stand_in(id: ConceptId) -> Concept {
    Concept {
        id,
        broader: None,
        kind: ConceptKind::Skill,
        pref_label: BTreeMap::new(),
        definition: String::new(),
        provenance: String::new(),
        matches: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check_fired;
    use crate::listing::Listing;

    #[test]
    fn silent_patterns_and_those_that_count_nowhere() {
        let file = "[concept.a]\nkind = 'skill'\nlabel = { en = 'A' }\ndefinition = ''\nweak.en = ['mentoring']\nphrases.fr = ['écrire']\n\
                    phrases.en = ['facilitate~', 'facilitate~ workshops', 'juggling']\n";
        let listing = Listing::new(vec![("x.toml".to_owned(), file.to_owned())]).expect("loads");
        let probe = Probe::new(listing.taxonomy());
        let texts = ["Main duties:\n- Facilitating workshops\n\nBenefits:\n- Mentoring", "We offer:\n- mentoring"];
        let fired = texts.iter().map(|text| probe.fired(text, Some("en"))).fold(Fired::default(), Fired::and);
        let found: Vec<String> = check_fired(&listing, &fired).iter().map(|finding| finding.place.message.clone()).collect();
        assert_eq!(found, ["`mentoring` is found only where nothing is counted", "`juggling` is in no text of the corpus"]);
        assert_eq!(fired.texts_n(), 2);
    }
}
