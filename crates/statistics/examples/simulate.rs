//! The coverage study: how often the shown intervals hold the truth, and how far raw and corrected shares are from it, as a Markdown page.
//!
//! `make simulate` writes the page to `SIMULATION.md`. The seed is fixed, so that it comes out the same everywhere.

use statistics::correction::double_sampling;
use statistics::interval::{Cluster, estimate, wilson};
use statistics::quality::Confusion;
use statistics::random::Random;

const SEED: u64 = 20_261_124;
const STUDIES_N: u32 = 4000;
const CORRELATIONS: [f64; 3] = [0.0, 0.1, 0.3];
const EMPLOYERS_N: [usize; 4] = [20, 40, 80, 120];
const SHARES: [f64; 3] = [0.05, 0.2, 0.5];
/// Names, and how many vacancies an employer has, each number as likely as the others.
const SIZES: [(&str, &[u64]); 2] = [
    ("employers of like size (1 to 10 vacancies)", &[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]),
    ("a few large employers (1 to 30 vacancies)", &[1, 1, 1, 2, 2, 3, 5, 8, 13, 30]),
];
/// Recall, and the share of vacancies that don't ask and are not tagged either.
const TAGGERS: [(f64, f64); 3] = [(0.7, 0.99), (0.8, 0.95), (0.9, 0.9)];
const GOLD_N: [u64; 2] = [300, 600];
/// Employers of the corpora in which shares are corrected.
const CORPUS_EMPLOYERS_N: usize = 400;
/// What an interval that is called one of 95 % must cover.
const BAR: std::ops::RangeInclusive<f64> = 0.90..=0.99;

fn main() {
    println!("# How the intervals and corrections do where the truth is known\n");
    println!(
        "Written by `make simulate`; don't edit. Seed {SEED}, {STUDIES_N} simulated studies a setting, so that a coverage is known to ±0.7 points.\n"
    );
    println!(
        "Within an employer vacancies are alike: whether they ask is beta-binomial with the correlation given (drawn as a Pólya urn). The truth"
    );
    println!(
        "of an interval is the share in the population of employers. *Shown* is the interval of `interval.rs`, by design effect and Student's t;"
    );
    println!("*naive* is Wilson's, as if every vacancy were independent. A bold figure lies outside 90–99 %.");
    for (at, (name, sizes)) in SIZES.iter().enumerate() {
        println!("\n## Coverage of the 95 % interval: {name}\n");
        coverage_table(sizes, &format!("sizes {at}"));
    }
    println!("\n## Mean absolute error of raw and corrected shares\n");
    println!(
        "{CORPUS_EMPLOYERS_N} employers with a correlation of 0.1 and 1 to 10 vacancies each; the truth is the share of the corpus itself, as a"
    );
    println!(
        "reader without error would find it. *Gold* is how many vacancies of the corpus were read, at random; studies whose gold has fewer than 10"
    );
    println!(
        "tagged or 10 untagged vacancies are left out, as in the tables (their corrected share is `u`). Errors and the tagger's expected *bias* are"
    );
    println!("in points; *coverage* is how often the interval of the corrected share holds the share in the population of employers.\n");
    correction_table();
}

fn coverage_table(sizes: &[u64], key: &str) {
    let titles: Vec<String> = SHARES.iter().map(|share| format!("shown, share {share} | naive, share {share}")).collect();
    println!("| correlation | employers | {} |\n| --- | --- |{}", titles.join(" | "), " --- |".repeat(2 * SHARES.len()));
    let (mut within, mut settings, mut naive_range) = (0, 0, (1.0_f64, 0.0_f64));
    for correlation in CORRELATIONS {
        for employers_n in EMPLOYERS_N {
            let cells = SHARES.map(|share| {
                let mut random = Random::for_key(SEED, &format!("{key} {correlation} {employers_n} {share}"));
                coverage(sizes, correlation, employers_n, share, &mut random)
            });
            settings += cells.len();
            within += cells.iter().filter(|(shown, _)| BAR.contains(shown)).count();
            naive_range = cells.iter().fold(naive_range, |(least, most), (_, naive)| (least.min(*naive), most.max(*naive)));
            let row: Vec<String> = cells.iter().map(|(shown, naive)| format!("{} | {:.1}", percent(*shown), 100.0 * naive)).collect();
            println!("| {correlation} | {employers_n} | {} |", row.join(" | "));
        }
    }
    println!(
        "\nThe shown interval covers 90–99 % in {within} of {settings} settings; the naive one covers {:.0}–{:.0} %.",
        100.0 * naive_range.0,
        100.0 * naive_range.1
    );
}

fn percent(coverage: f64) -> String {
    let figure = format!("{:.1}", 100.0 * coverage);
    if BAR.contains(&coverage) { figure } else { format!("**{figure}**") }
}

/// How often the shown and the naive interval hold the share.
fn coverage(sizes: &[u64], correlation: f64, employers_n: usize, share: f64, random: &mut Random) -> (f64, f64) {
    let (mut shown, mut naive) = (0_u32, 0_u32);
    for _ in 0..STUDIES_N {
        let clusters: Vec<Cluster> = (0..employers_n).map(|_| employer(sizes, correlation, share, random)).collect();
        let found = estimate(&clusters).expect("there are vacancies");
        let (lo, hi) = wilson(found.share, found.n as f64);
        shown += u32::from((found.lo..=found.hi).contains(&share));
        naive += u32::from((lo..=hi).contains(&share));
    }
    (f64::from(shown) / f64::from(STUDIES_N), f64::from(naive) / f64::from(STUDIES_N))
}

/// An employer's vacancies: a beta-binomial draw as a Pólya urn, in which each vacancy that asks makes the next likelier to.
fn employer(sizes: &[u64], correlation: f64, share: f64, random: &mut Random) -> Cluster {
    let n = sizes[random.below(sizes.len() as u64) as usize];
    let mut k = 0;
    for drawn in 0..n {
        let chance = (share * (1.0 - correlation) + correlation * k as f64) / (1.0 - correlation + correlation * drawn as f64);
        k += u64::from(random.unit() < chance);
    }
    Cluster { n, k }
}

fn correction_table() {
    println!(
        "| recall | specificity | share | gold | bias | raw error | corrected error | coverage |\n| --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    let (mut better, mut settings, mut biased, mut better_biased) = (0, 0, 0, 0);
    for (recall, specificity) in TAGGERS {
        for share in SHARES {
            for gold_n in GOLD_N {
                let mut random = Random::for_key(SEED, &format!("{recall} {specificity} {share} {gold_n}"));
                let (raw, corrected, covered) = errors((recall, specificity), share, gold_n, &mut random);
                settings += 1;
                let bias = 100.0 * (share * recall + (1.0 - share) * (1.0 - specificity) - share);
                better += u32::from(corrected < raw);
                biased += u32::from(bias.abs() > 1.0);
                better_biased += u32::from(bias.abs() > 1.0 && corrected < raw);
                let shown = if corrected < raw { format!("{corrected:.2}") } else { format!("**{corrected:.2}**") };
                println!("| {recall} | {specificity} | {share} | {gold_n} | {bias:+.1} | {raw:.2} | {shown} | {} |", percent(covered));
            }
        }
    }
    println!(
        "\nThe corrected share is closer in {better} of {settings} settings, and in {better_biased} of the {biased} with a bias of more than a point."
    );
    println!("Where it is not (bold), false finds and misses happen to cancel, which nobody knows without gold.");
}

/// Mean absolute errors in points, raw and corrected, and the coverage of the corrected interval.
fn errors(tagger: (f64, f64), share: f64, gold_n: u64, random: &mut Random) -> (f64, f64, f64) {
    let (mut raw, mut corrected, mut covered, mut studies_n) = (0.0, 0.0, 0.0, 0.0);
    for _ in 0..STUDIES_N {
        let corpus: Vec<Vec<Vacancy>> = (0..CORPUS_EMPLOYERS_N).map(|_| tagged_employer(tagger, share, random)).collect();
        let clusters: Vec<Cluster> = corpus.iter().map(|vacancies| count(vacancies, |vacancy| vacancy.tagged)).collect();
        let mut all: Vec<Vacancy> = corpus.into_iter().flatten().collect();
        let truth = count(&all, |vacancy| vacancy.asks);
        let truth = truth.k as f64 / truth.n as f64;
        let found = estimate(&clusters).expect("there are vacancies");
        let better = double_sampling(found.share, found.n_eff, &gold(&mut all, gold_n, random));
        if better.allowed {
            raw += (found.share - truth).abs();
            corrected += (better.share - truth).abs();
            covered += f64::from(u8::from((better.lo..=better.hi).contains(&share)));
            studies_n += 1.0;
        }
    }
    (100.0 * raw / studies_n, 100.0 * corrected / studies_n, covered / studies_n)
}

/// A vacancy as it is, and as the tagger has it.
#[derive(Clone, Copy)]
struct Vacancy {
    asks: bool,
    tagged: bool,
}

fn tagged_employer((recall, specificity): (f64, f64), share: f64, random: &mut Random) -> Vec<Vacancy> {
    let Cluster { n, k } = employer(SIZES[0].1, 0.1, share, random);
    (0..n).map(|at| Vacancy { asks: at < k, tagged: random.unit() < if at < k { recall } else { 1.0 - specificity } }).collect()
}

fn count(vacancies: &[Vacancy], of: impl Fn(&Vacancy) -> bool) -> Cluster {
    Cluster { n: vacancies.len() as u64, k: vacancies.iter().filter(|vacancy| of(vacancy)).count() as u64 }
}

/// What a reader finds who reads `gold_n` vacancies, drawn without replacement (the first steps of a Fisher–Yates shuffle).
fn gold(all: &mut [Vacancy], gold_n: u64, random: &mut Random) -> Confusion {
    let mut found = Confusion::default();
    for at in 0..all.len().min(gold_n as usize) {
        all.swap(at, at + random.below((all.len() - at) as u64) as usize);
        match (all[at].asks, all[at].tagged) {
            (true, true) => found.tp += 1,
            (false, true) => found.fp += 1,
            (true, false) => found.missed += 1,
            (false, false) => found.tn += 1,
        }
    }
    found
}
