//! The interval of a share over vacancies that come in clusters, one cluster an employer.

use crate::student;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// One employer: how many vacancies it has, and how many of them ask for the concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cluster {
    /// Vacancies.
    pub n: u64,
    /// Of those, the ones that ask.
    pub k: u64,
}

/// A share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// K / N.
    pub share: f64,
    /// Lower bound.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
    /// The number of independent vacancies that would tell as much.
    pub n_eff: f64,
    /// Design effect, at least 1.
    pub deff: f64,
    /// Mean of the clusters' own shares.
    pub cluster_mean: f64,
    /// Vacancies.
    pub n: u64,
    /// Clusters.
    pub clusters: u64,
}

/// The share of vacancies that ask, and its interval by design effect; `None` without vacancies.
///
/// With clusters g = 1…G, V = G/(G−1) · Σ(k_g − p·n_g)²/N² (linearized ratio estimator, Cochran 1977, *Sampling Techniques*, ch. 9A),
/// deff = max(1, V / (p(1−p)/N)), n_eff = (N/deff) · (z / t_{G−1, .975})² (Korn & Graubard 1998, *Survey Methodology* 24), and the Wilson
/// score interval on (p, n_eff). Where p is 0 or 1, n_eff = G. With a single cluster nothing is known of the variation between clusters:
/// n_eff = 1.
pub fn estimate(clusters: &[Cluster]) -> Option<Estimate> {
    let n: u64 = clusters.iter().map(|cluster| cluster.n).sum();
    let k: u64 = clusters.iter().map(|cluster| cluster.k).sum();
    let full: Vec<Cluster> = clusters.iter().copied().filter(|cluster| cluster.n > 0).collect();
    if n == 0 {
        return None;
    }
    let (size, groups) = (n as f64, full.len() as f64);
    let share = k as f64 / size;
    let (deff, n_eff) = if full.len() == 1 {
        (size, 1.0)
    } else if k == 0 || k == n {
        (size / groups, groups)
    } else {
        let spread: f64 = full.iter().map(|cluster| (cluster.k as f64 - share * cluster.n as f64).powi(2)).sum();
        let variance = groups / (groups - 1.0) * spread / (size * size);
        let deff = (variance / (share * (1.0 - share) / size)).max(1.0);
        (deff, size / deff * (Z / student::quantile(0.975, groups - 1.0)).powi(2))
    };
    let (lo, hi) = wilson(share, n_eff);
    let cluster_mean = full.iter().map(|cluster| cluster.k as f64 / cluster.n as f64).sum::<f64>() / groups;
    Some(Estimate { share, lo, hi, n_eff, deff, cluster_mean, n, clusters: full.len() as u64 })
}

/// Wilson's score interval (1927) at 95 % for a share `p` of `n` trials, which need not be whole.
pub fn wilson(p: f64, n: f64) -> (f64, f64) {
    let z2 = Z * Z;
    let center = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let lo = if p <= 0.0 { 0.0 } else { (center - half).max(0.0) };
    let hi = if p >= 1.0 { 1.0 } else { (center + half).min(1.0) };
    (lo, hi)
}

impl Estimate {
    /// `ok`, or `u` when the number is unreliable: fewer than 20 vacancies or 10 clusters, or more than 15 points to either bound.
    pub fn status(&self) -> &'static str {
        let wide = (self.share - self.lo).max(self.hi - self.share) > 0.15;
        if self.n < 20 || self.clusters < 10 || wide { "u" } else { "ok" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_interval_holds_the_share(rows in prop::collection::vec((1u64..30, 0u64..30), 1..40)) {
            let clusters: Vec<Cluster> = rows.iter().map(|(n, k)| Cluster { n: *n, k: *k.min(n) }).collect();
            let found = estimate(&clusters).expect("there are vacancies");
            prop_assert!(0.0 <= found.lo && found.lo <= found.share && found.share <= found.hi && found.hi <= 1.0, "{found:?}");
            prop_assert!(found.deff >= 1.0 && found.n_eff <= found.n as f64 + 1e-9);
        }

        #[test]
        fn the_order_of_clusters_changes_nothing_that_shows(rows in prop::collection::vec((1u64..30, 0u64..30), 2..20)) {
            let mut clusters: Vec<Cluster> = rows.iter().map(|(n, k)| Cluster { n: *n, k: *k.min(n) }).collect();
            let before = estimate(&clusters).expect("there are vacancies");
            clusters.reverse();
            let after = estimate(&clusters).expect("there are vacancies");
            prop_assert!((before.lo - after.lo).abs() < 1e-12 && (before.hi - after.hi).abs() < 1e-12);
        }
    }

    #[test]
    fn no_vacancies_no_estimate() {
        assert_eq!(estimate(&[]), None);
    }
}
