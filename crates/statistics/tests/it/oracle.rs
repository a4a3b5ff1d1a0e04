//! Every statistic against values from an independent implementation; the script that made them lies beside them.

use serde_json::Value;
use statistics::interval::{Cluster, estimate};
use statistics::student;

const INTERVAL: &str = include_str!("../oracle/interval.json");

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[track_caller]
fn same(what: &str, found: f64, expected: &Value) {
    let expected = number(expected);
    assert!((found - expected).abs() <= 1e-9 * expected.abs().max(1.0), "{what}: {found} is not {expected}");
}

#[test]
fn intervals_equal_scipy() {
    let oracle: Value = serde_json::from_str(INTERVAL).expect("the oracle is JSON");
    let cases = oracle["cases"].as_array().expect("cases");
    assert!(cases.len() >= 50);
    for case in cases {
        let clusters: Vec<Cluster> = case["clusters"]
            .as_array()
            .expect("clusters")
            .iter()
            .map(|pair| Cluster { n: pair[0].as_u64().expect("n"), k: pair[1].as_u64().expect("k") })
            .collect();
        let found = estimate(&clusters).expect("there are vacancies");
        let expected = &case["expected"];
        for (name, value) in [
            ("share", found.share),
            ("lo", found.lo),
            ("hi", found.hi),
            ("n_eff", found.n_eff),
            ("deff", found.deff),
            ("cluster_mean", found.cluster_mean),
        ] {
            same(&format!("{name} of {clusters:?}"), value, &expected[name]);
        }
    }
}

#[test]
fn quantiles_equal_scipy() {
    let oracle: Value = serde_json::from_str(INTERVAL).expect("the oracle is JSON");
    for case in oracle["quantiles"].as_array().expect("quantiles") {
        let (p, df) = (number(&case["p"]), number(&case["df"]));
        same(&format!("t quantile {p} at {df}"), student::quantile(p, df), &case["expected"]);
    }
}
