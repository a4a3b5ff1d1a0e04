//! Words for what the tables name by a code, and lists as a sentence has them.

use crate::format::capitalized;

/// `a`, `a and b`, `a, b and c`; with a last comma where an item has an “and” of its own.
pub(crate) fn list(items: &[String]) -> String {
    let comma = if items.iter().any(|item| item.contains(" and ")) { "," } else { "" };
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{}{comma} and {last}", first.join(", ")),
    }
}

/// A label in the middle of a sentence: without the capital of its first word and of words that “and” joins to it, unless of an acronym.
pub(crate) fn in_sentence(label: &str) -> String {
    let is_acronym = |word: &str| word.chars().filter(|c| c.is_uppercase()).count() > 1;
    let mut before = "and";
    let mut words = Vec::new();
    for word in label.split(' ') {
        let joined = matches!(before, "and" | "or" | "&") && !is_acronym(word);
        words.push(if joined { word.to_lowercase() } else { word.to_owned() });
        before = word;
    }
    words.join(" ")
}

/// `Six`, `Ten`, `11`: a number at the head of a sentence.
pub(crate) fn number(n: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| capitalized(word))
}

/// How firmly a vacancy asks.
pub(crate) fn requirement(code: &str) -> &str {
    match code {
        "unstated" => "asked for, firmness not stated",
        "duty" => "named among the duties",
        other => other,
    }
}

/// What a group is, for a heading.
pub(crate) fn group_by(code: &str) -> &str {
    match code {
        "lang" => "language",
        "employer_type" => "kind of employer",
        "role_family" => "kind of job",
        "seniority" => "level",
        other => other,
    }
}

/// Where a level stands, the lowest first.
pub(crate) fn level(code: &str) -> u64 {
    const LEVELS: [&str; 7] = ["assistant", "officer", "manager", "senior-manager", "head", "director", "unclear"];
    LEVELS.iter().position(|level| *level == code).unwrap_or(LEVELS.len()) as u64
}

/// The name of a group: languages and countries by their English name, other codes as words, years as they are.
pub(crate) fn group_value(group_by: &str, value: &str) -> String {
    let known = match (group_by, value) {
        ("lang", "en") => Some("English"),
        ("lang", "fr") => Some("French"),
        ("lang", "es") => Some("Spanish"),
        ("lang", "pt") => Some("Portuguese"),
        ("lang", "de") => Some("German"),
        (_, "unknown") => Some("not stated"),
        (_, "unclear") => Some("not clear"),
        ("role_family", "other-not-engagement") => Some("other kinds"),
        ("employer_type", "museum_library") => Some("museum or library"),
        ("country", code) => crate::country::name(code),
        _ => None,
    };
    match (known, group_by) {
        (Some(name), _) => name.to_owned(),
        (None, "role_family" | "seniority" | "employer_type" | "engagement_mode") => words(value),
        (None, _) => value.to_owned(),
    }
}

/// The name of a group at the head of a column or a line.
pub(crate) fn capitalized_value(group_by: &str, value: &str) -> String {
    capitalized(&group_value(group_by, value))
}

/// A code of several words as people write it: `fixed_term` is fixed term.
pub(crate) fn words(code: &str) -> String {
    code.replace(['_', '-'], " ")
}

/// A stage of the flow.
pub(crate) fn stage(code: &str) -> String {
    match code {
        "archive" => "Kept in the archive".to_owned(),
        "extract" => "Read for postings".to_owned(),
        "resolve" => "Told apart as vacancies".to_owned(),
        "scope" => "Held against the scope".to_owned(),
        "tag" => "Searched for concepts".to_owned(),
        other => capitalized(&other.replace('_', " ")),
    }
}

/// Where inputs went in the flow.
pub(crate) fn reason(code: &str) -> String {
    match code {
        "captures" => "captures (pages and files as fetched)".to_owned(),
        "damaged" => "damaged records of the archive, stepped over".to_owned(),
        "postings" => "captures with postings".to_owned(),
        "other_page" => "pages without a posting".to_owned(),
        "not_a_page" => "no pages (robots.txt, sitemaps)".to_owned(),
        "fault" => "could not be read".to_owned(),
        "observations" => "observations of postings".to_owned(),
        "vacancies" => "distinct vacancies".to_owned(),
        "seen_again" => "the same posting, seen again".to_owned(),
        "in_scope" => "vacancies in scope".to_owned(),
        "with_a_concept" => "vacancies that ask for something looked for".to_owned(),
        "without_a_concept" => "vacancies that ask for nothing looked for".to_owned(),
        other => match (other.strip_prefix("duplicate_"), other.strip_prefix("out_")) {
            (Some(method), _) => format!("duplicates: {}", method.replace('_', " ")),
            (_, Some(why)) => format!("out of scope: {}", why.replace('_', " ")),
            _ => other.replace('_', " "),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists() {
        let list = |items: &[&str]| super::list(&items.iter().map(|item| (*item).to_owned()).collect::<Vec<_>>());
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
        assert_eq!(list(&["a", "b and c"]), "a, and b and c");
        assert_eq!(list(&[]), "");
    }

    #[test]
    fn labels_in_a_sentence() {
        for (label, wanted) in [
            ("Relationship management", "relationship management"),
            ("Monitoring and Evaluation", "monitoring and evaluation"),
            ("PPI practice", "PPI practice"),
            ("Writing in English", "writing in English"),
            ("École", "école"),
            ("", ""),
        ] {
            assert_eq!(in_sentence(label), wanted);
        }
    }

    #[test]
    fn codes_nobody_foresaw_still_read() {
        assert_eq!(reason("duplicate_same_text"), "duplicates: same text");
        assert_eq!(reason("out_no_title"), "out of scope: no title");
        assert_eq!(reason("eaten_by_dog"), "eaten by dog");
        assert_eq!(stage("rank_all"), "Rank all");
    }
}
