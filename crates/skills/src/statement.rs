//! The sentences and bullets of a text: the unit that a label, a negation and a quote belong to.

use std::ops::Range;

/// A line of the text as its author broke it, or several that only a line wrap divides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// Bytes of the text, blanks and bullet left out.
    pub(crate) range: Range<usize>,
    /// Did a bullet or a number stand before it?
    pub(crate) bullet: bool,
    /// Is the line before it blank, or is it the first?
    pub(crate) after_blank: bool,
    /// Is the line after it blank, or is it the last?
    pub(crate) before_blank: bool,
}

/// Signs that open a list item.
const BULLETS: &[char] = &['•', '●', '▪', '◦', '‣', '■', '□', '·', '○', '◆', '►', '➢', '✓', '✔', '–', '—', '-', '*', '+', '\u{f0b7}', '§', '→'];

/// Splits a text into blocks. Every letter of the text lies in exactly one.
pub(crate) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut blank_before = true;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = trim(text, at..at + line.len());
        at += line.len();
        if trimmed.is_empty() {
            blank_before = true;
            if let Some(last) = blocks.last_mut() {
                last.before_blank = true;
            }
            continue;
        }
        let (range, bullet) = without_bullet(text, trimmed);
        match blocks.last_mut().filter(|last| !blank_before && !bullet && is_wrap(&text[last.range.clone()], &text[range.clone()])) {
            Some(last) => last.range.end = range.end,
            None => blocks.push(Block { range, bullet, after_blank: blank_before, before_blank: false }),
        }
        blank_before = false;
    }
    if let Some(last) = blocks.last_mut() {
        last.before_blank = true;
    }
    blocks
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let line = &text[range.clone()];
    let start = range.start + (line.len() - line.trim_start().len());
    start..start + line.trim().len()
}

fn without_bullet(text: &str, range: Range<usize>) -> (Range<usize>, bool) {
    let line = &text[range.clone()];
    let len = bullet_len(line);
    let rest = trim(text, range.start + len..range.end);
    if len == 0 || rest.is_empty() { (range, false) } else { (rest, true) }
}

/// Bytes of the bullet or number at the start of a line: `- `, `• `, `3. `, `b) `, `(iv) `.
fn bullet_len(line: &str) -> usize {
    let first = line.chars().next().unwrap_or(' ');
    if BULLETS.contains(&first) {
        let rest = &line[first.len_utf8()..];
        let marked = !first.is_ascii() && !"–—".contains(first);
        return if marked || rest.starts_with(char::is_whitespace) { first.len_utf8() } else { 0 };
    }
    let open = usize::from(first == '(');
    let mark = line[open..].bytes().take_while(u8::is_ascii_alphanumeric).count();
    let rest = &line[open + mark..];
    let is_number = mark > 0 && mark <= 2 && line.as_bytes()[open].is_ascii_digit();
    let is_letter = mark == 1 || (mark <= 4 && open == 1 && line[open..open + mark].bytes().all(|b| b"ivx".contains(&b)));
    let closes = rest.starts_with(')') || (open == 0 && is_number && rest.starts_with('.'));
    if (is_number || is_letter) && closes && rest[1..].starts_with(char::is_whitespace) { open + mark + 1 } else { 0 }
}

/// Does the line break between these two only wrap a long line? Then the second goes on in lower case where the first ends in no stop.
fn is_wrap(before: &str, after: &str) -> bool {
    let first_line = before.rsplit('\n').next().unwrap_or(before);
    let goes_on = after.starts_with(|c: char| c.is_lowercase() || c == '(') || before.ends_with([',', '-', '&']);
    goes_on && first_line.chars().count() >= 30 && !before.ends_with(['.', '!', '?', ':', ';'])
}

/// A longer line is no title.
const TITLE_WORDS: usize = 10;

/// Does a whole line of so many words look like a title? Then each of its longer words begins with a capital, and no sign ends a sentence or
/// an entry of a list.
pub(crate) fn is_title(line: &str, words_n: usize) -> bool {
    let mut words = line.split(|c: char| !c.is_alphabetic() && !"'’-".contains(c)).filter(|word| word.chars().count() > 3).peekable();
    words_n <= TITLE_WORDS
        && words.peek().is_some()
        && !line.ends_with(['.', '!', ';', ',', ':'])
        && words.all(|word| word.starts_with(char::is_uppercase))
}

/// Abbreviations whose stop ends no sentence, lower case, without the stop.
const ABBREVIATIONS: &[&str] = &[
    "e.g", "eg", "i.e", "ie", "etc", "dr", "mr", "mrs", "ms", "prof", "st", "no", "nr", "approx", "vs", "inc", "ltd", "dept", "ext", "tel", "ca",
    "incl", "z.b", "bzw", "u.a", "ggf", "max", "min", "p.ex", "ex", "art", "sr", "sra", "dra", "fig", "vol", "ref", "hrs", "p.a", "p.m", "a.m",
    "u.s", "u.k", "ph.d", "m.sc", "b.sc",
];

/// The statements of a block: its sentences, and what inline bullets divide. Appends to `out`, in order.
pub(crate) fn statements(text: &str, block: &Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut start = block.start;
    let mut at = block.start;
    while let Some(offset) = text.as_bytes()[at..block.end].iter().position(|byte| MAY_DIVIDE[*byte as usize]) {
        at += offset;
        let Some(c) = text[at..block.end].chars().next() else { break };
        let after = at + c.len_utf8();
        match c {
            '.' | '!' | '?' | '…' if is_sentence_end(text, block, at, after) => {
                push(text, start..after, out);
                start = after;
            }
            '•' | '●' | '▪' | '◦' | '‣' | '■' | '\u{f0b7}' => {
                push(text, start..at, out);
                start = after;
            }
            _ => {}
        }
        at = after;
    }
    push(text, start..block.end, out);
}

/// First bytes of the characters that may divide a block: stops, and whatever is not ASCII.
const MAY_DIVIDE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0x80;
    while byte < 256 {
        table[byte] = true;
        byte += 1;
    }
    table[b'.' as usize] = true;
    table[b'!' as usize] = true;
    table[b'?' as usize] = true;
    table
};

/// No sentence that means anything is longer, in bytes: a text without stops is divided at a blank, or at whatever is no letter or digit, so that
/// the work for a statement is bounded.
const LONGEST: usize = 3000;

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let mut range = trim(text, range);
    while range.len() > LONGEST {
        let from = text.ceil_char_boundary(range.start + LONGEST);
        let rest = &text[from..range.end];
        let blank = rest.find(char::is_whitespace).filter(|offset| *offset <= LONGEST);
        let Some(offset) = blank.or_else(|| rest.find(|c: char| !c.is_alphanumeric())) else { break };
        let at = from + offset;
        push_one(text, trim(text, range.start..at), out);
        range = trim(text, at..range.end);
    }
    push_one(text, range, out);
}

fn push_one(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    if text[range.clone()].contains(char::is_alphanumeric) {
        out.push(range);
    } else if let Some(last) = out.last_mut().filter(|last| last.end <= range.start) {
        last.end = last.end.max(range.end);
    }
}

fn is_sentence_end(text: &str, block: &Range<usize>, at: usize, after: usize) -> bool {
    let rest = text[after..block.end].trim_start_matches(['"', '\'', '”', '’', ')', ']']);
    let Some(next) = rest.trim_start().chars().next() else { return true };
    if !rest.starts_with(char::is_whitespace) {
        return is_lost_break(&text[block.start..at], rest);
    }
    let opens = next.is_uppercase() || next.is_numeric() || "\"'“‘(¿¡«*•-–[£$€".contains(next);
    opens && !(text[at..].starts_with('.') && is_abbreviation(&text[block.start..at]))
}

/// "… every week.You will …": a text that lost a line break. The words on both sides are whole, so that "Node.js" and "U.S." stay whole.
fn is_lost_break(before: &str, rest: &str) -> bool {
    let letters = before.bytes().rev().take_while(u8::is_ascii_lowercase).take(3).count();
    let mut next = rest.bytes();
    letters == 3 && next.next().is_some_and(|b| b.is_ascii_uppercase()) && next.next().is_some_and(|b| b.is_ascii_lowercase() || b == b' ')
}

fn is_abbreviation(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || "([\"'“".contains(c)).next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I";
    initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        for block in blocks(text) {
            statements(text, &block.range, &mut out);
        }
        out.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn sentences_bullets_and_wraps() {
        assert_eq!(
            split("You plan events. You run them, e.g. in May. \"Fine!\" he said."),
            ["You plan events.", "You run them, e.g. in May.", "\"Fine!\" he said."]
        );
        assert_eq!(split("- one\n* two\n3. three\n(iv) four\nb) five"), ["one", "two", "three", "four", "five"]);
        assert_eq!(
            split("We look for somebody who can write\nwell and often.\nNext line"),
            ["We look for somebody who can write\nwell and often.", "Next line"]
        );
        assert_eq!(split("Skills: • writing • speaking"), ["Skills:", "writing", "speaking"]);
        assert_eq!(split("Dr. J. Smith leads. £30.5k p.a. Good"), ["Dr. J. Smith leads.", "£30.5k p.a. Good"]);
        assert_eq!(split("Co-design workshops\n-5 degrees"), ["Co-design workshops", "-5 degrees"]);
    }

    #[test]
    fn titles_are_short_and_written_in_capitals() {
        for title in ["COMMUNITY OUTREACH", "Outreach and Events (20%)", "Management of Partnerships", "Communications"] {
            assert!(is_title(title, title.split(' ').count()), "{title}");
        }
        for line in ["Community outreach", "Plan Events.", "You Will Lead:", "of the", "", "Events, newsletters and Outreach"] {
            assert!(!is_title(line, line.split(' ').count()), "{line}");
        }
    }

    proptest! {
        #[test]
        fn statements_are_in_order_and_lose_no_letter(text in "[a-zA-Z0-9 .!?\\n•*()-]{0,80}|\\PC{0,40}") {
            let found = split(&text);
            let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
            let kept: usize = found.iter().map(|s| letters(s)).sum();
            // A bullet letter such as "b)" is the one thing left out.
            prop_assert!(kept <= letters(&text) && kept + 4 * text.lines().count() >= letters(&text));
        }
    }
}
