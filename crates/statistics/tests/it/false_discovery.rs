//! The q-values of tables with ties and gaps equal those of scipy and statsmodels.

use crate::oracle::{cases, numbers, read, same_digits};
use serde_json::json;
use statistics::false_discovery::q_values;

#[test]
fn q_values_equal_scipy_and_statsmodels() {
    for case in cases(&read("false_discovery"), "cases") {
        let expected = numbers(&case["q"]);
        let found = q_values(&numbers(&case["p"]));
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.into_iter().zip(expected) {
            assert_eq!(found.is_nan(), expected.is_nan(), "{case}");
            if !expected.is_nan() {
                same_digits(&case.to_string(), found, &json!(expected));
            }
        }
    }
}
