//! What a reader sees.

use std::collections::BTreeSet;

use tables::public::{ConditionRow, PayRow, SkillFrequencyRow, StructureRow, TitleRow};

use crate::markup::{check_loads_nothing, check_references, parse};
use crate::sample::{Sample, concept, frequency, named};

pub(crate) fn rendered(sample: &Sample) -> report::Report {
    let dir = tempfile::tempdir().expect("a folder");
    sample.write(dir.path());
    report::render(dir.path()).expect("renders")
}

/// The page, after the checks that every page must pass.
pub(crate) fn checked(sample: &Sample) -> String {
    let report = rendered(sample);
    let tags = parse(&report.html);
    check_references(&tags);
    check_loads_nothing(&tags);
    assert!(report.html.len() < 2_000_000, "{} bytes", report.html.len());
    let names: Vec<&str> = report.charts.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["competencies.svg", "skills.svg", "requirements.svg"]);
    assert_eq!(names.len(), names.iter().collect::<BTreeSet<_>>().len(), "{names:?}");
    for (_, svg) in &report.charts {
        let tags = parse(svg);
        assert_eq!(tags[0].name, "svg");
        check_references(&tags);
        check_loads_nothing(&tags);
    }
    report.html
}

/// The text between the tags.
pub(crate) fn text(html: &str) -> String {
    let body = &html[html.find("<body").expect("a body")..];
    let mut text = String::new();
    for piece in body.split('<').skip(1) {
        text.push_str(piece.split_once('>').map_or("", |(_, after)| after));
    }
    text
}

#[test]
fn the_page_says_what_was_found() {
    let html = checked(&Sample::usual());
    let text = text(&html);
    for said in [
        "Relationship management and communication are asked for in most of 118 vacancies",
        "Stakeholder engagement is the skill asked for most often, in 61 of 118 vacancies",
        "Share of 118 distinct vacancies observed in the listed sources between 2024-03-04 and 2026-11-14",
        "between 4 March 2024 and 14 November 2026",
        "1,934",
        "99 of 118",
        "83.9%",
        "96 of 118 vacancies",
        "Open science",
        "captures = with postings + other pages + not pages + faults: 412 = 412, holds",
        "vacancies = in scope + out of scope: 142 = 142, holds",
        "412 captures",
        "run_3f9c2a7d51b0e684",
        "not of all jobs",
    ] {
        assert!(text.contains(said), "the page does not say: {said}");
    }
    assert!(!text.contains("does not hold") && !text.contains("should be used"));
}

/// The finding over ten competencies of 100 vacancies, the first of which are asked for by as many as given.
fn finding(asked: &[u64], employers_n: u64) -> String {
    let mut sample = Sample::usual();
    sample.run.vacancies_n = 100;
    sample.frequency.clear();
    let labels = ["Alpha", "Beta", "Gamma and delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda"];
    for (label, k) in labels.iter().zip(asked.iter().chain(std::iter::repeat(&0))) {
        let concept = concept(label, label, 1, label, "");
        sample.frequency.push(frequency(&named(&concept, &[]), ("all", "all"), "any", 100, *k, employers_n));
    }
    let text = text(&checked(&sample));
    let (_, points) = text.split_once("Main points").expect("main points");
    points.split_once('.').expect("a sentence").0.to_owned()
}

#[test]
fn findings_say_no_more_than_the_numbers() {
    assert_eq!(finding(&[90, 80, 70], 50), "Alpha, beta, and gamma and delta are asked for in most of 100 vacancies");
    assert_eq!(finding(&[90, 90, 70, 70], 50), "Four of ten competencies are asked for in most of 100 vacancies, alpha and beta most often");
    assert_eq!(finding(&[55, 20], 50), "Alpha is asked for most often, in 55 of 100 vacancies");
    assert_eq!(finding(&[55, 55], 50), "Alpha and beta are asked for most often, in 55 of 100 vacancies each");
    assert_eq!(finding(&[90], 4), "Alpha is asked for most often, in 90 of 100 vacancies; too few employers for a firm number");
    assert_eq!(finding(&[], 50), "None of the competencies looked for was seen in the 100 vacancies");
}

#[test]
fn groups_too_small_are_named_and_not_shown() {
    let text = text(&checked(&Sample::usual()));
    assert!(
        text.contains("Not shown, as there are too few vacancies or employers, or as they would give such a group away: Germany (3), France (2).")
    );
    assert!(text.contains("Kenya22 vacancies12 employers"));
    assert!(text.find("2024").expect("a year") < text.find("2026").expect("a year"));
}

#[test]
fn charts_can_be_read_by_those_who_cannot_see_them() {
    let report = rendered(&Sample::usual());
    for svg in parse(&report.html).iter().filter(|tag| tag.name == "svg") {
        assert!(svg.attributes.contains(&("role", "img")));
        assert!(svg.attributes.iter().any(|(name, value)| *name == "aria-labelledby" && value.ends_with("-desc")));
    }
    for table in ["competencies-table", "skills-table", "requirements-table"] {
        assert!(report.html.contains(&format!("<details id=\"{table}\">")));
    }
}

#[test]
fn equal_tables_make_equal_bytes() {
    assert_eq!(rendered(&Sample::usual()), rendered(&Sample::usual()));
}

#[test]
fn a_count_that_does_not_add_up_is_said_at_the_top() {
    let mut sample = Sample::usual();
    sample.flow[0].n += 1;
    let text = text(&checked(&sample));
    assert!(text.contains("413 ≠ 412, does not hold"));
    assert!(text.find("do not add up").expect("a warning") < text.find("Main points").expect("points"));
}

#[test]
fn an_empty_study_has_a_page() {
    let text = text(&checked(&Sample::empty()));
    assert!(text.contains("No vacancies in scope were observed, so nothing can be said."));
    assert!(text.contains("The archive of this study is empty."));
    assert!(!text.contains("NaN") && !text.contains("Figure"));
    let mut bare = Sample::empty();
    (bare.frequency, bare.concepts) = (Vec::new(), Vec::new());
    checked(&bare);
}

#[test]
fn one_concept_and_few_vacancies() {
    let mut sample = Sample::usual();
    sample.concepts = vec![concept("only", "Only one", 1, "only", "")];
    let like = named(&sample.concepts[0], &sample.concepts);
    sample.frequency = vec![frequency(&like, ("all", "all"), "any", 12, 9, 11)];
    sample.run.vacancies_n = 12;
    let text = text(&checked(&sample));
    assert!(text.contains("Only one is asked for most often, in 9 of 12 vacancies; too few vacancies for a firm number"));
    assert!(text.contains("no skills under its competencies"));
}

#[test]
fn two_hundred_competencies() {
    let mut sample = Sample::usual();
    sample.concepts = (0..200).map(|at| concept(&format!("c{at}"), &format!("Concept {at}"), 1, &format!("c{at}"), "")).collect();
    let rows = |group: (&str, &str), n| -> Vec<SkillFrequencyRow> {
        let row = |(at, concept): (usize, _)| frequency(&named(concept, &sample.concepts), group, "any", n, (at as u64).min(n), 80);
        sample.concepts.iter().enumerate().map(row).collect()
    };
    let countries: Vec<String> = (0..60).map(|at| format!("X{at}")).collect();
    sample.frequency = rows(("all", "all"), 300);
    sample.frequency.extend(countries.iter().flat_map(|country| rows(("country", country), 40)));
    let text = text(&checked(&sample));
    assert!(text.contains("Drawn: 25 of 200 competencies") && text.contains("Concept 0"));
    assert!(text.contains("Shown: the 25 largest groups"));
}

#[test]
fn names_of_every_kind_are_text() {
    let nasty = [
        "<script>alert(1)</script> & \"quoted\"",
        "مهارات التواصل \u{202E}abc",
        "日本語の長い長い長い長い長い長い長い長い長い長い長い名前です",
        "",
        "nul\u{0}\u{1B}[1m",
        "]]>--><!--",
    ];
    let mut sample = Sample::usual();
    for (at, name) in nasty.iter().cycle().take(10).enumerate() {
        let concept_id = sample.concepts[at].concept_id.clone();
        sample.concepts[at].definition = (*name).into();
        for row in sample.frequency.iter_mut().filter(|row| row.competency_id == concept_id) {
            if row.level == 1 {
                row.label = (*name).into();
            }
            row.competency_label = (*name).into();
        }
    }
    let further = sample.further.as_mut().expect("further tables");
    for (at, name) in nasty.iter().enumerate() {
        let name = || (*name).to_owned();
        further.titles.push(TitleRow {
            title_norm: format!("{at} {}", name()),
            role_family: name(),
            seniority: name(),
            vacancies_n: 9,
            employers_n: 9,
        });
        further.structure.push(StructureRow { to_role: format!("{at} {}", name()), from_role: name(), ..further.structure[0].clone() });
        further.conditions.push(ConditionRow { level: format!("{at} {}", name()), ..further.conditions[0].clone() });
        further.pay.push(PayRow { currency: name(), ..further.pay[0].clone() });
        further.contrast[at].group_value = name();
        (further.pairs[at % 4].a_label, further.trend[at].label, further.tests[at % 4].label) = (name(), name(), name());
    }
    sample.run.study_name = nasty[0].into();
    sample.run.population = nasty[0].into();
    for (at, row) in sample.evidence.iter_mut().enumerate() {
        let name: String = nasty[at % nasty.len()].into();
        (row.quote, row.surface, row.title, row.employer_name) = (name.clone(), name.clone(), name.clone(), Some(name));
        row.url = Some(["javascript:alert(1)", "data:text/html,x", "https://a.example/\"onclick=\"x"][at % 3].into());
    }
    for row in &mut sample.flow {
        row.source_id = format!("<{}>", row.source_id);
    }
    let html = checked(&sample);
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;"));
    assert!(!html.contains("href=\"javascript:") && !html.contains("href=\"data:text"));
    assert!(!html.contains(['\u{0}', '\u{1B}']));
}

#[test]
fn evidence_is_marked_and_leads_to_its_page() {
    let html = checked(&Sample::usual());
    assert!(html.contains("<mark>build and maintain relationships</mark> with schools"));
    assert!(html.contains("href=\"https://jobs.engaged.example/jobs/101.html\" rel=\"noopener nofollow noreferrer\""));
    assert!(text(&html).contains(
        "Community Liaison Manager (fixed term), Lake Region Health Trust. Named among the duties. Retrieved 14 November 2026, jobs.engaged.example."
    ));
}

#[test]
fn files_are_written_whole() {
    let dir = tempfile::tempdir().expect("a folder");
    let report = rendered(&Sample::usual());
    for _ in 0..2 {
        let path = report::write(&report, dir.path()).expect("writes");
        assert_eq!(path, dir.path().join("report").join("index.html"));
        assert_eq!(std::fs::read_to_string(path).expect("reads"), report.html);
    }
    let mut names: Vec<String> = ["report", "report/charts"]
        .iter()
        .flat_map(|folder| std::fs::read_dir(dir.path().join(folder)).expect("a folder"))
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let wanted: BTreeSet<String> = report.charts.iter().map(|(name, _)| name.clone()).chain(["charts".into(), "index.html".into()]).collect();
    assert_eq!(names, wanted.into_iter().collect::<Vec<_>>());
}

#[test]
fn a_missing_table_is_named() {
    let dir = tempfile::tempdir().expect("a folder");
    let error = report::render(dir.path()).expect_err("no tables");
    assert!(error.to_string().contains("cannot read the public tables under"), "{error}");
}
