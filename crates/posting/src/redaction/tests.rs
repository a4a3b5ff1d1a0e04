//! What goes and what stays.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(text: &str, wanted: &str) {
    assert_eq!(redact(text).text, wanted);
}

#[test]
fn addresses() {
    for (text, wanted, n) in [
        ("Write to ann.o'neil@uni.example or call 01632 960 123.", "Write to [email] or call [phone].", 2),
        ("Tel +44 (0)1632 960123, +1 555-010-0199", "Tel [phone], [phone]", 2),
        ("(555) 010-0123 or jo [at] lab.example.org", "[phone] or [email]", 2),
        ("£34,132 to £39,105, 2026-11-01, grade 0123, ref 00457", "£34,132 to £39,105, 2026-11-01, grade 0123, ref 00457", 0),
        ("jo.doe @ lab.example, jo (at) lab (dot) example, jo at lab dot example", "[email], [email], [email]", 3),
        ("01632 960123 ext 7223 or ext. 4567", "[phone] or [phone]", 2),
        ("0049 30 1234567, tel:+441632960123", "[phone], [phone]", 2),
        ("Telephone number01632960123", "Telephone number[phone]", 1),
        ("Book at https://calendly.com/jo-doe/chat, see linkedin.com/in/jo-doe.", "Book at [link], see [link].", 2),
    ] {
        assert_eq!(redact(text), Redacted { text: wanted.into(), redactions_n: n });
    }
}

#[test]
fn contact_persons_go() {
    for (text, wanted) in [
        (
            "For an informal discussion please contact Dr Jane Smithson on 01632 960123.",
            "For an informal discussion please contact [person] on [phone].",
        ),
        ("Contact: Jane Smithson, Head of Events", "Contact: [person], Head of Events"),
        ("Ansprechpartner: Frau Dr. Müller", "Ansprechpartner: [person]"),
        ("Contact : Mme Dupont", "Contact : [person]"),
        ("Please email Jane at jane@lab.example", "Please email [person] at [email]"),
        ("You report to our CEO, Jane Doe.", "You report to our CEO, [person]."),
        ("Reporting to the Director of Finance Emma Tsangu, who leads", "Reporting to the Director of Finance [person], who leads"),
        ("The lab of Prof. Jane Doe and Dr. Roe is new.", "The lab of [person] and [person] is new."),
        ("Contact Jane Heald or Nikki van Dyke, Telephone 01632 960123", "Contact [person] or [person], Telephone [phone]"),
        ("informal visits contact:\nNameZoe BrowneJob titleTeam Leader", "informal visits contact:\nName[person]Job titleTeam Leader"),
        ("informal visits contact:\nGlyn Belton - Charge Nurse", "informal visits contact:\n[person] - Charge Nurse"),
        ("Jane Doe, Ward Manager: jd@lab.example", "[person], Ward Manager: [email]"),
        ("contact [Toby Hodgson](mailto:t@lab.example)", "contact [[person]]([email])"),
        ("visits contact:\nName Yvonne Frasier\nJob title Ward Manager", "visits contact:\nName [person]\nJob title Ward Manager"),
        ("Please contact Revd Andrew Keithley, Head", "Please contact [person], Head"),
        ("Please contact Emma Day, Team Manager, or Mr Dean Philipson.", "Please contact [person], Team Manager, or [person]."),
        ("Unit Sister Christine Nutely [phone]", "Unit Sister [person] [phone]"),
        ("Bewerbung per E-Mail an Jana Pesch (jana@lab.example)", "Bewerbung per E-Mail an [person] ([email])"),
        ("contact:\n\nDr Tracey Ward , Consultant", "contact:\n\n[person] , Consultant"),
        ("Contact Mary Driver 01632 960123Email jo@lab.example", "Contact [person] [phone]Email [email]"),
        ("contact:\nNameDr Ian GillworthJob titleLead", "contact:\nName[person]Job titleLead"),
        ("Questions? Contact @jane_doe.", "Questions? Contact [person]."),
    ] {
        check(text, wanted);
    }
}

#[test]
fn roles_places_and_institutions_stay() {
    for text in [
        "The Alan Turing Institute is in London.",
        "Please contact the Francis Crick Institute.",
        "You sell Dr Martens shoes.",
        "A Marie Curie fellowship, or a Sir Henry Dale Fellowship.",
        "John Lewis and the Prince's Trust are partners.",
        "Please contact the HR Team.",
        "Contact Human Resources or the Events Manager.",
        "Use MS Office and Ms Excel.",
        "Reports to the Executive Director, Public Engagement.",
        "You will report to the Head of the Burke Library.",
        "Be the first point of contact for visitors at Kings Mill.",
        "Dr Gray's Hospital is in the north.",
        "Professor of Biology",
        "Contact the Early Supported Discharge Team on the ward.",
        "Contact Huddersfield Royal Infirmary.",
    ] {
        check(text, text);
    }
}

proptest! {
    #[test]
    fn redacting_twice_changes_nothing(text in "[a-z0-9@. ()+-]{0,60}") {
        let once = redact(&text).text;
        prop_assert_eq!(redact(&once).text, once);
    }

    #[test]
    fn names_are_redacted_once(text in "(contact:?|Dr\\.? |report to|[A-Z][a-z]{1,5}| |\\n|, |and |at |on |jo@lab\\.example|01632 960123|the |Institute|Manager|é|’s|[\\(\\[\\]@]){0,14}") {
        let once = redact(&text).text;
        prop_assert_eq!(redact(&once).text, once);
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,60}") {
        let _ = redact(&text);
    }
}
