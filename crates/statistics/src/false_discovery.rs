//! How many of the findings of a table are likely to be chance.

/// The q-value of each p-value: the smallest false discovery rate at which it would be called a finding.
///
/// Benjamini & Hochberg (1995, *Controlling the false discovery rate*, JRSS B 57): with the m p-values in rising order,
/// q_i = min over j >= i of p_j·m/j, at most 1. Equal p-values have equal q-values. What is no p-value (NaN, or outside 0–1) has the q-value NaN and
/// doesn't count among the m; so what was not tested makes no other finding less sure.
pub fn q_values(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p_values.len()).filter(|i| (0.0..=1.0).contains(&p_values[*i])).collect();
    order.sort_by(|a, b| p_values[*a].total_cmp(&p_values[*b]));
    let mut q_values = vec![f64::NAN; p_values.len()];
    let mut least = 1.0_f64;
    for (rank, i) in order.iter().enumerate().rev() {
        least = least.min(p_values[*i] * (order.len() as f64 / (rank as f64 + 1.0)));
        q_values[*i] = least;
    }
    q_values
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The example of the paper, section 3.3: at a rate of 5 % four of fifteen are findings.
    #[test]
    fn the_example_of_the_paper_has_four_findings() {
        let p_values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0];
        assert_eq!(q_values(&p_values).iter().filter(|q| **q <= 0.05).count(), 4);
    }

    proptest! {
        #[test]
        fn q_is_at_least_p_and_keeps_its_order(p_values in prop::collection::vec(prop_oneof![0.0..=1.0_f64, Just(0.25), Just(0.0), Just(1.0)], 0..60)) {
            let q_values = q_values(&p_values);
            for (p, q) in p_values.iter().zip(&q_values) {
                prop_assert!(p <= q && *q <= 1.0);
                for (other_p, other_q) in p_values.iter().zip(&q_values) {
                    prop_assert!(p > other_p || q <= other_q);
                }
            }
        }

        #[test]
        fn what_is_no_p_value_changes_nothing(p_values in prop::collection::vec(0.0..=1.0_f64, 0..20), at in 0usize..20, value in prop_oneof![Just(f64::NAN), Just(-0.1), Just(1.5), Just(f64::INFINITY)]) {
            let at = at.min(p_values.len());
            let mut more = p_values.clone();
            more.insert(at, value);
            let mut found = q_values(&more);
            prop_assert!(found.remove(at).is_nan());
            prop_assert_eq!(found, q_values(&p_values));
        }
    }
}
