//! Priors and shrunk shares equal what scipy's optimizers find.

use crate::oracle;
use proptest::prelude::*;
use statistics::interval::Cluster;
use statistics::shrinkage::{Prior, prior};

#[test]
fn priors_equal_scipy() {
    let oracle = oracle::read("shrinkage");
    for case in oracle::cases(&oracle, "cases") {
        let pairs = case["groups"].as_array().expect("groups");
        let groups: Vec<Cluster> = pairs.iter().map(|pair| Cluster { n: oracle::count(&pair[0]), k: oracle::count(&pair[1]) }).collect();
        let found = prior(&groups).expect("there are vacancies");
        oracle::same(&format!("mean of {case}"), found.mean, &case["mean"]);
        oracle::same(&format!("intra of {case}"), found.intra, &case["intra"]);
        for (group, expected) in groups.iter().zip(case["shrunk"].as_array().expect("shrunk")) {
            oracle::same(&format!("{group:?} of {case}"), found.shrink(*group), expected);
        }
    }
}

#[track_caller]
fn check(groups: &[(u64, u64)], expected: Option<Prior>) {
    let groups: Vec<Cluster> = groups.iter().map(|(n, k)| Cluster { n: *n, k: *k }).collect();
    assert_eq!(prior(&groups), expected);
}

#[test]
fn degenerate_groups() {
    check(&[], None);
    check(&[(0, 0), (0, 0)], None);
    check(&[(40, 0), (3, 0)], Some(Prior { mean: 0.0, intra: 0.0 }));
    check(&[(40, 40), (3, 3)], Some(Prior { mean: 1.0, intra: 0.0 }));
    check(&[(40, 10)], Some(Prior { mean: 0.25, intra: 0.0 }));
    check(&[(40, 10), (40, 10), (0, 0)], Some(Prior { mean: 0.25, intra: 0.0 }));
}

#[test]
fn groups_that_ask_always_or_never_keep_their_shares() {
    let groups = [Cluster { n: 40, k: 40 }, Cluster { n: 40, k: 0 }, Cluster { n: 30, k: 0 }];
    let found = prior(&groups).expect("there are vacancies");
    assert_eq!(found.intra, 1.0);
    assert_eq!(groups.map(|group| found.shrink(group)), [1.0, 0.0, 0.0]);
}

proptest! {
    #[test]
    fn a_shrunk_share_lies_between_its_own_and_the_mean(rows in prop::collection::vec((0u64..100_000, 0.0..1.0_f64), 1..20)) {
        let groups: Vec<Cluster> = rows.iter().map(|(n, share)| Cluster { n: *n, k: (*n as f64 * share) as u64 }).collect();
        let Some(found) = prior(&groups) else { return Ok(()) };
        prop_assert!((0.0..=1.0).contains(&found.mean) && (0.0..=1.0).contains(&found.intra), "{found:?}");
        for group in groups.iter().filter(|group| group.n > 0) {
            let (own, shrunk) = (group.k as f64 / group.n as f64, found.shrink(*group));
            prop_assert!(own.min(found.mean) - 1e-12 <= shrunk && shrunk <= own.max(found.mean) + 1e-12, "{group:?} {shrunk} {found:?}");
        }
    }

    #[test]
    fn any_counts_have_a_prior_or_none(rows in prop::collection::vec((any::<u64>(), any::<u64>()), 0..6)) {
        let groups: Vec<Cluster> = rows.iter().map(|(n, k)| Cluster { n: n >> (n % 64), k: k >> (k % 64) }).collect();
        if let Some(found) = prior(&groups) {
            prop_assert!(groups.iter().all(|group| (0.0..=1.0 + 1e-9).contains(&found.shrink(*group))), "{found:?}");
        }
    }
}
