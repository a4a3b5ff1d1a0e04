//! Curves, richness and coverage equal exact fractions.

use crate::oracle;
use proptest::prelude::*;
use statistics::saturation::{chao2, curve};

#[test]
fn curves_equal_exact_fractions() {
    let oracle = oracle::read("saturation");
    for case in oracle::cases(&oracle, "cases") {
        let vacancies_n = oracle::count(&case["vacancies_n"]);
        let found_in: Vec<u64> = case["found_in"].as_array().expect("found_in").iter().map(oracle::count).collect();
        let points = case["curve"].as_array().expect("curve");
        let sizes: Vec<u64> = points.iter().map(|point| oracle::count(&point[0])).collect();
        for (found, expected) in curve(vacancies_n, &found_in, &sizes).iter().zip(points) {
            for (at, value) in [found.expected_n, found.lo, found.hi, found.coverage].into_iter().enumerate() {
                oracle::same(&format!("{at} of {found:?} in {case}"), value, &expected[at + 1]);
            }
        }
        let found = chao2(vacancies_n, &found_in);
        assert_eq!(found.observed_n, oracle::count(&case["richness"][0]), "{case}");
        for (at, value) in [found.estimated_n, found.lo, found.hi, found.coverage].into_iter().enumerate() {
            oracle::same(&format!("{at} of {found:?} in {case}"), value, &case["richness"][at + 1]);
        }
    }
}

proptest! {
    #[test]
    fn curves_rise_to_what_was_seen(vacancies_n in 0u64..100_000, parts in prop::collection::vec(0.0..1.5_f64, 0..60), power in 0i32..9) {
        let found_in: Vec<u64> = parts.iter().map(|part| (vacancies_n as f64 * part.powi(power)) as u64).collect();
        let sizes: Vec<u64> = (0..=10).map(|tenth| vacancies_n * tenth / 10).chain([u64::MAX]).collect();
        let points = curve(vacancies_n, &found_in, &sizes);
        let richness = chao2(vacancies_n, &found_in);
        let last = points.last().expect("points");
        prop_assert!((last.expected_n - richness.observed_n as f64).abs() < 1e-9 && last.vacancies_n == vacancies_n);
        prop_assert!(richness.observed_n as f64 <= richness.lo && richness.lo <= richness.estimated_n && richness.estimated_n <= richness.hi, "{richness:?}");
        for pair in points.windows(2) {
            prop_assert!(pair[0].expected_n <= pair[1].expected_n + 1e-9, "{pair:?}");
        }
        for point in &points {
            prop_assert!(point.lo <= point.expected_n && point.expected_n <= point.hi && point.hi.is_finite(), "{point:?}");
            prop_assert!((0.0..=1.0).contains(&point.coverage), "{point:?}");
        }
    }

    #[test]
    fn any_counts_have_numbers(vacancies_n: u64, found_in in prop::collection::vec(any::<u64>(), 0..5)) {
        let found = chao2(vacancies_n, &found_in);
        prop_assert!(found.hi.is_finite() && (0.0..=1.0).contains(&found.coverage), "{found:?}");
    }
}
