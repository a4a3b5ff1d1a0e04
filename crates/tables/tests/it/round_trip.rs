//! What is written to a table is read back the same, in batches of any size, and equal rows make equal bytes.

use jiff::civil::Date;
use proptest::prelude::*;
use tables::private::FaultRow;
use tables::public::RunRow;
use tables::{Row as _, batches, path_of, read, tables, write};

fn run_row(name: &str, day: Option<Date>, n: u64) -> RunRow {
    RunRow {
        run_id: "run_0".into(),
        rolescope_version: "0".into(),
        study_name: name.into(),
        study_hash: String::new(),
        taxonomy_hash: String::new(),
        archive_hash: String::new(),
        window_from: day,
        window_to: None,
        captures_n: n,
        postings_n: 0,
        vacancies_n: 0,
        employers_n: 0,
        mentions_n: 0,
        concepts_n: 0,
        population: "é \"quoted\",\n".into(),
    }
}

fn day() -> impl Strategy<Value = Option<Date>> {
    prop::option::of((1900i16..2200, 1i8..13, 1i8..29).prop_map(|(y, m, d)| Date::constant(y, m, d)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn rows_come_back(rows in prop::collection::vec(("\\PC{0,8}", day(), 0u64..1 << 40), 0..20), size in 1usize..7) {
        let dir = tempfile::tempdir().expect("a folder");
        let rows: Vec<RunRow> = rows.into_iter().map(|(name, day, n)| run_row(&name, day, n)).collect();
        write(dir.path(), "run_0", &rows).expect("writes");
        prop_assert_eq!(&read::<RunRow>(dir.path()).expect("reads"), &rows);
        let batched: Vec<RunRow> = batches::<RunRow>(dir.path(), size).expect("reads").flat_map(|batch| batch.expect("reads")).collect();
        prop_assert_eq!(&batched, &rows);
        let first = std::fs::read(path_of(dir.path(), RunRow::TABLE)).expect("reads");
        write(dir.path(), "run_0", &rows).expect("writes");
        prop_assert_eq!(first, std::fs::read(path_of(dir.path(), RunRow::TABLE)).expect("reads"));
    }
}

#[test]
fn another_shape_is_refused_by_column() {
    let dir = tempfile::tempdir().expect("a folder");
    write(dir.path(), "run_0", &[run_row("x", None, 1)]).expect("writes");
    std::fs::create_dir_all(dir.path().join("private")).expect("a folder");
    std::fs::copy(dir.path().join("public/run.parquet"), dir.path().join("private/faults.parquet")).expect("copies");
    let error = read::<FaultRow>(dir.path()).expect_err("another table");
    assert!(error.to_string().contains("no column `stage`"), "{error}");
}

#[test]
fn every_column_is_named_once_and_explained() {
    for table in tables() {
        let mut names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
        assert!(table.key.iter().all(|key| names.contains(key)), "{}", table.name);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), table.columns.len(), "{}", table.name);
        assert!(table.columns.iter().all(|column| column.doc().ends_with(['.', '?'])), "{}", table.name);
    }
}
