//! Intervals of shares over clusters, and Student's quantiles.

use crate::oracle::{cases, count, number, read, same};
use statistics::interval::{Cluster, estimate};
use statistics::student;

#[test]
fn intervals_equal_scipy() {
    for case in cases(&read("interval"), "cases") {
        let pairs = case["clusters"].as_array().expect("clusters");
        let clusters: Vec<Cluster> = pairs.iter().map(|pair| Cluster { n: count(&pair[0]), k: count(&pair[1]) }).collect();
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
    for case in cases(&read("interval"), "quantiles") {
        let (p, df) = (number(&case["p"]), number(&case["df"]));
        same(&format!("t quantile {p} at {df}"), student::quantile(p, df), &case["expected"]);
    }
}
