//! Random numbers, bit for bit.

use crate::oracle::{cases, read, same};
use serde_json::Value;
use statistics::random::Random;

fn whole(value: &Value) -> u64 {
    value.as_str().expect("a string").parse().expect("64 bits")
}

#[test]
fn draws_equal_those_of_the_published_source() {
    for case in cases(&read("generator"), "cases") {
        let (seed, bound) = (whole(&case["seed"]), whole(&case["bound"]));
        let (mut bits, mut bounded) = (Random::new(seed), Random::new(seed));
        for (expected, below) in case["bits"].as_array().expect("bits").iter().zip(case["below"].as_array().expect("below")) {
            assert_eq!(bits.next_u64(), whole(expected), "bits at seed {seed}");
            assert_eq!(bounded.below(bound), whole(below), "below {bound} at seed {seed}");
        }
        same("unit", Random::new(seed).unit(), &case["unit"]);
    }
}
