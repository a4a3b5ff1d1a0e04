//! In which unit a post sits, how large its team is, and whether its holder is alone.

use std::ops::Range;

use super::number::number;
use crate::text::sentence::{end, last_word, line_end, line_start, next_word, start};
use crate::text::vocabulary::{Kind, bare, is_role, is_roles, kind};

/// A stated unit, and how plainly it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) rank: u8,
    pub(super) name: Range<usize>,
    pub(super) span: Range<usize>,
}

/// Words before the name of a unit that put the post in it.
const IN: [&str; 20] = [
    "in", "within", "into", "join", "joins", "joining", "inside", "of", "from", "im", "in der", "au", "sein", "dans", "en", "na", "no", "to", "for",
    "by",
];

/// Adjectives that say nothing about which unit it is.
#[rustfmt::skip] // A list of words reads better in lines.
const VAGUE: [&str; 48] = [
    "small", "growing", "large", "friendly", "dedicated", "wider", "whole", "entire", "multidisciplinary", "multi-disciplinary", "dynamic", "new",
        "busy", "our", "the", "a", "an", "this", "that", "your", "its", "their", "senior", "leadership", "management", "experienced",
        "enthusiastic", "core", "passionate", "remote", "distributed", "global", "existing", "established", "fast-paced", "supportive", "diverse",
        "talented", "multi-professional", "project", "executive", "virtual", "great", "integrated", "customer-focused", "community-based",
        "internal", "early-stage",
];

/// Reads the unit at one of its head words: "the Public Engagement team", "Department of History", "Team: Events".
pub(super) fn at_head(text: &str, from: usize, to: usize) -> Option<Unit> {
    label(text, from, to).or_else(|| named_before(text, from, to)).or_else(|| named_behind(text, from, to))
}

/// "Department: Communications" at the beginning of a line, or with the value on the next line.
fn label(text: &str, from: usize, to: usize) -> Option<Unit> {
    let head = text[from..to].to_lowercase();
    if ["office", "school", "faculty"].contains(&head.as_str()) {
        return None;
    }
    let before = &text[line_start(text, from)..from];
    if before.chars().filter(|c| c.is_alphabetic()).count() > 10 || before.contains(['.', ',', ';']) {
        return None;
    }
    let line = line_end(text, to);
    let rest = if head.ends_with(':') { &text[to - 1..line] } else { &text[to..line] };
    let signs = rest.trim_start_matches(['*', '_', ' ', '/', '#', '\u{a0}']);
    let signs = ["Name", "name", "unit", "Unit", "Team", "division"]
        .iter()
        .find_map(|word| signs.strip_prefix(word))
        .unwrap_or(signs)
        .trim_start_matches(['*', ' ']);
    if !(signs.starts_with([':', '|', '\t'])) {
        return None;
    }
    let at = line - signs.len() + 1;
    let value = text[at..line].trim_matches(|c: char| !c.is_alphanumeric() && c != ')');
    let at = at + text[at..line].find(value)?;
    let words = value.split_whitespace().count();
    let value = value.split(['.', ';', '|', '<']).next()?.trim_end();
    let says = (1..=9).contains(&words) && value.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    says.then(|| Unit { rank: 4, name: at..at + value.len(), span: from..at + value.len() })
}

/// "within the Public Engagement team": the name stands before its head.
fn named_before(text: &str, from: usize, to: usize) -> Option<Unit> {
    let head = text[from..to].to_lowercase();
    let rest = &text[to..];
    let is_whole = !rest.starts_with(char::is_alphanumeric) && !rest.starts_with(['-', '\'', '’']);
    let next = bare(rest.split_whitespace().next().unwrap_or_default());
    let is_more = rest.starts_with(" of ") || ((is_role(&next) || is_roles(&next) || next.starts_with("member")) && rest.starts_with(' '));
    if !is_whole || is_more || head.ends_with(':') || head == "school" || head == "faculty" {
        return None;
    }
    let statement = start(text, from);
    let words = words_before(text, statement, from);
    let taken = words.iter().rev().take_while(|word| belongs(&text[(**word).clone()])).count();
    let mut name = &words[words.len() - taken..];
    while let Some(first) = name.first().filter(|word| VAGUE.contains(&bare(&text[(**word).clone()]).as_str()) || is_small(&text[(**word).clone()])) {
        let _ = first;
        name = &name[1..];
    }
    let first = name.first()?;
    let named = &text[first.start..from];
    let lower = !named.contains(char::is_uppercase);
    if !name.iter().any(|word| tells(&text[word.clone()])) || (lower && (name.len() > 5 || named.starts_with("planning "))) {
        return None;
    }
    // Offices are places and programs more often than units.
    if head == "office"
        && (!named.split_whitespace().any(|word| kind(word) == Some(Kind::Field)) || named.contains("Microsoft") || named.starts_with("home"))
    {
        return None;
    }
    let rank = places_the_post(text, statement, first.start)?;
    Some(Unit { rank, name: first.start..to, span: first.start..to })
}

/// The words of the statement before `at`, at most ten.
fn words_before(text: &str, statement: usize, at: usize) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut end = at;
    while words.len() < 10 {
        let before = text[statement..end].trim_end();
        if before.is_empty() {
            break;
        }
        let from = before.rfind(char::is_whitespace).map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
        words.push(statement + from..statement + before.len());
        end = statement + from;
    }
    words.reverse();
    words
}

/// May the word stand in the name of a unit?
fn belongs(word: &str) -> bool {
    if word.ends_with([':', ';', '.', ')', '!', '?']) || word.starts_with('(') {
        return false;
    }
    let lower = bare(word);
    let listed = matches!(word, "&" | "and" | "of" | "for");
    listed
        || (word.starts_with(char::is_uppercase) && !is_small(word))
        || ((kind(&lower) == Some(Kind::Field) || lower == "developer") && !IN.contains(&lower.as_str()))
}

fn is_small(word: &str) -> bool {
    matches!(word, "&" | "and" | "of" | "for" | "The" | "Our" | "Join" | "In" | "Within" | "As" | "You" | "Your" | "This" | "We")
        || (word.ends_with("'s") || word.ends_with("’s"))
}

/// Does the word say which unit it is?
fn tells(word: &str) -> bool {
    let lower = bare(word);
    !VAGUE.contains(&lower.as_str()) && (!is_role(word) || lower == "developer") && !is_roles(word) && lower.len() > 1
}

/// Does what stands before the name put the post there? The more plainly, the higher the rank.
fn places_the_post(text: &str, statement: usize, name: usize) -> Option<u8> {
    let mut before = text[statement..name].trim_end();
    for _ in 0..5 {
        let last = before.split_whitespace().next_back().unwrap_or_default();
        let is_article = VAGUE.contains(&bare(last).as_str()) || last.ends_with("'s") || last.ends_with("’s") || last.ends_with("s’");
        // "our expanding … team": an adjective that no list knows stands behind an article.
        let rest = before[..before.len() - last.len()].trim_end();
        let article = rest.split_whitespace().next_back().is_some_and(|word| matches!(word, "our" | "the" | "a" | "an" | "their" | "its"));
        let adjective = article && last.chars().all(|c| c.is_lowercase() || c == '-');
        if !(is_article || adjective) || last.is_empty() {
            break;
        }
        before = before[..before.len() - last.len()].trim_end();
    }
    let lower = before.to_lowercase();
    let ends = |words: &[&str]| words.iter().any(|word| lower.ends_with(word) && !lower[..lower.len() - word.len()].ends_with(char::is_alphanumeric));
    if ends(&[
        "sits in",
        "sits within",
        "sit within",
        "based in",
        "based within",
        "located in",
        "located within",
        "position in",
        "role in",
        "post in",
        "position within",
        "role within",
        "work in",
        "works in",
        "housed in",
    ]) {
        return Some(3);
    }
    if ends(&["join", "joining", "joins", "part of", "working in", "working within", "work within", "to join"]) {
        return Some(3);
    }
    if ends(&["member of"]) {
        let near = &lower[lower.floor_char_boundary(lower.len().saturating_sub(40))..];
        return ["as a", "be a", "is a", "are a", "post holder"].iter().any(|verb| near.contains(verb)).then_some(3);
    }
    if ends(&["experience in", "interest in", "work of", "support of", "working with", "in partnership with", "experience within"]) {
        return None;
    }
    ends(&["within", "in"]).then_some(2)
}

/// "in the Department of History", "School of Biology": the name stands behind its head.
fn named_behind(text: &str, from: usize, to: usize) -> Option<Unit> {
    let rest = text[to..].strip_prefix(" of ").or_else(|| text[to..].strip_prefix(" for "))?;
    if !text[from..].starts_with(char::is_uppercase) || text[from..to].eq_ignore_ascii_case("team") {
        return None;
    }
    let of = text.len() - rest.len();
    let until = end(text, of);
    let (mut at, mut last) = (of, None);
    for _ in 0..8 {
        let Some(word) = next_word(text, at, until) else { break };
        let whole = &text[word.clone()];
        let small = matches!(whole, "and" | "&" | "of" | "the" | "for");
        if !(small || whole.starts_with(char::is_uppercase)) || whole.starts_with('(') {
            break;
        }
        let core = whole.trim_end_matches(|c: char| !c.is_alphanumeric());
        if !small {
            last = Some(word.start + core.len());
        }
        let closes = core.len() < whole.len() && !goes_on(text, whole, word.end, until);
        at = word.end;
        if closes {
            break;
        }
    }
    let rank = places_the_post(text, start(text, from), from)?;
    Some(Unit { rank, name: from..last?, span: from..last? })
}

/// "Gender, Climate and Health": a list goes on behind a comma when an "and" follows soon.
fn goes_on(text: &str, word: &str, at: usize, until: usize) -> bool {
    let rest: Vec<&str> = text[at..until].split_whitespace().take(4).collect();
    word.ends_with(',')
        && rest.first().is_some_and(|next| next.starts_with(char::is_uppercase))
        && rest.iter().any(|next| *next == "and" || *next == "&")
}

/// How many the team at `from..to` has: "a team of six", "a six-person team".
pub(super) fn team_size(text: &str, from: usize, to: usize) -> Option<u32> {
    if !text[from..to].eq_ignore_ascii_case("team") {
        return None;
    }
    let until = end(text, to);
    if let Some(rest) = text[to..until].strip_prefix(" of ") {
        let words: Vec<&str> = rest.split_whitespace().take(3).collect();
        let about = ["about", "around", "approximately", "over", "up", "to", "approx", "nearly", "almost", "more", "than", "some"];
        let found = words.iter().find(|word| !about.contains(&bare(word).as_str()))?;
        return number(found).filter(|_| !found.contains([',', '%']) || found.ends_with(','));
    }
    let last = bare(last_word(text, start(text, from), from));
    let sized = ["-person", "-people", "-member", "-strong"].iter().find_map(|sign| last.strip_suffix(sign))?;
    number(sized)
}

/// Does the cue at `from..to` say that the holder of the post is alone in it?
pub(super) fn is_solo(text: &str, from: usize, to: usize) -> bool {
    let cue = text[from..to].to_lowercase();
    let statement = start(text, from);
    let rest: Vec<&str> = text[to..end(text, to)].split_whitespace().take(5).collect();
    let role_at = rest.iter().position(|word| is_role(word) || ["person", "employee", "hire", "member"].contains(&bare(word).as_str()));
    let own = |limit: usize| role_at.is_some_and(|at| at < limit);
    let lower = text[statement..from].to_lowercase();
    let negated = lower.ends_with("not ") || lower.ends_with("not a ") || lower.ends_with("isn't ");
    match cue.trim_end() {
        _ if negated => false,
        "sole" => {
            own(4)
                && !rest
                    .first()
                    .is_some_and(|word| ["trader", "responsibility", "purpose", "discretion", "source", "parent"].contains(&bare(word).as_str()))
        }
        "the only" => own(4) && (lower.contains("you") || lower.contains("role") || lower.contains("post") || lower.contains("be ")),
        "our first" => {
            own(4)
                && !rest.iter().take(2).any(|word| ["year", "class", "day", "week", "interview"].contains(&bare(word).as_str()))
                && !lower.contains("since")
        }
        "first hire" => true,
        "single-handed" => false,
        _ => rest.first().is_some_and(|word| ["post", "role", "position", "job"].contains(&bare(word).as_str())),
    }
}

/// What a post sits in, behind "sits within": up to the head of the unit's name, or a field of work in capitals.
pub(super) fn behind_sits_in(text: &str, from: usize, to: usize) -> Option<Unit> {
    #[rustfmt::skip] // A list of words reads better in lines.
    const HEADS: [&str; 20] = [
        "team", "department", "division", "directorate", "unit", "office", "group", "service", "services", "library", "libraries", "faculty",
            "school", "branch", "function", "section", "centre", "center", "institute", "hub",
    ];
    let until = end(text, to);
    let (mut at, mut first, mut last, mut is_field) = (to, None, to, false);
    for n in 0..9 {
        let Some(word) = next_word(text, at, until) else { break };
        at = word.end;
        let whole = &text[word.clone()];
        let core = whole.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare(whole);
        let small = matches!(whole, "and" | "&" | "of" | "for" | "the");
        let is_head = HEADS.contains(&lower.as_str());
        if first.is_none() && (VAGUE.contains(&lower.as_str()) || whole.ends_with("'s") || whole.ends_with("’s")) {
            continue;
        }
        let named = whole.starts_with(char::is_uppercase);
        if is_field && !(named || small || is_head || kind(core) == Some(Kind::Field)) {
            break;
        }
        if !small {
            first.get_or_insert(word.start);
            last = word.start + whole.find(core)? + core.len();
        }
        is_field |= named && matches!(kind(core), Some(Kind::Field | Kind::Institution));
        let mut behind = text[at..until].split_whitespace();
        let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        let goes_on = named
            && (text[at..until].starts_with(" of ") || capital(behind.next()) || (capital(behind.next()) && text[at..until].starts_with([' ', '&'])));
        if (is_head && !goes_on) || whole.ends_with([',', '.', ';', ')', ':']) || n == 8 {
            let name = first?..last;
            return (is_head || is_field).then_some(Unit { rank: 3, span: from..last, name });
        }
    }
    let name = first?..last;
    is_field.then_some(Unit { rank: 3, span: from..last, name })
}
