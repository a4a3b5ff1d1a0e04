//! Agreement of readers.

use crate::oracle::{cases, count, read, same};
use statistics::agreement::agreement;

#[test]
fn agreement_equals_the_package_krippendorff() {
    for case in cases(&read("agreement"), "cases") {
        let rows = case["units"].as_array().expect("units");
        let units: Vec<Vec<u32>> =
            rows.iter().map(|row| row.as_array().expect("readings").iter().map(|value| count(value) as u32).collect()).collect();
        let found = agreement(&units, count(&case["draws"]) as u32, count(&case["seed"]));
        let expected = &case["expected"];
        assert_eq!(found.is_none(), expected.is_null(), "{case}");
        let Some(found) = found else { continue };
        same("same_share", found.same_share, &expected["same_share"]);
        assert_eq!((found.units_n, found.readings_n), (count(&expected["units_n"]), count(&expected["readings_n"])), "{case}");
        assert_eq!(found.alpha.is_none(), expected["alpha"].is_null(), "{case}");
        if let (Some(alpha), Some((lo, hi))) = (found.alpha, found.interval) {
            same(&format!("alpha of {case}"), alpha, &expected["alpha"]);
            same(&format!("lo of {case}"), lo, &expected["interval"][0]);
            same(&format!("hi of {case}"), hi, &expected["interval"][1]);
        }
    }
}
