//! Which columns name a row of another table: the foreign keys, found by their names.

use crate::catalog::Table;

/// A column whose values are keys of another table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Reference {
    /// The column.
    pub(crate) column: &'static str,
    /// The table that has one row for each of its values.
    pub(crate) table: &'static str,
    /// The column that is that table's whole key.
    pub(crate) key: &'static str,
}

/// The references from `table` to others among `tables`: a column refers to a table when its name is, or ends with, that table's one key column.
pub(crate) fn references(table: &Table, tables: &[&'static Table]) -> Vec<Reference> {
    let targets = || tables.iter().filter(|target| target.name != table.name || target.name == "concepts");
    let of = |column: &'static str| {
        if table.key == [column] {
            return None;
        }
        targets().find_map(|target| match target.key {
            &[key] if names(column, key) => Some(Reference { column, table: target.name, key }),
            _ => None,
        })
    };
    table.columns.iter().filter_map(|column| of(column.name)).collect()
}

fn names(column: &str, key: &str) -> bool {
    // A competency is a concept of the first level.
    let column = if column == "competency_id" { "concept_id" } else { column };
    column == key
        || column.strip_suffix(key).is_some_and(|stem| stem.ends_with('_'))
        || column.strip_prefix(key).is_some_and(|rest| rest.starts_with('_'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Row as _;
    use crate::public::{ConceptRow, FlowRow, RunRow, SkillFrequencyRow};

    fn check(table: &Table, expected: &[(&str, &str)]) {
        let tables = [RunRow::TABLE, ConceptRow::TABLE, SkillFrequencyRow::TABLE];
        let found: Vec<_> = references(table, &tables).iter().map(|found| (found.column, found.table)).collect();
        assert_eq!(found, expected, "{}", table.name);
    }

    #[test]
    fn concepts_are_referred_to() {
        check(SkillFrequencyRow::TABLE, &[("concept_id", "concepts"), ("competency_id", "concepts")]);
        check(ConceptRow::TABLE, &[("competency_id", "concepts")]);
        check(RunRow::TABLE, &[]);
        check(FlowRow::TABLE, &[]);
        assert!(names("a_concept_id", "concept_id") && names("concept_id_b", "concept_id") && !names("capture_id", "concept_id"));
    }
}
