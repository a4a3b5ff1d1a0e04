//! Pairs of concepts, Fisher's test among their measures.

use crate::oracle::{cases, count, read, same_digits};
use statistics::pairs::Pair;

#[test]
fn pairs_equal_a_reference_in_sixty_digits() {
    for case in cases(&read("pairs"), "cases") {
        let [a, b, both, n] = [0, 1, 2, 3].map(|i| count(&case["pair"][i]));
        let found = Pair::new(a, b, both, n).expect("the counts can be").association();
        let expected = &case["expected"];
        for (name, found) in [
            ("jaccard", found.jaccard),
            ("lift", found.lift),
            ("npmi", found.npmi),
            ("odds_ratio", Some(found.odds_ratio)),
            ("p_value", Some(found.p_value)),
        ] {
            assert_eq!(found.is_none(), expected[name].is_null(), "{name} of {case}");
            if let Some(found) = found {
                same_digits(&format!("{name} of {}", case["pair"]), found, &expected[name]);
            }
        }
    }
}
