//! Whether more vacancies would still bring something unseen: rarefaction, Chao2 and coverage.
//!
//! A vacancy is a sampling unit, and what is counted is in how many of them each concept (or candidate phrase) was found. Quantities are
//! counts of concepts, coverage is a share.

/// The 97.5 % point of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// How many concepts so many vacancies show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Vacancies.
    pub vacancies_n: u64,
    /// Concepts expected in them.
    pub expected_n: f64,
    /// Lower 95 % bound.
    pub lo: f64,
    /// Upper 95 % bound.
    pub hi: f64,
    /// The part of all mentions-by-vacancy that belongs to concepts seen, 0–1.
    pub coverage: f64,
}

/// How many concepts there are, as far as the seen ones tell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Richness {
    /// Concepts seen.
    pub observed_n: u64,
    /// Concepts there are at least (Chao2).
    pub estimated_n: f64,
    /// Lower 95 % bound, never below the seen.
    pub lo: f64,
    /// Upper 95 % bound.
    pub hi: f64,
    /// Sample coverage, 0–1.
    pub coverage: f64,
}

/// The rarefaction curve at the given sizes; a size past the sample counts as the sample.
///
/// `found_in[i]` is the number of the `vacancies_n` vacancies in which concept i was found; concepts found nowhere say nothing. With T
/// vacancies and Y_i of them for concept i, and α_i(t) = C(T−Y_i, t)/C(T, t) the chance that t of them miss it:
/// S(t) = Σ (1−α_i) (Hurlbert 1971, *Ecology* 52; sample-based: Colwell, Mao & Chang 2004, *Ecology* 85);
/// Var S(t) = Σ (1−α_i)² − S(t)²/S_Chao2, unconditional, so that the interval doesn't close at t = T (Colwell et al. 2012, *J. Plant Ecology*
/// 5, eq. 6); S ± 1.96·√Var. Coverage is 1 − Σ Y_i/U · C(T−Y_i, t)/C(T−1, t) with U = Σ Y_i (Chao & Jost 2012, *Ecology* 93), and at t = T
/// the estimate of [`chao2`].
pub fn curve(vacancies_n: u64, found_in: &[u64], sizes: &[u64]) -> Vec<Point> {
    let found = Found::new(vacancies_n, found_in);
    let richness = chao2(vacancies_n, found_in);
    sizes.iter().map(|size| found.point((*size).min(vacancies_n), &richness)).collect()
}

/// The number of concepts there are, unseen ones included (Chao 1987, *Biometrics* 43), and the sample's coverage (Chao & Jost 2012).
///
/// With Q₁ and Q₂ concepts found in one and in two vacancies and A = (T−1)/T: S + A·Q₁²/(2Q₂), or S + A·Q₁(Q₁−1)/2 where Q₂ = 0; the interval
/// is log-normal, [S + F/K, S + F·K] with F the unseen and K = exp(1.96·√ln(1 + Var/F²)), or the seen alone where F = 0.
/// Coverage is 1 − Q₁/U·(T−1)Q₁/((T−1)Q₁ + 2Q₂), with Q₁−1 for Q₁ and 1 for Q₂ in the fraction where Q₂ = 0; 0 where nothing was found.
pub fn chao2(vacancies_n: u64, found_in: &[u64]) -> Richness {
    let found = Found::new(vacancies_n, found_in);
    let (observed_n, once, twice) = (found.concepts_n(), found.found_exactly(1), found.found_exactly(2));
    let (unseen, variance) = found.unseen(once, twice);
    let seen = observed_n as f64;
    let factor = if unseen > 0.0 { (Z * (variance / (unseen * unseen)).ln_1p().sqrt()).exp() } else { 1.0 };
    Richness { observed_n, estimated_n: seen + unseen, lo: seen + unseen / factor, hi: seen + unseen * factor, coverage: found.coverage(once, twice) }
}

/// Concepts by the number of vacancies in which they were found.
struct Found {
    vacancies: f64,
    /// In so many vacancies (at least one, ascending), so many concepts.
    levels: Vec<(f64, f64)>,
    /// U, the sum over concepts.
    incidences: f64,
}

impl Found {
    fn new(vacancies_n: u64, found_in: &[u64]) -> Self {
        let mut sorted: Vec<u64> = found_in.iter().map(|n| (*n).min(vacancies_n)).filter(|n| *n > 0).collect();
        sorted.sort_unstable();
        let levels: Vec<(f64, f64)> = sorted.chunk_by(|a, b| a == b).map(|same| (same[0] as f64, same.len() as f64)).collect();
        Found { vacancies: vacancies_n as f64, incidences: levels.iter().map(|(level, concepts)| level * concepts).sum(), levels }
    }

    fn concepts_n(&self) -> u64 {
        self.levels.iter().map(|(_, concepts)| *concepts as u64).sum()
    }

    fn found_exactly(&self, level: u64) -> f64 {
        self.levels.iter().find(|(at, _)| *at == level as f64).map_or(0.0, |(_, concepts)| *concepts)
    }

    /// The unseen concepts, and the variance of their number.
    fn unseen(&self, once: f64, twice: f64) -> (f64, f64) {
        if once == 0.0 {
            return (0.0, 0.0);
        }
        let a = (self.vacancies - 1.0) / self.vacancies;
        if twice > 0.0 {
            let ratio = once / twice;
            let variance = twice * (a / 2.0 * ratio.powi(2) + a * a * ratio.powi(3) + a * a / 4.0 * ratio.powi(4));
            return (a * once * once / (2.0 * twice), variance);
        }
        let unseen = a * once * (once - 1.0) / 2.0;
        let all = self.concepts_n() as f64 + unseen;
        let variance = unseen + a * a * once * (2.0 * once - 1.0).powi(2) / 4.0 - a * a * once.powi(4) / (4.0 * all);
        (unseen, variance.max(0.0))
    }

    fn coverage(&self, once: f64, twice: f64) -> f64 {
        if self.incidences == 0.0 {
            return 0.0;
        }
        let (once_left, twice_left) = if twice > 0.0 { (once, 2.0 * twice) } else { ((once - 1.0).max(0.0), 2.0) };
        let left = (self.vacancies - 1.0) * once_left;
        (1.0 - once / self.incidences * left / (left + twice_left)).clamp(0.0, 1.0)
    }

    fn point(&self, size: u64, richness: &Richness) -> Point {
        let t = size as f64;
        let (mut expected, mut squares, mut missed) = (0.0, 0.0, 0.0);
        for (level, concepts) in &self.levels {
            let missing = self.missing(*level, t);
            expected += concepts * (1.0 - missing);
            squares += concepts * (1.0 - missing).powi(2);
            missed += concepts * level * missing;
        }
        let variance = if richness.estimated_n > 0.0 { (squares - expected * expected / richness.estimated_n).max(0.0) } else { 0.0 };
        let half = Z * variance.sqrt();
        let coverage = if t >= self.vacancies || self.incidences == 0.0 {
            richness.coverage
        } else {
            // C(T, t)/C(T−1, t) = T/(T−t).
            (1.0 - missed / self.incidences * self.vacancies / (self.vacancies - t)).clamp(0.0, 1.0)
        };
        Point { vacancies_n: size, expected_n: expected, lo: (expected - half).max(0.0), hi: expected + half, coverage }
    }

    /// C(T−Y, t)/C(T, t), as a product over the shorter of the two, which ends when it no longer counts.
    fn missing(&self, level: f64, t: f64) -> f64 {
        let (long, short) = (level.max(t), level.min(t));
        let (mut product, mut j) = (1.0, 0.0);
        while j < short && product > 1e-30 {
            product *= (self.vacancies - long - j).max(0.0) / (self.vacancies - j);
            j += 1.0;
        }
        product
    }
}
