//! The parts of a change equal exact fractions, and add up.

use crate::oracle;
use proptest::prelude::*;
use serde_json::Value;
use statistics::change::{Change, Source, Stratum, decompose};
use statistics::interval::Cluster;

fn cluster(pair: &Value) -> Cluster {
    Cluster { n: oracle::count(&pair[0]), k: oracle::count(&pair[1]) }
}

fn parts(change: &Change) -> [f64; 5] {
    [change.mix_pp, change.sources_pp, change.taxonomy_pp, change.duplicates_pp, change.rest_pp]
}

#[test]
fn parts_equal_exact_fractions() {
    let oracle = oracle::read("change");
    for case in oracle::cases(&oracle, "cases") {
        let source = |kept: &Value| if kept == 1 { Source::Kept } else { Source::CameOrWent };
        let rows = case["strata"].as_array().expect("strata");
        let strata: Vec<Stratum> =
            rows.iter().map(|row| Stratum { source: source(&row["kept"]), before: cluster(&row["before"]), after: cluster(&row["after"]) }).collect();
        let found = decompose(&strata, cluster(&case["retagged"]), cluster(&case["published"]));
        assert_eq!(found.is_none(), case["expected"].is_null(), "{case}");
        let Some(found) = found else { continue };
        for (at, value) in std::iter::once(found.total_pp).chain(parts(&found)).enumerate() {
            oracle::same(&format!("{at} of {case}"), value, &case["expected"][at]);
        }
    }
}

#[test]
fn a_new_source_is_no_new_skill() {
    let strata = [
        Stratum { source: Source::Kept, before: Cluster { n: 100, k: 20 }, after: Cluster { n: 100, k: 20 } },
        Stratum { source: Source::CameOrWent, before: Cluster { n: 0, k: 0 }, after: Cluster { n: 100, k: 60 } },
    ];
    let found = decompose(&strata, Cluster { n: 200, k: 80 }, Cluster { n: 200, k: 80 }).expect("vacancies");
    assert!((found.total_pp - 20.0).abs() < 1e-12 && (found.sources_pp - 20.0).abs() < 1e-12 && found.rest_pp == 0.0, "{found:?}");
}

fn cell() -> impl Strategy<Value = Cluster> {
    (0u64..500, 0u64..600).prop_map(|(n, k)| Cluster { n, k })
}

proptest! {
    #[test]
    fn parts_add_up(rows in prop::collection::vec((any::<bool>(), cell(), cell()), 0..8), retagged in cell(), published in cell()) {
        let source = |kept| if kept { Source::Kept } else { Source::CameOrWent };
        let strata: Vec<Stratum> = rows.into_iter().map(|(kept, before, after)| Stratum { source: source(kept), before, after }).collect();
        if let Some(found) = decompose(&strata, retagged, published) {
            prop_assert!((parts(&found).iter().sum::<f64>() - found.total_pp).abs() < 1e-11, "{found:?}");
        }
    }
}
