//! What must hold of the public tables, whatever the vacancies are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;
use statistics::suppression::SHARE_FLOOR;
use tables::public::{FlowRow, SkillFrequencyRow};

use crate::study::{CONCEPTS, Invented, Said, tabulate, write_study};

fn said() -> impl Strategy<Value = Said> {
    let requirement = prop::sample::select(vec!["required", "desired", "duty", "unstated"]);
    let reason = prop::sample::select(vec![None, None, None, Some("boilerplate"), Some("negated")]);
    (0..CONCEPTS.len(), requirement, reason)
}

fn invented() -> impl Strategy<Value = Invented> {
    let place = (prop::option::weighted(0.9, 0usize..14), 0usize..3, 0usize..4);
    let lang = prop::sample::select(vec![Some("en"), Some("en"), Some("en"), Some("fr"), Some("de"), None]);
    let day = prop::option::weighted(0.9, (2024i16..2027, 1i8..13).prop_map(|(year, month)| date(year, month, 3)));
    let flags = (any::<bool>(), prop::option::of(0.0f64..1.0), 1u64..4, prop::bool::weighted(0.9));
    let said = prop::collection::vec(said(), 0..6);
    (place, lang, day, flags, said).prop_map(|((employer, source, title), lang, posted_on, flags, said)| {
        let (has_person_spec, engagement_share, postings_n, in_scope) = flags;
        Invented { employer, source, title, lang, posted_on, has_person_spec, engagement_share, postings_n, in_scope, said }
    })
}

fn study() -> impl Strategy<Value = Vec<Invented>> {
    prop::collection::vec(invented(), 0..140)
}

fn frequencies(dir: &Path) -> Vec<SkillFrequencyRow> {
    tables::read(dir).expect("reads")
}

/// Dimension, group and way of asking.
type Key<'r> = (&'r str, &'r str, &'r str);

fn by_group(rows: &[SkillFrequencyRow]) -> BTreeMap<Key<'_>, BTreeMap<&str, &SkillFrequencyRow>> {
    let mut groups: BTreeMap<Key<'_>, BTreeMap<&str, &SkillFrequencyRow>> = BTreeMap::new();
    for row in rows {
        groups.entry((&row.group_by, &row.group_value, &row.requirement)).or_default().insert(&row.concept_id, row);
    }
    groups
}

/// A competency is the union of its skills and of its own mentions, which only those of the competency itself can make more than their sum.
fn check_union(rows: &[SkillFrequencyRow], vacancies: &[Invented]) {
    for (key, concepts) in by_group(rows) {
        for competency in ["outreach", "writing"] {
            let Some(whole) = concepts[competency].with_skill_n else { continue };
            let skills = CONCEPTS.iter().filter(|(concept, of)| *of == competency && *concept != competency);
            let parts: Vec<u64> = skills.filter_map(|(concept, _)| concepts[concept].with_skill_n).collect();
            let own = vacancies.iter().filter(|of| of.said.iter().any(|(concept, _, reason)| CONCEPTS[*concept].0 == competency && reason.is_none()));
            let most = parts.iter().sum::<u64>() + own.count() as u64;
            assert!(parts.iter().all(|part| *part <= whole) && whole <= most, "{key:?} {competency}: {whole} of {parts:?}");
        }
    }
}

/// The groups of every dimension add up to all vacancies: in size always, in those that ask where nothing is hidden.
fn check_sums(rows: &[SkillFrequencyRow]) {
    let all: BTreeMap<(&str, &str), &SkillFrequencyRow> =
        rows.iter().filter(|row| row.group_by == "all").map(|row| ((row.requirement.as_str(), row.concept_id.as_str()), row)).collect();
    let mut parts: BTreeMap<(&str, &str, &str), Vec<&SkillFrequencyRow>> = BTreeMap::new();
    for row in rows {
        parts.entry((&row.group_by, &row.requirement, &row.concept_id)).or_default().push(row);
    }
    for ((group_by, requirement, concept), parts) in parts {
        let total = all[&(requirement, concept)];
        assert_eq!(parts.iter().map(|row| row.vacancies_n).sum::<u64>(), total.vacancies_n, "{group_by} {requirement}");
        // A group without vacancies is not hidden, and nothing of it is shown.
        let shown: Option<Vec<u64>> = parts.iter().map(|row| row.with_skill_n).collect();
        if let (Some(shown), Some(total)) = (shown, total.with_skill_n) {
            assert_eq!(shown.iter().sum::<u64>(), total, "{group_by} {requirement} {concept}");
        }
    }
}

/// The cells that a reader can work out: where all but one of a sum are known, so is the last, and so on until nothing is new; and what the
/// hidden parts of a sum have together.
fn check_hidden(rows: &[SkillFrequencyRow]) {
    let groups = by_group(rows);
    for requirement in ["any", "desired", "duty", "required"] {
        let cells: Vec<(&str, &str, u64, u64, bool)> = groups
            .iter()
            .filter(|((_, _, of), _)| *of == requirement)
            .map(|((group_by, value, _), concepts)| {
                (*group_by, *value, concepts["writing"].vacancies_n, concepts["writing"].employers_n, concepts["writing"].status == "c")
            })
            .collect();
        let place = |group_by: &str, value: &str| cells.iter().position(|cell| cell.0 == group_by && cell.1 == value);
        let mut sums: Vec<(usize, Vec<usize>)> = Vec::new();
        let Some(total) = place("all", "all") else { continue };
        for group_by in cells.iter().map(|cell| cell.0).filter(|name| *name != "all").collect::<BTreeSet<_>>() {
            sums.push((total, (0..cells.len()).filter(|at| cells[*at].0 == group_by).collect()));
        }
        for year in (0..cells.len()).filter(|at| cells[*at].0 == "year") {
            let quarters = (0..cells.len()).filter(|at| cells[*at].0 == "quarter" && cells[*at].1.starts_with(&format!("{}-Q", cells[year].1)));
            sums.push((year, quarters.collect()));
        }
        let unknown = unknown_after(&sums, cells.iter().map(|cell| cell.4 && cell.2 > 0).collect());
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.4 && cell.2 > 0) {
            assert!(unknown[at], "{cell:?} follows from the others, {requirement}");
        }
        for (_, parts) in sums.iter().filter(|(total, _)| !cells[*total].4) {
            let hidden = parts.iter().filter(|part| cells[**part].4).map(|part| (cells[*part].2, cells[*part].3));
            let (n, employers_n) = hidden.fold((0, 0), |sum, cell| (sum.0 + cell.0, sum.1 + cell.1));
            assert!(n == 0 || (n >= SHARE_FLOOR.vacancies_n && employers_n >= SHARE_FLOOR.employers_n), "{n} hidden together, {requirement}");
        }
    }
}

/// Solves the sums by Gauss and Jordan's elimination: a cell is known when a row of the reduced system holds no other.
fn unknown_after(sums: &[(usize, Vec<usize>)], hidden: Vec<bool>) -> Vec<bool> {
    let places: Vec<usize> = (0..hidden.len()).filter(|at| hidden[*at]).collect();
    let coefficient =
        |(total, parts): &(usize, Vec<usize>), place: usize| f64::from(u8::from(parts.contains(&place))) - f64::from(u8::from(*total == place));
    let mut system: Vec<Vec<f64>> = sums.iter().map(|sum| places.iter().map(|place| coefficient(sum, *place)).collect()).collect();
    let mut row = 0;
    for column in 0..places.len() {
        let Some(pivot) = (row..system.len()).find(|at| system[*at][column].abs() > 1e-9) else { continue };
        system.swap(row, pivot);
        let lead = system[row][column];
        system[row].iter_mut().for_each(|cell| *cell /= lead);
        let base = system[row].clone();
        for (_, other) in system.iter_mut().enumerate().filter(|(at, _)| *at != row) {
            let factor = other[column];
            other.iter_mut().zip(&base).for_each(|(cell, base)| *cell -= factor * base);
        }
        row += 1;
    }
    let mut unknown = hidden;
    for row in &system {
        let held: Vec<usize> = (0..places.len()).filter(|at| row[*at].abs() > 1e-9).collect();
        if let [only] = held[..] {
            unknown[places[only]] = false;
        }
    }
    unknown
}

fn check_flow(dir: &Path, rows: &[SkillFrequencyRow]) {
    let flow: Vec<FlowRow> = tables::read(dir).expect("reads");
    for (what, left, right) in tables::reconcile(&flow) {
        assert_eq!(left, right, "{what}");
    }
    let in_scope: u64 = flow.iter().filter(|row| row.stage == "scope" && row.reason == "in_scope").map(|row| row.n).sum();
    let all = rows.iter().find(|row| row.group_by == "all" && row.requirement == "any");
    assert_eq!(all.map_or(0, |row| row.vacancies_n), in_scope);
}

/// Every file below `dir`, with its bytes.
fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in std::fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else {
            found.insert(entry.display().to_string().split("public").nth(1).unwrap_or_default().to_owned(), std::fs::read(&entry).expect("reads"));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_laws_hold(vacancies in study(), batch in 1usize..50) {
        let dir = tempfile::tempdir().expect("a folder");
        write_study(dir.path(), &vacancies, batch);
        tabulate(dir.path()).expect("tabulates");
        let rows = frequencies(dir.path());
        check_union(&rows, &vacancies);
        check_sums(&rows);
        check_hidden(&rows);
        check_flow(dir.path(), &rows);
    }

    #[test]
    fn row_groups_change_no_byte(vacancies in study(), batch in 1usize..50) {
        let (one, other) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        write_study(one.path(), &vacancies, 10_000);
        write_study(other.path(), &vacancies, batch);
        tabulate(one.path()).expect("tabulates");
        tabulate(other.path()).expect("tabulates");
        let (one, other) = (files(&one.path().join("public")), files(&other.path().join("public")));
        prop_assert!(!one.is_empty());
        for (name, bytes) in &one {
            prop_assert!(other.get(name) == Some(bytes), "{} differs", name);
        }
    }
}
