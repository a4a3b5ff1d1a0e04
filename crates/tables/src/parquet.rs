//! Rows to Parquet files and back, a batch at a time. A file appears under its name only when it is whole.

use std::fs::File;
use std::io::BufWriter;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use polars::io::parquet::write::BatchedWriter;
use polars::prelude::{
    AnyValue, Column as PolarsColumn, DataFrame, DataType, Field, KeyValueMetadata, NamedFrom, ParquetCompression, ParquetReader, ParquetWriter,
    PlSmallStr, Schema, SerReader, Series, StatisticsOptions,
};

use crate::catalog::{Column, Row, Table};
use crate::cell::{Cell, Kind};
use crate::error::{Error, Result};
use crate::package::field;

/// The version of the tables' columns. Adding a nullable column raises the minor number, anything else the major.
pub const SCHEMA_VERSION: &str = "1.0";

/// The file of a table in `dir`, the folder that holds `private/` and `public/`.
pub fn path_of(dir: &Path, table: &Table) -> PathBuf {
    dir.join(table.access.folder()).join(format!("{}.parquet", table.name))
}

/// Writes one table, batch by batch. Dropped before [`TableWriter::finish`], it leaves nothing under the table's name.
pub struct TableWriter<R> {
    path: PathBuf,
    part: PathBuf,
    writer: BatchedWriter<BufWriter<File>>,
    rows: PhantomData<R>,
    rows_n: u64,
}

impl<R: Row> TableWriter<R> {
    /// Begins the table under `dir`; `run_id` goes into the footer.
    ///
    /// # Errors
    /// The folder or the file cannot be created.
    pub fn create(dir: &Path, run_id: &str) -> Result<Self> {
        let path = path_of(dir, R::TABLE);
        let folder = path.parent().unwrap_or(dir);
        std::fs::create_dir_all(folder).map_err(Error::io("create folder", folder))?;
        let part = path.with_extension("parquet.part");
        let file = File::create(&part).map_err(Error::io("create", &part))?;
        let writer = ParquetWriter::new(BufWriter::new(file))
            .with_compression(ParquetCompression::Zstd(None))
            .with_statistics(StatisticsOptions::default())
            .with_key_value_metadata(Some(KeyValueMetadata::from_static(footer(R::TABLE, run_id))))
            .set_parallel(false)
            .batched(&schema(R::TABLE))
            .map_err(Error::parquet("begin", &part))?;
        Ok(Self { path, part, writer, rows: PhantomData, rows_n: 0 })
    }

    /// Appends rows; they must go on in the order of the table's key.
    ///
    /// # Errors
    /// The disk is full, or the file is gone.
    pub fn write(&mut self, rows: &[R]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        self.rows_n += rows.len() as u64;
        let frame = frame(rows).map_err(Error::parquet("lay out rows of", &self.part))?;
        self.writer.write_batch(&frame).map_err(Error::parquet("write", &self.part))
    }

    /// Closes the file and gives it its name. Returns the number of rows.
    ///
    /// # Errors
    /// The disk is full, or the file cannot be renamed.
    pub fn finish(self) -> Result<u64> {
        self.writer.finish().map_err(Error::parquet("close", &self.part))?;
        drop(self.writer);
        let file = File::open(&self.part).map_err(Error::io("open", &self.part))?;
        file.sync_all().map_err(Error::io("sync", &self.part))?;
        std::fs::rename(&self.part, &self.path).map_err(Error::io("rename", &self.part))?;
        Ok(self.rows_n)
    }
}

/// Writes a whole table at once. Returns the number of rows.
///
/// # Errors
/// As [`TableWriter`].
pub fn write<R: Row>(dir: &Path, run_id: &str, rows: &[R]) -> Result<u64> {
    let mut writer = TableWriter::create(dir, run_id)?;
    writer.write(rows)?;
    writer.finish()
}

/// Reads a whole table.
///
/// # Errors
/// There is no such file, or its columns are not the table's.
pub fn read<R: Row>(dir: &Path) -> Result<Vec<R>> {
    let mut rows = Vec::new();
    for batch in batches(dir, usize::MAX)? {
        rows.extend(batch?);
    }
    Ok(rows)
}

/// Reads a whole table that only some studies have: no file is no rows.
pub(crate) fn read_if_there<R: Row>(dir: &Path) -> Result<Vec<R>> {
    if path_of(dir, R::TABLE).exists() { read(dir) } else { Ok(Vec::new()) }
}

/// Reads a table in batches of at most `rows_n` rows.
///
/// # Errors
/// There is no such file, or its columns are not the table's.
pub fn batches<R: Row>(dir: &Path, rows_n: usize) -> Result<impl Iterator<Item = Result<Vec<R>>>> {
    let batches = cell_batches(dir, R::TABLE, rows_n)?;
    Ok(batches.map(|batch| Ok(batch?.into_iter().map(|cells| R::from_cells(cells.into_iter())).collect())))
}

/// The number of rows of a table that stands under `dir`.
pub(crate) fn rows_n(dir: &Path, table: &Table) -> Result<usize> {
    let path = path_of(dir, table);
    let file = File::open(&path).map_err(Error::io("open", &path))?;
    ParquetReader::new(file).num_rows().map_err(Error::parquet("read", &path))
}

/// As [`batches`], for a table that is known by its declaration only: a row is its cells, in the order of the columns.
pub(crate) fn cell_batches(dir: &Path, table: &'static Table, size: usize) -> Result<impl Iterator<Item = Result<Vec<Vec<Cell>>>>> {
    let path = path_of(dir, table);
    let total = rows_n(dir, table)?;
    let starts = (0..total).step_by(size.max(1));
    Ok(starts.map(move |start| {
        let file = File::open(&path).map_err(Error::io("open", &path))?;
        let frame = ParquetReader::new(file).with_slice(Some((start, size.min(total - start)))).finish().map_err(Error::parquet("read", &path))?;
        cells_of(&frame, table, &path)
    }))
}

/// The schema version that the footer of a file states; empty where it states none.
pub(crate) fn schema_version(path: &Path) -> Result<String> {
    let file = File::open(path).map_err(Error::io("open", path))?;
    let mut reader = ParquetReader::new(file);
    let metadata = reader.get_metadata().map_err(Error::parquet("read", path))?;
    let pairs = metadata.key_value_metadata().iter().flatten();
    Ok(pairs.filter(|pair| pair.key == "rolescope.schema_version").find_map(|pair| pair.value.clone()).unwrap_or_default())
}

/// What the footer says of the table, so that a file that was passed on alone still explains itself. `columns` is a list of JSON, its entries the
/// fields of `datapackage.json`.
fn footer(table: &Table, run_id: &str) -> Vec<(String, String)> {
    let columns: Vec<serde_json::Value> = table.columns.iter().map(field).collect();
    let pairs = [
        ("table", table.name.to_owned()),
        ("grain", table.grain().to_owned()),
        ("key", serde_json::json!(table.key).to_string()),
        ("access", table.access.folder().to_owned()),
        ("schema_version", SCHEMA_VERSION.to_owned()),
        ("run_id", run_id.to_owned()),
        ("columns", serde_json::Value::Array(columns).to_string()),
    ];
    pairs.into_iter().map(|(key, value)| (format!("rolescope.{key}"), value)).collect()
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Boolean => DataType::Boolean,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Date => DataType::Date,
        Kind::Text => DataType::String,
    }
}

fn schema(table: &Table) -> Schema {
    table.columns.iter().map(|column| Field::new(PlSmallStr::from_static(column.name), data_type(column.kind))).collect()
}

fn frame<R: Row>(rows: &[R]) -> polars::error::PolarsResult<DataFrame> {
    let mut columns: Vec<Vec<Cell>> = R::TABLE.columns.iter().map(|_| Vec::with_capacity(rows.len())).collect();
    for row in rows {
        for (column, cell) in columns.iter_mut().zip(row.cells()) {
            column.push(cell);
        }
    }
    let columns = R::TABLE.columns.iter().zip(columns).map(|(column, cells)| series(column, cells).map(PolarsColumn::from));
    DataFrame::new(rows.len(), columns.collect::<polars::error::PolarsResult<Vec<_>>>()?)
}

fn series(column: &Column, cells: Vec<Cell>) -> polars::error::PolarsResult<Series> {
    let name = PlSmallStr::from_static(column.name);
    Ok(match column.kind {
        Kind::Boolean => {
            Series::new(name, cells.iter().map(|cell| if let Cell::Boolean(value) = cell { Some(*value) } else { None }).collect::<Vec<_>>())
        }
        Kind::Integer => {
            Series::new(name, cells.iter().map(|cell| if let Cell::Integer(value) = cell { Some(*value) } else { None }).collect::<Vec<_>>())
        }
        Kind::Number => {
            Series::new(name, cells.iter().map(|cell| if let Cell::Number(value) = cell { Some(*value) } else { None }).collect::<Vec<_>>())
        }
        Kind::Text => {
            Series::new(name, cells.iter().map(|cell| if let Cell::Text(value) = cell { Some(value.as_str()) } else { None }).collect::<Vec<_>>())
        }
        Kind::Date => {
            let days = cells.iter().map(|cell| if let Cell::Date(value) = cell { Some(days_since_epoch(*value)) } else { None });
            Series::new(name, days.collect::<Vec<_>>()).cast(&DataType::Date)?
        }
    })
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn days_since_epoch(date: Date) -> i32 {
    date.since(EPOCH).map_or(0, |span| span.get_days())
}

/// The day so many days after 1970-01-01.
pub(crate) fn date_of(days: i32) -> Option<Date> {
    EPOCH.checked_add(jiff::Span::new().days(days)).ok()
}

fn cells_of(frame: &DataFrame, table: &'static Table, path: &Path) -> Result<Vec<Vec<Cell>>> {
    let mut columns = Vec::with_capacity(table.columns.len());
    for column in table.columns {
        let shape = |detail: String| Error::Shape { path: path.to_owned(), table: table.name, detail };
        let found = frame.column(column.name).map_err(|_| shape(format!("no column `{}`", column.name)))?;
        if *found.dtype() != data_type(column.kind) {
            return Err(shape(format!("column `{}` is {}", column.name, found.dtype())));
        }
        columns.push(found.as_materialized_series().rechunk());
    }
    let mut iterators: Vec<_> = columns.iter().map(Series::iter).collect();
    let mut rows = Vec::with_capacity(frame.height());
    for _ in 0..frame.height() {
        rows.push(iterators.iter_mut().map(|values| values.next().map_or(Cell::Null, |value| cell(&value))).collect());
    }
    Ok(rows)
}

fn cell(value: &AnyValue<'_>) -> Cell {
    match value {
        AnyValue::Boolean(value) => Cell::Boolean(*value),
        AnyValue::Int64(value) => Cell::Integer(*value),
        AnyValue::Float64(value) => Cell::Number(*value),
        AnyValue::Date(days) => date_of(*days).map_or(Cell::Null, Cell::Date),
        AnyValue::String(value) => Cell::Text((*value).to_owned()),
        AnyValue::StringOwned(value) => Cell::Text(value.to_string()),
        _ => Cell::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::tables;
    use crate::public::FlowRow;

    #[test]
    fn the_footer_explains_the_file() {
        let dir = tempfile::tempdir().expect("a folder");
        write::<FlowRow>(dir.path(), "run_0", &[]).expect("writes");
        let file = File::open(path_of(dir.path(), FlowRow::TABLE)).expect("opens");
        let mut reader = ParquetReader::new(file);
        let pairs = reader.get_metadata().expect("reads").key_value_metadata().clone().expect("key-values");
        let said = |key: &str| pairs.iter().find(|pair| pair.key == format!("rolescope.{key}")).and_then(|pair| pair.value.clone()).expect("said");
        assert_eq!((said("table"), said("run_id")), ("flow".into(), "run_0".into()));
        assert_eq!((said("schema_version"), said("access")), (SCHEMA_VERSION.into(), "public".into()));
        assert_eq!((said("grain"), said("key")), (FlowRow::TABLE.grain().into(), r#"["stage_n","source_id","reason"]"#.into()));
    }

    #[test]
    fn every_column_is_in_the_footer() {
        for table in tables() {
            let columns = footer(table, "run_0").into_iter().find(|(key, _)| key == "rolescope.columns").expect("there").1;
            let columns: Vec<serde_json::Value> = serde_json::from_str(&columns).expect("JSON");
            let names: Vec<&str> = columns.iter().filter_map(|column| column["name"].as_str()).collect();
            assert_eq!(names, table.columns.iter().map(|column| column.name).collect::<Vec<_>>());
        }
    }
}
