//! The unit of a column, which its name ends with.

use crate::catalog::Column;
use crate::cell::Kind;

/// What a number is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// No number.
    None,
    /// A whole number of things; also a place in an order.
    Count,
    /// A part of a whole, 0 to 1.
    Share,
    /// Percentage points.
    Points,
    /// Percentage points a year.
    PointsPerYear,
    /// Money a year.
    PerYear,
    /// A probability under a null hypothesis, where small numbers matter.
    Probability,
    /// Any other number.
    Number,
}

/// The units of a table's columns, in their order. A bound (`lo`, `share_hi` …) has the unit of the column that it bounds, the one before it.
pub(crate) fn units(columns: &[Column]) -> Vec<Unit> {
    let mut bounded = Unit::Number;
    let of = |column: &Column| {
        if !matches!(column.kind, Kind::Integer | Kind::Number) {
            return Unit::None;
        }
        if is_bound(column.name) {
            return bounded;
        }
        bounded = unit(column);
        bounded
    };
    columns.iter().map(of).collect()
}

fn is_bound(name: &str) -> bool {
    ["lo", "hi"].iter().any(|bound| name == *bound || name.strip_suffix(bound).is_some_and(|stem| stem.ends_with('_')))
}

fn unit(column: &Column) -> Unit {
    let name = column.name;
    if name.ends_with("_pp_per_year") {
        Unit::PointsPerYear
    } else if name.ends_with("_pp") {
        Unit::Points
    } else if name.ends_with("_per_year") {
        Unit::PerYear
    } else if name.split('_').any(|word| word == "share") {
        Unit::Share
    } else if matches!(name, "p_value" | "q_value") {
        Unit::Probability
    } else if column.kind == Kind::Integer {
        Unit::Count
    } else {
        Unit::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_its_unit() {
        let cases = [
            (Kind::Text, "concept_id", Unit::None),
            (Kind::Integer, "vacancies_n", Unit::Count),
            (Kind::Number, "adj_share", Unit::Share),
            (Kind::Number, "adj_lo", Unit::Share),
            (Kind::Number, "share_rest", Unit::Share),
            (Kind::Number, "diff_pp", Unit::Points),
            (Kind::Number, "diff_lo_pp", Unit::Points),
            (Kind::Number, "slope_pp_per_year", Unit::PointsPerYear),
            (Kind::Number, "lo", Unit::PointsPerYear),
            (Kind::Number, "hi", Unit::PointsPerYear),
            (Kind::Number, "p_value", Unit::Probability),
            (Kind::Number, "median_per_year", Unit::PerYear),
            (Kind::Integer, "rank", Unit::Count),
            (Kind::Integer, "rank_lo", Unit::Count),
            (Kind::Number, "precision", Unit::Number),
            (Kind::Number, "p_lo", Unit::Number),
            (Kind::Text, "status", Unit::None),
        ];
        let columns: Vec<Column> = cases.iter().map(|(kind, name, _)| Column::new(name, *kind, true, "")).collect();
        for ((_, name, expected), found) in cases.iter().zip(units(&columns)) {
            assert_eq!(*expected, found, "{name}");
        }
    }
}
