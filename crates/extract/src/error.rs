//! What this crate refuses: not bad captures, which are counted, but bad instructions.

/// An instruction that cannot be followed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A column map that names something no posting has.
    #[error("cannot map columns to `{field}`: the fields are {}", crate::ColumnMap::fields().join(", "))]
    UnknownField {
        /// The name.
        field: String,
    },
    /// A column map that names a field without columns.
    #[error("cannot map `{field}` to no column")]
    NoColumn {
        /// The field.
        field: String,
    },
    /// A column map that wants one value from several columns.
    #[error("cannot read `{field}` from several columns: only the description may have more than one")]
    SeveralColumns {
        /// The field.
        field: String,
    },
}
