//! What kind of body an employer is, such as a university, a charity or a company.

use std::sync::LazyLock;

use crate::text::{folded, normalized};

/// The kinds, each with the words of its names, in the order in which they are tried.
static KINDS: LazyLock<Vec<(&'static str, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("../data/employer_types.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(": ")).map(|(kind, words)| (kind, words.split(", ").map(needle).collect())).collect()
});

/// The kinds that a name can be of, as the tables write them; `agency` stands for those who advertise posts of others.
pub fn employer_types() -> impl Iterator<Item = &'static str> {
    KINDS.iter().map(|(kind, _)| *kind).chain(["agency"])
}

/// The kind of body that the words of a name tell; `None` when they tell nothing, as most names of companies do.
///
/// The words are data (`data/employer_types.txt`), tried in their order there: a "University Hospital" is a hospital.
pub fn employer_type(name: &str) -> Option<&'static str> {
    let name = format!(" {} ", normalized(&folded(&name.replace(['\'', '’', '.'], ""))));
    KINDS.iter().find(|(_, words)| words.iter().any(|word| name.contains(word.as_str()))).map(|(kind, _)| *kind)
}

/// The phrase as it stands in a name between blanks.
fn needle(phrase: &str) -> String {
    phrase.strip_suffix('*').map_or_else(|| format!(" {phrase} "), |start| format!(" {start}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_tell_their_kind() {
        for (name, expected) in [
            ("University of Wexcombe", Some("university")),
            ("Université de Brindle", Some("university")),
            ("Wexcombe University Hospitals NHS Foundation Trust", Some("health_service")),
            ("Fenmoor Clinical Commissioning Group", Some("health_service")),
            ("Royal College of Menders", Some("learned_society")),
            ("Society for Applied Tides", Some("learned_society")),
            ("Brindle Public Library", Some("museum_library")),
            ("Fenmoor County Council", Some("government")),
            ("The Ash & Elm Foundation", Some("foundation")),
            ("Institut für Gezeiten", Some("research_institute")),
            ("Verein für offene Daten e.V.", Some("charity")),
            ("Lab Ltd.", Some("company")),
            ("Zephyr", None),
            ("", None),
        ] {
            assert_eq!(employer_type(name), expected, "{name}");
        }
    }

    #[test]
    fn kinds_are_told_once() {
        let mut kinds: Vec<_> = employer_types().collect();
        kinds.sort_unstable();
        assert!(kinds.windows(2).all(|pair| pair[0] != pair[1]), "{kinds:?}");
    }

    proptest! {
        #[test]
        fn no_name_panics(name in "\\PC{0,60}") {
            let _ = employer_type(&name);
        }
    }
}
