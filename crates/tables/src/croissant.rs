//! `croissant.json`: the public tables for the loaders of machine learning, after MLCommons' [Croissant](https://docs.mlcommons.org/croissant/docs/croissant-spec.html), version 1.0.

use std::path::Path;

use serde_json::{Value, json};

use crate::catalog::{Access, Column, Table};
use crate::cell::Kind;
use crate::csv_copy;
use crate::error::{Error, Result};
use crate::package::{in_public, sha256_hex, standing};
use crate::parquet;
use crate::public::RunRow;
use crate::whole_file;

/// The context that the standard prescribes, word for word.
const CONTEXT: &str = include_str!("croissant_context.json");

/// Writes `public/croissant.json` for the tables that stand there. It says neither license nor publisher nor day of publication, which the standard
/// recommends: those are decided by whoever publishes the folder.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    let standing = standing(dir, Access::Public);
    let mut files = Vec::new();
    for table in &standing {
        // The standard's own loader knows Parquet by this name only, not by the one that is registered.
        files.push(file(dir, &parquet::path_of(dir, table), "application/x-parquet")?);
        files.push(file(dir, &csv_copy::path_of(dir, table), "text/csv")?);
    }
    let context: Value = serde_json::from_str(CONTEXT).unwrap_or_default();
    let mut dataset = json!({
        "@context": context,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": run.study_name,
        "description": run.population,
        "version": format!("{}.0", parquet::SCHEMA_VERSION),
        "identifier": run.run_id,
        "citeAs": format!("{}. Run {} of rolescope {}.", run.study_name, run.run_id, run.rolescope_version),
        "distribution": files,
        "recordSet": standing.iter().map(|table| record_set(table)).collect::<Vec<_>>(),
    });
    if let (Some(from), Some(to)) = (run.window_from, run.window_to) {
        dataset["temporalCoverage"] = json!(format!("{from}/{to}"));
    }
    whole_file::write(&dir.join("public").join("croissant.json"), format!("{dataset:#}\n").as_bytes())
}

fn file(dir: &Path, path: &Path, media_type: &str) -> Result<Value> {
    let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
    let name = in_public(dir, path);
    Ok(json!({
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "contentSize": format!("{} B", bytes.len()),
        "encodingFormat": media_type,
        "sha256": sha256_hex(&bytes),
    }))
}

/// A table is read from its Parquet file, where the types are. What refers to what is said in `datapackage.json` only: references make the standard's
/// own loader (mlcroissant 1.1) join the tables, after which a record set can be read but once, and one that refers to itself not at all.
fn record_set(table: &Table) -> Value {
    let field = |column: &Column| {
        json!({
            "@type": "cr:Field",
            "@id": id(table.name, column.name),
            "name": column.name,
            "description": column.doc(),
            "dataType": data_type(column.kind),
            "source": { "fileObject": { "@id": format!("{}.parquet", table.name) }, "extract": { "column": column.name } },
        })
    };
    let mut set = json!({
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.grain(),
        "field": table.columns.iter().map(field).collect::<Vec<_>>(),
    });
    if !table.key.is_empty() {
        set["key"] = table.key.iter().map(|key| json!({ "@id": id(table.name, key) })).collect();
    }
    set
}

fn id(table: &str, column: &str) -> String {
    format!("{table}/{column}")
}

fn data_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Boolean => "sc:Boolean",
        Kind::Integer => "sc:Integer",
        Kind::Number => "sc:Float",
        Kind::Date => "sc:Date",
        Kind::Text => "sc:Text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tables;

    #[test]
    fn every_column_is_a_field_of_its_own_type() {
        let public: Vec<&Table> = tables().into_iter().filter(|table| table.access == Access::Public).collect();
        for table in &public {
            let set = record_set(table);
            let fields = set["field"].as_array().expect("fields");
            let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
            assert_eq!(names, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        }
        assert!(serde_json::from_str::<Value>(CONTEXT).expect("JSON").is_object());
    }
}
