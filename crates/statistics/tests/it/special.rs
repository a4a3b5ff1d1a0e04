//! Special functions, to more digits than anything that is made of them.

use crate::oracle::{number, numbers, read};
use statistics::{special, student};

#[track_caller]
fn check(name: &str, function: impl Fn(&[f64]) -> f64) {
    let oracle = read("special");
    for case in oracle[name].as_array().expect("cases") {
        let (arguments, expected) = (numbers(&case[0]), number(&case[1]));
        let found = function(&arguments);
        assert!((found - expected).abs() <= 1e-11 * expected.abs(), "{name} at {arguments:?}: {found:e} is not {expected:e}");
    }
}

#[test]
fn special_functions_equal_scipy() {
    check("ln_gamma", |x| special::ln_gamma(x[0]));
    check("binomial_density", |x| special::binomial_density(x[0], x[1], x[2], x[3]));
    check("beta_regularized", |x| special::beta_regularized(x[0], x[1], x[2]));
    check("gamma_lower", |x| special::gamma_lower(x[0], x[1]));
    check("gamma_upper", |x| special::gamma_upper(x[0], x[1]));
    check("erfc", |x| special::erfc(x[0]));
    check("normal_cdf", |x| special::normal_cdf(x[0]));
    check("normal_quantile", |x| special::normal_quantile(x[0]));
    check("chi_square_upper", |x| special::chi_square_upper(x[0], x[1]));
    check("f_upper", |x| special::f_upper(x[0], x[1], x[2]));
    check("student_upper", |x| student::upper_tail(x[0], x[1]));
}
