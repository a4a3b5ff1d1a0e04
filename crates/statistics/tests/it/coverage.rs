//! Intervals for which no formula is exact hold the truth about as often as they say: simulated, with a seed.

use statistics::agreement::agreement;
use statistics::contrast::{PRIOR_N, contrast};
use statistics::correction::{Rates, double_sampling, rogan_gladen};
use statistics::interval::{Cluster, Estimate, estimate};
use statistics::quality::{Confusion, macro_mean, quality};
use statistics::random::Random;

/// Of `repeats` simulated studies, the share whose interval holds the truth; lies between `least` and 1.
#[track_caller]
fn check(what: &str, truth: f64, least: f64, mut study: impl FnMut(&mut Random) -> Option<(f64, f64)>) {
    let mut random = Random::for_key(20_261_124, what);
    let intervals: Vec<(f64, f64)> = (0..600).filter_map(|_| study(&mut random)).collect();
    let held = intervals.iter().filter(|(lo, hi)| *lo <= truth && truth <= *hi).count() as f64 / intervals.len() as f64;
    println!("{what}: {held:.3} of {} hold {truth:.4}", intervals.len());
    assert!(held >= least, "{what}: {held} hold the truth");
}

fn hits(random: &mut Random, n: u64, p: f64) -> u64 {
    (0..n).filter(|_| random.unit() < p).count() as u64
}

#[test]
fn corrected_shares() {
    for (asked, sensitivity, specificity, n, gold_n) in
        [(0.3, 0.8, 0.95, 400, 100), (0.1, 0.7, 0.98, 400, 200), (0.6, 0.9, 0.85, 1000, 80), (0.05, 0.9, 0.99, 2000, 300), (0.5, 0.95, 0.95, 100, 50)]
    {
        let one = move |random: &mut Random| {
            let asks = random.unit() < asked;
            (asks, random.unit() < if asks { sensitivity } else { 1.0 - specificity })
        };
        check(&format!("double sampling {asked} {sensitivity} {specificity} {n} {gold_n}"), asked, 0.9, |random| {
            let vacancies: Vec<(bool, bool)> = (0..n).map(|_| one(random)).collect();
            let tagged = vacancies.iter().filter(|(_, tagged)| *tagged).count() as f64 / f64::from(n);
            let gold = &vacancies[..gold_n];
            let count = |asks, tagged| gold.iter().filter(|pair| **pair == (asks, tagged)).count() as u64;
            let gold = Confusion { tp: count(true, true), fp: count(false, true), missed: count(true, false), tn: count(false, false) };
            let found = double_sampling(tagged, f64::from(n), &gold);
            found.allowed.then_some((found.lo, found.hi))
        });
        check(&format!("rogan gladen {asked} {sensitivity} {specificity} {n} {gold_n}"), asked, 0.9, |random| {
            let tagged = (0..n).filter(|_| one(random).1).count() as f64 / f64::from(n);
            let size = gold_n as u64;
            let rate = |random: &mut Random, p| hits(random, size, p) as f64 / size as f64;
            let rates = Rates {
                sensitivity: rate(random, sensitivity),
                sensitivity_n: size as f64,
                specificity: rate(random, specificity),
                specificity_n: size as f64,
            };
            rogan_gladen(tagged, f64::from(n), &rates).map(|found| (found.lo, found.hi))
        });
    }
}

#[test]
fn alpha() {
    for (asked, noise, units_n) in [(0.5, 0.1, 40), (0.3, 0.05, 100), (0.1, 0.05, 100), (0.3, 0.02, 200), (0.05, 0.03, 200), (0.4, 0.3, 60)] {
        let disagree: f64 = 2.0 * noise * (1.0 - noise);
        let marginal: f64 = asked * (1.0 - noise) + (1.0 - asked) * noise;
        let truth = 1.0 - disagree / (2.0 * marginal * (1.0 - marginal));
        check(&format!("alpha {asked} {noise} {units_n}"), truth, 0.88, |random| {
            let units: Vec<Vec<u32>> = (0..units_n)
                .map(|_| {
                    let asks = random.unit() < asked;
                    (0..2).map(|_| u32::from(asks != (random.unit() < noise))).collect()
                })
                .collect();
            agreement(&units, 300, random.next_u64()).and_then(|found| found.interval)
        });
    }
}

#[test]
fn quality_of_one_and_of_many() {
    for (precision, recall, n, concepts_n) in [(0.9, 0.8, 60, 1), (0.7, 0.7, 30, 1), (0.95, 0.9, 40, 20), (0.8, 0.6, 15, 40), (0.99, 0.97, 25, 30)] {
        // Of n vacancies that ask, some are tagged; the wrongly tagged are as many as make the precision.
        let wrong = recall * (1.0 - precision) / precision;
        let one = move |random: &mut Random| {
            let tp = hits(random, n, recall);
            Confusion { tp, fp: hits(random, n, wrong), missed: n - tp, tn: 0 }
        };
        let f1 = 2.0 * precision * recall / (precision + recall);
        let study = move |random: &mut Random| {
            let concepts: Vec<Confusion> = (0..concepts_n).map(|_| one(random)).collect();
            if concepts_n == 1 { quality(&concepts[0]) } else { macro_mean(&concepts) }
        };
        let name = format!("{precision} {recall} {n} {concepts_n}");
        check(&format!("precision {name}"), precision, 0.9, |random| study(random).precision.map(|found| (found.lo, found.hi)));
        check(&format!("recall {name}"), recall, 0.9, |random| study(random).recall.map(|found| (found.lo, found.hi)));
        check(&format!("f1 {name}"), f1, 0.88, |random| study(random).f1.map(|found| (found.lo, found.hi)));
    }
}

/// Employers of 1 to 12 vacancies; each vacancy does as its employer does with probability √correlation, else as it likes.
fn employers(random: &mut Random, employers_n: usize, share: f64, correlation: f64) -> Estimate {
    let clusters: Vec<Cluster> = (0..employers_n)
        .map(|_| {
            let (n, own) = (1 + random.below(12), random.unit() < share);
            let k = (0..n).filter(|_| if random.unit() < correlation.sqrt() { own } else { random.unit() < share }).count() as u64;
            Cluster { n, k }
        })
        .collect();
    estimate(&clusters).expect("there are vacancies")
}

#[test]
fn contrasts_of_clustered_vacancies() {
    for (group, rest) in [((15, 0.4), (40, 0.3)), ((30, 0.1), (60, 0.05)), ((60, 0.8), (60, 0.6)), ((20, 0.5), (20, 0.5))] {
        for correlation in [0.0, 0.1, 0.3] {
            let name = format!("{group:?} {rest:?} {correlation}");
            let truth = 100.0 * (group.1 - rest.1);
            check(&format!("difference {name}"), truth, 0.9, |random| {
                let found = contrast(&employers(random, group.0, group.1, correlation), &employers(random, rest.0, rest.1, correlation), PRIOR_N);
                Some((found.diff_lo_pp, found.diff_hi_pp))
            });
            // Without a difference, a p-value below 0.05 is about as rare as it says. At 5 % of 30 employers that are
            // much like themselves, few employers decide, and there it is twice that.
            check(&format!("z {name}"), 0.0, 0.88, |random| {
                let found = contrast(&employers(random, group.0, rest.1, correlation), &employers(random, rest.0, rest.1, correlation), PRIOR_N);
                Some((found.log_odds_z - 1.96, found.log_odds_z + 1.96))
            });
        }
    }
}
