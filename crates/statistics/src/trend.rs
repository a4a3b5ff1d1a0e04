//! Whether a share rises or falls over the years, and whether it does so once the mix of sources is held still.

use crate::interval::Cluster;
use crate::special;

/// A period of fewer vacancies is left out of the test.
pub const PERIOD_VACANCIES_N: u64 = 30;
/// Fewer periods are no trend.
pub const PERIODS_N: usize = 4;
/// A trend counts where its q-value, or p-value, lies below.
pub const LEVEL: f64 = 0.05;
/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// One period of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period {
    /// Its middle, in years from any origin.
    pub at_years: f64,
    /// Vacancies.
    pub n: u64,
    /// Of those, the ones that ask.
    pub k: u64,
}

/// A tested trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// Periods that were tested: those of at least 30 vacancies.
    pub periods_n: usize,
    /// The Cochran–Armitage statistic after scaling; positive where the share rises.
    pub z: f64,
    /// Its two-sided p-value.
    pub p_value: f64,
    /// Slope, in percentage points a year.
    pub slope_pp_per_year: f64,
    /// Lower 95 % bound of the slope.
    pub lo_pp_per_year: f64,
    /// Upper 95 % bound of the slope.
    pub hi_pp_per_year: f64,
}

/// What a trend comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Asked for more and more.
    Rising,
    /// Asked for less and less.
    Falling,
    /// No trend that could be told from chance.
    Flat,
    /// Too few periods or vacancies to say.
    Insufficient,
}

impl Verdict {
    /// As the tables print it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Rising => "rising",
            Verdict::Falling => "falling",
            Verdict::Flat => "flat",
            Verdict::Insufficient => "insufficient",
        }
    }
}

/// Tests a series for a linear trend; `None` with fewer than 4 periods of at least 30 vacancies at different times, or times or a design
/// effect that are no numbers.
///
/// With t centered at its mean over vacancies and p = K/N, the Cochran–Armitage statistic (Armitage 1955, *Biometrics* 11) is
/// z = Σ t_i·k_i / √(p(1−p)·Σ n_i·t_i²); it is divided by √deff (Rao & Scott 1992, *Biometrics* 48), the design effect of the share over all
/// periods together, and is 0 where all vacancies ask or none does. The slope is that of the weighted logit (Cox & Snell 1989, *Analysis of
/// Binary Data*, §2.1.6): y_i = ln((k_i+½)/(n_i−k_i+½)) on t_i with weights w_i = 1/(deff·(1/(k_i+½) + 1/(n_i−k_i+½))), b ± z/√Σw_i(t_i−t̄)²,
/// turned into points by 100·p̄(1−p̄), the steepness of the fitted curve at its weighted middle.
pub fn test(periods: &[Period], deff: f64) -> Option<Trend> {
    let usable: Vec<Period> =
        periods.iter().filter(|period| period.n >= PERIOD_VACANCIES_N).map(|period| Period { k: period.k.min(period.n), ..*period }).collect();
    if usable.len() < PERIODS_N || !deff.is_finite() || usable.iter().any(|period| !period.at_years.is_finite()) {
        return None;
    }
    let deff = deff.max(1.0);
    let z = cochran_armitage(&usable)? / deff.sqrt();
    let (slope, half, steepness) = weighted_logit(&usable, deff)?;
    Some(Trend {
        periods_n: usable.len(),
        z,
        p_value: special::normal_two_sided(z),
        slope_pp_per_year: slope * steepness,
        lo_pp_per_year: (slope - half) * steepness,
        hi_pp_per_year: (slope + half) * steepness,
    })
}

/// The verdict on a trend, given its q-value over the table, or its p-value where it stands alone.
pub fn verdict(trend: Option<&Trend>, q_value: f64) -> Verdict {
    match trend {
        None => Verdict::Insufficient,
        Some(trend) if q_value < LEVEL && trend.z > 0.0 => Verdict::Rising,
        Some(trend) if q_value < LEVEL && trend.z < 0.0 => Verdict::Falling,
        Some(_) => Verdict::Flat,
    }
}

/// `None` where all periods are at one time.
fn cochran_armitage(periods: &[Period]) -> Option<f64> {
    let n: f64 = periods.iter().map(|period| period.n as f64).sum();
    let share = periods.iter().map(|period| period.k as f64).sum::<f64>() / n;
    let middle = periods.iter().map(|period| period.at_years * period.n as f64).sum::<f64>() / n;
    let spread: f64 = periods.iter().map(|period| period.n as f64 * (period.at_years - middle).powi(2)).sum();
    if !(spread > 0.0 && spread.is_finite()) {
        return None;
    }
    let score: f64 = periods.iter().map(|period| (period.at_years - middle) * (period.k as f64 - share * period.n as f64)).sum();
    let variance = share * (1.0 - share) * spread;
    Some(if variance > 0.0 { score / variance.sqrt() } else { 0.0 })
}

/// The slope a year on the scale of logits, half of its interval, and points per logit.
fn weighted_logit(periods: &[Period], deff: f64) -> Option<(f64, f64, f64)> {
    let rows = || {
        periods.iter().map(|period| {
            let (hit, miss) = (period.k as f64 + 0.5, (period.n - period.k) as f64 + 0.5);
            (period.at_years, (hit / miss).ln(), 1.0 / (deff * (1.0 / hit + 1.0 / miss)))
        })
    };
    let weight: f64 = rows().map(|(_, _, w)| w).sum();
    let middle = rows().map(|(t, _, w)| w * t).sum::<f64>() / weight;
    let level = rows().map(|(_, y, w)| w * y).sum::<f64>() / weight;
    let spread: f64 = rows().map(|(t, _, w)| w * (t - middle).powi(2)).sum();
    let slope = rows().map(|(t, y, w)| w * (t - middle) * (y - level)).sum::<f64>() / spread;
    let share = 1.0 / (1.0 + (-level).exp());
    (spread > 0.0 && slope.is_finite()).then(|| (slope, Z / spread.sqrt(), 100.0 * share * (1.0 - share)))
}

/// A series whose mix is held still.
#[derive(Debug, Clone, PartialEq)]
pub struct Standardized {
    /// The standardized share of each period, 0–1.
    pub shares: Vec<f64>,
    /// The part of all vacancies that lies in the strata which the shares rest on, 0–1.
    pub covered_share: f64,
}

/// The mix-standardized share of each period: Σ_m W_m·p_mt over strata m of source × employer type (direct standardization; Fleiss, Levin &
/// Paik 2003, *Statistical Methods for Rates and Proportions*, ch. 19).
///
/// `strata[m][t]` holds the vacancies of stratum m in period t. Only strata that have vacancies in every period count, so that a source that
/// comes or goes is neither a rise nor a fall; W_m is their share of the vacancies of all periods. `None` where there is no such stratum.
pub fn standardize(strata: &[Vec<Cluster>]) -> Option<Standardized> {
    let periods_n = strata.iter().map(Vec::len).max()?;
    let size = |stratum: &[Cluster]| stratum.iter().map(|cell| cell.n as f64).sum::<f64>();
    let lasting: Vec<&Vec<Cluster>> = strata.iter().filter(|stratum| stratum.len() == periods_n && stratum.iter().all(|cell| cell.n > 0)).collect();
    let covered: f64 = lasting.iter().map(|stratum| size(stratum)).sum();
    if periods_n == 0 || covered == 0.0 {
        return None;
    }
    let share = |cell: Cluster| cell.k.min(cell.n) as f64 / cell.n as f64;
    let shares = (0..periods_n).map(|t| lasting.iter().map(|stratum| size(stratum) * share(stratum[t])).sum::<f64>() / covered).collect();
    let all: f64 = strata.iter().map(|stratum| size(stratum)).sum();
    Some(Standardized { shares, covered_share: covered / all })
}
