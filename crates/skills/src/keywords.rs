//! Weighted keywords: for each competency a sum of weights over what a statement holds, and the score from which the statement asks for it.
//!
//! They are a file of `keyword,competency,weight`, learned from labeled ads (see `rolescope gold learn`) and meant to be read. A keyword is the
//! stem of a word (`facilitat`), two words side by side (`train session`), the first word (`first:lead`), the section (`section:duties`), or
//! a cue (`cue:holder`). `(intercept)` is what every statement starts from; a statement that no pattern carries is carried from `(threshold)`
//! on, from `(loose)` on where a phrase fits loosely, and one that patterns carry is let down below `(distrust)`.

use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::concept::ConceptId;
use crate::features::{Feature, NumberedWord, Stems, View, WordId, each_feature};
use crate::lexicon::{CUE_SLOTS, Lexicon};
use crate::mention::SectionKind;
use crate::pool::Pool;
use crate::word_memory::WordMemory;
use crate::{Error, KeywordFault};

/// The first line of the file.
const HEADER: &str = "keyword,competency,weight";

/// One row of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct KeywordWeight {
    /// What it hangs on.
    pub keyword: String,
    /// What it speaks for, or against.
    pub competency: ConceptId,
    /// How much.
    pub weight: f32,
}

/// Weighted keywords, ready to score. Shared between threads.
#[derive(Debug)]
pub struct Keywords {
    pub(crate) competencies: Vec<ConceptId>,
    pub(crate) stems: Stems,
    hash: String,
    /// `competencies.len()` weights a row. Row 0 is that of all that has no weight.
    weights: Vec<f32>,
    intercepts: Vec<f32>,
    thresholds: Vec<f32>,
    loose: Vec<f32>,
    distrusts: Vec<f32>,
    rows: Rows,
    pool: Pool<Scratch>,
}

type Row = u32;

/// Which row belongs to which feature.
#[derive(Debug, Default)]
struct Rows {
    /// By the number of the word.
    words: Vec<Row>,
    firsts: Vec<Row>,
    pairs: FxHashMap<(WordId, WordId), Row>,
    /// Can a pair begin with this word? Most cannot, and need no search.
    opens_pair: Vec<bool>,
    sections: [Row; SectionKind::ALL.len()],
    /// By the slot of the cue.
    cues: Vec<Row>,
}

impl Rows {
    fn get(&self, feature: Feature) -> Row {
        match feature {
            Feature::Word(id) => self.words[id as usize],
            Feature::First(id) => self.firsts[id as usize],
            Feature::Pair(a, b) if self.opens_pair[a as usize] => self.pairs.get(&(a, b)).copied().unwrap_or(0),
            Feature::Pair(..) => 0,
            Feature::Section(kind) => self.sections[kind as usize],
            Feature::Cue(cue) => self.cues.get(cue.slot()).copied().unwrap_or(0),
        }
    }

    /// The place of the row of what `keyword` says; `None` when it says nothing known.
    fn slot(&mut self, keyword: &str, stems: &mut Stems) -> Option<&mut Row> {
        Some(match keyword.split_once(':') {
            Some(("first", stem)) => {
                let id = self.word(stem, stems)?;
                &mut self.firsts[id as usize]
            }
            Some(("section", name)) => &mut self.sections[SectionKind::from_name(name)? as usize],
            Some(("cue", name)) => {
                let cue = Lexicon::builtin().cue_named(name)?;
                self.cues.resize(CUE_SLOTS, 0);
                self.cues.get_mut(cue.slot())?
            }
            Some(_) => return None,
            None => return self.slot_of_words(keyword, stems),
        })
    }

    fn slot_of_words(&mut self, keyword: &str, stems: &mut Stems) -> Option<&mut Row> {
        if let Some((first, second)) = keyword.split_once(' ') {
            let pair = (self.word(first, stems)?, self.word(second, stems)?);
            self.opens_pair[pair.0 as usize] = true;
            return Some(self.pairs.entry(pair).or_default());
        }
        let id = self.word(keyword, stems)?;
        Some(&mut self.words[id as usize])
    }

    fn word(&mut self, stem: &str, stems: &mut Stems) -> Option<WordId> {
        if stem.is_empty() || stem.contains(|c: char| !c.is_alphanumeric()) {
            return None;
        }
        let id = stems.intern(stem);
        self.grow(stems.len());
        Some(id)
    }

    fn grow(&mut self, len: usize) {
        self.words.resize(len, 0);
        self.firsts.resize(len, 0);
        self.opens_pair.resize(len, false);
    }
}

impl Keywords {
    /// Reads a file of weighted keywords; `name` is what faults call it.
    ///
    /// # Errors
    /// All lines that cannot be read.
    pub fn from_csv(name: &str, text: &str) -> Result<Self, Error> {
        let mut faults = Vec::new();
        let mut rows = Vec::new();
        let mut fault = |line, what: &str| faults.push(KeywordFault { file: name.to_owned(), line, what: what.to_owned() });
        for (number, line) in text.lines().enumerate().map(|(at, line)| (at + 1, line.trim_end())) {
            match (number, line == HEADER) {
                (1, true) => {}
                (1, false) => fault(1, "the first line is not `keyword,competency,weight`"),
                _ => match row(line) {
                    Ok(row) => rows.push((number, row)),
                    Err(what) => fault(number, what),
                },
            }
        }
        let (keywords, unknown) = Self::build(&rows);
        for line in unknown {
            fault(line, "this keyword has no meaning");
        }
        if faults.is_empty() { Ok(keywords) } else { Err(Error::Keywords(faults)) }
    }

    /// The keywords of rows that are known to be good.
    pub(crate) fn from_rows(rows: &[KeywordWeight]) -> Self {
        Self::build(&rows.iter().cloned().map(|row| (0, row)).collect::<Vec<_>>()).0
    }

    /// The keywords of these rows, and the lines of those that say nothing known.
    fn build(rows: &[(usize, KeywordWeight)]) -> (Self, Vec<usize>) {
        let mut competencies: Vec<ConceptId> = rows.iter().map(|(_, row)| row.competency.clone()).collect();
        competencies.sort();
        competencies.dedup();
        let width = competencies.len();
        let mut keywords = Self {
            hash: blake3::hash(to_csv(rows.iter().map(|(_, row)| row)).as_bytes()).to_hex().to_string(),
            weights: vec![0.0; width],
            intercepts: vec![0.0; width],
            thresholds: vec![f32::INFINITY; width],
            loose: vec![f32::INFINITY; width],
            distrusts: vec![f32::NEG_INFINITY; width],
            competencies,
            stems: Stems::default(),
            rows: Rows::default(),
            pool: Pool::default(),
        };
        keywords.rows.grow(1);
        let unknown = rows.iter().filter(|(_, row)| keywords.set(row).is_none()).map(|(line, _)| *line).collect();
        (keywords, unknown)
    }

    fn set(&mut self, row: &KeywordWeight) -> Option<()> {
        let column = self.competencies.binary_search(&row.competency).ok()?;
        let special = match row.keyword.as_str() {
            "(intercept)" => Some(&mut self.intercepts),
            "(threshold)" => Some(&mut self.thresholds),
            "(loose)" => Some(&mut self.loose),
            "(distrust)" => Some(&mut self.distrusts),
            _ => None,
        };
        if let Some(special) = special {
            special[column] = row.weight;
            return Some(());
        }
        let width = self.competencies.len();
        let slot = self.rows.slot(&row.keyword, &mut self.stems)?;
        if *slot == 0 {
            *slot = (self.weights.len() / width) as Row;
            self.weights.resize(self.weights.len() + width, 0.0);
        }
        self.weights[*slot as usize * width + column] = row.weight;
        Some(())
    }

    /// Lets keywords speak for those competencies only that `known` holds for.
    pub(crate) fn speak_only_for(&mut self, known: impl Fn(&ConceptId) -> bool) {
        for (column, competency) in self.competencies.iter().enumerate() {
            if !known(competency) {
                self.thresholds[column] = f32::INFINITY;
                self.loose[column] = f32::INFINITY;
            }
        }
    }

    /// A hash of all rows: equal hashes score equally.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The number of features that have a weight.
    pub fn len(&self) -> usize {
        self.weights.len() / self.competencies.len().max(1) - usize::from(!self.competencies.is_empty())
    }

    /// Is there no keyword at all?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The score of every competency for a statement, written into `scratch`.
    pub(crate) fn score(&self, view: &View<'_>, scratch: &mut Scratch) {
        scratch.start(self);
        let width = self.competencies.len();
        each_feature(view, |feature, words| {
            let row = self.rows.get(feature);
            if row == 0 || !scratch.is_new(row) {
                return;
            }
            let weights = &self.weights[row as usize * width..][..width];
            for (score, weight) in scratch.scores.iter_mut().zip(weights) {
                *score += weight;
            }
            if !words.is_empty() {
                scratch.carriers.push((row, words));
            }
        });
    }

    /// Calls `work` with memory that goes on to the next text.
    pub(crate) fn with_scratch<T>(&self, work: impl FnOnce(&mut Scratch) -> T) -> T {
        self.pool.with(work)
    }

    /// From which score on a statement without a pattern asks for the competency of this column.
    pub(crate) fn threshold(&self, column: usize) -> f32 {
        self.thresholds[column]
    }

    /// From which score on a statement that a phrase fits loosely does.
    pub(crate) fn loose_threshold(&self, column: usize) -> f32 {
        self.loose[column]
    }

    /// Below which score patterns are not believed.
    pub(crate) fn distrust(&self, column: usize) -> f32 {
        self.distrusts[column]
    }

    /// The bytes of the fewest words that hold the loudest keywords without which the statement would not have come past the threshold.
    pub(crate) fn carrying(&self, column: usize, scratch: &Scratch) -> Option<Range<usize>> {
        let weight = |row: Row| self.weights[row as usize * self.competencies.len() + column];
        let mut carriers: Vec<_> = scratch.carriers.iter().map(|(row, at)| (weight(*row), at.clone())).filter(|(weight, _)| *weight > 0.0).collect();
        carriers.sort_by(|(a, at), (b, other)| b.total_cmp(a).then_with(|| at.start.cmp(&other.start)));
        let mut said = scratch.scores[column] - carriers.iter().map(|(weight, _)| weight).sum::<f32>();
        let mut span = None::<Range<usize>>;
        for (weight, at) in carriers {
            if span.is_some() && said >= self.thresholds[column] {
                break;
            }
            said += weight;
            span = Some(span.map_or(at.clone(), |span| span.start.min(at.start)..span.end.max(at.end)));
        }
        let words = &scratch.words;
        let span = span.or_else(|| (!words.is_empty()).then_some(0..words.len()))?;
        Some(words[span.start].start..words[span.end - 1].end)
    }
}

/// What scoring writes, kept between statements.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// By column.
    pub(crate) scores: Vec<f32>,
    /// The rows that stand on words, with the first place of each.
    carriers: Vec<(Row, Range<usize>)>,
    /// By row: the last statement that held it.
    seen: Vec<u32>,
    statement: u32,
    /// The words of the statement.
    pub(crate) words: Vec<NumberedWord>,
    pub(crate) memory: WordMemory,
}

impl Scratch {
    fn start(&mut self, keywords: &Keywords) {
        self.seen.resize(keywords.weights.len() / keywords.competencies.len().max(1), 0);
        self.statement = self.statement.wrapping_add(1).max(1);
        self.carriers.clear();
        self.scores.clear();
        self.scores.extend(&keywords.intercepts);
    }

    /// A keyword speaks once in a statement, however often it is said.
    fn is_new(&mut self, row: Row) -> bool {
        std::mem::replace(&mut self.seen[row as usize], self.statement) != self.statement
    }
}

fn row(line: &str) -> Result<KeywordWeight, &'static str> {
    let fields: Vec<&str> = line.split(',').collect();
    let [keyword, competency, weight] = fields.as_slice() else { return Err("this is not `keyword,competency,weight`") };
    let competency = ConceptId::new(competency).ok_or("this competency is not the name of a concept")?;
    let weight = weight.parse().ok().filter(|weight: &f32| weight.is_finite()).ok_or("this weight is not a number")?;
    Ok(KeywordWeight { keyword: (*keyword).to_owned(), competency, weight })
}

/// The file of these rows: weights rounded to three digits, in the order given.
pub fn to_csv<'r>(rows: impl IntoIterator<Item = &'r KeywordWeight>) -> String {
    let mut csv = format!("{HEADER}\n");
    for row in rows {
        writeln!(csv, "{},{},{:.3}", row.keyword, row.competency, row.weight).expect("a string takes whatever is written");
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Mention, Tagger, Taxonomy};

    const TAXONOMY: &str = r#"
[concept.facilitation]
kind = "skill"
label = { en = "Facilitation" }
definition = "Helps groups to work together."
phrases = { en = ["facilitate~ .. workshop~", "chair~"] }
"#;
    const CSV: &str = "keyword,competency,weight
(distrust),facilitation,-3
(intercept),facilitation,-2
(threshold),facilitation,0
convene,facilitation,1.5
first:chair,facilitation,-3
residents meet,facilitation,1.25
";

    fn mentions(text: &str, lang: Option<&str>) -> Vec<Mention> {
        let taxonomy = Taxonomy::from_files([("t.toml", TAXONOMY)]).expect("it reads");
        let csv = CSV.replace("convene", crate::features::stem("convene")).replace("residents", crate::features::stem("residents"));
        Tagger::new(taxonomy).with_keywords(Keywords::from_csv("k.csv", &csv).expect("it reads")).annotate(text, lang).mentions
    }

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str, Option<&str>)]) {
        let found = mentions(text, Some("en"));
        let found: Vec<_> = found.iter().map(|m| (m.surface.as_str(), m.rule.as_str(), m.reason.map(crate::Reason::as_str))).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn keywords_carry_what_no_pattern_hits() {
        check("Duties:\n- We ask you to convene all residents' meetings.", &[("convene all residents' meetings", "keywords/facilitation", None)]);
        check("Duties:\n- Convening residents", &[]);
        check("Duties:\n- Facilitating a workshop", &[("Facilitating a workshop", "facilitation/1", None)]);
    }

    #[test]
    fn keywords_outvote_patterns() {
        check("Duties:\n- Chair wanted", &[("Chair", "facilitation/2", Some("outvoted"))]);
        check("Duties:\n- Office chair wanted", &[("chair", "facilitation/2", None)]);
    }

    #[test]
    fn keywords_are_silent_about_benefits_and_in_other_languages() {
        check("Benefits:\n- You convene residents meetings", &[]);
        assert!(mentions("Duties:\n- You convene residents meetings", Some("fr")).is_empty());
        assert_eq!(mentions("Duties:\n- You convene residents meetings", None).len(), 1);
    }

    #[test]
    fn all_faults_of_a_file_are_told() {
        let fault =
            Keywords::from_csv("k.csv", "keyword,competency,weight\na,b,c\na,b\nsection:none,b,1\n(oops),b,1\nfine,b,1\n").expect_err("faults");
        let told = "k.csv:2: this weight is not a number\nk.csv:3: this is not `keyword,competency,weight`\nk.csv:4: this keyword has no meaning\n\
                    k.csv:5: this keyword has no meaning";
        assert_eq!(fault.to_string(), told);
        assert!(Keywords::from_csv("k.csv", "").is_ok_and(|keywords| keywords.is_empty()));
    }

    #[test]
    fn a_file_written_is_the_file_read() {
        let rows: Vec<KeywordWeight> = CSV.lines().skip(1).map(|line| row(line).expect("it reads")).collect();
        let again = Keywords::from_csv("k.csv", &to_csv(&rows)).expect("it reads");
        assert_eq!((again.hash(), again.len()), (Keywords::from_csv("k.csv", CSV).expect("it reads").hash(), 3));
    }
}
