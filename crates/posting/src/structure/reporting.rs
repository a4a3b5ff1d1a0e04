//! Whom a post reports to: the statements that say it, and those that only sound like it.

use std::ops::Range;

use super::cue::Cue;
use super::role_phrase::{RolePhrase, role_phrase};
use crate::text::sentence::{end, last_word, line_end, line_start, next_word, start};
use crate::text::vocabulary::{Kind, kind};

/// A stated reporting line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// How plainly it is said: a label before a sentence, a sentence before "under the supervision of".
    pub(super) rank: u8,
    /// The role as stated.
    pub(super) role: Range<usize>,
    /// From the cue to the end of the role.
    pub(super) span: Range<usize>,
}

/// A label with its value.
const LABEL: u8 = 3;
/// A sentence that says who reports.
const SENTENCE: u8 = 2;
/// A sentence that implies it.
const IMPLIED: u8 = 1;

/// Words between "report" and "to".
#[rustfmt::skip] // A list of words reads better in lines.
const HOW: [&str; 24] = [
    "directly", "in", "primarily", "secondarily", "jointly", "administratively", "solely", "functionally", "principally", "operationally",
        "managerially", "ultimately", "formally", "day-to-day", "up", "direct", "dotted-line", "both", "hierarchically", "professionally",
        "clinically", "matrix", "back", "line",
];

/// Words before "report to" that make it a duty of the holder of the post.
const WILL: [&str; 20] = [
    "will", "shall", "would", "to", "you", "must", "and", "also", "should", "then", "may", "you'll", "you’ll", "they", "i", "we", "position", "role",
    "they'll", "directly",
];

/// Words before "reporting to".
#[rustfmt::skip] // A list of words reads better in lines.
const BEFORE_REPORTING: [&str; 17] = [
    "position", "role", "post", "be", "primarily", "secondarily", "directly", "person", "individual", "holder", "hire", "is", "postholder",
        "opportunity", "and", "team", "time",
];

/// Words before "reports to" that take its place as a verb.
#[rustfmt::skip] // A list of words reads better in lines.
const BEFORE_REPORTS: [&str; 19] = [
    "position", "role", "post", "holder", "postholder", "who", "which", "that", "and", "it", "he", "she", "incumbent", "job", "employee", "fellow",
        "also", "person", "opportunity",
];

/// Verbs whose object reports are: "provide regular reports to the Director".
#[rustfmt::skip] // A list of words reads better in lines.
const WRITING: [&str; 19] = [
    "prepare", "provide", "produce", "deliver", "submit", "present", "write", "create", "develop", "compile", "generate", "draft", "send", "make",
        "issue", "preparing", "providing", "producing", "give",
];

/// Reads what follows "report" at `from..to`.
pub(super) fn after_report(title: &str, text: &str, from: usize, to: usize) -> Option<Line> {
    let form = ["ing", "s", ""].into_iter().find(|form| text[to..].starts_with(form))?;
    let to = to + form.len();
    if text[to..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let value = behind_to(text, to)?;
    if is_label(text, from, value) {
        return labelled(text, from, value);
    }
    let statement = start(text, from);
    if !reports_itself(title, text, statement, from, form) {
        return None;
    }
    let value = past_other_verbs(text, value);
    let phrase = role_phrase(text, value, end(text, value))?;
    line(text, from, phrase, SENTENCE)
}

/// The place behind "to", with words such as "directly" before it; nothing when another word stands there.
fn behind_to(text: &str, mut at: usize) -> Option<usize> {
    let until = line_end(text, at);
    for _ in 0..5 {
        let word = next_word(text, at, until)?;
        let bare = text[word.clone()].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        at = word.end;
        match bare.as_str() {
            "to" | "into" | "unto" => return Some(word.start + text[word].find(['o', 'O'])? + 1),
            "" | "and" | "or" => {}
            _ if HOW.contains(&bare.as_str()) => {}
            _ => return None,
        }
    }
    None
}

/// Does the cue begin its line, as a label does, and does its line end, or a colon or the like follow?
fn is_label(text: &str, from: usize, value: usize) -> bool {
    let before = text[line_start(text, from)..from].trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let leads = before.is_empty() || ["position", "post", "role", "job", "this position", "this role", "this post"].contains(&before.as_str());
    let behind = text[value..line_end(text, value)].trim_start_matches(['*', '_', '#', ' ', '\u{a0}', ')', '<', '>']);
    leads
        && (behind.is_empty()
            || behind.starts_with([':', '|', '\t', '-', '–', '—'])
            || text[value..].starts_with("**")
            || text[value..].starts_with("####"))
        || colon_behind(text, value)
}

/// "Reports to:" says it plainly wherever it stands.
fn colon_behind(text: &str, value: usize) -> bool {
    text[value..].trim_start_matches(['*', '_', ' ', '\u{a0}']).starts_with(':')
}

/// The value of a label: on its line, or on the next line that is not empty.
fn labelled(text: &str, from: usize, value: usize) -> Option<Line> {
    let is_sign = |c: char| !c.is_alphanumeric() && c != '\n';
    let mut at = value + (text[value..].len() - text[value..].trim_start_matches(is_sign).len());
    if text[at..].starts_with('\n') {
        at += text[at..].len() - text[at..].trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        // A value on a line of its own is no far away place.
        if at - value > 60 {
            return None;
        }
    }
    let phrase = role_phrase(text, at, end(text, at))?;
    line(text, from, phrase, LABEL)
}

/// "reports to, and works closely with, the Director": what is between the commas is passed.
fn past_other_verbs(text: &str, value: usize) -> usize {
    let rest = &text[value..end(text, value)];
    if !rest.starts_with(',') {
        return value;
    }
    rest.find(" with").filter(|n| *n < 60).map_or(value, |n| value + n + " with".len() + usize::from(rest[n + 5..].starts_with(',')))
}

/// Is it the post that reports, and does it report to somebody rather than write reports?
fn reports_itself(title: &str, text: &str, statement: usize, from: usize, form: &str) -> bool {
    let before = text[statement..from].trim_end_matches([' ', '\n', '-', '*', '•', '·', '−', '–']);
    let first = before.split_whitespace().find(|word| word.contains(char::is_alphanumeric)).unwrap_or_default().to_lowercase();
    let last = last_word(text, statement, from);
    let lower = last.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').to_lowercase();
    if before.is_empty() || lower.is_empty() {
        return true;
    }
    if WRITING.contains(&first.as_str()) || before.ends_with(" for") {
        return false;
    }
    let is_capital_role = last.starts_with(char::is_uppercase) && !is_other_post(title, before);
    match form {
        "s" => {
            before.ends_with([';', '(', ':'])
                || BEFORE_REPORTS.contains(&lower.as_str())
                || is_capital_role
                || kind(&lower) == Some(Kind::Role)
                || names(title, &lower)
                || lower == "team"
        }
        "ing" => {
            let listed = lower == "and" && !before.trim_end_matches("and").trim_end().ends_with(',');
            (BEFORE_REPORTING.contains(&lower.as_str()) && !listed)
                || before.ends_with([',', ')', ';', ':'])
                || lower.ends_with("ly")
                || kind(&lower) == Some(Kind::Role)
        }
        _ => (WILL.contains(&lower.as_str()) || lower.ends_with("ly")) && !is_other_post(title, before),
    }
}

/// Does the statement's subject name several posts, or a post that shares no word with the title?
fn is_other_post(title: &str, before: &str) -> bool {
    let subject: Vec<&str> = before.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).collect();
    let tail = &subject[subject.len().saturating_sub(6)..];
    let several = tail.last().is_some_and(|word| crate::text::vocabulary::is_roles(word));
    let named = tail.len() > 1 && tail.iter().any(|word| crate::text::vocabulary::is_role(word));
    several || (named && !title.is_empty() && !tail.iter().any(|word| word.len() > 2 && names(title, &word.to_lowercase())))
}

/// Is the word one of the title's?
fn names(title: &str, word: &str) -> bool {
    title.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|part| part.len() > 2 && part == word)
}

/// Reads the role behind one of the other cues at `from..to`.
pub(super) fn after_cue(text: &str, cue: Cue, from: usize, to: usize) -> Option<Line> {
    match cue {
        Cue::Label => after_label(text, from, to),
        Cue::ManagedBy if manages_the_post(text, from) => line(text, from, role_phrase(text, to, end(text, to))?, SENTENCE),
        Cue::Answers if is_label(text, from, to) => labelled(text, from, to),
        Cue::Answers => {
            let phrase = role_phrase(text, past_small_words(text, to), end(text, to))?;
            // "accountable to the Trust board and funders" is no line of one post.
            phrase.names_post.then_some(())?;
            line(text, from, phrase, SENTENCE)
        }
        Cue::Supervise => under(text, from, to + text[to..].strip_prefix("ion").map_or(0, |_| "ion".len())),
        Cue::Direction => under(text, from, to),
        _ => None,
    }
}

/// "Line manager: Head of Events", or "Your line manager will be the Head of Events".
fn after_label(text: &str, from: usize, to: usize) -> Option<Line> {
    let to = text[to..].find(|c: char| !c.is_alphabetic() && c != '/' && c != '(' && c != ')').map_or(to, |n| to + n);
    if is_label(text, from, to) {
        return labelled(text, from, to);
    }
    let rest = &text[to..end(text, to)];
    let said = ["will be ", "is the ", "would be ", "ist ", "sera ", "será "].iter().find(|verb| rest.trim_start().starts_with(**verb))?;
    let at = to + rest.find(*said)? + said.len();
    line(text, from, role_phrase(text, at, end(text, at))?, SENTENCE)
}

/// "managed by" of the post: "you will be", "the role is", "line", or a label.
fn manages_the_post(text: &str, from: usize) -> bool {
    let before = text[start(text, from)..from].trim_end().to_lowercase();
    let bare = before.trim_matches(|c: char| !c.is_alphanumeric());
    bare.is_empty()
        || ["line", "line-"].iter().any(|last| before.ends_with(last))
        || ((before.ends_with("be") || before.ends_with("is") || before.ends_with("are") || before.ends_with("and"))
            && ["you", "role", "post", "position", "holder", "postholder"].iter().any(|word| bare.split_whitespace().any(|found| found == *word)))
}

/// "under the (direct) supervision of", "under the general direction of", "under supervision by".
fn under(text: &str, from: usize, to: usize) -> Option<Line> {
    let statement = start(text, from);
    let before = text[statement..from].to_lowercase();
    let near = before.rfind("under ").filter(|at| before.len() - at < 50)?;
    let rest = text[to..].trim_start();
    let value = ["of ", "by ", "from "].iter().find_map(|word| rest.strip_prefix(word))?;
    let value = text.len() - value.len();
    let phrase = role_phrase(text, value, end(text, value))?;
    let is_board = text[phrase.span.clone()].starts_with("Board");
    (phrase.names_post || is_board).then_some(())?;
    line(text, text.floor_char_boundary((statement + near).min(from)), phrase, IMPLIED)
}

/// Small words, and the rest of a word that the cue is the beginning of.
fn past_small_words(text: &str, mut at: usize) -> usize {
    let until = end(text, at);
    at = text[at..until].find(|c: char| c.is_whitespace() || c == '\'' || c == '’').map_or(at, |n| at + n);
    for _ in 0..4 {
        let Some(word) = next_word(text, at, until) else { return at };
        let bare = text[word.clone()].trim_matches(|c: char| !c.is_alphanumeric());
        let small = [
            "à",
            "au",
            "aux",
            "de",
            "du",
            "directe",
            "hiérarchique",
            "la",
            "le",
            "directement",
            "hiérarchiquement",
            "fonctionnelle",
            "al",
            "to",
            "directa",
            "dela",
            "da",
            "do",
        ];
        if !small.contains(&bare.to_lowercase().as_str()) {
            break;
        }
        at = word.end;
    }
    let rest = &text[at..];
    let elided = ["d'", "d’", "l'", "l’"].iter().find(|sign| rest.trim_start().starts_with(**sign));
    elided.map_or(at, |sign| at + (rest.len() - rest.trim_start().len()) + sign.len())
}

/// A line to that role, unless the role says nothing or the statement is about writing reports.
fn line(text: &str, from: usize, phrase: RolePhrase, rank: u8) -> Option<Line> {
    let raw = text[phrase.span.clone()].to_lowercase();
    let empty = [
        "manager",
        "line manager",
        "supervisor",
        "management",
        "direct manager",
        "direct supervisor",
        "line management",
        "team",
        "staff",
        "office",
        "direct line manager",
    ];
    if empty.contains(&raw.as_str()) && rank < LABEL {
        return None;
    }
    let behind = text[phrase.span.end..].trim_start_matches([',', ' ', ')']);
    let about = ["on ", "about ", "regarding "].iter().any(|word| behind.starts_with(word));
    if !phrase.names_post && (about || raw.starts_with("team") || raw.contains("office") && rank < SENTENCE) {
        return None;
    }
    Some(Line { rank, span: from.min(phrase.span.start)..phrase.span.end, role: phrase.span })
}
