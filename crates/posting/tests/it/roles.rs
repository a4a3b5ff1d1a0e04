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

/// The share of engagement work in percent.
fn share(title: &str, text: &str, lang: &str) -> Option<u32> {
    ROLES.read(title, text, Some(lang)).engagement_share.map(|share| (share * 100.0).round() as u32)
}

#[test]
fn whom_a_duty_is_with_counts_where_the_title_says_so() {
    let text = duties(&[
        "Answer the questions of visitors and patients",
        "Write the fern bulletin with pupils of three schools",
        "Keep the budget of the greenhouse",
        "Count the ferns twice a year",
    ]);
    assert_eq!(share("Public Engagement Officer", &text, "en"), Some(50));
    assert_eq!(share("Staff Nurse", &text, "en"), Some(0));
}

#[test]
fn a_single_paragraph_has_duties_too() {
    let text = "You would spend your mornings with the neighbors of the garden, listening to what they say about ferns. You would then bring them \
        together with botanists. You would keep the shed in order.";
    assert_eq!(share("Community Engagement Officer", text, "en"), Some(67));
}

#[test]
fn duties_are_read_in_their_language() {
    let german =
        "Ihre Aufgaben:\n- Freiwillige gewinnen und begleiten\n- Führungen für Schulklassen leiten\n- Haushaltsmittel verwalten und abrechnen";
    assert_eq!(share("Koordinator:in Bürgerforschung", german, "de"), Some(67));
    let french = "Vos missions :\n- Animer le comité citoyen des fougères\n- Tenir le budget de la serre\n- Accueillir les élèves et leurs familles";
    assert_eq!(share("Responsable engagement citoyen", french, "fr"), Some(67));
}

#[test]
fn the_text_decides_the_mode_of_a_family_of_several() {
    let at_museum = duties(&["Plan the exhibition with the community of the valley", "Invite pupils and visitors to the museum"]);
    check("Community Engagement Officer", &at_museum, ("community-engagement", "officer", "public", true));
    let at_clinic = duties(&["Explain the vaccine trial to the community of the valley", "Bring the questions of patients to the clinic"]);
    check("Community Engagement Officer", &at_clinic, ("community-engagement", "officer", "community_health", true));
    let at_both = duties(&["Bring the questions of patients to the clinic", "Invite pupils and visitors to the museum"]);
    check("Community Engagement Officer", &at_both, ("community-engagement", "officer", "mixed", true));
}

#[test]
fn the_engagement_side_of_a_title_decides_the_scope() {
    check("Events and Engagement Manager", "", ("events", "manager", "mixed", true));
    check("Communications and Outreach Officer", "", ("communications", "officer", "mixed", true));
    check("Staff Development & Engagement Coordinator", "", ("education-training", "officer", "none", false));
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
