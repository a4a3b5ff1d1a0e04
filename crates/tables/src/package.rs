//! `datapackage.json`: what the public folder holds, after the Frictionless [Data Package](https://datapackage.org/standard/data-package/) standard, version 2.

use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::catalog::{Access, Table, tables};
use crate::csv_copy;
use crate::error::{Error, Result};
use crate::parquet;
use crate::public::RunRow;

/// Writes `public/datapackage.json` for the tables that stand there.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    let mut resources = Vec::new();
    for table in tables().into_iter().filter(|table| table.access == Access::Public) {
        resources.push(resource(dir, table, &parquet::path_of(dir, table), "parquet", "application/vnd.apache.parquet")?);
        resources.push(resource(dir, table, &csv_copy::path_of(dir, table), "csv", "text/csv")?);
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": run.study_name,
        "title": run.population,
        "version": parquet::SCHEMA_VERSION,
        "id": run.run_id,
        "resources": resources,
    });
    let path = dir.join("public").join("datapackage.json");
    let part = path.with_extension("json.part");
    std::fs::write(&part, format!("{package:#}\n")).map_err(Error::io("write", &part))?;
    std::fs::rename(&part, &path).map_err(Error::io("rename", &part))
}

fn resource(dir: &Path, table: &Table, path: &Path, format: &str, media_type: &str) -> Result<Value> {
    let bytes = std::fs::read(path).map_err(Error::io("read", path))?;
    let public = dir.join("public");
    let relative = path.strip_prefix(&public).unwrap_or(path);
    let mut resource = json!({
        "name": format!("{}-{format}", table.name.replace('_', "-")),
        "path": relative.to_string_lossy(),
        "format": format,
        "mediatype": media_type,
        "hash": format!("sha256:{}", sha256_hex(&bytes)),
        "description": table.grain(),
        "schema": schema(table),
    });
    if format == "csv" {
        // For Parquet the hash must do: the standard's own validator cannot count its bytes, and calls the resource invalid.
        resource["bytes"] = json!(bytes.len());
        resource["encoding"] = json!("utf-8");
        resource["type"] = json!("table");
    }
    Ok(resource)
}

fn schema(table: &Table) -> Value {
    let fields: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            let mut field = json!({ "name": column.name, "type": column.kind.frictionless(), "description": column.doc() });
            if !column.nullable {
                field["constraints"] = json!({ "required": true });
            }
            field
        })
        .collect();
    json!({ "fields": fields, "fieldsMatch": "subset", "primaryKey": table.key, "missingValues": [""] })
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
