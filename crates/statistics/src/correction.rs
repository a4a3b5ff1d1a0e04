//! Shares freed from the tagger's errors, by what a gold sample or another study says of them.

use crate::interval::wilson;
use crate::quality::Confusion;

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// As many tagged, and as many untagged, gold vacancies must there be for a corrected share to be shown without a warning.
const GOLD_N: u64 = 10;

/// A corrected share with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corrected {
    /// The share of vacancies that ask, were the tagger without error.
    pub share: f64,
    /// Lower bound.
    pub lo: f64,
    /// Upper bound.
    pub hi: f64,
    /// The number of independent vacancies, read without error, that would tell as much (n*).
    pub n_star: f64,
    /// Whether the gold sample is large enough: at least 10 tagged and 10 untagged vacancies. Else the share is `u`.
    pub allowed: bool,
}

/// The corrected share of a concept that is tagged in a share `tagged` of vacancies, which are worth `n_eff` independent ones, by a gold sample
/// that was drawn at random from the same vacancies.
///
/// Double sampling (Tenenbein 1970, *A double sampling scheme for estimating from binomial data with misclassifications*, JASA 65):
/// with m1 = TP+FP and m0 = FN+TN gold vacancies, π1 = (TP+½)/(m1+1), π0 = (FN+½)/(m0+1), t the tagged share, p = t·π1 + (1−t)·π0,
/// Var = t²π1(1−π1)/(m1+1) + (1−t)²π0(1−π0)/(m0+1) + (π1−π0)²·t(1−t)/n_eff, n* = p(1−p)/Var, and Wilson's interval on (p, n*).
/// In simulated studies (`tests/it/coverage.rs`) it holds the truth in 95–98 %.
pub fn double_sampling(tagged: f64, n_eff: f64, gold: &Confusion) -> Corrected {
    let (tagged, untagged) = (tagged.clamp(0.0, 1.0), (1.0 - tagged).clamp(0.0, 1.0));
    let (gold_tagged, gold_untagged) = (gold.tp.saturating_add(gold.fp), gold.missed.saturating_add(gold.tn));
    let (size1, size0) = (gold_tagged as f64 + 1.0, gold_untagged as f64 + 1.0);
    let (asked1, asked0) = ((gold.tp as f64 + 0.5) / size1, (gold.missed as f64 + 0.5) / size0);
    let share = tagged * asked1 + untagged * asked0;
    let variance = tagged * tagged * asked1 * (1.0 - asked1) / size1
        + untagged * untagged * asked0 * (1.0 - asked0) / size0
        + (asked1 - asked0).powi(2) * sampling_variance(tagged, n_eff);
    let n_star = share * (1.0 - share) / variance;
    let (lo, hi) = wilson(share, n_star);
    Corrected { share, lo, hi, n_star, allowed: gold_tagged >= GOLD_N && gold_untagged >= GOLD_N }
}

/// Error rates of the tagger as another study found them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rates {
    /// Of the vacancies that ask, the share that is tagged (recall).
    pub sensitivity: f64,
    /// How many vacancies that ask the other study read.
    pub sensitivity_n: f64,
    /// Of the vacancies that don't ask, the share that is not tagged.
    pub specificity: f64,
    /// How many vacancies that don't ask the other study read.
    pub specificity_n: f64,
}

/// The corrected share where the error rates come from elsewhere; `None` where the tagger is no better than chance (sensitivity + specificity <= 1).
///
/// p = (t + specificity − 1)/(sensitivity + specificity − 1), cut to 0–1 (Rogan & Gladen 1978, *Estimating prevalence from the results of a
/// screening test*, Am. J. Epidemiol. 107). The interval is that of Lang & Reiczigel (2014, *Confidence limits for prevalence of disease adjusted
/// for estimated sensitivity and specificity*, Prev. Vet. Med. 113), stretched to the estimate in the rare case that it leaves it out.
/// n* = p(1−p)/Var with Var = (t(1−t)/n_eff + p²·se(1−se)/n_se + (1−p)²·sp(1−sp)/n_sp)/(se+sp−1)², zero where p is 0 or 1.
/// `allowed` asks for 10 vacancies behind each rate.
pub fn rogan_gladen(tagged: f64, n_eff: f64, rates: &Rates) -> Option<Corrected> {
    let Rates { sensitivity, sensitivity_n, specificity, specificity_n } = *rates;
    let (tagged, gain) = (tagged.clamp(0.0, 1.0), sensitivity + specificity - 1.0);
    let share = ((tagged + specificity - 1.0) / gain).clamp(0.0, 1.0);
    let (lo, hi) = lang_reiczigel(tagged, n_eff, rates)?;
    if gain.is_nan() || gain <= 0.0 || share.is_nan() {
        return None;
    }
    let variance = (sampling_variance(tagged, n_eff)
        + share * share * sampling_variance(sensitivity, sensitivity_n)
        + (1.0 - share).powi(2) * sampling_variance(specificity, specificity_n))
        / (gain * gain);
    let spread = share * (1.0 - share);
    let n_star = if spread > 0.0 { spread / variance } else { 0.0 };
    let allowed = sensitivity_n >= GOLD_N as f64 && specificity_n >= GOLD_N as f64;
    Some(Corrected { share, lo: lo.min(share), hi: hi.max(share), n_star, allowed })
}

/// Lang and Reiczigel's bounds, in their letters: each share is drawn towards the middle by a few trials, as Agresti and Coull do.
fn lang_reiczigel(tagged: f64, n_eff: f64, rates: &Rates) -> Option<(f64, f64)> {
    let z2 = Z * Z;
    let n_eff = n_eff.max(0.0);
    let (n, p) = (n_eff + z2, (n_eff * tagged + z2 / 2.0) / (n_eff + z2));
    let drawn = |share: f64, size: f64| ((size * share + 1.0) / (size + 2.0), size + 2.0);
    let (se, n_se) = drawn(rates.sensitivity, rates.sensitivity_n);
    let (sp, n_sp) = drawn(rates.specificity, rates.specificity_n);
    let gain = se + sp - 1.0;
    if gain.is_nan() || gain <= 0.0 {
        return None;
    }
    let adjusted = (p + sp - 1.0) / gain;
    let (spread_se, spread_sp) = (se * (1.0 - se) / n_se, sp * (1.0 - sp) / n_sp);
    let shift = 2.0 * z2 * (adjusted * spread_se - (1.0 - adjusted) * spread_sp);
    let half = Z * (p * (1.0 - p) / n + adjusted * adjusted * spread_se + (1.0 - adjusted).powi(2) * spread_sp).max(0.0).sqrt() / gain;
    Some(((adjusted + shift - half).clamp(0.0, 1.0), (adjusted + shift + half).clamp(0.0, 1.0)))
}

/// p(1−p)/n; of no trials it is infinite.
fn sampling_variance(p: f64, n: f64) -> f64 {
    if n > 0.0 { p * (1.0 - p) / n } else { f64::INFINITY }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holds(found: &Corrected) -> bool {
        0.0 <= found.lo && found.lo <= found.share && found.share <= found.hi && found.hi <= 1.0 && found.n_star >= 0.0
    }

    proptest! {
        #[test]
        fn the_interval_holds_the_share(t in 0.0..=1.0_f64, n in 0.0..1e6_f64, tp in 0u64..50, fp in 0u64..50, missed in 0u64..50, tn in 0u64..5000) {
            let found = double_sampling(t, n, &Confusion { tp, fp, missed, tn });
            prop_assert!(holds(&found), "{found:?}");
            prop_assert_eq!(found.allowed, tp + fp >= 10 && missed + tn >= 10);
        }

        #[test]
        fn so_does_that_of_rates_from_elsewhere(t in 0.0..=1.0_f64, n in 0.0..1e6_f64, se in 0.0..=1.0_f64, sp in 0.0..=1.0_f64, m1 in 0u32..500, m0 in 0u32..500) {
            let rates = Rates { sensitivity: se, sensitivity_n: f64::from(m1), specificity: sp, specificity_n: f64::from(m0) };
            if let Some(found) = rogan_gladen(t, n, &rates) {
                prop_assert!(holds(&found), "{found:?}");
            }
        }

        #[test]
        fn more_gold_is_more_certain(t in 0.05..0.95_f64, tp in 10u64..50, fp in 1u64..50, missed in 1u64..50, tn in 10u64..50) {
            let wide = double_sampling(t, 500.0, &Confusion { tp, fp, missed, tn });
            let narrow = double_sampling(t, 500.0, &Confusion { tp: 20 * tp, fp: 20 * fp, missed: 20 * missed, tn: 20 * tn });
            prop_assert!(narrow.n_star > wide.n_star);
        }
    }

    #[test]
    fn a_large_gold_sample_without_errors_leaves_the_share_alone() {
        let gold = Confusion { tp: 1_000_000, tn: 1_000_000, ..Confusion::default() };
        let found = double_sampling(0.3, 400.0, &gold);
        let (lo, hi) = wilson(0.3, 400.0);
        assert!((found.share - 0.3).abs() < 1e-6 && (found.lo - lo).abs() < 1e-4 && (found.hi - hi).abs() < 1e-4, "{found:?}");
    }

    #[test]
    fn a_tagger_no_better_than_chance_corrects_nothing() {
        let rates = Rates { sensitivity: 0.5, sensitivity_n: 100.0, specificity: 0.5, specificity_n: 100.0 };
        assert_eq!(rogan_gladen(0.3, 400.0, &rates), None);
    }
}
