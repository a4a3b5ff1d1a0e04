//! `load.sql`: the tables as views of [DuckDB](https://duckdb.org/docs/stable/sql/statements/comment_on), each table and column with its meaning as a comment.

use std::fmt::Write as _;
use std::path::Path;

use crate::catalog::{Access, Table};
use crate::error::Result;
use crate::package::standing;
use crate::parquet::SCHEMA_VERSION;
use crate::public::RunRow;
use crate::whole_file;

/// Writes `public/load.sql`, and `private/load.sql` for the record level. They are two files because whoever is given the public folder has no other,
/// and a view on a file that is not there cannot be made.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    for access in [Access::Public, Access::Private] {
        let folder = dir.join(access.folder());
        let script = script(access, &run.run_id, &standing(dir, access));
        whole_file::write(&folder.join("load.sql"), script.as_bytes())?;
    }
    Ok(())
}

fn script(access: Access, run_id: &str, tables: &[&Table]) -> String {
    let folder = access.folder();
    let mut out = format!(
        "-- The {folder} tables of {run_id}, schema version {SCHEMA_VERSION}, as views of DuckDB: nothing is copied, and the folder can be moved.\n\
         --\n\
         --   cd {folder} && duckdb -init load.sql\n\
         --\n\
         -- DuckDB looks for files where it runs. To load this from elsewhere, say first:  SET file_search_path = 'FOLDER OF THIS FILE';\n"
    );
    out.push_str(match access {
        Access::Public => "-- The record level has a load.sql of its own in private/, which stays at home.\n",
        Access::Private => "-- Record level: texts of advertisements. Stays at home.\n",
    });
    for table in tables {
        view(&mut out, table);
    }
    out
}

fn view(out: &mut String, table: &Table) {
    let name = identifier(table.name);
    let file = literal(&format!("{}.parquet", table.name));
    let _ = writeln!(out, "\nCREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({file});");
    let _ = writeln!(out, "COMMENT ON VIEW {name} IS {};", literal(table.grain()));
    for column in table.columns {
        let _ = writeln!(out, "COMMENT ON COLUMN {name}.{} IS {};", identifier(column.name), literal(column.doc()));
    }
}

/// Quoted, because names such as `columns` and `start` are words of SQL.
fn identifier(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tables;

    #[test]
    fn every_table_and_column_has_its_view_and_its_comment() {
        for access in [Access::Public, Access::Private] {
            let of_it: Vec<&Table> = tables().into_iter().filter(|table| table.access == access).collect();
            let script = script(access, "run_0", &of_it);
            for table in of_it {
                let view = format!("CREATE OR REPLACE VIEW \"{0}\" AS SELECT * FROM read_parquet('{0}.parquet');\n", table.name);
                assert!(script.contains(&view), "{}", table.name);
                for column in table.columns {
                    assert!(script.contains(&format!("COMMENT ON COLUMN \"{}\".\"{}\" IS '", table.name, column.name)), "{}", column.name);
                }
            }
        }
    }

    #[test]
    fn quotes_cannot_end_a_literal_or_a_name() {
        assert_eq!((literal("the job's"), identifier("a\"b")), ("'the job''s'".into(), "\"a\"\"b\"".into()));
    }
}
