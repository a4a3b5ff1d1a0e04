//! What a text says about the place of its post, and what only sounds like it.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check_line(text: &str, wanted: Option<&str>) {
    let found = read_structure("Community Officer", text);
    assert_eq!(found.reports_to.as_ref().map(|(raw, _)| raw.as_str()), wanted, "{text}");
}

#[test]
fn reporting_lines() {
    for (text, wanted) in [
        ("Reports to: Director of Outreach", "Director of Outreach"),
        ("**Reports to:** Sr. Mgr, Events\nSalary: 1", "Sr. Mgr, Events"),
        ("Reporting to the Head of Events, you will run fairs.", "Head of Events"),
        ("You will report to our CEO, Jane Doe.", "CEO"),
        ("You’ll report directly to Acme's Director of Learning and work with others.", "Director of Learning"),
        ("This role reports directly into the Deputy Director, Public Engagement.", "Deputy Director, Public Engagement"),
        ("This is a full-time post reporting to the team leader.", "team leader"),
        ("Accountable to: Chief Nurse", "Chief Nurse"),
        ("RESPONSIBLE TO\n\nHead of Service\n\nRESPONSIBLE FOR\nNone", "Head of Service"),
        ("Line manager: Research Manager", "Research Manager"),
        ("Your line manager will be the Library Director.", "Library Director"),
        ("You will be managed by the Programme Manager.", "Programme Manager"),
        ("Under the direct supervision of the Senior Archivist, the clerk will file.", "Senior Archivist"),
        ("The Officer reports to, and works closely with, the Executive Director of Acme.", "Executive Director of Acme"),
        ("Under the general direction of the Board of Trustees, you lead.", "Board of Trustees"),
        ("Part time, some evenings; reports to the Chief of Public Services.", "Chief of Public Services"),
        ("Rattachée à la Directrice de la communication, vous animez le réseau.", "Directrice de la communication"),
        ("Sous la responsabilité du chef de projet, vous animez.", "chef de projet"),
        ("Vorgesetzte: Leiterin Kommunikation", "Leiterin Kommunikation"),
        ("Die Stelle berichtet an die Leiterin Kommunikation.", "Leiterin Kommunikation"),
        ("La persona reporta a la Directora de Comunicación.", "Directora de Comunicación"),
        ("El puesto dependerá de la Coordinadora de Proyectos.", "Coordinadora de Proyectos"),
    ] {
        check_line(text, Some(wanted));
    }
}

#[test]
fn no_reporting_lines() {
    for text in [
        "She reports to funders every month.",
        "Write and present reports to the board on progress.",
        "Provide monthly reports to the Executive Director.",
        "Employees report to work at nine.",
        "Manage reports and dashboards.",
        "Report any concerns to your line manager.",
        "The project is managed by the Director of Works.",
        "Monitoring, evaluation and reporting to the Director of Grants.",
        "The Regional Wardens report to the Head Warden.",
        "Supports the Director of Events.",
        "Ability to work under minimal supervision.",
    ] {
        check_line(text, None);
    }
}

#[test]
fn who_is_managed() {
    for (text, manages, n) in [
        ("You will line manage a team of 3.", Some(true), Some(3)),
        ("Supervise two officers and their rota.", Some(true), Some(2)),
        ("Responsible for: 2 x Community Officers", Some(true), Some(2)),
        ("Manages staff.", Some(true), None),
        ("Direct reports: 4", Some(true), Some(4)),
        ("You will have two direct reports.", Some(true), Some(2)),
        ("Lead a small team of officers.", Some(true), None),
        ("- Line management of the Events Assistant", Some(true), None),
        ("Provide leadership and supervision of staff.", Some(true), None),
        ("One assistant reports to this role.", Some(true), None),
        ("You will lead a flexible and dynamic team.", Some(true), None),
        ("Supervises and evaluates two student-workers.", Some(true), Some(2)),
        ("Oversees the development of the workforce.", None, None),
        ("Manage a team of volunteers.", None, None),
        ("Lead a cross-functional team.", None, None),
        ("Direct reports: none", Some(false), None),
        ("RESPONSIBLE FOR\nNone", Some(false), None),
        ("There are no direct reports.", Some(false), None),
        ("This role has no line management responsibility.", Some(false), None),
        ("Manage volunteers.", None, None),
        ("Manage the budget, the programme and the community.", None, None),
        ("Matrix manage contractors only.", None, None),
        ("Manage the team's inbox.", None, None),
        ("Manage team calendars.", None, None),
        ("Receive regular supervision of practice.", None, None),
        ("Please give the name of your line manager.", None, None),
        ("Experience of managing staff.", None, None),
        ("You are responsible for events.", None, None),
    ] {
        let found = read_structure("Community Officer", text);
        assert_eq!((found.manages_people, found.direct_reports_n), (manages, n), "{text}");
    }
}

#[test]
fn units() {
    for (text, wanted, unit_type) in [
        ("The post sits within the Public Engagement team.", "Public Engagement team", UnitType::PublicEngagement),
        ("You will work in the Communications department at Acme.", "Communications department", UnitType::Communications),
        ("Department: Corporate Affairs", "Corporate Affairs", UnitType::ExternalAffairs),
        ("**Team:** Developer Relations\nx", "Developer Relations", UnitType::ProductEngineering),
        ("Join our small developer relations team.", "developer relations team", UnitType::ProductEngineering),
        ("You join our expanding Technology Training team.", "Technology Training team", UnitType::ProductEngineering),
        ("A post in the Department of History.", "Department of History", UnitType::Academic),
        ("The role sits in Library Services.", "Library Services", UnitType::Library),
    ] {
        let found = read_structure("", text);
        assert_eq!((found.unit.as_deref(), found.unit_type), (Some(wanted), Some(unit_type)), "{text}");
    }
    for text in ["Join our friendly team.", "Work as part of a multidisciplinary team.", "Our office is in town.", "Work with the Finance team."] {
        assert_eq!(read_structure("", text).unit, None, "{text}");
    }
}

#[test]
fn alone_and_in_teams() {
    for (text, solo, size) in [
        ("You will be the sole community manager.", Some(true), None),
        ("We are looking for our first Community Manager.", Some(true), None),
        ("This is a stand-alone post.", Some(true), None),
        ("You join a team of six.", Some(false), Some(6)),
        ("A five-person team works here.", Some(false), Some(5)),
        ("We are a team of experts with the sole purpose of joy.", None, None),
    ] {
        let found = read_structure("", text);
        assert_eq!((found.is_solo, found.team_size), (solo, size), "{text}");
    }
}

#[test]
fn edges_carry_their_evidence() {
    let text = "Reporting to the Head of Events, you will line manage two officers and work closely with the Press Officer.";
    let found = read_structure("Community Officer", text);
    let edges: Vec<_> = found.edges.iter().map(|edge| (edge.relation.as_str(), edge.to_role.as_str(), &text[edge.start..edge.end])).collect();
    assert_eq!(
        edges,
        [
            ("reports_to", "head of events", "Reporting to the Head of Events"),
            ("line_manages", "two officers", "line manage two officers"),
            ("works_with", "press officer", "Press Officer"),
        ]
    );
    assert!(found.edges.iter().all(|edge| edge.quote.split_whitespace().filter(|word| *word != "…").count() <= 25));
}

proptest! {
    #[test]
    fn no_text_panics(text in "(reports? to|reporting|:|\\n|the|Head|of|é|’|line manage|rattaché|direct reports|team|sole |[ \\.,(–&]|\\PC){0,40}") {
        let found = read_structure(&text, &text);
        for edge in found.edges {
            prop_assert!(text.get(edge.start..edge.end).is_some());
        }
    }
}
