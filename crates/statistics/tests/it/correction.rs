//! Corrected shares equal a reference that was written from the papers.

use crate::oracle::{cases, count, number, numbers, read, same};
use serde_json::Value;
use statistics::correction::{Corrected, Rates, double_sampling, rogan_gladen};
use statistics::quality::Confusion;

fn check(what: &str, found: &Corrected, expected: &Value) {
    for (i, found) in [found.share, found.lo, found.hi, found.n_star].into_iter().enumerate() {
        same(&format!("[{i}] of {what}"), found, &expected[i]);
    }
    assert_eq!(Some(found.allowed), expected[4].as_bool(), "{what}");
}

#[test]
fn double_sampling_equals_a_reference_from_the_paper() {
    for case in cases(&read("correction"), "cases") {
        let gold = &case["gold"];
        let gold = Confusion { tp: count(&gold[0]), fp: count(&gold[1]), missed: count(&gold[2]), tn: count(&gold[3]) };
        check(&case.to_string(), &double_sampling(number(&case["tagged"]), number(&case["n_eff"]), &gold), &case["expected"]);
    }
}

#[test]
fn rogan_gladen_equals_a_reference_from_the_papers() {
    for case in cases(&read("correction"), "rates") {
        let rates = numbers(&case["rates"]);
        let rates = Rates { sensitivity: rates[0], sensitivity_n: rates[1], specificity: rates[2], specificity_n: rates[3] };
        let found = rogan_gladen(number(&case["tagged"]), number(&case["n_eff"]), &rates);
        assert_eq!(found.is_none(), case["expected"].is_null(), "{case}");
        if let Some(found) = found {
            check(&case.to_string(), &found, &case["expected"]);
        }
    }
}
