//! Where duties, requirements, benefits and the rest lie: what each line is to the section it stands in, and the sections that come of it.

use std::sync::LazyLock;

use crate::automaton::{Automaton, Builder, OPENING_WORDS};
use crate::lexicon::{Cue, Lexicon};
use crate::mention::{Section, SectionKind};
use crate::reading::{Meaning, Reading, Statement};
use crate::sequence::{self, Sign};
use crate::statement::Block;

/// The longest heading, in words.
const HEADING_WORDS: usize = OPENING_WORDS;
/// The longest heading that a colon divides from the text of its own line, in words.
const RUN_IN_WORDS: usize = 6;
/// Signs by which lightweight markup marks a heading.
const MARKUP: [char; 4] = ['#', '*', '_', ' '];

/// Does a section of `text` say what the person must or should bring? Only then can required and desired be told apart.
pub fn has_person_specification(text: &str) -> bool {
    static READER: LazyLock<(Automaton, Vec<Meaning>)> = LazyLock::new(|| {
        let mut builder = Builder::default();
        let mut meanings = Vec::new();
        Lexicon::builtin().add_to(&mut builder, &mut meanings);
        (Automaton::new(builder), meanings)
    });
    let (_, sections) = sections(text, &Reading::new(text, &READER.0, &READER.1));
    sections.iter().any(|section| matches!(section.kind, SectionKind::Essential | SectionKind::Desirable | SectionKind::Qualifications))
}

/// The kind of every statement, and the sections that cover the text without gaps.
pub(crate) fn sections(text: &str, reading: &Reading) -> (Vec<SectionKind>, Vec<Section>) {
    let mut signs = Vec::with_capacity(reading.statements.len());
    for (number, block) in reading.blocks.iter().enumerate() {
        let at = signs.len();
        let len = reading.statements[at..].iter().take_while(|statement| statement.block == number).count();
        let inside = &reading.statements[at..at + len];
        signs.extend(inside.iter().take(1).map(|first| sign(text, reading, number, block, first, len == 1)));
        signs.extend(std::iter::repeat_n(Sign::None, len.saturating_sub(1)));
    }
    let kinds = sequence::kinds(text, reading, &signs);
    let sections = cover(text, reading, &kinds);
    (kinds, sections)
}

/// What the first statement of a block is to the section it stands in.
fn sign(text: &str, reading: &Reading, number: usize, block: &Block, first: &Statement, is_only: bool) -> Sign {
    let line = text[block.range.clone()].trim_matches(MARKUP);
    if is_only && is_heading_like(line, reading, number, block, first) {
        if let Some((kind, covered)) = best_heading(first, first.words_n)
            && (covered * 2 >= first.words_n || line.ends_with(':'))
            && (!block.bullet || covered == first.words_n)
        {
            return heading(kind, line);
        }
        if !block.bullet
            && let Some(kind) = opens_heading(first)
        {
            return heading(kind, line);
        }
        if !block.bullet && (line.ends_with([':', '?']) || block.after_blank) {
            return Sign::UnknownHeading;
        }
    }
    match run_in(text, first) {
        Some(kind) if block.bullet || is_aside(kind) => Sign::Label(kind),
        Some(kind) => Sign::Heading(kind),
        None => Sign::None,
    }
}

/// "Salary: £20,000" and "37 hours per week" tell all that they have to tell; other headings begin a section.
fn heading(kind: SectionKind, line: &str) -> Sign {
    let is_figure = kind == SectionKind::Benefits && line.contains(|c: char| c.is_ascii_digit());
    if is_figure { Sign::Label(kind) } else { Sign::Heading(kind) }
}

/// Does a line such as "Salary: …" leave the section around it as it is?
fn is_aside(kind: SectionKind) -> bool {
    matches!(kind, SectionKind::Benefits | SectionKind::Application | SectionKind::AboutEmployer | SectionKind::Summary)
}

/// Short, without a full stop, and set apart from what surrounds it.
fn is_heading_like(line: &str, reading: &Reading, number: usize, block: &Block, only: &Statement) -> bool {
    let stops = line.ends_with([',', ';']) || (line.ends_with('.') && !line.ends_with("..."));
    let short = only.words_n <= HEADING_WORDS && line.len() <= 120 && !stops;
    let list_follows = reading.blocks.get(number + 1).is_some_and(|next| next.bullet);
    short
        && (line.ends_with([':', '?', '…', '.'])
            || block.after_blank
            || block.before_blank
            || list_follows
            || only.words_n <= 4
            || !line.contains(char::is_lowercase))
}

/// The kind of a heading that opens with words that tell it, however it goes on.
fn opens_heading(statement: &Statement) -> Option<SectionKind> {
    let opens = statement.found.iter().filter(|found| found.first_word == 0).filter_map(|found| match found.meaning {
        Meaning::Cue(Cue::HeadingOpens(kind)) => Some((found.words_n, weight(kind), kind)),
        _ => None,
    });
    opens.max_by_key(|(words_n, weight, _)| (*words_n, *weight)).map(|(.., kind)| kind)
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
    let colon = line.find(':').filter(|colon| *colon <= 60)?;
    // A text that lost its line breaks goes on without a blank; "10:30" and "https:" are no headings.
    if !line[colon + 1..].starts_with(|c: char| c == ' ' || c.is_uppercase()) {
        return None;
    }
    let head_words = crate::token::words(&line[..colon]).len();
    if head_words == 0 || head_words > RUN_IN_WORDS {
        return None;
    }
    let (kind, covered) = best_heading(statement, head_words)?;
    (covered * 2 > head_words).then_some(kind)
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

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use crate::{Tagger, Taxonomy};

    fn tagger() -> &'static Tagger {
        static TAGGER: LazyLock<Tagger> = LazyLock::new(|| Tagger::new(Taxonomy::from_files([]).unwrap()));
        &TAGGER
    }

    /// The kinds of the text's sections in order, and whether any was found.
    fn check(text: &str, wanted: &[&str]) {
        let annotation = tagger().annotate(text, None);
        let kinds: Vec<_> = annotation.sections.iter().map(|section| section.kind.as_str()).collect();
        assert_eq!(kinds, wanted, "{text}");
        assert_eq!(annotation.has_sections(), wanted.iter().any(|kind| *kind != "unknown"));
    }

    #[test]
    fn headings_begin_sections() {
        check(
            "WHAT YOU’LL DO\n- Host events\n\n**Bonus points:**\n- Dance\n\n## About Plover\nPlover is old.",
            &["duties", "desirable", "about_employer"],
        );
        check("You are a good fit if you...\n- Sing\n\nWays to stand out:\n- Juggling", &["essential", "desirable"]);
        check("Responsibilities:Host the fair and greet its guests.\nRequirements:Three years of selling lamps.", &["duties", "essential"]);
    }

    #[test]
    fn a_list_holds_its_section() {
        check("Main duties\n- Competitive analysis of rival teapots\n- Salary surveys\n- Report to the board", &["duties"]);
        check("Requirements\n- Good at sums\n- Swimming is a plus\n- Able to whistle", &["essential", "desirable", "essential"]);
    }

    #[test]
    fn words_tell_where_no_heading_does() {
        let about = "Teapot Hall is a charity founded in 1901. Our mission is to keep old teapots safe.";
        let duties = "The Teapot Officer will plan open days. They will write the newsletter and will lead tours.";
        let essential = "You must have experience of working with visitors. You should have excellent writing skills.";
        let benefits = "We offer a pension and 28 days of annual leave. The salary is £20,000 per annum.";
        let application = "To apply, send your CV and a covering letter by email. The closing date is 3 May.";
        let text = [about, duties, essential, benefits, application].join("\n\n");
        check(&text, &["about_employer", "duties", "essential", "benefits", "application"]);
    }

    #[test]
    fn what_stands_before_the_duties_sums_them_up() {
        let intro = "Teapot Hall is hiring a Teapot Officer. You will plan open days with the volunteers.";
        check(&format!("{intro}\n\nDuties:\n- Plan open days"), &["summary", "duties"]);
    }

    #[test]
    fn a_figure_is_a_label_and_no_heading() {
        check("Salary band: 4\nHours per week: 30\n\nThe Teapot Officer will lead the tours and will write to our friends.", &["benefits", "duties"]);
    }

    proptest! {
        #[test]
        fn sections_cover_the_text(text in "(Duties:|- Plan tours|You must be able to sing\\.|We offer tea\\.|\\PC{0,8}|\n| ){0,12}") {
            let sections = tagger().annotate(&text, None).sections;
            let mut at = 0;
            for section in &sections {
                prop_assert_eq!(section.start, at);
                at = section.end;
            }
            prop_assert!(sections.is_empty() || at == text.len());
        }
    }

    #[test]
    fn other_languages() {
        check("Vos missions :\n- Animer des ateliers\n\nProfil recherché :\n- Titulaire d'un master", &["duties", "essential"]);
        check("Funciones:\n- Coordinar talleres\n\nSe valorará:\n- Nivel alto de inglés", &["duties", "desirable"]);
        check("Ihre Aufgaben:\n- Planung von Festen\n\nWir bieten:\n- 30 Urlaubstage", &["duties", "benefits"]);
    }

    #[test]
    fn a_text_that_tells_nothing_has_no_sections() {
        check("Seven blue teapots.", &["unknown"]);
        check("", &[]);
    }
}
