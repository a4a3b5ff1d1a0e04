//! Ranges of ranks equal those of another bootstrap with the same random numbers.

use crate::oracle;
use proptest::prelude::*;
use statistics::ranks::{Hits, RankRange, rank_ranges};

/// Employer by concept to rows.
fn hits(counts: &[Vec<u32>]) -> Vec<Hits> {
    let row = |(employer, row): (u32, &Vec<u32>)| (0..).zip(row.clone()).map(move |(concept, k)| Hits { employer, concept, k }).collect::<Vec<_>>();
    (0..).zip(counts).flat_map(row).collect()
}

#[test]
fn ranges_equal_scipy() {
    let oracle = oracle::read("ranks");
    for case in oracle::cases(&oracle, "cases") {
        let whole = |value: &serde_json::Value| -> Vec<u32> { value.as_array().expect("a list").iter().map(|n| oracle::count(n) as u32).collect() };
        let counts: Vec<Vec<u32>> = case["counts"].as_array().expect("counts").iter().map(whole).collect();
        let found = rank_ranges(
            counts.len(),
            &whole(&case["sets"]),
            &hits(&counts),
            oracle::count(&case["replicates_n"]) as usize,
            oracle::count(&case["seed"]),
        );
        for (found, expected) in found.iter().zip(case["expected"].as_array().expect("expected")) {
            assert_eq!(vec![found.rank, found.lo, found.hi], whole(expected), "{case}");
        }
    }
}

#[test]
fn equal_concepts_share_the_better_rank_and_reach_both() {
    let counts = vec![vec![5, 3, 3, 0]; 20];
    let expected = [(1, 1, 1), (2, 2, 3), (2, 2, 3), (4, 4, 4)].map(|(rank, lo, hi)| RankRange { rank, lo, hi });
    assert_eq!(rank_ranges(20, &[0; 4], &hits(&counts), 200, 1), expected);
}

#[test]
fn no_employers_no_order() {
    let all_alike = RankRange { rank: 1, lo: 1, hi: 2 };
    assert_eq!(rank_ranges(0, &[0; 2], &[], 10, 1), [all_alike; 2]);
    assert_eq!(rank_ranges(3, &[], &[Hits { employer: 9, concept: 9, k: 1 }], 10, 1), []);
}

proptest! {
    #[test]
    fn a_range_holds_its_rank_and_input_order_is_nothing(
        rows in prop::collection::vec((0u32..2200, 0u32..7, any::<u32>()), 0..60), sets in prop::collection::vec(0u32..3, 6), seed: u64,
    ) {
        let mut rows: Vec<Hits> = rows.into_iter().map(|(employer, concept, k)| Hits { employer, concept, k: k >> (k % 32) }).collect();
        let forth = rank_ranges(2100, &sets, &rows, 5, seed);
        rows.reverse();
        prop_assert_eq!(&forth, &rank_ranges(2100, &sets, &rows, 5, seed));
        for (found, set) in forth.iter().zip(&sets) {
            let members = sets.iter().filter(|other| *other == set).count() as u32;
            prop_assert!(1 <= found.lo && found.lo <= found.rank && found.rank <= found.hi && found.hi <= members, "{found:?}");
        }
    }
}
