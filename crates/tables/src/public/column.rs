//! The data dictionary as a table.

use crate::catalog::table;

table! {
    /// One row per column of every table.
    Public "columns" ColumnRow by ["table_name", "column_n"] {
        /// The table.
        table_name: String,
        /// The place of the column, from 1.
        column_n: u64,
        /// The column.
        column_name: String,
        /// private or public.
        access: String,
        /// boolean, integer, number, date or string.
        column_type: String,
        /// Is it part of the key?
        in_key: bool,
        /// What it means.
        description: String,
    }
}
