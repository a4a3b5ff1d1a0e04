//! The data dictionary for people: Markdown, made from the declarations of the tables.

use std::fmt::Write as _;

use crate::catalog::{Access, Row as _, Table, tables};
use crate::cell::Kind;
use crate::parquet::SCHEMA_VERSION;
use crate::public::ComparisonRow;

/// Every table with its grain, its key and its columns, as a Markdown page.
pub fn dictionary() -> String {
    let mut page =
        format!("# The tables\n\nSchema version {SCHEMA_VERSION}. Adding a column that may be null is a minor version, anything else a major one.\n");
    for access in [Access::Private, Access::Public] {
        let _ = writeln!(page, "\n## {}/\n\n{}", access.folder(), about(access));
        for table in tables().into_iter().filter(|table| table.access == access) {
            describe(&mut page, table);
        }
    }
    page.push_str("\n## Of two runs\n\nWritten by `rolescope compare --out DIR`, safe to publish.\n");
    describe(&mut page, ComparisonRow::TABLE);
    page
}

fn describe(page: &mut String, table: &Table) {
    let key = if table.key.is_empty() { "none; equal rows may stand several times".to_owned() } else { table.key.join(", ") };
    let _ = write!(page, "\n### {}\n\n{} Key: {key}.\n\n| column | type | meaning |\n| --- | --- | --- |\n", table.name, table.grain());
    for column in table.columns {
        let null = if column.nullable { ", may be null" } else { "" };
        let _ = writeln!(page, "| {} | {}{null} | {} |", column.name, parquet_type(column.kind), column.doc());
    }
}

fn about(access: Access) -> &'static str {
    match access {
        Access::Private => "Record level: texts of advertisements. Stays at home.",
        Access::Public => "Safe to publish. CSV copies lie in `public/csv/`; `public/datapackage.json` describes them for machines.",
    }
}

fn parquet_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "BOOLEAN",
        Kind::Integer => "INT64",
        Kind::Number => "DOUBLE",
        Kind::Date => "DATE",
        Kind::Text => "UTF-8",
    }
}
