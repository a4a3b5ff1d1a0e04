//! The name of a post as a text states it: where it ends, and what it is called without abbreviations.

use std::ops::Range;

use crate::text::sentence::next_word;
use crate::text::vocabulary::{Kind, kind};

/// The words that name a post or a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RolePhrase {
    /// Where it stands in the text.
    pub(super) span: Range<usize>,
    /// One of its words names a post, not only a body such as a board.
    pub(super) names_post: bool,
}

/// Words of a name at most.
const WORDS: usize = 14;

/// Small words that may stand within a name when another word of it follows.
const CONNECTORS: [&str; 21] =
    ["of", "for", "and", "&", "the", "de", "des", "du", "la", "le", "les", "l'", "et", "der", "die", "für", "und", "y", "del", "da", "do"];

/// Words before a name that don't belong to it.
const ARTICLES: [&str; 37] = [
    "the", "a", "an", "our", "your", "its", "their", "both", "either", "one", "der", "die", "das", "den", "dem", "le", "la", "les", "l'", "du", "de",
    "des", "au", "à", "el", "los", "las", "del", "al", "ao", "o", "da", "do", "new", "this", "is", "ist",
];

/// Words that cannot be in the name of a post: they go on with the sentence.
#[rustfmt::skip] // A list of words reads better in lines.
const ENDERS: [&str; 43] = [
    "who", "which", "that", "with", "to", "in", "on", "at", "will", "as", "is", "are", "by", "from", "within", "this", "you", "we", "your", "our",
        "through", "where", "when", "while", "based", "but", "or", "via", "per", "about", "regarding", "any", "all", "these", "those", "they",
        "he", "she", "it", "its", "qui", "und", "please",
];

/// Labels that follow the value of another on one line.
#[rustfmt::skip] // A list of words reads better in lines.
const LABELS: [&str; 27] = [
    "location", "salary", "hours", "department", "team", "contract", "grade", "job", "start", "status", "flsa", "position", "type", "responsible",
        "direct", "accountable", "band", "reports", "date", "work", "base", "line", "supervises", "employment", "classification", "pay", "key",
];

/// The role that the text names from `from` on, before `end`; nothing unless one of the words is a role or a body.
pub(super) fn role_phrase(text: &str, from: usize, end: usize) -> Option<RolePhrase> {
    let mut reader = Reader { text, end, first: None, last: from, in_capitals: false, role: false, group: false };
    let mut at = pass_articles(text, from, end);
    for n in 0..WORDS {
        let Some(word) = next_word(text, at, end) else { break };
        at = word.end;
        if !reader.take(word, n) {
            break;
        }
    }
    let span = reader.first?..reader.last;
    (reader.role || reader.group).then_some(RolePhrase { span, names_post: reader.role })
}

/// Passes articles, signs of markup and an employer's genitive ("Acme's").
fn pass_articles(text: &str, mut at: usize, end: usize) -> usize {
    for _ in 0..5 {
        let Some(word) = next_word(text, at, end) else { return at };
        let bare = text[word.clone()].trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        let named = next_word(text, word.end, end).is_some_and(|next| text[next].starts_with(char::is_uppercase));
        let genitive = (bare.ends_with("'s") || bare.ends_with("’s")) && (named || kind(bare).is_none());
        if !(bare.is_empty() || genitive || ARTICLES.contains(&bare.to_lowercase().as_str())) {
            return at;
        }
        at = word.end;
    }
    at
}

/// What has been read of a name so far.
struct Reader<'a> {
    text: &'a str,
    end: usize,
    first: Option<usize>,
    last: usize,
    in_capitals: bool,
    role: bool,
    group: bool,
}

impl Reader<'_> {
    /// Takes the `n`th word if it belongs to the name; says whether the name may go on behind it.
    fn take(&mut self, word: Range<usize>, n: usize) -> bool {
        let whole = &self.text[word.clone()];
        let (core, closes) = trimmed(whole);
        if core.is_empty() {
            return whole == "&" || (n == 0 && !whole.contains(['(', '[']));
        }
        if core.contains("](") || core.contains("://") {
            return false;
        }
        let (core, closes) = before_lost_blank(core).map_or((core, closes), |core| (core, true));
        let lower = core.to_lowercase();
        if self.first.is_some() && (whole.starts_with(['(', '[', '"', '“']) || self.is_label(&word, whole, &lower)) {
            return false;
        }
        let capital = core.starts_with(char::is_uppercase) || core.starts_with(|c: char| c.is_ascii_digit());
        if ENDERS.contains(&lower.as_str()) && !(capital && core.len() < 4 && core.chars().all(char::is_uppercase)) {
            return false;
        }
        if CONNECTORS.contains(&lower.as_str()) {
            // A team for something is a team; a director for something is called so.
            let of_body = lower == "for" && self.group && !self.role;
            return self.first.is_some() && !of_body && self.goes_on_after_connector(&lower, word.end) && !closes;
        }
        if !self.belongs(core, capital) || (self.first.is_some() && capital && self.is_person(&word)) {
            return false;
        }
        let from = word.start + whole.find(core).unwrap_or_default();
        self.first.get_or_insert(from);
        self.last = from + core.len();
        self.in_capitals |= capital;
        match kind(core) {
            Some(Kind::Role) => self.role = true,
            Some(Kind::Group) => self.group = true,
            _ => {}
        }
        !closes || (whole.ends_with(',') && self.goes_on_after_comma(word.end))
    }

    /// A capitalized name goes on in capitals; one in lower case until its role is named, and behind "of" and "for".
    fn belongs(&self, core: &str, capital: bool) -> bool {
        let after_connector = self.text[..self.text.len().min(self.end)]
            .get(self.last..)
            .and_then(|rest| rest.split_whitespace().next())
            .is_some_and(|word| matches!(word, "of" | "for" | "de" | "des" | "du" | "del" | "da" | "do" | "für"));
        if self.first.is_none() || capital {
            return true;
        }
        match kind(core) {
            Some(Kind::Role | Kind::Group) => true,
            Some(Kind::Field) => !self.in_capitals || !self.role || after_connector,
            _ => !self.role && !self.in_capitals,
        }
    }

    fn goes_on_after_connector(&self, connector: &str, at: usize) -> bool {
        let Some(next) = next_word(self.text, at, self.end) else { return false };
        let next = trimmed(&self.text[next]).0;
        let capital = next.starts_with(char::is_uppercase);
        match connector {
            "the" => capital && self.connected(at),
            "and" | "&" | "und" | "et" | "y" => capital || (!self.in_capitals && kind(next) == Some(Kind::Field)),
            _ => true,
        }
    }

    /// Does "of the" or "for the" end at `at`?
    fn connected(&self, at: usize) -> bool {
        let before = self.text[..at].trim_end_matches("the").trim_end();
        before.ends_with(" of") || before.ends_with(" for") || before.ends_with(" and") || before.ends_with(" &")
    }

    /// "Director, Public Engagement" goes on; "CEO, Jane Doe" and "Director, who" don't.
    fn goes_on_after_comma(&self, at: usize) -> bool {
        let mut at = at;
        for _ in 0..2 {
            let Some(next) = next_word(self.text, at, self.end) else { return false };
            let whole = &self.text[next.clone()];
            let core = trimmed(whole).0;
            if whole == "and" || whole == "&" {
                at = next.end;
                continue;
            }
            let known = match kind(core) {
                Some(Kind::Field) => true,
                Some(Kind::Role | Kind::Group) => !self.role,
                _ => false,
            };
            return core.starts_with(char::is_uppercase) && known;
        }
        matches!(next_word(self.text, at, self.end), Some(next) if self.text[next.clone()].starts_with(char::is_uppercase))
    }

    /// Two words in a row behind a role that are not of working life: a person's name, or a placeholder for one.
    fn is_person(&self, word: &Range<usize>) -> bool {
        if !self.role || kind(&self.text[word.clone()]).is_some() {
            return false;
        }
        let before = self.text[self.last..word.start].trim();
        let behind = next_word(self.text, word.end, self.end).map(|next| &self.text[next]);
        before.is_empty() && behind.is_some_and(|next| next.starts_with(char::is_uppercase) && kind(next).is_none())
    }

    /// "… of Communications Location: Leeds": the word before a colon is a label, and so may be the one or two before that.
    fn is_label(&self, word: &Range<usize>, whole: &str, lower: &str) -> bool {
        if whole.ends_with(':') {
            return true;
        }
        let rest = &self.text[word.end..self.end.min(self.text.floor_char_boundary(word.end + 20))];
        LABELS.contains(&lower) && rest.split_whitespace().take(2).any(|next| next.ends_with(':'))
    }
}

/// A word without the signs around it, and whether one of those behind it closes a phrase.
fn trimmed(word: &str) -> (&str, bool) {
    let core = word.trim_matches(|c: char| !c.is_alphanumeric());
    let behind = &word[word.rfind(core).unwrap_or_default() + core.len()..];
    let dotted = behind.starts_with('.') && behind.len() == 1 && core.len() <= 6 && opened(&core.to_lowercase()).is_some();
    let dotted = dotted || (behind == "." && core.len() == 3 && core.as_bytes()[1] == b'.');
    let closes = behind.contains([',', ';', '.', ')', '!', '?', ':', '|', '#', '*', '"', '”', ']']);
    (core, closes && !dotted)
}

/// "Leader.community": two words whose blank was lost; the first of them.
fn before_lost_blank(core: &str) -> Option<&str> {
    let (first, second) = core.split_once('.')?;
    let is_word = |part: &str| part.len() > 3 && part.chars().all(char::is_alphabetic);
    (is_word(first) && is_word(second)).then_some(first)
}

/// The long form of an abbreviated word.
fn opened(word: &str) -> Option<&'static str> {
    Some(match word {
        "sr" => "senior",
        "jr" => "junior",
        "mgr" => "manager",
        "dir" => "director",
        "asst" => "assistant",
        "assoc" => "associate",
        "exec" => "executive",
        "dept" => "department",
        "comms" | "comm" => "communications",
        "coord" | "co-ordinator" => "coordinator",
        "dep" => "deputy",
        "admin" => "administration",
        "ops" => "operations",
        "eng" => "engineering",
        "svcs" => "services",
        "intl" | "int'l" => "international",
        "mktg" => "marketing",
        "mgmt" => "management",
        "prog" => "program",
        "ceo" => "chief executive officer",
        "coo" => "chief operating officer",
        "cfo" => "chief financial officer",
        "cto" => "chief technology officer",
        "cmo" => "chief marketing officer",
        "vp" => "vice president",
        "svp" => "senior vice president",
        "evp" => "executive vice president",
        "pi" => "principal investigator",
        "hr" => "human resources",
        "&" => "and",
        _ => return None,
    })
}

/// Posts at the top, behind which "of" names the employer and no field of work.
const AT_THE_TOP: [&str; 4] = ["chief executive officer", "chief executive", "president", "director general"];

/// A role in lower case, abbreviations opened, one blank between words, without "at" and an employer behind it.
pub(super) fn normalized_role(raw: &str) -> String {
    let spaced = raw.replace(['/', '–', '—'], " / ").replace(['(', ')', '"', '*', '_'], " ");
    let words = spaced.split_whitespace().map(|word| {
        let lower = word.trim_matches([',', ';', ':']).to_lowercase();
        opened(lower.trim_end_matches('.')).map_or_else(|| lower.clone(), str::to_owned)
    });
    let role = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let role = role.split(" at ").next().unwrap_or_default();
    let top = AT_THE_TOP.iter().find(|top| role.strip_prefix(**top).is_some_and(|rest| rest.starts_with(" of ")));
    top.map_or(role, |top| top).trim_start_matches("the ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_posts() {
        for (text, wanted) in [
            ("the Head of Community, and will lead", Some("Head of Community")),
            ("our CEO, Jane Doe", Some("CEO")),
            ("Acme's Director, Public Engagement. More", Some("Director, Public Engagement")),
            ("the Head of Access, Delivery, & Resource Sharing Services and you will", Some("Head of Access, Delivery, & Resource Sharing Services")),
            ("Director of Finance and Operations Emmy Tsangu, who is", Some("Director of Finance and Operations")),
            ("the deputy team leader to provide care", Some("deputy team leader")),
            ("head of public engagement and work closely", Some("head of public engagement")),
            ("the Sr. Mgr. of Events.", Some("Sr. Mgr. of Events")),
            ("Director of Comms Location: Leeds", Some("Director of Comms")),
            ("Organizing Director in Arizona.", Some("Organizing Director")),
            ("the Director of the Gender and Climate (GAC) programme", Some("Director of the Gender and Climate")),
            ("Jane Doe", None),
            ("funders on progress", None),
        ] {
            assert_eq!(role_phrase(text, 0, text.len()).map(|found| &text[found.span]), wanted, "{text}");
        }
    }

    #[test]
    fn normalized_names() {
        for (raw, wanted) in [
            ("Sr. Mgr of Comms & Events", "senior manager of communications and events"),
            ("CEO of Acme", "chief executive officer"),
            ("Head of Community at Acme", "head of community"),
            ("Asst. Dir., Outreach", "assistant director outreach"),
        ] {
            assert_eq!(normalized_role(raw), wanted);
        }
    }
}
