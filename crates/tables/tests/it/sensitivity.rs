//! What each scenario of `sensitivity` counts, on a study small enough to count by hand.

use std::collections::BTreeMap;

use tables::public::SensitivityRow;

use crate::study::{Invented, Said, tabulate, write_study};

const WRITING: Said = (4, "required", None);
const BLOGS: Said = (5, "duty", None);
const PRAISE: Said = (5, "unstated", Some("about_employer"));
const NEGATED: Said = (5, "unstated", Some("negated"));

/// 12 employers of two vacancies each, and one of 16, from three sources. 8 of the 16 ask for blogs and nobody else does.
fn vacancies() -> Vec<Invented> {
    let mut all = Vec::new();
    for number in 0..24 {
        let said = if number % 4 == 0 { vec![WRITING] } else { vec![NEGATED] };
        all.push(Invented { employer: Some(number / 2), source: number % 2, title: number, said, ..Invented::default() });
    }
    for number in 0..16 {
        let said = if number < 8 { vec![BLOGS] } else { vec![PRAISE] };
        let title = 100 + number % 4;
        let engagement_share = (number < 15).then_some(0.5);
        all.push(Invented { employer: Some(99), title, said, postings_n: 2, engagement_share, ..Invented::default() });
    }
    all
}

/// Share in hundredths, vacancies, status of a concept, by scenario.
fn told(concept: &str, vacancies: &[Invented]) -> BTreeMap<String, (Option<i64>, Option<u64>, String)> {
    let dir = tempfile::tempdir().expect("a folder");
    write_study(dir.path(), vacancies, 7);
    tabulate(dir.path()).expect("tabulates");
    let rows = tables::read::<SensitivityRow>(dir.path()).expect("reads");
    assert!(rows.is_sorted_by_key(|row| (row.scenario.clone(), row.concept_id.clone())));
    let of_concept = rows.into_iter().filter(|row| row.concept_id == concept);
    of_concept.map(|row| (row.scenario, (row.share.map(|share| (share * 10_000.0).round() as i64), row.vacancies_n, row.status))).collect()
}

#[test]
fn every_scenario_counts_what_it_says() {
    let found = told("blogs", &vacancies());
    let shares: Vec<(&str, Option<i64>, Option<u64>)> = found.iter().map(|(name, (share, n, _))| (name.as_str(), *share, *n)).collect();
    assert_eq!(
        shares,
        [
            ("baseline", Some(2_000), Some(40)),
            ("loose_scope", None, None),
            ("no_boilerplate_filter", Some(4_000), Some(40)),
            ("no_dedup", Some(2_857), Some(56)),
            ("one_per_employer", Some(385), Some(40)),
            ("required_only", Some(0), Some(40)),
            ("strict_dedup", Some(1_429), Some(28)),
            ("strict_scope", None, Some(39)),
            ("without_source:source-0", Some(0), Some(12)),
            ("without_source:source-1", Some(2_857), Some(28)),
            ("without_top_employer", Some(0), None),
        ]
    );
    assert_eq!(found["loose_scope"].2, "x");
    assert_eq!(found["strict_scope"].2, "c", "one vacancy left out would be told by subtraction");
    assert_eq!(told("writing", &vacancies())["no_boilerplate_filter"].0, Some((14 + 8) * 250), "a competency takes in what its skills take in");
}

#[test]
fn a_hidden_source_is_not_had_by_leaving_it_out() {
    let mut all = vacancies();
    for (number, vacancy) in all.iter_mut().enumerate() {
        vacancy.source = if number < 4 { 2 } else { vacancy.source };
    }
    let found = told("blogs", &all);
    let hidden: Vec<&str> = found.iter().filter(|(_, told)| told.2 == "c").map(|(name, _)| name.as_str()).collect();
    assert_eq!(hidden, ["strict_scope", "without_source:source-1", "without_source:source-2"], "the next small source protects the hidden one");
}

#[test]
fn whoever_names_no_employer_and_has_one_title_stands_for_himself() {
    let unnamed = |number: usize| Invented { employer: None, title: number % 2, said: vec![WRITING], ..Invented::default() };
    let mut all: Vec<Invented> = (0..10).map(|number| Invented { employer: Some(number), title: 5, ..Invented::default() }).collect();
    all.extend((0..10).map(unnamed));
    let found = told("writing", &all);
    assert_eq!((found["strict_dedup"].0, found["strict_dedup"].1), (Some(5_000), Some(20)));
    assert_eq!(found["without_top_employer"].0, Some(5_300), "10 of 19: the unnamed are no employer");
}
