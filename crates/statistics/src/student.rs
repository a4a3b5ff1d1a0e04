//! Student's t distribution.

use crate::special::beta_regularized_of;

/// The value below which a fraction `p` (0 < p < 1) of Student's t distribution with `df` > 0 degrees of freedom lies.
///
/// By bisection on the distribution function. Equal to scipy's `t.ppf` to 1e-11 of its size (see `interval.json`).
pub fn quantile(p: f64, df: f64) -> f64 {
    if p < 0.5 {
        return -quantile(1.0 - p, df);
    }
    let tail = 1.0 - p;
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    while upper_tail(high, df) > tail && high < 1e300 {
        low = high;
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if upper_tail(middle, df) > tail { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// P(T > `t`) for `df` > 0 degrees of freedom (Abramowitz & Stegun 26.7.1).
pub fn upper_tail(t: f64, df: f64) -> f64 {
    if t < 0.0 {
        return 1.0 - upper_tail(-t, df);
    }
    let square = t * t;
    if square == f64::INFINITY {
        return 0.0;
    }
    0.5 * beta_regularized_of(df / (df + square), square / (df + square), df / 2.0, 0.5)
}
