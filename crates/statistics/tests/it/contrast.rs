//! Contrasts of a group with the rest.

use crate::oracle::{cases, count, number, read, same, same_digits};
use serde_json::Value;
use statistics::contrast::contrast;
use statistics::interval::{Cluster, Estimate, estimate};

fn side(rows: &Value) -> Estimate {
    let rows = rows.as_array().expect("clusters");
    let clusters: Vec<Cluster> = rows.iter().map(|row| Cluster { n: count(&row[0]), k: count(&row[1]) }).collect();
    estimate(&clusters).expect("there are vacancies")
}

#[test]
fn contrasts_equal_the_paper_and_statsmodels() {
    for case in cases(&read("contrast"), "cases") {
        let found = contrast(&side(&case["inside"]), &side(&case["rest"]), number(&case["prior_n"]));
        let numbers = [found.diff_pp, found.diff_lo_pp, found.diff_hi_pp, found.log_odds, found.log_odds_z, found.p_value, found.deff];
        for (i, found) in numbers.into_iter().enumerate() {
            same(&format!("[{i}] of {case}"), found, &case["expected"][i]);
        }
        same_digits("p_value", found.p_value, &case["expected"][5]);
    }
}
