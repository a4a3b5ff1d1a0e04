//! Shares of small groups, drawn toward what the groups have in common.

use crate::interval::Cluster;

/// The beta distribution from which the groups' shares are taken to be drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prior {
    /// Its mean α/(α+β), 0–1.
    pub mean: f64,
    /// The correlation within a group, 1/(α+β+1): 0 where all groups are alike, 1 where each asks always or never.
    pub intra: f64,
}

/// The prior of the groups by beta-binomial maximum marginal likelihood; `None` without vacancies.
///
/// The likelihood is that of Skellam (1948, *JRSS B* 10) in Griffiths's form (1973, *Biometrics* 29), with μ = α/(α+β), θ = 1/(α+β):
/// ln L = Σ_groups [Σ_{j<k} ln(μ+jθ) + Σ_{j<n−k} ln(1−μ+jθ) − Σ_{j<n} ln(1+jθ)]. For a given θ it is concave in μ; the best μ is put in, and
/// ρ = θ/(1+θ) goes up from 0 in steps to the first top of the profile, which is then found by false position (Dowell & Jarratt 1971, *BIT*
/// 11). Degenerate cases: where the groups differ no more than by chance, and where there is one group, ρ = 0; where the likelihood still
/// rises at the last step, ρ = 1; where none asks or all do, ρ = 0 and μ is 0 or 1.
pub fn prior(groups: &[Cluster]) -> Option<Prior> {
    let groups: Vec<Counts> = groups.iter().filter(|group| group.n > 0).map(Counts::of).collect();
    let hits: f64 = groups.iter().map(|group| group.hits).sum();
    let misses: f64 = groups.iter().map(|group| group.misses).sum();
    if hits + misses == 0.0 {
        return None;
    }
    let pooled = hits / (hits + misses);
    if hits == 0.0 || misses == 0.0 || slope(&groups, 0.0) <= 0.0 {
        return Some(Prior { mean: pooled, intra: 0.0 });
    }
    let mut low = 0.0;
    for intra in (1..STEPS_N).map(|step| step as f64 / STEPS_N as f64).chain([1.0 - 1e-6]) {
        if slope(&groups, intra) <= 0.0 {
            let intra = root(|intra| slope(&groups, intra), low, intra);
            return Some(Prior { mean: best_mean(&groups, intra), intra });
        }
        low = intra;
    }
    Some(Prior { mean: best_mean(&groups, low), intra: 1.0 })
}

/// Steps of ρ from 0 to 1 in which the top of the profile is looked for.
const STEPS_N: usize = 32;

impl Prior {
    /// A group's share drawn toward the mean: w·k/n + (1−w)·μ with w = nρ/(nρ + 1−ρ), the posterior mean (k+α)/(n+α+β). A group without
    /// vacancies has the mean.
    pub fn shrink(&self, group: Cluster) -> f64 {
        if group.n == 0 {
            return self.mean;
        }
        let size = group.n as f64;
        let weight = size * self.intra / (size * self.intra + 1.0 - self.intra);
        weight * (group.k.min(group.n) as f64 / size) + (1.0 - weight) * self.mean
    }
}

/// Hits and misses of a group as they enter the sums.
struct Counts {
    hits: f64,
    misses: f64,
}

impl Counts {
    fn of(group: &Cluster) -> Self {
        let hits = group.k.min(group.n);
        Counts { hits: hits as f64, misses: (group.n - hits) as f64 }
    }
}

/// The derivative of the profile likelihood by θ, at θ = ρ/(1−ρ).
fn slope(groups: &[Counts], intra: f64) -> f64 {
    let theta = intra / (1.0 - intra);
    let mean = best_mean(groups, intra);
    groups
        .iter()
        .map(|group| sums(mean, theta, group.hits).1 + sums(1.0 - mean, theta, group.misses).1 - sums(1.0, theta, group.hits + group.misses).1)
        .sum()
}

/// The μ of the highest likelihood at a given ρ. The derivative by μ is multiplied by μ(1−μ), which keeps it finite at both ends.
fn best_mean(groups: &[Counts], intra: f64) -> f64 {
    let theta = intra / (1.0 - intra);
    let score = |mean: f64| {
        let each =
            |group: &Counts| (1.0 - mean) * mean * sums(mean, theta, group.hits).0 - mean * (1.0 - mean) * sums(1.0 - mean, theta, group.misses).0;
        groups.iter().map(each).sum()
    };
    root(score, 1e-300, 1.0 - f64::EPSILON / 2.0)
}

/// Σ 1/(x+jθ) and Σ j/(x+jθ) over j < n, for x > 0.
fn sums(x: f64, theta: f64, n: f64) -> (f64, f64) {
    if theta == 0.0 {
        return (n / x, n * (n - 1.0).max(0.0) / (2.0 * x));
    }
    let direct_n = n.min(16.0);
    let (mut plain, mut weighted, mut j) = (0.0, 0.0, 0.0);
    while j < direct_n {
        plain += 1.0 / (x + j * theta);
        weighted += j / (x + j * theta);
        j += 1.0;
    }
    if n > direct_n {
        let rest = digamma_rise(x / theta + j, n - j) / theta;
        plain += rest;
        weighted += (n - j - x * rest) / theta;
    }
    (plain, weighted)
}

/// ψ(y+n) − ψ(y) for y >= 16 by the asymptotic series (DLMF 5.11.2), each term's difference taken without cancellation.
fn digamma_rise(y: f64, n: f64) -> f64 {
    /// B₂ₘ/(2m).
    const TERMS: [f64; 6] = [1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32760.0];
    let series = |z: f64| {
        let square = 1.0 / (z * z);
        TERMS.iter().rev().fold(0.0, |sum, term| square * (term + sum))
    };
    (n / y).ln_1p() + n / (2.0 * y * (y + n)) - (series(y + n) - series(y))
}

/// Where a function that falls from above zero to below zero crosses it: false position in the Illinois variant.
fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut low, mut high) = ((low, f(low)), (high, f(high)));
    let mut last = 0.0;
    for _ in 0..200 {
        let middle = low.0 + (high.0 - low.0) * (low.1 / (low.1 - high.1));
        if !(low.0 < middle && middle < high.0) {
            break;
        }
        let value = f(middle);
        if value > 0.0 {
            low = (middle, value);
            high.1 *= if last > 0.0 { 0.5 } else { 1.0 };
        } else if value < 0.0 {
            high = (middle, value);
            low.1 *= if last < 0.0 { 0.5 } else { 1.0 };
        } else {
            return middle;
        }
        last = value;
    }
    if low.1.abs() < high.1.abs() { low.0 } else { high.0 }
}
