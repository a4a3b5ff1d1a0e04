//! Where duties, requirements, benefits and the rest lie: by headings, and by paragraphs that say what they are about.

use std::sync::LazyLock;

use crate::automaton::{Automaton, Builder, Scratch};
use crate::lexicon::{Cue, Lexicon};
use crate::mention::{Section, SectionKind};
use crate::reading::{Meaning, Reading, Statement};
use crate::statement::Block;

/// The longest heading, in words.
const HEADING_WORDS: usize = 12;
/// The longest heading that a colon divides from the text of its own line, in words.
const RUN_IN_WORDS: usize = 6;

/// What a block does to the section it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It is a heading: a section begins.
    Heading(SectionKind),
    /// It stands under another kind by itself, and the section goes on after it.
    Aside(SectionKind),
    /// It belongs to the section it stands in.
    None,
}

/// Does a section of `text` say what the person must or should bring? Only then can required and desired be told apart.
pub fn has_person_specification(text: &str) -> bool {
    static READER: LazyLock<(Automaton, Vec<Meaning>)> = LazyLock::new(|| {
        let mut builder = Builder::default();
        let mut meanings = Vec::new();
        Lexicon::builtin().add_to(&mut builder, &mut meanings);
        (Automaton::new(builder), meanings)
    });
    let (_, sections) = sections(text, &Reading::new(text, &READER.0, &READER.1, &mut Scratch::default()));
    sections.iter().any(|section| matches!(section.kind, SectionKind::Essential | SectionKind::Desirable | SectionKind::Qualifications))
}

/// The kind of every statement, and the sections that cover the text without gaps.
pub(crate) fn sections(text: &str, reading: &Reading) -> (Vec<SectionKind>, Vec<Section>) {
    let mut current = None;
    let mut kinds = Vec::with_capacity(reading.statements.len());
    let mut at = 0;
    for (number, block) in reading.blocks.iter().enumerate() {
        let len = reading.statements[at..].iter().take_while(|statement| statement.block == number).count();
        let inside = &reading.statements[at..at + len];
        let kind = match effect(text, reading, number, block, inside) {
            Effect::Heading(kind) => {
                current = Some(kind);
                current
            }
            Effect::Aside(kind) => Some(kind),
            Effect::None => current,
        };
        kinds.extend(std::iter::repeat_n(kind, len));
        at += len;
    }
    // What stands before the first heading sums the job up; where there is no heading at all, nobody knows.
    let before = if current.is_some() { SectionKind::Summary } else { SectionKind::Unknown };
    let kinds: Vec<SectionKind> = kinds.into_iter().map(|kind| kind.unwrap_or(before)).collect();
    let sections = cover(text, reading, &kinds);
    (kinds, sections)
}

fn effect(text: &str, reading: &Reading, number: usize, block: &Block, inside: &[Statement]) -> Effect {
    let Some(first) = inside.first() else { return Effect::None };
    if !block.bullet && inside.len() == 1 && is_heading_like(text, reading, number, block, first) {
        let line = &text[block.range.clone()];
        if let Some((kind, covered)) = best_heading(first, first.words_n)
            && (covered * 2 >= first.words_n || line.ends_with(':'))
        {
            return Effect::Heading(kind);
        }
    }
    if let Some(kind) = run_in(text, first) {
        let aside = matches!(kind, SectionKind::Benefits | SectionKind::Application | SectionKind::AboutEmployer | SectionKind::Summary);
        return if aside || block.bullet { Effect::Aside(kind) } else { Effect::Heading(kind) };
    }
    paragraph(inside).map_or(Effect::None, Effect::Aside)
}

/// Short, without a full stop, and set apart from what surrounds it.
fn is_heading_like(text: &str, reading: &Reading, number: usize, block: &Block, only: &Statement) -> bool {
    let line = &text[block.range.clone()];
    let short = only.words_n <= HEADING_WORDS && line.len() <= 120 && !line.ends_with(['.', ',', ';']);
    let list_follows = reading.blocks.get(number + 1).is_some_and(|next| next.bullet);
    let capitals = !line.contains(char::is_lowercase);
    short && (line.ends_with([':', '?', '…']) || block.after_blank || block.before_blank || list_follows || capitals || only.words_n <= 4)
}

/// The heading phrase that covers most words among the first `words_n`; the more telling kind when two cover as many.
fn best_heading(statement: &Statement, words_n: usize) -> Option<(SectionKind, usize)> {
    let hits = statement.found.iter().filter_map(|found| match found.meaning {
        Meaning::Heading(kind) if found.first_word + found.words_n <= words_n => Some((found.words_n, weight(kind), kind)),
        _ => None,
    });
    hits.max_by_key(|(words_n, weight, _)| (*words_n, *weight)).map(|(words_n, _, kind)| (kind, words_n))
}

/// "Desired qualifications" is desirable, "the role: benefits" are benefits: the narrower word decides.
fn weight(kind: SectionKind) -> u8 {
    match kind {
        SectionKind::Desirable => 9,
        SectionKind::Application => 8,
        SectionKind::Equality => 7,
        SectionKind::Benefits => 6,
        SectionKind::Essential => 5,
        SectionKind::Duties => 4,
        SectionKind::Qualifications => 3,
        SectionKind::AboutEmployer => 2,
        SectionKind::Summary | SectionKind::Unknown => 1,
    }
}

/// "Essential: experience of …": a heading and its text in one line.
fn run_in(text: &str, statement: &Statement) -> Option<SectionKind> {
    let line = &text[statement.range.clone()];
    let colon = line.find(": ").filter(|colon| *colon <= 60)?;
    let head_words = crate::token::words(&line[..colon]).len();
    if head_words == 0 || head_words > RUN_IN_WORDS {
        return None;
    }
    let (kind, covered) = best_heading(statement, head_words)?;
    (covered * 2 > head_words).then_some(kind)
}

/// A paragraph that says by itself that it is about equality, applying or benefits.
fn paragraph(inside: &[Statement]) -> Option<SectionKind> {
    [SectionKind::Equality, SectionKind::Application, SectionKind::Benefits]
        .into_iter()
        .find(|kind| inside.iter().any(|statement| statement.has(Cue::Paragraph(*kind))))
}

fn cover(text: &str, reading: &Reading, kinds: &[SectionKind]) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (statement, kind) in reading.statements.iter().zip(kinds) {
        match sections.last_mut() {
            Some(last) if last.kind == *kind => last.end = statement.range.end,
            Some(last) => {
                last.end = statement.range.start;
                sections.push(Section { kind: *kind, start: statement.range.start, end: statement.range.end });
            }
            None => sections.push(Section { kind: *kind, start: 0, end: statement.range.end }),
        }
    }
    if let Some(last) = sections.last_mut() {
        last.end = text.len();
    }
    sections
}
