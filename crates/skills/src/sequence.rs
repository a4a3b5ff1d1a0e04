//! The kinds of a text's statements, chosen together: the sequence that its headings, its words and the run of its lines speak for most.
//!
//! A chain over the statements in the manner of [Viterbi](https://doi.org/10.1109/TIT.1967.1054010): every statement gives each kind a score,
//! and every change of kind from one statement to the next costs something.

use crate::lexicon::Lexicon;
use crate::mention::SectionKind;
use crate::reading::{Meaning, Reading, Statement};
use crate::section_scores::{self, KINDS, Scores};
use crate::token;

/// What a statement is to the section that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A heading: a section begins.
    Heading(SectionKind),
    /// Something like a heading that no list holds.
    UnknownHeading,
    /// A line that names its own kind, in the midst of others.
    Label(SectionKind),
    /// Nothing but its words.
    None,
}

/// What a heading adds to the statements under it.
const UNDER_HEADING: i32 = 5;
/// The same, of a summary: much that is no summary stands under "About the job".
const UNDER_SUMMARY: i32 = 2;
/// The same, once a heading has followed that no list holds.
const UNDER_UNKNOWN_HEADING: i32 = 3;
/// The same, once a paragraph has followed a list.
const AFTER_LIST: i32 = 3;
/// What a line that names its own kind adds to itself.
const LABEL: i32 = 12;
/// A line of so many words is a sentence and no name, place or figure.
const MANY_WORDS: usize = 8;
/// More than all words of a statement can say.
const CERTAIN: i32 = 10_000;

/// The kind of every statement; all unknown where neither a heading nor a word tells.
pub(crate) fn kinds(text: &str, reading: &Reading, signs: &[Sign]) -> Vec<SectionKind> {
    let mut chain = Chain { best: Scores::default(), from: Vec::with_capacity(signs.len()) };
    let duties_at = signs.iter().position(|sign| *sign == Sign::Heading(SectionKind::Duties)).unwrap_or(0);
    let mut walk = Walk { duties_at, text, reading, under: None, worth: 0, qualifications: false, word: String::new(), told: false };
    let mut is_qualified = Vec::with_capacity(signs.len());
    for (number, sign) in signs.iter().enumerate() {
        let scores = walk.scores(number, *sign);
        let cost = walk.cost(number, signs);
        chain.push(&scores, cost);
        is_qualified.push(walk.qualifications);
    }
    if !walk.told {
        return vec![SectionKind::Unknown; signs.len()];
    }
    let mut kinds = chain.kinds();
    for (kind, is_qualified) in kinds.iter_mut().zip(is_qualified) {
        if is_qualified && *kind == SectionKind::Essential {
            *kind = SectionKind::Qualifications;
        }
    }
    kinds
}

/// The best scores so far, by the kind of the last statement, and how each was reached.
struct Chain {
    best: Scores,
    from: Vec<[u8; KINDS.len()]>,
}

impl Chain {
    /// Adds a statement; to be of another kind than the one before costs `cost`.
    fn push(&mut self, scores: &Scores, cost: i32) {
        let (top, top_score) = top(&self.best);
        let mut from = [0; KINDS.len()];
        let mut next = *scores;
        for kind in 0..KINDS.len() {
            // What is desirable stands in lists of what is essential, and the other way round.
            let cost = if is_wish(kind) && is_wish(top) { cost / 2 } else { cost };
            let stays = self.best[kind] >= top_score - cost;
            from[kind] = if stays { kind as u8 } else { top as u8 };
            next[kind] += if stays { self.best[kind] } else { top_score - cost };
        }
        self.best = next;
        self.from.push(from);
    }

    fn kinds(&self) -> Vec<SectionKind> {
        let (mut kind, _) = top(&self.best);
        let mut kinds = vec![SectionKind::Unknown; self.from.len()];
        for (place, from) in kinds.iter_mut().zip(&self.from).rev() {
            *place = KINDS[kind];
            kind = usize::from(from[kind]);
        }
        kinds
    }
}

/// Is this the place of essential or desirable?
fn is_wish(kind: usize) -> bool {
    matches!(KINDS[kind], SectionKind::Essential | SectionKind::Desirable)
}

/// The first of the highest scores.
fn top(scores: &Scores) -> (usize, i32) {
    let mut top = (0, scores[0]);
    for (kind, score) in scores.iter().enumerate() {
        if *score > top.1 {
            top = (kind, *score);
        }
    }
    top
}

/// What is known on the way through the text.
struct Walk<'t> {
    text: &'t str,
    reading: &'t Reading,
    /// The first statement under a heading of duties; 0 where there is none.
    duties_at: usize,
    /// The kind of the last heading.
    under: Option<usize>,
    /// What that heading still adds.
    worth: i32,
    /// Was that heading one of qualifications?
    qualifications: bool,
    /// Memory for the first word of a statement.
    word: String,
    /// Has a heading or a word told anything yet?
    told: bool,
}

impl Walk<'_> {
    fn scores(&mut self, number: usize, sign: Sign) -> Scores {
        let statement = &self.reading.statements[number];
        let mut scores = Scores::default();
        match sign {
            Sign::Heading(kind) => {
                self.under = section_scores::index(kind);
                self.worth = if kind == SectionKind::Summary { UNDER_SUMMARY } else { UNDER_HEADING };
                self.qualifications = kind == SectionKind::Qualifications;
                self.told = true;
                add(&mut scores, section_scores::index(kind), CERTAIN);
                return scores;
            }
            Sign::UnknownHeading => self.worth = self.worth.min(UNDER_UNKNOWN_HEADING),
            Sign::Label(kind) => add(&mut scores, section_scores::index(kind), LABEL),
            Sign::None => {}
        }
        if self.ends_list(number) {
            self.worth = self.worth.min(AFTER_LIST);
        }
        self.add_words(&mut scores, statement);
        self.told |= scores.iter().any(|score| *score > 0);
        self.add_place(&mut scores, statement, number);
        add(&mut scores, self.under, self.worth);
        scores
    }

    /// Does a paragraph set apart follow a list here?
    fn ends_list(&self, number: usize) -> bool {
        let block = self.reading.statements[number].block;
        let this = &self.reading.blocks[block];
        !this.bullet && this.after_blank && block.checked_sub(1).is_some_and(|before| self.reading.blocks[before].bullet)
    }

    /// What the words say: every cue once, and the first word.
    fn add_words(&mut self, scores: &mut Scores, statement: &Statement) {
        let lexicon = Lexicon::builtin();
        let mut seen = 0_u64;
        for found in &statement.found {
            let Meaning::Cue(cue) = found.meaning else { continue };
            let Some(weight) = lexicon.weight(cue) else { continue };
            let bit = 1_u64 << (cue.slot() % 64);
            if seen & bit == 0 && found.first_word < weight.first_words {
                seen |= bit;
                section_scores::add(scores, &weight.scores);
            }
        }
        let opening = opening(after_label(&self.text[statement.range.clone()]));
        token::fold_into(opening, &mut self.word);
        if let Some(more) = lexicon.openings.get(&self.word) {
            // A line of a list opens with what it is about; a sentence of a paragraph less so.
            let is_line = self.reading.blocks[statement.block].range == statement.range;
            let more = if is_line { *more } else { more.map(|score| score / 2) };
            section_scores::add(scores, &more);
        }
    }

    /// What the place and the form of the statement say.
    fn add_place(&self, scores: &mut Scores, statement: &Statement, number: usize) {
        let [summary, duties, essential, _, about, benefits, _, application] = scores;
        let block = &self.reading.blocks[statement.block];
        if block.bullet {
            *summary -= 2;
            *about -= 2;
            *duties += 1;
        }
        // Duties that have a heading stand under it; what tells of them before it sums them up.
        if number < self.duties_at && !block.bullet && *duties > 0 {
            *summary += 4;
            *duties -= 2;
        }
        let is_of_the_job = *summary > 0 || *duties > 0 || *essential > 0;
        if !block.bullet && !is_of_the_job && statement.words_n >= MANY_WORDS && self.under.is_none_or(|under| KINDS[under] == SectionKind::Summary) {
            *about += 3;
        }
        if self.under.is_none() {
            *summary += if number < 4 { 3 } else { 0 };
        }
        if statement.words_n <= 20 {
            let bytes = self.text[statement.range.clone()].as_bytes();
            if bytes.contains(&b'@') {
                *application += 3;
            }
            let is_money = |three: &[u8]| three[2].is_ascii_digit() && (three[1] == b'$' || matches!(&three[..2], [0xc2, 0xa3] | [0x82, 0xac]));
            // Most statements hold no sign of money, and one pass without a choice tells.
            let may_be_money = bytes.iter().fold(0, |signs, byte| signs | byte & 0x80 | u8::from(*byte == b'$')) != 0;
            if may_be_money && (bytes.windows(3).any(is_money) || bytes.starts_with(b"$")) {
                *benefits += 5;
            }
        }
    }

    /// What it costs here to be of another kind than the statement before.
    fn cost(&self, number: usize, signs: &[Sign]) -> i32 {
        let Some(before) = number.checked_sub(1) else { return 0 };
        let block_of = |number: usize| self.reading.statements[number].block;
        let (last, this) = (&self.reading.blocks[block_of(before)], &self.reading.blocks[block_of(number)]);
        match (signs[before], signs[number]) {
            (_, Sign::Heading(_)) => 0,
            (Sign::Heading(_), _) => 5,
            (_, Sign::UnknownHeading | Sign::Label(_)) | (Sign::Label(_), _) => 1,
            _ if block_of(before) == block_of(number) => 3,
            _ if last.bullet && this.bullet => 5,
            _ => 2,
        }
    }
}

/// Adds `worth` to one kind.
fn add(scores: &mut Scores, kind: Option<usize>, worth: i32) {
    if let Some(kind) = kind {
        scores[kind] += worth;
    }
}

/// What follows the label of "Community: plan and host …".
fn after_label(sentence: &str) -> &str {
    const LONGEST_LABEL: usize = 40;
    let colon = sentence.bytes().take(LONGEST_LABEL).position(|b| b == b':').filter(|at| sentence.as_bytes().get(at + 1) == Some(&b' '));
    colon.map_or(sentence, |at| &sentence[at + 1..])
}

/// The first word; the second where the first is the "to" of "to lead the team".
fn opening(text: &str) -> &str {
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    if first.eq_ignore_ascii_case("to") { words.next().unwrap_or(first) } else { first }
}
