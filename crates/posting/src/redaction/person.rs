//! Where a text names a person to contact or to report to.

use std::ops::Range;
use std::sync::LazyLock;

use super::name::{Token, name_at, tokens};
use crate::text::cue::Cues;
use crate::text::sentence::{end, line_end, line_start, start};
use crate::text::vocabulary::{Kind, bare, is_role, is_roles, kind};

/// What a word says about a name near it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// A form of address stands before the name: "Dr", "Frau".
    Title,
    /// The statement says whom to contact.
    Contact,
    /// Somebody to report to follows.
    Report,
    /// An address, which a name may stand before.
    Address,
}

#[rustfmt::skip] // A list of words reads better in lines.
const CUES: [(Cue, &str); 4] = [
    (Cue::Title, "dr *|dr.*|prof *|prof.*|professor *|mr *|mr.*|mrs *|mrs.*|ms *|ms.*|miss *|mx *|sir *|dame *|frau *|herr *|herrn *|mme *|\
        madame *|monsieur *|señora *|señor *|sra.*|sra *|dra.*|dra *|rev *|rev.*|revd *|m. *"),
    (Cue::Contact, "contact*|speak to*|speak with*|talk to*|talk with*|call *|email*|e-mail*|email an *|e-mail an *|mail an *|\
        contacted by *|ring *|telephone*|reach out to*|in touch with*|enquiries to*|inquiries to*|queries to*|questions to*|\
        discussion with*|chat with*|visit with*|write to*|resume to*|résumé to*|cv to*|application to*|applications to*|letter to*|\
        materials to*|references to*|addressed to*|attention of*|attention:*|attn*|c/o *|ansprechpartner*|kontakt*|contato*|rückfragen*|\
        auskunft*|auskünfte*|à l'attention*|à l’attention*|auprès de*|adressée*|adresser*|recruiter:*|hiring manager:*|referees:*|name:*|\
        namemr*|name*"),
    (Cue::Report, "report to*|report directly to*|reports to*|reports directly to*|reporting to*|reporting directly to*|supervision of*|\
        managed by*|line manager*|supervisor:*"),
    (Cue::Address, "email]*|phone]*"),
];

static ALL: LazyLock<Cues<Cue>> = LazyLock::new(|| Cues::new(&CUES));

/// Bytes of a contact statement looked at.
const REACH: usize = 300;

/// Names that have a form of address but no person.
const NOBODY: [&str; 7] = ["martens", "pepper", "who", "seuss", "strangelove", "bean", "scholl"];

/// Words with a capital that a name may follow: labels and the beginnings of sentences.
const LEADS: [&str; 10] = ["Name", "Contact", "Email", "Call", "Ring", "Or", "And", "Either", "With", "To"];

/// Words before a name that make it a place or an institution.
const AT: [&str; 15] = ["for", "an", "the", "at", "in", "of", "from", "near", "within", "our", "a", "this", "across", "im", "bei"];

/// The names of persons in a text, in its order, apart from each other.
pub(super) fn persons(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // A statement with many cues is read once.
    let mut read = 0;
    for (Range { start: from, end: to }, cue) in ALL.find(text) {
        let before = text[..from].chars().next_back();
        let stands = match cue {
            Cue::Address => before == Some('['),
            // Without a sign behind it the word is a label at the beginning of a line only.
            Cue::Contact if text[from..to].eq_ignore_ascii_case("name") => before == Some('\n'),
            _ => !before.is_some_and(char::is_alphanumeric),
        };
        if !stands {
            continue;
        }
        match cue {
            Cue::Title => found.extend(titled(text, from)),
            Cue::Contact => read = contacts(text, from, to, read, &mut found),
            Cue::Report => found.extend(reported_to(text, to)),
            Cue::Address => before_address(text, from - 1, &mut found),
        }
    }
    found.sort_by(|a, b| (a.start, b.end).cmp(&(b.start, a.end)));
    let mut end = 0;
    found.retain(|span| {
        let stands = span.start >= end;
        end = end.max(span.end);
        stands
    });
    found
}

/// "Prof. Dr. Jane Doe": forms of address and the name behind them.
fn titled(text: &str, from: usize) -> Option<Range<usize>> {
    if !text[from..].starts_with(char::is_uppercase) {
        return None;
    }
    let near = tokens(text, from..text.floor_char_boundary(from + 90).min(line_end(text, from)));
    let titles = near.iter().enumerate().take(5).take_while(|(n, token)| (*n == 0 || token.follows) && is_title(&text[token.span.clone()])).count();
    let first = near.get(titles).filter(|token| token.follows)?;
    let is_ward =
        || near.len() > titles + 1 && &text[near[titles + 1].span.clone()] == "Ward" && near.get(titles + 2).is_none_or(|next| !next.follows);
    let n = name_at(text, &near, titles).min(4);
    let n = if n == 0 && is_ward() && name_at(text, &near[..=titles], titles) == 1 { 2 } else { n };
    // "Mr Dean Phillips": a first name that is a role too.
    let is_dean = n == 0
        && is_role(&text[first.span.clone()])
        && near.get(titles + 1).is_some_and(|next| next.follows)
        && name_at(text, &near, titles + 1) == 1;
    let n = if is_dean { 2 } else { n };
    let nobody = NOBODY.contains(&bare(&text[first.span.clone()]).as_str());
    (n > 0 && titles > 0 && !nobody).then(|| from..near[titles + n - 1].span.end)
}

fn is_title(word: &str) -> bool {
    #[rustfmt::skip] // A list of words reads better in lines.
    const TITLES: [&str; 24] = [
        "Dr", "Prof", "Professor", "Professorin", "Mr", "Mrs", "Ms", "Miss", "Mx", "Sir", "Dame", "Frau", "Herr", "Herrn", "Mme", "Madame",
            "Monsieur", "Señora", "Señor", "Sra", "Dra", "Rev", "Revd", "M",
    ];
    TITLES.contains(&word)
}

/// The names in a statement that says whom to contact.
///
/// What lies before `read` is known; says how far the text is known then.
fn contacts(text: &str, from: usize, to: usize, read: usize, found: &mut Vec<Range<usize>>) -> usize {
    let label = text[from..to].trim_start().to_lowercase();
    // "NameZoe": a form whose labels are glued to what was filled in.
    let ends_word = text[..to].ends_with(' ')
        || !text[to..].starts_with(char::is_alphabetic)
        || ["ing", "in:", "in ", "o:", "o "].iter().any(|rest| text[to..].starts_with(rest));
    let is_glued = label == "name" && text[to..].starts_with(char::is_uppercase);
    if !(ends_word || is_glued || label.starts_with("ansprech")) {
        return read;
    }
    let until = scope_end(text, to);
    let to = to.max(read.min(until));
    let near = tokens(text, to..until);
    let mut at = 0;
    while at < near.len() {
        let n = name_at(text, &near, at);
        if n == 0 {
            at += 1;
            continue;
        }
        let titled = near[at].follows && at > 0 && is_title(&text[near[at - 1].span.clone()]);
        let span = near[at - usize::from(titled)].span.start..near[at + n - 1].span.end;
        if is_person_to_contact(text, &near, at, n, to) {
            found.push(span);
        }
        at += n;
    }
    handles(text, to..until, found);
    until.max(read)
}

/// Where a contact statement ends: with the sentence, or the lines below it when nobody is named on its own line.
fn scope_end(text: &str, to: usize) -> usize {
    let mut until = end(text, to);
    for _ in 0..2 {
        let named = text[to..until]
            .split_whitespace()
            .any(|word| word.trim_start_matches(|c: char| !c.is_alphabetic()).starts_with(char::is_uppercase) && kind(word).is_none());
        let says_little = text[to..until].chars().filter(|c| c.is_alphanumeric()).count() < 16;
        if named || !says_little {
            break;
        }
        let rest = &text[until..];
        let next = until + rest.len() - rest.trim_start().len();
        until = end(text, next);
    }
    text.floor_char_boundary(until.min(to + REACH))
}

/// Two words or more are a name in a contact statement; one alone needs an address behind it.
fn is_person_to_contact(text: &str, near: &[Token], at: usize, n: usize, cue: usize) -> bool {
    let before = at.checked_sub(1).map_or(&text[cue..near[at].span.start], |before| &text[near[before].span.clone()]);
    if near[at].follows && AT.contains(&before.trim().to_lowercase().as_str()) {
        return false;
    }
    // "Early Supported Discharge": what goes on from a capital is no beginning of a name, unless that is a role.
    if near[at].follows
        && at > 0
        && before.starts_with(char::is_uppercase)
        && !(is_role(before) || is_roles(before) || is_title(before) || LEADS.contains(&before))
    {
        return false;
    }
    let span = near[at].span.start..near[at + n - 1].span.end;
    if n > 1 {
        return true;
    }
    let word = &text[span.clone()];
    word.chars().count() > 2 && address_follows(text, span.end)
}

/// "Jane at [email]", "Jane on: [phone]".
fn address_follows(text: &str, at: usize) -> bool {
    let rest = &text[at..text.floor_char_boundary(at + 40)];
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '<' | ']' | ':' | '-' | '–'));
    let rest = ["on", "at", "via", "by", "unter", "au", "en", "email", "e-mail", "phone", "tel"]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | ':' | '-' | '–' | '.'));
    let rest = ["email", "e-mail", "phone", "tel"].iter().find_map(|word| rest.strip_prefix(word)).unwrap_or(rest);
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '<' | ':' | '-' | '–' | '.'));
    rest.starts_with("[email]") || rest.starts_with("[phone]") || rest.starts_with("[link]")
}

/// "@jane_doe" in a contact statement.
fn handles(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    for (n, _) in text[range.clone()].match_indices('@') {
        let at = range.start + n;
        let len = text[at + 1..range.end].bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let rest = &text[at + 1 + len..];
        let goes_on = rest.starts_with(['@', '/']) || rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        let alone = text[..at].ends_with([' ', '(', ':', '\n']) && !goes_on;
        if len >= 3 && alone {
            found.push(at..at + 1 + len);
        }
    }
}

/// "report to Jane Doe", "report to our CEO, Jane Doe": right behind the cue, or behind a role.
fn reported_to(text: &str, to: usize) -> Option<Range<usize>> {
    let mut from = to;
    let mut until = end(text, to);
    if !text[to..until].contains(char::is_alphanumeric) {
        let rest = &text[until..];
        from = until + rest.len() - rest.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
        until = end(text, from);
    }
    let near = tokens(text, from..text.floor_char_boundary(until.min(from + REACH / 2)));
    let mut role = true;
    for at in 0..near.len() {
        let word = &text[near[at].span.clone()];
        let n = if role { name_at(text, &near, at) } else { 0 };
        if n > 1 {
            return Some(near[at].span.start..near[at + n - 1].span.end);
        }
        let small = ["and", "of", "for", "the", "our", "your"].contains(&word);
        if !small && !word.starts_with(char::is_uppercase) {
            return None;
        }
        role = matches!(kind(word), Some(Kind::Role | Kind::Field | Kind::Group)) || (at == 0 && word == "our");
    }
    None
}

/// "Jane Doe, Ward Manager, [email]": a name that begins the line, or follows a sign or a word such as "to".
fn before_address(text: &str, at: usize, found: &mut Vec<Range<usize>>) {
    let from = text.ceil_char_boundary(line_start(text, at).max(start(text, at)).max(at.saturating_sub(REACH / 2)));
    let near = tokens(text, from..at.max(from));
    let mut i = 0;
    while i < near.len() {
        let n = name_at(text, &near, i);
        if n > 1 {
            let before = i.checked_sub(1).map_or("", |before| &text[near[before].span.clone()]);
            let leads = !near[i].follows || is_role(before) || ["to", "with", "contact", "or", "and", "by", "email", "call"].contains(&before);
            let gap = &text[near[i + n - 1].span.end..];
            let ends = near.len() == i + n
                || gap.trim_start().starts_with([',', '-', '–', '(', ':', '<', '.', '|', ']'])
                || near[i + n].span.start > near[i + n - 1].span.end && {
                    let next = &text[near[i + n].span.clone()];
                    matches!(next, "on" | "at" | "via" | "by" | "email" | "Email" | "Tel" | "tel" | "or" | "and") || kind(next).is_some()
                };
            if leads && ends {
                found.push(near[i].span.start..near[i + n - 1].span.end);
            }
        }
        i += n.max(1);
    }
}
