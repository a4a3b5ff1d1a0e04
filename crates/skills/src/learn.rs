//! Learns weighted keywords from labeled texts, and says by cross-validation what they are worth.
//!
//! No text is quoted: a keyword is a word or two, met in texts of several employers, and written in lower case by several of them, so that it
//! is no name.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::concept::ConceptId;
use crate::features::{Stems, View, each_feature, stem};
use crate::keywords::{KeywordWeight, Keywords};
use crate::logistic::{Fit, Penalty, fit};
use crate::loose::LoosePhrases;
use crate::mention::Mention;
use crate::reading::Statement;
use crate::tagger::{PatternReading, Tagger};
use crate::tally::{LabeledText, Tally};
use crate::thresholds::{Case, Phrasing, Thresholds};
use crate::token;
use crate::vote::{is_closed, vote};
use crate::word_memory::WordMemory;

/// A keyword is met in the texts of so many employers at least (and so in as many texts).
const EMPLOYERS: usize = 3;
/// Parts of a cross-validation.
const PARTS: usize = 5;

/// What was learned, and what it is worth on texts of employers that it was not learned from.
#[derive(Debug)]
pub struct Learned {
    /// Sorted by keyword, then competency.
    pub weights: Vec<KeywordWeight>,
    /// Patterns without keywords. All tallies are of the texts that nobody has read, where there are any: in the others phrases look better
    /// than they are.
    pub patterns_only: Tally,
    /// Keywords without patterns, cross-validated by employer.
    pub keywords_only: Tally,
    /// Both, cross-validated by employer.
    pub both: Tally,
}

/// Learns keywords for all competencies that `texts` are labeled with, to work beside the patterns of `tagger`.
///
/// The same texts, in any order, give the same weights.
pub fn learn(tagger: &Tagger, texts: &[LabeledText], penalty: Penalty) -> Learned {
    let mut texts: Vec<&LabeledText> = texts.iter().collect();
    texts.sort_by(|a, b| (&a.id, &a.text).cmp(&(&b.id, &b.text)));
    let readings: Vec<PatternReading> = texts.iter().map(|text| tagger.patterns(&text.text, text.lang.as_deref())).collect();
    let loose = LoosePhrases::new(tagger.taxonomy());
    let lesson = Lesson::new(&texts, &readings, &loose);
    let mut patterns_only = Tally::default();
    for ((text, reading), _) in texts.iter().zip(&readings).zip(&lesson.tells).filter(|(_, tells)| **tells) {
        patterns_only.add(text, &reading.mentions);
    }
    let fits: Vec<Vec<Fit>> = (0..PARTS).map(|part| lesson.fits(penalty, |text| lesson.parts[text] != part)).collect();
    let both = lesson.cross_validate(&fits, Beside::Patterns);
    let keywords_only = lesson.cross_validate(&fits, Beside::Nothing);
    let thresholds = lesson.thresholds(&fits, |_| true, Beside::Patterns);
    let weights = lesson.weights(&lesson.fits(penalty, |_| true), &thresholds);
    Learned { weights, patterns_only, keywords_only, both }
}

/// What keywords work beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Beside {
    Patterns,
    Nothing,
}

/// A statement to learn from.
struct Sample {
    text: usize,
    /// Sorted, each once.
    columns: Vec<u32>,
    /// By competency.
    labels: Vec<bool>,
    /// By competency: what do phrases say?
    phrasing: Vec<Phrasing>,
    closed: bool,
}

/// Texts made ready to learn from.
struct Lesson<'t> {
    texts: &'t [&'t LabeledText],
    readings: &'t [PatternReading],
    loose: &'t LoosePhrases,
    /// Which part of the cross-validation each text is in.
    parts: Vec<usize>,
    competencies: Vec<ConceptId>,
    /// By column.
    keywords: Vec<String>,
    samples: Vec<Sample>,
    /// By text: do the hits in it tell what hits are worth? Those in texts that nobody has read, where there are any.
    tells: Vec<bool>,
}

impl<'t> Lesson<'t> {
    fn new(texts: &'t [&'t LabeledText], readings: &'t [PatternReading], loose: &'t LoosePhrases) -> Self {
        let labels: BTreeSet<&ConceptId> = texts.iter().flat_map(|text| &text.statements).flat_map(|(_, labels)| labels).collect();
        let all_read = texts.iter().all(|text| text.is_read);
        let mut lesson = Self {
            texts,
            readings,
            loose,
            parts: parts(texts),
            competencies: labels.into_iter().cloned().collect(),
            keywords: Vec::new(),
            samples: Vec::new(),
            tells: texts.iter().map(|text| !text.is_read || all_read).collect(),
        };
        lesson.read();
        lesson
    }

    /// Fills `samples` and `keywords`.
    fn read(&mut self) {
        let mut numbered = Stems::default();
        for stem in lower_case_stems(self.texts) {
            numbered.intern(&stem);
        }
        let stems = numbered.stems();
        let mut columns: HashMap<String, u32> = HashMap::new();
        let mut employers: Vec<BTreeSet<&str>> = Vec::new();
        let (mut words, mut memory) = (Vec::new(), WordMemory::default());
        for (number, (text, reading)) in self.texts.iter().zip(self.readings).enumerate() {
            for (place, (statement, section)) in reading.reading.statements.iter().zip(&reading.kinds).enumerate() {
                let inside: Vec<Mention> = reading.mentions.iter().filter(|mention| mention.statement == place).cloned().collect();
                numbered.words(&text.text, &statement.range, &mut memory, &mut words);
                let mut sample = self.sample(number, statement, &inside);
                sample.closed = is_closed(statement, *section);
                each_feature(&View::new(&words, statement, *section), |feature, _| {
                    let next = columns.len() as u32;
                    let column = *columns.entry(feature.keyword(&stems)).or_insert(next);
                    employers.resize_with(columns.len(), BTreeSet::new);
                    employers[column as usize].insert(&text.employer);
                    sample.columns.push(column);
                });
                self.samples.push(sample);
            }
        }
        self.keep(columns, &employers);
    }

    fn sample(&self, text: usize, statement: &Statement, mentions: &[Mention]) -> Sample {
        let said = self.texts[text].labels_at(&statement.range);
        let loose = self.loose.find(&self.texts[text].text, statement, mentions);
        let phrasing = |competency: &ConceptId| {
            if mentions.iter().any(|mention| mention.counted && mention.competency == *competency) {
                Phrasing::Firm
            } else if loose.iter().any(|(of, _)| *of == competency) {
                Phrasing::Loose
            } else {
                Phrasing::None
            }
        };
        Sample {
            text,
            columns: Vec::new(),
            labels: self.competencies.iter().map(|competency| said.contains(competency)).collect(),
            phrasing: self.competencies.iter().map(phrasing).collect(),
            closed: false,
        }
    }

    /// Leaves out what too few employers write, and numbers the rest in the order of the keywords.
    fn keep(&mut self, columns: HashMap<String, u32>, employers: &[BTreeSet<&str>]) {
        let mut kept: Vec<(String, u32)> = columns.into_iter().filter(|(_, column)| employers[*column as usize].len() >= EMPLOYERS).collect();
        kept.sort();
        let numbers: HashMap<u32, u32> = kept.iter().enumerate().map(|(at, (_, column))| (*column, at as u32)).collect();
        self.keywords = kept.into_iter().map(|(keyword, _)| keyword).collect();
        for sample in &mut self.samples {
            sample.columns = sample.columns.iter().filter_map(|column| numbers.get(column).copied()).collect();
            sample.columns.sort_unstable();
            sample.columns.dedup();
        }
    }

    /// A fit for each competency, from the samples whose text is wanted.
    fn fits(&self, penalty: Penalty, wanted: impl Fn(usize) -> bool) -> Vec<Fit> {
        let samples: Vec<&Sample> = self.samples.iter().filter(|sample| wanted(sample.text)).collect();
        let mut columns = vec![Vec::new(); self.keywords.len()];
        for (at, sample) in samples.iter().enumerate() {
            for column in &sample.columns {
                columns[*column as usize].push(at as u32);
            }
        }
        let columns = &columns;
        let labels = |competency: usize| samples.iter().map(|sample| sample.labels[competency]).collect::<Vec<bool>>();
        std::thread::scope(|scope| {
            let started: Vec<_> = (0..self.competencies.len())
                .map(|competency| {
                    let labels = labels(competency);
                    scope.spawn(move || fit(columns, &labels, penalty))
                })
                .collect();
            started.into_iter().map(|thread| thread.join().expect("fitting has no way to panic")).collect()
        })
    }

    /// The tally of every part, tagged with keywords learned from the others: `fits` holds a fit without each part.
    fn cross_validate(&self, fits: &[Vec<Fit>], beside: Beside) -> Tally {
        let (mut tally, nothing) = (Tally::default(), LoosePhrases::none());
        for (part, fits_of_part) in fits.iter().enumerate() {
            let thresholds = self.thresholds(fits, |other| other != part, beside);
            let keywords = Keywords::from_rows(&self.weights(fits_of_part, &thresholds));
            for (number, text) in self.texts.iter().enumerate().filter(|(number, _)| self.parts[*number] == part && self.tells[*number]) {
                let reading = &self.readings[number];
                let (mut mentions, loose) = if beside == Beside::Patterns { (reading.mentions.clone(), self.loose) } else { (Vec::new(), &nothing) };
                vote(&keywords, loose, &text.text, &reading.reading, &reading.kinds, &mut mentions);
                tally.add(text, &mentions);
            }
        }
        tally
    }

    /// The best thresholds for the samples of the wanted parts, each scored by the fit that has not seen it.
    fn thresholds(&self, fits: &[Vec<Fit>], wanted: impl Fn(usize) -> bool, beside: Beside) -> Vec<Thresholds> {
        let telling = self.samples.iter().filter(|sample| self.tells[sample.text]);
        let samples: Vec<(usize, &Sample)> = telling.map(|sample| (self.parts[sample.text], sample)).filter(|(part, _)| wanted(*part)).collect();
        let case = |competency: usize, part: usize, sample: &Sample| Case {
            competency,
            score: fits[part][competency].score(&sample.columns),
            label: sample.labels[competency],
            phrasing: if beside == Beside::Patterns { sample.phrasing[competency] } else { Phrasing::None },
        };
        let decided = |sample: &Sample, competency: usize| !sample.closed || sample.phrasing[competency] == Phrasing::Firm;
        let cases = samples.iter().flat_map(|(part, sample)| {
            let open = (0..self.competencies.len()).filter(|competency| decided(sample, *competency));
            open.map(|competency| case(competency, *part, sample))
        });
        Thresholds::of_all(&cases.collect::<Vec<_>>(), self.competencies.len())
    }

    /// The rows of the file.
    fn weights(&self, fits: &[Fit], thresholds: &[Thresholds]) -> Vec<KeywordWeight> {
        let mut rows = Vec::new();
        for ((competency, fit), thresholds) in self.competencies.iter().zip(fits).zip(thresholds) {
            let special = [
                ("(distrust)", thresholds.distrust),
                ("(intercept)", fit.intercept as f32),
                ("(loose)", thresholds.loose),
                ("(threshold)", thresholds.threshold),
            ];
            let learned = self.keywords.iter().map(String::as_str).zip(fit.weights.iter().map(|weight| *weight as f32));
            let told = special.into_iter().chain(learned).map(|(keyword, weight)| (keyword, (weight * 1000.0).round() / 1000.0));
            rows.extend(told.filter(|(_, weight)| *weight != 0.0).map(|(keyword, weight)| KeywordWeight {
                keyword: keyword.to_owned(),
                competency: competency.clone(),
                weight,
            }));
        }
        rows.sort_by(|a, b| (&a.keyword, &a.competency).cmp(&(&b.keyword, &b.competency)));
        rows
    }
}

/// Employers dealt out to the parts in the order of their hashes, so that no employer is in two.
fn parts(texts: &[&LabeledText]) -> Vec<usize> {
    let employers: BTreeSet<(String, &str)> =
        texts.iter().map(|text| (blake3::hash(text.employer.as_bytes()).to_hex().to_string(), text.employer.as_str())).collect();
    let places: HashMap<&str, usize> = employers.iter().enumerate().map(|(at, (_, employer))| (*employer, at % PARTS)).collect();
    texts.iter().map(|text| places[text.employer.as_str()]).collect()
}

/// The stems of words that several employers write in lower case, in order. Names are not among them.
fn lower_case_stems(texts: &[&LabeledText]) -> BTreeSet<String> {
    let mut employers: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    let mut folded = String::new();
    for text in texts {
        token::each_word(&text.text, 0..text.text.len(), |piece, _| {
            let raw = &text.text[piece.start..piece.end];
            token::fold_into(raw, &mut folded);
            let is_word = folded.len() >= 2 && folded.chars().all(char::is_alphabetic);
            if is_word && (raw == "&" || !raw.contains(char::is_uppercase)) {
                let stem = stem(&folded);
                match employers.get_mut(stem) {
                    Some(employers) => drop(employers.insert(&text.employer)),
                    None => drop(employers.insert(stem.to_owned(), BTreeSet::from([text.employer.as_str()]))),
                }
            }
        });
    }
    employers.into_iter().filter(|(_, employers)| employers.len() >= EMPLOYERS).map(|(stem, _)| stem).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Taxonomy, to_csv};

    const TAXONOMY: &str = r#"
[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
phrases = { en = ["facilitate~"] }
"#;

    fn texts() -> Vec<LabeledText> {
        let facilitation = ConceptId::new("facilitation").expect("a name");
        let text = |n: usize| {
            let lines = [
                ("- You will convene the residents", true),
                ("- You will facilitate sessions for Springfield", true),
                ("- You will clean the rooms", false),
                ("- You will water the plants", false),
            ];
            let mut text = LabeledText {
                id: format!("ad-{n}"),
                employer: format!("employer {}", n % 10),
                text: "Duties:\n".to_owned(),
                lang: Some("en".to_owned()),
                is_read: true,
                statements: Vec::new(),
            };
            for (line, is_facilitation) in lines {
                let start = text.text.len();
                text.text += line;
                let labels = if is_facilitation { vec![facilitation.clone()] } else { Vec::new() };
                text.statements.push((start..text.text.len(), labels));
                text.text += "\n";
            }
            text
        };
        (0..20).map(text).collect()
    }

    fn learned(texts: &[LabeledText]) -> Learned {
        learn(&Tagger::new(Taxonomy::from_files([("t.toml", TAXONOMY)]).expect("it reads")), texts, Penalty { l1: 1.4, l2: 0.1 })
    }

    #[test]
    fn what_patterns_miss_is_learned_and_no_name_is() {
        let learned = learned(&texts());
        let f1 = |tally: &Tally| crate::tally::micro(&tally.statements).f1();
        assert!(f1(&learned.patterns_only) < 0.7, "{:?}", learned.patterns_only);
        assert_eq!((f1(&learned.both), f1(&learned.keywords_only)), (1.0, 1.0));
        let csv = to_csv(&learned.weights);
        assert!(csv.contains("\nresident") || csv.contains("\nconven"), "{csv}");
        assert!(!csv.contains("springfield"), "{csv}");
    }

    #[test]
    fn the_order_of_the_texts_does_not_matter() {
        let mut texts = texts();
        let csv = to_csv(&learned(&texts).weights);
        texts.reverse();
        assert_eq!(to_csv(&learned(&texts).weights), csv);
    }
}
