//! A text read once: its statements, and every phrase found in them.

use std::ops::Range;

use crate::automaton::{Automaton, Hit, Scratch, Token};
use crate::lexicon::Cue;
use crate::mention::SectionKind;
use crate::statement::{self, Block};

/// What a pattern of the automaton stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// Evidence: the number of the rule.
    Rule(usize),
    /// A longer phrase that means something else: the number of the trap.
    Trap(usize),
    /// The phrase that a trap waits for: the number of the trap.
    Condition(usize),
    /// A heading.
    Heading(SectionKind),
    /// A cue.
    Cue(Cue),
}

/// A phrase found in a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) meaning: Meaning,
    /// First byte in the text.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// First word of the statement.
    pub(crate) first_word: usize,
    /// Words from the first to the last.
    pub(crate) words_n: usize,
}

/// A sentence or bullet with what was found in it.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) range: Range<usize>,
    /// The number of its block.
    pub(crate) block: usize,
    pub(crate) words_n: usize,
    /// Is it a line that looks like the title of what follows?
    pub(crate) is_title: bool,
    pub(crate) found: Vec<Found>,
}

impl Statement {
    /// Does it hold this cue?
    pub(crate) fn has(&self, cue: Cue) -> bool {
        self.found.iter().any(|found| found.meaning == Meaning::Cue(cue))
    }

    /// Does it begin with this cue?
    pub(crate) fn opens_with(&self, cue: Cue) -> bool {
        self.found.iter().any(|found| found.meaning == Meaning::Cue(cue) && found.first_word == 0)
    }
}

/// A text's blocks and statements, in order.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) blocks: Vec<Block>,
    pub(crate) statements: Vec<Statement>,
}

impl Reading {
    /// Splits `text` and runs all patterns over every statement.
    pub(crate) fn new(text: &str, automaton: &Automaton, meanings: &[Meaning]) -> Self {
        automaton.with_scratch(|scratch| Self::with(text, automaton, meanings, scratch))
    }

    fn with(text: &str, automaton: &Automaton, meanings: &[Meaning], scratch: &mut Scratch) -> Self {
        let blocks = statement::blocks(text);
        let (mut tokens, mut hits, mut ranges) = (Vec::new(), Vec::new(), Vec::new());
        let mut statements = Vec::new();
        for (number, block) in blocks.iter().enumerate() {
            ranges.clear();
            statement::statements(text, &block.range, &mut ranges);
            for range in &ranges {
                tokens.clear();
                hits.clear();
                automaton.tokens(text, range.start, range.end, scratch, &mut tokens);
                automaton.hits(&tokens, scratch, &mut hits);
                let found = hits.iter().map(|hit| found(*hit, &tokens, meanings)).collect();
                let is_title = !block.bullet && *range == block.range && statement::is_title(&text[range.clone()], tokens.len());
                statements.push(Statement { range: range.clone(), block: number, words_n: tokens.len(), is_title, found });
            }
        }
        Self { blocks, statements }
    }
}

fn found(hit: Hit, tokens: &[Token], meanings: &[Meaning]) -> Found {
    Found {
        meaning: meanings[hit.pattern as usize],
        start: tokens[hit.first].start,
        end: tokens[hit.last].end,
        first_word: hit.first,
        words_n: hit.last - hit.first + 1,
    }
}
