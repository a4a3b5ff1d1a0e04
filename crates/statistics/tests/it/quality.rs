//! Precision, recall and F1.

use crate::oracle::{cases, count, read, same};
use serde_json::Value;
use statistics::quality::{Bounded, Confusion, Quality, macro_mean, micro, quality};

fn check(what: &str, found: &Quality, expected: &Value) {
    for (name, found) in [("precision", found.precision), ("recall", found.recall), ("f1", found.f1)] {
        let expected = &expected[name];
        assert_eq!(found.is_none(), expected.is_null(), "{name} of {what}");
        if let Some(Bounded { value, lo, hi }) = found {
            [value, lo, hi].iter().enumerate().for_each(|(i, found)| same(&format!("{name}[{i}] of {what}"), *found, &expected[i]));
        }
    }
}

#[test]
fn quality_equals_statsmodels() {
    for case in cases(&read("quality"), "cases") {
        let rows = case["concepts"].as_array().expect("concepts");
        let concepts: Vec<Confusion> =
            rows.iter().map(|row| Confusion { tp: count(&row[0]), fp: count(&row[1]), missed: count(&row[2]), tn: count(&row[3]) }).collect();
        concepts.iter().enumerate().for_each(|(i, one)| check(&format!("{one:?}"), &quality(one), &case["each"][i]));
        check(&format!("micro {concepts:?}"), &micro(&concepts), &case["micro"]);
        check(&format!("macro {concepts:?}"), &macro_mean(&concepts), &case["macro"]);
    }
}
