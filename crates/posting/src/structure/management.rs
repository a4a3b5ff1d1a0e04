//! Whether the post manages people: staff, not volunteers, contractors, projects or budgets.

use std::ops::Range;

use super::cue::Cue;
use super::number::number;
use crate::text::sentence::{end, last_word, line_end, line_start, next_word, start};
use crate::text::vocabulary::{Kind, bare, is_role, is_roles, kind};

/// A statement about managing people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Managing {
    /// Does it say that staff are managed, or that they are not?
    pub(super) manages: bool,
    /// How many, where a number is said.
    pub(super) direct_reports_n: Option<u32>,
    /// Who, as stated.
    pub(super) who: Option<Range<usize>>,
    /// From the cue to the end of what it says.
    pub(super) span: Range<usize>,
}

/// Words for staff as a whole.
#[rustfmt::skip] // A list of words reads better in lines.
const STAFF: [&str; 23] = [
    "staff", "team", "teams", "employees", "employee", "personnel", "colleagues", "people", "interns", "apprentices", "trainees", "workforce",
        "subordinates", "supervisors", "workers", "librarians", "équipe", "équipes", "collaborateurs", "mitarbeitende", "equipo", "equipe", "intern",
];

/// People whose management does not count, and things that have "staff" or "team" in their name.
#[rustfmt::skip] // A list of words reads better in lines.
const NOT_STAFF: [&str; 34] = [
    "volunteers", "volunteer", "contractors", "contractor", "freelancers", "freelance", "consultants", "suppliers", "vendors", "agencies",
        "agency", "students", "phd", "clients", "client", "patients", "patient", "children", "participants", "projects", "project", "programme",
        "program", "budget", "budgets", "community", "relationships", "stakeholders", "expectations", "cross-functional", "virtual", "matrix",
        "ambassadors", "learners",
];

/// Words that may stand between the verb and those who are managed.
#[rustfmt::skip] // A list of words reads better in lines.
const MODIFIERS: [&str; 45] = [
    "a", "an", "the", "our", "your", "their", "its", "of", "and", "&", "or", "small", "growing", "large", "dedicated", "wider", "whole", "entire",
        "other", "junior", "senior", "full-time", "part-time", "new", "up", "to", "approximately", "around", "about", "all", "any", "relevant",
        "for", "more", "more-junior", "high-performing", "talented", "unqualified", "responsibility", "diverse", "member", "members", "oversee",
        "build", "building",
];

/// A second verb, and what else leads on to those who are managed: "supervises and evaluates", "managing and is responsible for".
#[rustfmt::skip] // A list of words reads better in lines.
const SECOND: [&str; 32] = [
    "and", "or", "of", "for", "is", "responsible", "evaluate", "evaluates", "evaluating", "support", "supports", "supporting", "develop",
        "develops", "developing", "coach", "coaches", "coaching", "mentor", "mentors", "mentoring", "train", "trains", "training", "motivate",
        "motivates", "manage", "manages", "managing", "lead", "leads", "leading",
];

/// Words before a cue that take it back.
const NEGATIONS: [&str; 14] =
    ["no", "not", "without", "non", "doesn't", "doesn’t", "don't", "don’t", "never", "nor", "isn't", "isn’t", "kein", "keine"];

/// Words before a cue that make it something that others do, offer or ask for in the past.
#[rustfmt::skip] // A list of words reads better in lines.
const OTHERS: [&str; 14] = [
    "under", "receive", "receives", "minimal", "little", "limited", "without", "regular", "clinical", "close", "provided", "support", "experience",
        "parental",
];

/// Reads what a cue at `from..to` says about managing people.
pub(super) fn managing(text: &str, cue: Cue, from: usize, to: usize) -> Option<Managing> {
    let statement = start(text, from);
    match cue {
        Cue::NobodyManaged => Some(Managing { manages: false, direct_reports_n: None, who: None, span: from..to }),
        Cue::ResponsibleFor => posts_managed(text, from, to),
        Cue::DirectReports => direct_reports(text, statement, from, to),
        Cue::LineManage => line_management(text, statement, from, to),
        Cue::PeopleManagement => plain(text, statement, from, to),
        Cue::Supervise => supervising(text, statement, from, to),
        Cue::Manage => people_behind_verb(text, statement, from, to),
        _ => None,
    }
}

/// What stands before the cue in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Negation,
    Others,
}

fn before(text: &str, statement: usize, from: usize) -> Before {
    let near = &text[text.floor_char_boundary(statement.max(from.saturating_sub(45)))..from];
    let words: Vec<String> = near.rsplit([',', ';', ':']).next().unwrap_or_default().split_whitespace().map(bare).collect();
    if words.iter().any(|word| NEGATIONS.contains(&word.as_str())) {
        return Before::Negation;
    }
    let last = words.len().saturating_sub(6);
    if words[last..].iter().any(|word| OTHERS.contains(&word.as_str())) { Before::Others } else { Before::Nothing }
}

/// Does a label's value say that there is nobody or nothing?
fn says_none(value: &str) -> bool {
    let value = value.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    ["none", "n/a", "no ", "nil", "0", "not applicable", "no\n", "nobody", "no."].iter().any(|none| value.starts_with(none)) || value == "no"
}

/// The value of a label at `to`: what follows its colon on the line, or stands on the next one.
fn label_value(text: &str, from: usize, to: usize) -> Option<Range<usize>> {
    let is_first = !text[line_start(text, from)..from].contains(char::is_alphanumeric);
    let rest = text[to..line_end(text, to)].trim_start_matches(|c: char| c.is_alphabetic() || matches!(c, ' ' | '*' | '_' | '(' | ')' | '/' | '#'));
    let colon = line_end(text, to) - rest.len();
    let passed = colon - to;
    if rest.is_empty() && is_first && passed < 20 {
        let next = colon + text[colon..].len() - text[colon..].trim_start().len();
        return (next - colon < 20).then(|| next..line_end(text, next));
    }
    (rest.starts_with([':', '|', '\t']) && passed < 30).then(|| colon + 1..line_end(text, colon))
}

/// "Direct reports: 4", "two direct reports", "no direct reports".
fn direct_reports(text: &str, statement: usize, from: usize, to: usize) -> Option<Managing> {
    let found = |manages, n| Some(Managing { manages, direct_reports_n: n, who: None, span: from..to });
    let many = text[to..].starts_with('s') || text[to..].starts_with("(s)");
    if before(text, statement, from) == Before::Negation {
        return found(false, None);
    }
    if let Some(value) = label_value(text, from, to) {
        let value = &text[value];
        let n = value.split_whitespace().next().and_then(number);
        let named = value.split_whitespace().take(12).any(|word| is_role(word) || is_roles(word) || STAFF.contains(&bare(word).as_str()));
        return if says_none(value) {
            found(false, None)
        } else if n.is_some() || named || value.trim().to_lowercase().starts_with("yes") {
            found(true, n)
        } else {
            None
        };
    }
    let counted = number(last_word(text, statement, from));
    let others = ["their", "his", "her", "as", "my"].contains(&bare(last_word(text, statement, from)).as_str());
    if others || !(many || counted.is_some()) { None } else { found(true, counted) }
}

/// "Responsible for: 2 x Community Officers" as a label; the sentence "responsible for …" is no evidence by itself.
fn posts_managed(text: &str, from: usize, to: usize) -> Option<Managing> {
    let colon = if text[..to].ends_with(':') { to - 1 } else { to };
    let value = label_value(text, from, colon)?;
    let words: Vec<&str> = text[value.clone()].split_whitespace().take(12).collect();
    if says_none(&text[value.clone()]) {
        return Some(Managing { manages: false, direct_reports_n: None, who: None, span: from..value.end });
    }
    let unpaid = words.iter().any(|word| NOT_STAFF.contains(&bare(word).as_str()));
    let posts = words.iter().any(|word| is_roles(word)) || (words.iter().any(|word| is_role(word)) && words.len() < 8);
    let n = words.first().and_then(|word| number(word));
    (posts && !(unpaid && n.is_none())).then(|| Managing {
        manages: true,
        direct_reports_n: n,
        who: Some(trimmed(text, value.clone())),
        span: from..value.end,
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = &text[range.clone()];
    let from = range.start + inner.len() - inner.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    from..from + text[from..range.end].trim_end().len()
}

/// "line manage two officers", "line management responsibility"; not "your line manager", "no line management".
fn line_management(text: &str, statement: usize, from: usize, to: usize) -> Option<Managing> {
    let form = ["ement", "es", "ing", "e", "er", "ed"]
        .into_iter()
        .find(|form| text[to..].starts_with(form) && !text[to + form.len()..].starts_with(char::is_alphanumeric))?;
    let after = to + form.len();
    let says = |manages, people: Option<(Range<usize>, Option<u32>)>| {
        let (who, n) = people.map_or((None, None), |(who, n)| (Some(who), n));
        let end = who.as_ref().map_or(after, |who| who.end.max(after));
        Some(Managing { manages, direct_reports_n: n, who, span: from..end })
    };
    let around = before(text, statement, from);
    if around == Before::Negation {
        return if form == "er" { None } else { says(false, None) };
    }
    if form == "er" || form == "ed" {
        // "act as line manager for the officers" is a duty; "your line manager" is somebody else.
        let acts = text[statement..from].to_lowercase();
        let acts = acts.trim_end().ends_with(" as") || acts.contains("act as") || acts.contains("be the");
        return (form == "er" && acts).then(|| says(true, None)).flatten();
    }
    if let Some(value) = label_value(text, from, after).filter(|_| form == "ement").filter(|value| says_none(&text[value.clone()])) {
        return Some(Managing { manages: false, direct_reports_n: None, who: None, span: from..value.end });
    }
    if around == Before::Others {
        return None;
    }
    match people(text, after, end(text, after)) {
        People::Staff(who, n) => says(true, Some((who, n))),
        People::Unpaid => None,
        People::Nobody => says(true, None),
    }
}

/// "people management responsibilities", "supervisory duties".
fn plain(text: &str, statement: usize, from: usize, to: usize) -> Option<Managing> {
    let found = |manages| Some(Managing { manages, direct_reports_n: None, who: None, span: from..to });
    if before(text, statement, from) == Before::Negation {
        return found(false);
    }
    if let Some(value) = label_value(text, from, to) {
        return if says_none(&text[value.clone()]) { found(false) } else { None };
    }
    let supervisory = text[from..to].eq_ignore_ascii_case("supervisory");
    let responsible = ["responsib", "duties", "role", "authority"].iter().any(|word| text[to..].trim_start().to_lowercase_starts(word));
    let experienced = text[statement..end(text, to)].to_lowercase().contains("experience");
    if experienced || (supervisory && !responsible) || before(text, statement, from) == Before::Others { None } else { found(true) }
}

/// Case-insensitive prefix of an ASCII word.
trait StartsWith {
    fn to_lowercase_starts(&self, word: &str) -> bool;
}

impl StartsWith for str {
    fn to_lowercase_starts(&self, word: &str) -> bool {
        self.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    }
}

/// "supervises two assistants", "supervision of staff"; not "under supervision", "clinical supervision".
fn supervising(text: &str, statement: usize, from: usize, to: usize) -> Option<Managing> {
    let form = ["e ", "es ", "ing ", "ion of ", "ion and management of ", "ion to ", "e, ", "es, ", "ion for "]
        .into_iter()
        .find(|form| text[to..].starts_with(form))?;
    let after = to + form.len();
    let around = before(text, statement, from);
    if around == Before::Others {
        return None;
    }
    match people(text, after, end(text, after)) {
        People::Staff(who, n) => Some(Managing { manages: around != Before::Negation, direct_reports_n: n, span: from..who.end, who: Some(who) }),
        _ => None,
    }
}

/// "manage a team of six", "leads two officers"; not "manage the team's inbox", "manage volunteers", "lead team meetings".
fn people_behind_verb(text: &str, statement: usize, from: usize, to: usize) -> Option<Managing> {
    let around = before(text, statement, from);
    let lower = text[text.floor_char_boundary(statement.max(from.saturating_sub(45)))..from].to_lowercase();
    // "matrix-managing" is another thing.
    if lower.ends_with('-')
        || lower.contains("experience")
        || lower.contains("under ")
        || lower.contains("receive ")
        || is_noun(text, statement, from)
    {
        return None;
    }
    let People::Staff(who, n) = people(text, to, end(text, to)) else { return None };
    // A head of a whole team may lead it and manage nobody in it.
    let leads = text[from..to].to_lowercase_starts("lead");
    let whole = text[who.clone()].to_lowercase();
    let says_people = n.is_some() || ["team of", "staff"].iter().any(|word| whole.contains(word));
    let says_whose = ["a ", "our ", "the "].iter().any(|word| whole.starts_with(word));
    if leads && (text[to..].starts_with("to ") || !(says_people || says_whose)) {
        return None;
    }
    Some(Managing { manages: around != Before::Negation, direct_reports_n: n, span: from..who.end, who: Some(who) })
}

/// "the project lead staff …", "our lead officers": there "lead" is no verb.
fn is_noun(text: &str, statement: usize, from: usize) -> bool {
    let last = bare(last_word(text, statement, from));
    let cue_is_lead = text[from..].to_lowercase_starts("lead ");
    cue_is_lead && (["the", "a", "our", "your", "team", "project", "their"].contains(&last.as_str()) || kind(&last) == Some(Kind::Field))
}

/// Whom a verb is about.
enum People {
    Staff(Range<usize>, Option<u32>),
    Unpaid,
    Nobody,
}

/// The people named from `at` on: within a few words, at the head of the phrase.
fn people(text: &str, at: usize, until: usize) -> People {
    let (mut next, mut n, mut unpaid, mut first, mut topic, mut adjectives) = (at, None, false, None, false, 0);
    for _ in 0..9 {
        let Some(word) = next_word(text, next, until) else { break };
        next = word.end;
        let whole = &text[word.clone()];
        let lower = bare(whole);
        let leads_on = first.is_none() && (SECOND.contains(&lower.as_str()) || lower.is_empty());
        let first = if leads_on { word.start } else { *first.get_or_insert(word.start) };
        // "the development of the workforce" is about development.
        if (topic || adjectives > 0) && (lower == "of" || lower == "for") {
            break;
        }
        if NOT_STAFF.contains(&lower.as_str()) {
            unpaid = true;
            if whole.ends_with([',', ';', '.']) && !text[next..].trim_start().starts_with("staff") {
                break;
            }
            continue;
        }
        if let Some(counted) = number(whole) {
            n = Some(counted);
        } else if STAFF.contains(&lower.as_str())
            || is_roles(whole)
            || (is_role(whole) && (n == Some(1) || (whole.starts_with(char::is_uppercase) && word.start > first)))
        {
            if unpaid && lower == "team" {
                return People::Unpaid;
            }
            if is_head(text, whole, next, until) && !(unpaid && lower.starts_with("team")) {
                let Some((end, more)) = team_of(text, &lower, word.end, until) else { return People::Unpaid };
                let end = text[..end].trim_end_matches(|c: char| !c.is_alphanumeric()).len();
                return People::Staff(first..end, n.or(more));
            }
        } else if !(MODIFIERS.contains(&lower.as_str())
            || SECOND.contains(&lower.as_str())
            || kind(whole).is_some_and(|kind| kind != Kind::Plain)
            || whole.starts_with(char::is_uppercase)
            || whole == "x"
            || whole.starts_with('('))
        {
            // "a flexible and dynamic team": adjectives that no list knows, behind an article.
            adjectives += 1;
            let article = ["a", "an", "our", "the"].contains(&bare(text[first..].split_whitespace().next().unwrap_or_default()).as_str());
            if topic
                || !article
                || adjectives > 3
                || goes_on(&lower)
                || lower.ends_with("ing")
                || !lower.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
            {
                break;
            }
        } else {
            topic |= !MODIFIERS.contains(&lower.as_str()) && !SECOND.contains(&lower.as_str());
        }
        if whole.ends_with([',', ';', '.', ':']) && n.is_none() && !whole.ends_with(',') {
            break;
        }
    }
    if unpaid { People::Unpaid } else { People::Nobody }
}

/// Is the word the head of its phrase: nothing follows, or a word that goes on with the sentence?
fn is_head(text: &str, word: &str, at: usize, until: usize) -> bool {
    if word.contains("'s") || word.contains("’s") || word.contains("s'") || word.contains("s’") {
        return false;
    }
    if word.ends_with([',', '.', ';', ':', ')', '!']) {
        return true;
    }
    let Some(next) = next_word(text, at, until) else { return true };
    let next = &text[next];
    next.starts_with(['(', '[', '–', '-', '&', '/']) || goes_on(&bare(next))
}

/// Does the word go on with a sentence behind the one that is its object?
fn goes_on(word: &str) -> bool {
    const WORDS: &str = "of and & to in for with that who which through across including on by at within where from as or is are based plus both when while members member responsible \
        working reporting consisting comprising supporting et de und y delivering providing is/are – - — / so during";
    WORDS.split_whitespace().any(|one| one == word)
}

/// "team of six officers": the end of it, and the number; nothing when the team is one of volunteers.
fn team_of(text: &str, lower: &str, at: usize, until: usize) -> Option<(usize, Option<u32>)> {
    if lower != "team" {
        return Some((at, None));
    }
    let Some(of) = next_word(text, at, until).filter(|word| &text[word.clone()] == "of") else { return Some((at, None)) };
    let (mut next, mut last, mut n, mut unpaid) = (of.end, at, None, false);
    for place in 0..6 {
        let Some(word) = next_word(text, next, until) else { break };
        let whole = &text[word.clone()];
        let lower = bare(whole);
        next = word.end;
        if place < 3 && n.is_none() && !text[..word.start].trim_end().to_lowercase().ends_with("band") {
            n = number(whole);
            last = if n.is_some() { word.end } else { last };
        }
        unpaid |= NOT_STAFF.contains(&lower.as_str());
        if is_roles(whole) || STAFF.contains(&lower.as_str()) {
            last = word.end;
            unpaid = false;
            break;
        }
        if whole.ends_with([',', '.', ';']) {
            break;
        }
    }
    (!unpaid || n.is_some()).then_some((last, n))
}

/// "two officers reporting to this post": who reports to the post is managed by it.
pub(super) fn reports_to_the_post(text: &str, from: usize, to: usize) -> Option<Managing> {
    let rest = text[to..].trim_start_matches(char::is_alphabetic).trim_start();
    let rest = rest.strip_prefix("directly ").unwrap_or(rest).strip_prefix("to ")?;
    let the_post = ["you", "this role", "this position", "this post", "the post holder", "the postholder", "the post-holder"];
    let post =
        the_post.iter().find(|post| rest.strip_prefix(**post).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'')))?;
    // "report to your manager" begins alike.
    (before(text, start(text, from), from) != Before::Negation && !rest[post.len()..].starts_with("r ")).then(|| Managing {
        manages: true,
        direct_reports_n: None,
        who: None,
        span: from..text.len() - rest.len() + post.len(),
    })
}
