//! Trends and standardized shares equal statsmodels and numpy.

use crate::oracle;
use proptest::prelude::*;
use serde_json::Value;
use statistics::interval::Cluster;
use statistics::trend::{Period, Verdict, standardize, test, verdict};

fn cluster(pair: &Value) -> Cluster {
    Cluster { n: oracle::count(&pair[0]), k: oracle::count(&pair[1]) }
}

#[test]
fn tests_equal_statsmodels() {
    let oracle = oracle::read("trend");
    for case in oracle::cases(&oracle, "tests") {
        let rows = case["periods"].as_array().expect("periods");
        let periods: Vec<Period> =
            rows.iter().map(|row| Period { at_years: oracle::number(&row[0]), n: oracle::count(&row[1]), k: oracle::count(&row[2]) }).collect();
        let found = test(&periods, oracle::number(&case["deff"])).expect("enough periods");
        let expected = &case["expected"];
        assert_eq!(found.periods_n as u64, oracle::count(&expected["periods_n"]), "{case}");
        oracle::same_digits(&format!("p_value of {case}"), found.p_value, &expected["p_value"]);
        for (name, value) in [("z", found.z), ("slope", found.slope_pp_per_year), ("lo", found.lo_pp_per_year), ("hi", found.hi_pp_per_year)] {
            oracle::same(&format!("{name} of {case}"), value, &expected[name]);
        }
    }
}

#[test]
fn standardized_shares_equal_numpy() {
    let oracle = oracle::read("trend");
    for case in oracle::cases(&oracle, "mixes") {
        let strata = case["strata"].as_array().expect("strata").iter().map(|row| row.as_array().expect("cells").iter().map(cluster).collect());
        let found = standardize(&strata.collect::<Vec<Vec<Cluster>>>());
        assert_eq!(found.is_none(), case["expected"].is_null(), "{case}");
        let Some(found) = found else { continue };
        oracle::same(&format!("covered of {case}"), found.covered_share, &case["expected"]["covered"]);
        for (at, share) in found.shares.iter().enumerate() {
            oracle::same(&format!("share {at} of {case}"), *share, &case["expected"]["shares"][at]);
        }
    }
}

fn years(counts: &[(u64, u64)]) -> Vec<Period> {
    (0..).zip(counts).map(|(year, (n, k))| Period { at_years: f64::from(year), n: *n, k: *k }).collect()
}

#[test]
fn verdicts() {
    for (counts, expected) in [
        (&[(200, 20), (200, 40), (200, 60), (200, 80)][..], Verdict::Rising),
        (&[(200, 80), (200, 60), (200, 40), (200, 20)], Verdict::Falling),
        (&[(200, 50), (200, 51), (200, 50), (200, 49)], Verdict::Flat),
        (&[(200, 0), (200, 0), (200, 0), (200, 0)], Verdict::Flat),
        (&[(200, 20), (200, 40), (29, 9), (200, 80)], Verdict::Insufficient),
        (&[], Verdict::Insufficient),
    ] {
        let found = test(&years(counts), 1.0);
        assert_eq!(verdict(found.as_ref(), found.map_or(1.0, |trend| trend.p_value)), expected, "{counts:?}");
    }
    let same_time: Vec<Period> = (0..5).map(|_| Period { at_years: 3.0, n: 50, k: 9 }).collect();
    assert_eq!(test(&same_time, 1.0), None);
    assert_eq!(test(&years(&[(200, 50); 4]), f64::NAN), None);
}

proptest! {
    #[test]
    fn any_series_has_numbers_or_none(rows in prop::collection::vec((any::<f64>(), 0u64..5000, 0u64..5000), 0..9), deff in any::<f64>()) {
        let periods: Vec<Period> = rows.iter().map(|(at_years, n, k)| Period { at_years: *at_years, n: *n, k: *k }).collect();
        if let Some(found) = test(&periods, deff) {
            prop_assert!([found.z, found.slope_pp_per_year, found.lo_pp_per_year, found.hi_pp_per_year].iter().all(|value| value.is_finite()), "{found:?}");
            prop_assert!((0.0..=1.0).contains(&found.p_value), "{found:?}");
        }
    }

    #[test]
    fn the_slope_lies_in_its_interval_and_turns_with_time(rows in prop::collection::vec((30u64..500, 0u64..500), 4..9), deff in 1.0..6.0_f64) {
        let forth: Vec<(u64, u64)> = rows.iter().map(|(n, k)| (*n, *k.min(n))).collect();
        let back: Vec<(u64, u64)> = forth.iter().rev().copied().collect();
        let (forth, back) = (test(&years(&forth), deff).expect("a trend"), test(&years(&back), deff).expect("a trend"));
        prop_assert!(forth.lo_pp_per_year <= forth.slope_pp_per_year && forth.slope_pp_per_year <= forth.hi_pp_per_year, "{forth:?}");
        prop_assert!((forth.z + back.z).abs() < 1e-9 && (forth.slope_pp_per_year + back.slope_pp_per_year).abs() < 1e-9);
    }

    #[test]
    fn a_source_that_comes_or_goes_moves_no_standardized_share(steady in prop::collection::vec((1u64..90, 0u64..90), 4), comes in 1u64..90) {
        let steady: Vec<Cluster> = steady.iter().map(|(n, k)| Cluster { n: *n, k: *k.min(n) }).collect();
        let mut coming = vec![Cluster { n: 0, k: 0 }; 4];
        coming[3] = Cluster { n: comes, k: comes };
        let alone = standardize(std::slice::from_ref(&steady)).expect("steady");
        let both = standardize(&[steady, coming]).expect("steady");
        prop_assert_eq!(alone.shares, both.shares);
        prop_assert!(both.covered_share < 1.0);
    }
}
