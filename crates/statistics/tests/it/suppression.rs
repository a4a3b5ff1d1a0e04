//! What is hidden stays hidden: the letters, the choice of further cells, and an attacker who solves the whole system.

use crate::oracle;
use proptest::prelude::*;
use statistics::suppression::{Cell, Margin, PAY_FLOOR, SHARE_FLOOR, one_way, pay_status, secondary, share_status, two_way};

#[test]
fn letters() {
    for (vacancies_n, employers_n, half_width, expected) in [
        (0, 0, 0.5, "x"),
        (9, 9, 0.1, "c"),
        (100, 4, 0.1, "c"),
        (10, 10, 0.1, "u"),
        (19, 19, 0.1, "u"),
        (20, 9, 0.1, "u"),
        (20, 10, 0.15, "ok"),
        (20, 10, 0.151, "u"),
        (20, 10, f64::NAN, "u"),
        (5000, 900, 0.01, "ok"),
    ] {
        assert_eq!(share_status(vacancies_n, employers_n, half_width).as_str(), expected, "{vacancies_n} of {employers_n} ± {half_width}");
    }
    for (vacancies_n, employers_n, expected) in [(0, 0, "x"), (4, 4, "c"), (9, 4, "c"), (5, 5, "ok")] {
        assert_eq!(pay_status(vacancies_n, employers_n).as_str(), expected, "{vacancies_n} of {employers_n}");
    }
}

/// Vacancies, each of an employer of its own; those below ten are hidden by themselves.
fn table(counts: &[u64]) -> Vec<Cell> {
    counts.iter().map(|n| Cell { vacancies_n: *n, employers_n: *n, suppressed: (1..10).contains(n) }).collect()
}

#[track_caller]
fn check(counts: &[u64], margins: &[Margin], expected: &[usize]) {
    assert_eq!(secondary(&table(counts), margins, SHARE_FLOOR), expected);
}

#[test]
fn the_smallest_other_part_goes_with_a_lone_hidden_one() {
    check(&[40, 3, 12, 55], &[one_way(3)], &[2]);
}

#[test]
fn two_hidden_parts_of_enough_vacancies_guard_each_other() {
    check(&[40, 8, 9, 57], &[one_way(3)], &[]);
}

#[test]
fn two_hidden_parts_of_too_few_vacancies_need_a_third() {
    check(&[40, 2, 3, 45], &[one_way(3)], &[0]);
}

#[test]
fn a_part_that_is_all_takes_the_total_with_it() {
    let cells = [Cell { vacancies_n: 40, employers_n: 2, suppressed: true }, Cell { vacancies_n: 40, employers_n: 2, suppressed: false }];
    assert_eq!(secondary(&cells, &[one_way(1)], PAY_FLOOR), [1]);
}

#[test]
fn nothing_hidden_hides_nothing() {
    check(&[40, 30, 70], &[one_way(2)], &[]);
}

#[test]
fn a_crossed_table_needs_a_rectangle() {
    // Two groups and three requirements: the hidden 4 needs another in its row and its column, and the corner that closes the rectangle.
    check(&[4, 30, 60, 94, 50, 20, 80, 150, 54, 50, 140, 244], &two_way(2, 3), &[1, 4, 5]);
}

#[test]
fn a_quarter_is_not_had_by_way_of_the_year() {
    // Quarters 0–3 in year 8, quarters 4–7 in year 9, all in 10. Year 9 needs year 8, which is no secret while its quarters are shown.
    let margins =
        [Margin { total: 8, parts: vec![0, 1, 2, 3] }, Margin { total: 9, parts: vec![4, 5, 6, 7] }, Margin { total: 10, parts: vec![8, 9] }];
    check(&[20, 30, 40, 50, 5, 0, 0, 0, 140, 5, 145], &margins, &[0, 8]);
}

#[test]
fn a_margin_that_names_no_cell_is_passed_over() {
    check(&[4, 30], &[Margin { total: 7, parts: vec![0, 9] }, Margin { total: 0, parts: vec![] }], &[]);
}

/// Rank over the rationals by fraction-free elimination (Bareiss 1968), which shares nothing with the code under test.
fn rank(mut rows: Vec<Vec<i128>>) -> usize {
    let columns = rows.first().map_or(0, Vec::len);
    let (mut done, mut last) = (0, 1);
    for column in 0..columns {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else { continue };
        rows.swap(done, pivot);
        for row in done + 1..rows.len() {
            for other in (column..columns).rev() {
                rows[row][other] = (rows[done][column] * rows[row][other] - rows[row][column] * rows[done][other]) / last;
            }
        }
        last = rows[done][column];
        done += 1;
    }
    done
}

/// The hidden cells with vacancies that the shown ones determine: those whose column the other unknown columns don't span.
fn recovered(cells: &[Cell], margins: &[Margin], hidden: &[bool]) -> Vec<usize> {
    let unknown: Vec<usize> = (0..cells.len()).filter(|place| hidden[*place] && cells[*place].vacancies_n > 0).collect();
    let system = |places: &[usize]| -> Vec<Vec<i128>> {
        let coefficient =
            |margin: &Margin, place: usize| margin.parts.iter().filter(|part| **part == place).count() as i128 - i128::from(margin.total == place);
        margins.iter().map(|margin| places.iter().map(|place| coefficient(margin, *place)).collect()).collect()
    };
    let all = rank(system(&unknown));
    let without = |place: usize| rank(system(&unknown.iter().copied().filter(|other| *other != place).collect::<Vec<_>>()));
    unknown.iter().copied().filter(|place| without(*place) < all).collect()
}

fn attack(cells: &[Cell], margins: &[Margin]) -> Result<(), TestCaseError> {
    let added = secondary(cells, margins, SHARE_FLOOR);
    let mut hidden: Vec<bool> = cells.iter().map(|cell| cell.suppressed).collect();
    for place in &added {
        hidden[*place] = true;
    }
    prop_assert_eq!(recovered(cells, margins, &hidden), Vec::<usize>::new(), "{:?} with {:?} hidden", cells, added);
    for margin in margins.iter().filter(|margin| !hidden[margin.total]) {
        let left: u64 = margin.parts.iter().filter(|part| hidden[**part]).map(|part| cells[*part].vacancies_n).sum();
        prop_assert!(left == 0 || left >= SHARE_FLOOR.vacancies_n, "{left} vacancies are left of {margin:?}");
    }
    Ok(())
}

fn counts(n: usize) -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![Just(0u64), 1u64..10, 10u64..200], n)
}

/// The cells of a crossed table with its totals, row by row.
fn with_totals(inner: &[u64], columns: usize) -> Vec<u64> {
    let rows: Vec<Vec<u64>> = inner.chunks(columns).map(|row| [row, &[row.iter().sum()]].concat()).collect();
    let last = (0..=columns).map(|column| rows.iter().map(|row| row[column]).sum());
    rows.iter().flatten().copied().chain(last).collect()
}

proptest! {
    #[test]
    fn no_part_of_a_partition_is_recovered(counts in (1usize..12).prop_flat_map(counts)) {
        let total = counts.iter().sum();
        attack(&table(&[&counts[..], &[total]].concat()), &[one_way(counts.len())])?;
    }

    #[test]
    fn no_cell_of_a_crossed_table_is_recovered(columns in 1usize..5, inner in counts(20)) {
        let inner = &inner[..inner.len() / columns * columns];
        attack(&table(&with_totals(inner, columns)), &two_way(inner.len() / columns, columns))?;
    }

    #[test]
    fn no_cell_of_two_partitions_and_a_nested_one_is_recovered(
        inner in counts(12), first in prop::collection::vec(0usize..4, 12), second in prop::collection::vec(0usize..3, 12),
    ) {
        // Cells: 12 quarters, 4 years that hold them, 3 regions that cut across the years' quarters, all.
        let sum = |of: &[usize], value: usize| -> u64 { inner.iter().zip(of).filter(|(_, at)| **at == value).map(|(n, _)| n).sum() };
        let mut cells = inner.clone();
        cells.extend((0..4).map(|year| sum(&first, year)));
        cells.extend((0..3).map(|region| sum(&second, region)));
        cells.push(inner.iter().sum());
        let held = |of: &[usize], value: usize| (0..12).filter(|quarter| of[*quarter] == value).collect::<Vec<_>>();
        let mut margins: Vec<Margin> = (0..4).map(|year| Margin { total: 12 + year, parts: held(&first, year) }).collect();
        margins.extend((0..3).map(|region| Margin { total: 16 + region, parts: held(&second, region) }));
        margins.push(Margin { total: 19, parts: vec![12, 13, 14, 15] });
        margins.push(Margin { total: 19, parts: vec![16, 17, 18] });
        attack(&table(&cells), &margins)?;
    }

    #[test]
    fn any_nonsense_ends(counts in counts(6), margins in prop::collection::vec((0usize..8, prop::collection::vec(0usize..8, 0..5)), 0..5)) {
        let margins: Vec<Margin> = margins.into_iter().map(|(total, parts)| Margin { total, parts }).collect();
        let added = secondary(&table(&counts), &margins, PAY_FLOOR);
        prop_assert!(added.is_sorted() && added.iter().all(|place| *place < 6));
    }
}

#[test]
fn choices_equal_an_independent_elimination_in_fractions() {
    let oracle = oracle::read("suppression");
    for case in oracle::cases(&oracle, "cases") {
        let places =
            |value: &serde_json::Value| value.as_array().expect("places").iter().map(|place| oracle::count(place) as usize).collect::<Vec<_>>();
        let cells: Vec<Cell> = case["cells"]
            .as_array()
            .expect("cells")
            .iter()
            .map(|cell| Cell { vacancies_n: oracle::count(&cell[0]), employers_n: oracle::count(&cell[1]), suppressed: cell[2] == 1 })
            .collect();
        let margins: Vec<Margin> = case["margins"]
            .as_array()
            .expect("margins")
            .iter()
            .map(|margin| Margin { total: oracle::count(&margin[0]) as usize, parts: places(&margin[1]) })
            .collect();
        assert_eq!(secondary(&cells, &margins, SHARE_FLOOR), places(&case["expected"]), "{case}");
    }
}
