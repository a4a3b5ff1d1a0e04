//! `datapackage.json`: what the public folder holds, after the Frictionless [Data Package](https://datapackage.org/standard/data-package/) standard, version 2.

use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::catalog::{Access, Column, Table, tables};
use crate::csv_copy;
use crate::error::{Error, Result};
use crate::parquet;
use crate::public::RunRow;
use crate::reference::references;
use crate::whole_file;

/// Writes `public/datapackage.json` for the tables that stand there.
pub(crate) fn write(dir: &Path, run: &RunRow) -> Result<()> {
    let standing = standing(dir, Access::Public);
    let mut resources = Vec::new();
    for table in &standing {
        resources.push(resource(dir, table, &standing, Format::Parquet)?);
        resources.push(resource(dir, table, &standing, Format::Csv)?);
    }
    let package = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": run.study_name,
        "title": run.population,
        "version": parquet::SCHEMA_VERSION,
        "id": run.run_id,
        "resources": resources,
    });
    whole_file::write(&dir.join("public").join("datapackage.json"), format!("{package:#}\n").as_bytes())
}

/// The tables whose files stand under `dir`, in the order of the catalog.
pub(crate) fn standing(dir: &Path, access: Access) -> Vec<&'static Table> {
    tables().into_iter().filter(|table| table.access == access && parquet::path_of(dir, table).is_file()).collect()
}

/// The two forms in which a public table stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Parquet,
    Csv,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Parquet => "application/vnd.apache.parquet",
            Self::Csv => "text/csv",
        }
    }

    /// The name of a table's resource: the standard allows no underscore in its recommended form.
    fn resource(self, table: &str) -> String {
        format!("{}-{}", table.replace('_', "-"), self.name())
    }
}

fn resource(dir: &Path, table: &Table, standing: &[&'static Table], format: Format) -> Result<Value> {
    let path = match format {
        Format::Parquet => parquet::path_of(dir, table),
        Format::Csv => csv_copy::path_of(dir, table),
    };
    let bytes = std::fs::read(&path).map_err(Error::io("read", &path))?;
    let mut resource = json!({
        "name": format.resource(table.name),
        "path": in_public(dir, &path),
        "format": format.name(),
        "mediatype": format.media_type(),
        "hash": format!("sha256:{}", sha256_hex(&bytes)),
        "description": table.grain(),
        "schema": schema(table, standing, format),
    });
    if format == Format::Csv {
        // For Parquet the hash must do: the standard's own validator cannot count its bytes, and calls the resource invalid.
        resource["bytes"] = json!(bytes.len());
        resource["encoding"] = json!("utf-8");
        resource["type"] = json!("table");
    }
    Ok(resource)
}

/// The path of a file as the files of `public/` name it: relative, with slashes on every system.
pub(crate) fn in_public(dir: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(dir.join("public")).unwrap_or(path);
    let parts: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn schema(table: &Table, standing: &[&'static Table], format: Format) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(field).collect();
    let mut schema = json!({ "fields": fields, "fieldsMatch": "subset", "missingValues": [""] });
    if !table.key.is_empty() {
        schema["primaryKey"] = json!(table.key);
    }
    let foreign: Vec<Value> = references(table, standing)
        .iter()
        .map(|found| {
            // A table that refers to itself names no resource.
            let mut target = json!({ "fields": [found.key] });
            if found.table != table.name {
                target["resource"] = json!(format.resource(found.table));
            }
            json!({ "fields": [found.column], "reference": target })
        })
        .collect();
    if !foreign.is_empty() {
        schema["foreignKeys"] = json!(foreign);
    }
    schema
}

/// A column as a field of a [Table Schema](https://datapackage.org/standard/table-schema/).
pub(crate) fn field(column: &Column) -> Value {
    let mut field = json!({ "name": column.name, "type": column.kind.frictionless(), "description": column.doc() });
    if !column.nullable {
        field["constraints"] = json!({ "required": true });
    }
    field
}

/// SHA-256 in lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
