//! The special functions that tails, quantiles and exact tests are made of.
//!
//! Densities are in Loader's saddle-point form (Loader 2000, *Fast and accurate computation of binomial probabilities*), which loses no digits
//! where the counts are large, as a difference of log-factorials would. Equal to scipy to 1e-11 of the value, tails included (see `special.json`).
//! Outside its domain a function answers NaN and never loops.

use std::f64::consts::{PI, SQRT_2};

/// ln √(2π).
const LN_SQRT_2PI: f64 = 0.918_938_533_204_672_8;

/// From here on Stirling's series with five terms is exact in double precision.
const STIRLING_FROM: f64 = 15.0;

/// ln Γ(x) for x > 0: shifted above 15, then Stirling's series (DLMF 5.11.1).
pub fn ln_gamma(x: f64) -> f64 {
    if !(x > 0.0 && x.is_finite()) {
        return if x == f64::INFINITY { x } else { f64::NAN };
    }
    let (mut x, mut product) = (x, 1.0_f64);
    while x < STIRLING_FROM {
        product *= x;
        x += 1.0;
    }
    (x - 0.5) * x.ln() - x + LN_SQRT_2PI + stirling_series(x) - product.ln()
}

/// The terms of Stirling's series past the constant, for x >= 15.
fn stirling_series(x: f64) -> f64 {
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square * (1.0 / 1188.0)))))
}

/// ln Γ(x + 1) − ln(√(2πx) · (x/e)^x), what Stirling's formula leaves out, for x > 0.
fn stirling_error(x: f64) -> f64 {
    if x >= STIRLING_FROM { stirling_series(x) } else { ln_gamma(x + 1.0) - (x + 0.5) * x.ln() + x - LN_SQRT_2PI }
}

/// x·ln(x/m) + m − x without cancellation where x is near m (Loader's D0).
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * (x / m).ln() + m - x;
    }
    let ratio = (x - m) / (x + m);
    let (mut sum, mut term) = ((x - m) * ratio, 2.0 * x * ratio);
    for j in 1..1000 {
        term *= ratio * ratio;
        let next = sum + term / f64::from(2 * j + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// The probability of `k` hits in `n` trials, each a hit with probability `p` and a miss with `q` = 1 − `p`; `k` and `n` need not be whole.
pub fn binomial_density(k: f64, n: f64, p: f64, q: f64) -> f64 {
    ln_binomial_density(k, n, p, q).exp()
}

/// The logarithm of [`binomial_density`], which is there where the density is too small for a number.
#[allow(clippy::many_single_char_names)] // The letters are those of the formula.
pub fn ln_binomial_density(k: f64, n: f64, p: f64, q: f64) -> f64 {
    if k < 0.0 || k > n || (p <= 0.0 && k > 0.0) || (q <= 0.0 && k < n) {
        return f64::NEG_INFINITY;
    }
    if n == 0.0 || p <= 0.0 || q <= 0.0 {
        return 0.0;
    }
    if k == 0.0 {
        return n * if p < 0.1 { (-p).ln_1p() } else { q.ln() };
    }
    if k == n {
        return n * if q < 0.1 { (-q).ln_1p() } else { p.ln() };
    }
    let miss = n - k;
    let log = stirling_error(n) - stirling_error(k) - stirling_error(miss) - deviance(k, n * p) - deviance(miss, n * q);
    log + 0.5 * (n / (2.0 * PI * k * miss)).ln()
}

/// The regularized incomplete beta function I_x(a, b) for a, b > 0, by its continued fraction (DLMF 8.17.22).
pub fn beta_regularized(x: f64, a: f64, b: f64) -> f64 {
    beta_regularized_of(x, 1.0 - x, a, b)
}

/// [`beta_regularized`] for those who know `y` = 1 − `x` better than by subtraction.
#[allow(clippy::many_single_char_names)] // The letters are those of the formula.
pub fn beta_regularized_of(x: f64, y: f64, a: f64, b: f64) -> f64 {
    if !(a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()) || x.is_nan() {
        return f64::NAN;
    }
    if x <= 0.0 {
        return 0.0;
    }
    if y <= 0.0 {
        return 1.0;
    }
    // x^a · y^b / B(a, b)
    let front = a * b / (a + b) * binomial_density(a, a + b, x, y);
    let value = if x < (a + 1.0) / (a + b + 2.0) { front * beta_fraction(x, a, b) / a } else { 1.0 - front * beta_fraction(y, b, a) / b };
    value.clamp(0.0, 1.0)
}

/// Lentz's evaluation of the continued fraction of the incomplete beta function.
#[allow(clippy::many_single_char_names)] // The letters are those of the formula.
fn beta_fraction(x: f64, a: f64, b: f64) -> f64 {
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut h = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        for term in [m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)), -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0))] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            h *= d * c;
        }
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// Lentz's guard: a denominator that happens to be zero is a tiny number instead.
fn away_from_zero(value: f64) -> f64 {
    const TINY: f64 = 1e-300;
    if value.abs() < TINY { TINY } else { value }
}

/// The regularized lower incomplete gamma function P(a, x) for a > 0, x >= 0 (DLMF 8.7.1).
pub fn gamma_lower(a: f64, x: f64) -> f64 {
    gamma_tails(a, x).0
}

/// The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x), exact in its far tail (DLMF 8.9.2).
pub fn gamma_upper(a: f64, x: f64) -> f64 {
    gamma_tails(a, x).1
}

fn gamma_tails(a: f64, x: f64) -> (f64, f64) {
    if !(a > 0.0 && a.is_finite() && x >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x == 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    // x^a · e^−x / Γ(a + 1), the Poisson probability of a at mean x.
    let density = (-stirling_error(a) - deviance(a, x) - 0.5 * (2.0 * PI * a).ln()).exp();
    if x < a + 1.0 {
        let lower = (density * gamma_series(a, x)).clamp(0.0, 1.0);
        (lower, 1.0 - lower)
    } else {
        let upper = (density * a * gamma_fraction(a, x)).clamp(0.0, 1.0);
        (1.0 - upper, upper)
    }
}

fn gamma_series(a: f64, x: f64) -> f64 {
    let (mut sum, mut term) = (1.0, 1.0);
    for j in 1..100_000 {
        term *= x / (a + f64::from(j));
        sum += term;
        if term < sum * 1e-17 {
            break;
        }
    }
    sum
}

/// Lentz's evaluation of the continued fraction of the upper incomplete gamma function.
#[allow(clippy::many_single_char_names)] // The letters are those of the formula.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / 1e-300;
    let mut d = 1.0 / away_from_zero(b);
    let mut h = d;
    for j in 1..100_000 {
        let j = f64::from(j);
        let term = -j * (j - a);
        b += 2.0;
        d = 1.0 / away_from_zero(term * d + b);
        c = away_from_zero(b + term / c);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

/// The complementary error function (DLMF 7.11.2).
pub fn erfc(x: f64) -> f64 {
    if x >= 0.0 { gamma_upper(0.5, x * x) } else { 1.0 + gamma_lower(0.5, x * x) }
}

/// The standard normal distribution function.
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * erfc(-x / SQRT_2)
}

/// P(|Z| >= |z|), the two-sided p-value of a standard normal `z`.
pub fn normal_two_sided(z: f64) -> f64 {
    erfc(z.abs() / SQRT_2)
}

/// The value below which a fraction `p` of the standard normal distribution lies; infinite for 0 and 1.
///
/// Abramowitz & Stegun 26.2.23, which is right to 4.5e-4, then three of Halley's steps, each of which triples the digits.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p > 0.5 {
        return -normal_quantile(1.0 - p);
    }
    if p == 0.0 {
        return f64::NEG_INFINITY;
    }
    let t = (-2.0 * p.ln()).sqrt();
    let mut x = (2.515_517 + t * (0.802_853 + t * 0.010_328)) / (1.0 + t * (1.432_788 + t * (0.189_269 + t * 0.001_308))) - t;
    for _ in 0..3 {
        let step = (normal_cdf(x) - p) * (x * x / 2.0 + LN_SQRT_2PI).exp();
        x -= step / (1.0 + x * step / 2.0);
    }
    x
}

/// P(X >= `x`) for a chi-square distribution with `df` > 0 degrees of freedom.
pub fn chi_square_upper(x: f64, df: f64) -> f64 {
    gamma_upper(df / 2.0, x.max(0.0) / 2.0)
}

/// P(X >= `x`) for an F distribution with `df1` and `df2` > 0 degrees of freedom (DLMF 8.17; Abramowitz & Stegun 26.6.2).
pub fn f_upper(x: f64, df1: f64, df2: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    if x == f64::INFINITY {
        return 0.0;
    }
    let (numerator, denominator) = (df1 * x, df1 * x + df2);
    beta_regularized_of(df2 / denominator, numerator / denominator, df2 / 2.0, df1 / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_argument_ends_and_probabilities_are_probabilities(x in any::<f64>(), a in any::<f64>(), b in any::<f64>()) {
            ln_gamma(x);
            for value in [beta_regularized(x, a, b), gamma_lower(a, x), gamma_upper(a, x), normal_cdf(x), chi_square_upper(x, a), f_upper(x, a, b)] {
                prop_assert!(value.is_nan() || (-1e-12..=1.0 + 1e-12).contains(&value), "{value} at {x} {a} {b}");
            }
        }

        #[test]
        fn the_two_tails_are_one(x in 0.0..500.0_f64, a in 0.01..500.0_f64) {
            prop_assert!((gamma_lower(a, x) + gamma_upper(a, x) - 1.0).abs() < 1e-12);
        }

        #[test]
        fn beta_is_symmetric(x in 0.0..1.0_f64, a in 0.01..1e5_f64, b in 0.01..1e5_f64) {
            prop_assert!((beta_regularized(x, a, b) + beta_regularized_of(1.0 - x, x, b, a) - 1.0).abs() < 1e-11);
        }

        #[test]
        fn quantile_undoes_cdf(p in 1e-300..1.0_f64) {
            prop_assert!((normal_cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-10);
        }
    }
}
