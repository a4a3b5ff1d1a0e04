//! The roles of the field of engagement: the file has no fault, and its examples are read as it says.

use std::path::Path;
use std::sync::LazyLock;

use posting::Roles;
use proptest::prelude::*;

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../pipelines/engagement/roles.toml");
    std::fs::read_to_string(path).expect("the file is part of the repository")
});

static ROLES: LazyLock<Roles> = LazyLock::new(|| Roles::from_toml("roles.toml", &TEXT).unwrap_or_else(|error| panic!("{error}")));

/// Family, level, mode, scope.
#[track_caller]
fn check(title: &str, text: &str, wanted: (&str, &str, &str, bool)) {
    let role = ROLES.read(title, text, Some("en"));
    let found = (role.family.as_str(), role.seniority.as_str(), role.engagement_mode.as_str(), role.in_scope);
    assert_eq!(found, wanted, "{title}: {role:?}");
}

#[test]
fn every_example_is_read_as_the_file_says() {
    let wrong = ROLES.wrong_examples();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_are_sorted() {
    let key = |line: &str| line.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    let lines: Vec<&str> = TEXT.lines().collect();
    for pair in lines.windows(2).filter(|pair| pair.iter().all(|line| line.starts_with("  \""))) {
        assert!(key(pair[0]) < key(pair[1]), "{} stands before {}", pair[0], pair[1]);
    }
}

#[test]
fn a_title_is_read_whatever_stands_around_it() {
    for title in [
        "New job posting: Public Engagement Manager",
        "We are hiring a Public Engagement Manager!",
        "REF 2210 - Public Engagement Manager (m/f/d) - remote",
        "Public Engagement Manager x2, 12-month FTC",
        "public-engagement manager | Fernhill Institute",
        "Manager, Public Engagement",
    ] {
        check(title, "", ("public-engagement", "manager", "public", true));
    }
}

#[test]
fn the_head_noun_decides() {
    check("Outreach Nurse", "", ("other-not-engagement", "officer", "none", false));
    check("Executive Assistant to the Director of Outreach", "", ("outreach", "assistant", "public", true));
    check("Associate Director of Volunteering", "", ("volunteer-coordination", "senior-manager", "member_community", true));
    check("Developer Relations Engineer", "", ("developer-relations", "officer", "user_developer", true));
    check("Developer", "", ("other-not-engagement", "officer", "none", false));
}

/// Duties under their heading.
fn duties(duties: &[&str]) -> String {
    format!("About us\nThe Fernhill Institute studies ferns.\n\nKey responsibilities\n- {}\n", duties.join("\n- "))
}

#[test]
fn duties_speak_where_the_title_is_mute() {
    let text = duties(&[
        "Recruit and support volunteers who count ferns",
        "Plan the rota and the training of our volunteers",
        "Manage volunteers and thank them every spring",
        "Keep the records of the herbarium tidy and complete",
    ]);
    for title in ["Programme Manager", "Fern Steward Manager"] {
        check(title, &text, ("volunteer-coordination", "manager", "member_community", true));
    }
}

#[test]
fn the_blurb_of_the_employer_is_no_duty() {
    let text = "About us\nWe engage with communities, members of the public and schools, and our volunteers run outreach workshops for families.\n\n\
        Key responsibilities\n- Keep the budget of the programme\n- Buy microscopes and lamps\n- Chair the safety meeting of the laboratory\n";
    check("Programme Manager", text, ("programme-management", "manager", "none", false));
    assert_eq!(ROLES.read("Programme Manager", text, Some("en")).engagement_share, Some(0.0));
}

#[test]
fn without_duties_there_is_no_share() {
    assert_eq!(ROLES.read("Community Manager", "", None).engagement_share, None);
}

proptest! {
    #[test]
    fn no_text_panics_and_reading_is_deterministic(title in "\\PC{0,60}", text in "(\\PC|\n){0,200}") {
        prop_assert_eq!(ROLES.read(&title, &text, None), ROLES.read(&title, &text, None));
    }

    #[test]
    fn words_of_the_field_never_panic(words in prop::collection::vec(prop::sample::select(vec![
        "community", "engagement", "(", "manager", "-", "you will", "seeking a", "\n", "Duties:", "• ", "é", ",", "volunteers", "nurse", "to the director", ".",
    ]), 0..40)) {
        let text = words.join(" ");
        prop_assert_eq!(ROLES.read(&text, &text, Some("en")), ROLES.read(&text, &text, Some("en")));
    }
}
