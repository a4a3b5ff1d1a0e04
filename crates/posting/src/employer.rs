//! One employer under all the ways its name is written, and whether it hires for others.

use crate::identity::EmployerId;
use crate::text::folded;

/// Who hires: schema.org `hiringOrganization`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employer {
    /// The same for every spelling of the name.
    pub id: EmployerId,
    /// The name as it was written, blanks tidied.
    pub name: String,
    /// Does it advertise posts of others: a recruitment agency, a staffing pool, a board's own account?
    pub is_agency: bool,
}

impl Employer {
    /// The employer called `name`; `None` when the name has neither letter nor digit.
    pub fn of(name: &str) -> Option<Self> {
        let key = employer_key(name);
        let is_agency = is_agency(name);
        (!key.is_empty()).then(|| Self { id: EmployerId::of(name), name: name.split_whitespace().collect::<Vec<_>>().join(" "), is_agency })
    }
}

/// The words that all spellings of an employer's name share, in their order, or nothing.
///
/// Left out are case, accents, punctuation, articles, "and", "of", legal forms, acronyms and former names in parentheses, and what follows
/// the name of an NHS trust. "University of X" is "X University"; otherwise the order of the words counts.
pub(crate) fn employer_key(name: &str) -> String {
    let written = words_of(&without_asides(name));
    let written = if written.is_empty() { words_of(name) } else { written };
    let mut words = with_known_abbreviations(&written);
    cut_after_trust(&mut words);
    cut_legal_forms(&mut words);
    if words.len() > 1 && words[0] == "the" {
        words.remove(0);
    }
    if let ["university", "of", _, ..] = words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        words.rotate_left(1);
    }
    let kept: Vec<&str> = words.iter().map(String::as_str).filter(|word| !FILLERS.contains(word)).collect();
    // A name made of nothing else is still a name.
    if kept.is_empty() { written.join(" ") } else { kept.join(" ") }
}

/// Words that some spellings have and others lack.
const FILLERS: &[&str] = &["the", "and", "of", "for", "und", "et", "y", "der", "die", "das", "le", "la", "les", "el"];

/// What follows a name to say which kind of body it is in law.
const LEGAL_FORMS: &[&str] = &[
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "cic",
    "cio",
    "co",
    "company",
    "corp",
    "corporation",
    "ev",
    "ek",
    "gbr",
    "ggmbh",
    "gmbh",
    "inc",
    "incorporated",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "lp",
    "ltd",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "pvt",
    "sa",
    "sarl",
    "sas",
    "scio",
    "se",
    "spa",
    "srl",
    "ug",
    "vzw",
    "asbl",
];

/// A legal form of several words.
const LONG_LEGAL_FORMS: &[&[&str]] =
    &[&["community", "interest", "company"], &["gemeinnutzige", "gmbh"], &["public", "limited", "company"], &["gmbh", "co"]];

/// What is in parentheses goes when it is an acronym, or says what the employer was called before.
fn without_asides(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('(') {
        let Some((aside, after)) = after.split_once(')') else { break };
        out.push_str(before);
        out.push(' ');
        if !is_acronym(aside) && !is_former(aside) {
            out.push_str(aside);
        }
        out.push(' ');
        rest = after;
    }
    out.push_str(rest);
    out
}

fn is_acronym(aside: &str) -> bool {
    let letters: Vec<char> = aside.chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals_n = letters.iter().filter(|c| c.is_uppercase()).count();
    // "(bpas)" and "(CHoC)" are acronyms, "(Reed)" and "(UK)" say who or where.
    let is_shouted = capitals_n * 2 > letters.len() || capitals_n == 0;
    is_shouted && letters.len() <= 8 && aside.split_whitespace().count() <= 2 && !matches!(aside.trim(), "UK" | "US" | "USA" | "EU")
}

fn is_former(aside: &str) -> bool {
    let aside = aside.trim_start().to_lowercase();
    ["formerly", "formally", "previously", "part of", "incorporating", "ehemals", "vormals", "anciennement"]
        .iter()
        .any(|opening| aside.starts_with(opening))
}

/// Words without accents and apostrophes; single letters beside each other are one word ("e. V.", "P J").
fn words_of(name: &str) -> Vec<String> {
    let name = folded(name).replace('&', " and ").replace(['\'', '\u{2019}', '\u{2018}', '`'], "");
    let mut words: Vec<String> = Vec::new();
    let mut was_letter = false;
    for word in name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let is_letter = word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
        match words.last_mut() {
            Some(last) if is_letter && was_letter => last.push_str(word),
            _ => words.push(word.to_owned()),
        }
        was_letter = is_letter;
    }
    words
}

fn with_known_abbreviations(words: &[String]) -> Vec<String> {
    let spelled = |word: &String| match word.as_str() {
        "saint" | "sankt" => "st".to_owned(),
        "univ" | "uni" => "university".to_owned(),
        "nhsft" => "nhs trust".to_owned(),
        "ccg" | "ccgs" => "clinical commissioning group".to_owned(),
        _ => word.clone(),
    };
    words.iter().map(spelled).flat_map(|words| words.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// "NHS Foundation Trust", "NHS Trust", "NHS FT" and, after words that only such bodies have, "Foundation Trust", "FT" and "Trust" end a name as `nhs`.
fn cut_after_trust(words: &mut Vec<String>) {
    let at = |words: &[String], at: usize| words.get(at).cloned().unwrap_or_default();
    for first in 1..words.len() {
        let (one, two, three) = (at(words, first), at(words, first + 1), at(words, first + 2));
        let is_trust = |word: &str| matches!(word, "trust" | "ft");
        let is_body = matches!(words[first - 1].as_str(), "partnership" | "hospital" | "hospitals" | "healthcare" | "health");
        let ends = one == "nhs" && (is_trust(&two) || two == "foundation" && is_trust(&three))
            || one == "foundation" && (is_trust(&two) || two == "nhs" && is_trust(&three))
            || is_trust(&one) && is_body;
        if ends {
            words.truncate(first);
            words.push("nhs".to_owned());
            return;
        }
    }
}

fn cut_legal_forms(words: &mut Vec<String>) {
    loop {
        let long = LONG_LEGAL_FORMS.iter().find(|form| words.len() > form.len() && words[words.len() - form.len()..].iter().eq(form.iter()));
        let short_n = usize::from(words.len() > 1 && words.last().is_some_and(|word| LEGAL_FORMS.contains(&word.as_str())));
        let cut_n = long.map_or(short_n, |form| form.len());
        if cut_n == 0 {
            return;
        }
        words.truncate(words.len() - cut_n);
        // "Smith & Co": the conjunction goes with the form.
        while words.len() > 1 && words.last().is_some_and(|word| word == "and" || word == "und") {
            words.pop();
        }
    }
}

/// Words in the name of an agency that no other employer's name has.
const AGENCY_WORDS: &[&str] = &[
    "headhunter",
    "headhunters",
    "headhunting",
    "interim",
    "interimaire",
    "manpower",
    "personaldienstleister",
    "personaldienstleistungen",
    "personalvermittlung",
    "personnel",
    "recruiter",
    "recruiters",
    "recruiting",
    "recruitment",
    "resourcing",
    "staffing",
    "temps",
    "uitzendbureau",
    "zeitarbeit",
];

/// Runs of words, after which or in which others' posts are advertised.
const AGENCY_PHRASES: &[&str] = &[
    "behalf of",
    "central advertising",
    "confidential",
    "employment agency",
    "executive search",
    "external practice",
    "flexible workers",
    "internal bank",
    "lead employer",
    "nhs professionals",
    "our client",
    "search and selection",
    "staff bank",
    "talent solutions",
    "temping agency",
    "travail temporaire",
];

/// Agencies whose names do not say so.
const AGENCIES: &[&str] = &[
    "adecco",
    "allen lane",
    "badenoch and clark",
    "blue arrow",
    "brook street",
    "charity people",
    "eden brown",
    "goodman masson",
    "harris hill",
    "hays",
    "kelly services",
    "michael page",
    "morgan hunt",
    "office angels",
    "page group",
    "page personnel",
    "pertemps",
    "prospectus",
    "randstad",
    "reed",
    "robert half",
    "robert walters",
    "tpp",
    "tpp recruitment",
];

fn is_agency(name: &str) -> bool {
    let mut words = words_of(name);
    let spoken = format!(" {} ", words.join(" "));
    if words.iter().any(|word| AGENCY_WORDS.contains(&word.as_str())) || AGENCY_PHRASES.iter().any(|phrase| spoken.contains(&format!(" {phrase} "))) {
        // The recruitment desk of a trust hires for that trust.
        return !spoken.contains(" nhs trust ") && !spoken.contains(" foundation trust ");
    }
    cut_legal_forms(&mut words);
    let plain = words.join(" ");
    AGENCIES.iter().any(|agency| plain == *agency || plain.strip_prefix(agency).is_some_and(|rest| matches!(rest, " uk" | " specialist" | " co uk")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn spellings_of_one_employer() {
        for spellings in [
            &["The Lab, Ltd.", "the lab ltd", "Lab Limited", "LAB", "Lab Ltd. (formerly The Shed)"][..],
            &[
                "Fenmoor Hospitals NHS Foundation Trust",
                "Fenmoor Hospitals NHSFT",
                "Fenmoor Hospitals NHS FT",
                "Fenmoor Hospitals Foundation Trust",
                "Fenmoor Hospitals NHS Trust (FHT)",
                "Fenmoor Hospitals NHS Trust - Medical & Dental",
            ],
            &["University of Wexcombe", "Wexcombe University", "The University of Wexcombe", "Univ. of Wexcombe"],
            &["University College Brindle (UCB)", "University College, Brindle"],
            &["Verein für Öffentliche Forschung e.V.", "Verein fur offentliche Forschung eV"],
            &["St. Bega's Hospice", "Saint Bega's Hospice", "St Begas Hospice"],
            &["Hill & Dale CIC", "Hill and Dale Community Interest Company", "Hill and Dale C.I.C."],
            &["Müller GmbH & Co. KG", "Muller"],
            &["Dale CCG", "Dale Clinical Commissioning Group"],
        ] {
            for other in spellings {
                assert_eq!(employer_key(spellings[0]), employer_key(other), "{other}");
            }
        }
    }

    #[test]
    fn neighbors_that_are_not_one() {
        for (a, b) in [
            ("University of Wexcombe", "Wexcombe St Bega University"),
            ("University of Wexcombe", "Wexcombe Brookes University"),
            ("University of London", "London South Bank University"),
            ("North Dale NHS Trust", "Dale NHS Trust"),
            ("Dale Trust", "Dale"),
            ("Internal Bank (Reed)", "Internal Bank"),
            ("Board of Health", "Health Board"),
        ] {
            assert_ne!(employer_key(a), employer_key(b), "{a}, {b}");
        }
    }

    #[test]
    fn who_hires_for_others() {
        let is_agency = |name: &str| Employer::of(name).is_some_and(|employer| employer.is_agency);
        for name in
            ["Hays plc", "Reed Specialist", "Acme Recruitment", "Central Advertising - Other", "On behalf of our client", "Zeitarbeit Nord GmbH"]
        {
            assert!(is_agency(name), "{name}");
        }
        for name in ["Reeds School", "Hayswood University", "Dale NHS Trust - Medical Recruitment", "Prospectus Theatre", ""] {
            assert!(!is_agency(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_key_is_its_own_key(name in "[A-Za-z&.,()' ]{0,40}|\\PC{0,30}") {
            let key = employer_key(&name);
            prop_assert_eq!(employer_key(&name.to_uppercase().to_lowercase()).is_empty(), key.is_empty());
            prop_assert_eq!(Employer::of(&name).is_none(), key.is_empty());
        }
    }
}
