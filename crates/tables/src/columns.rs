//! Some columns of a table, read a batch of row groups at a time: what counting needs, without making rows.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;
use polars::prelude::{
    BooleanChunked, DataFrame, DataType, Float64Chunked, Int32Chunked, Int64Chunked, ParquetReader, SerReader, Series, StringChunked,
};

use crate::catalog::Row;
use crate::error::{Error, Result};
use crate::parquet::{date_of, path_of};

/// One batch. A column is taken out of it by name, typed.
pub(crate) struct Columns {
    frame: DataFrame,
    path: PathBuf,
    table: &'static str,
}

/// Reads the columns called `names` of table `R` under `dir`, in batches of whole row groups that hold about `rows_n` rows.
pub(crate) fn columns<R: Row>(dir: &Path, names: &[&'static str], rows_n: usize) -> Result<impl Iterator<Item = Result<Columns>>> {
    let path = path_of(dir, R::TABLE);
    let mut reader = reader(&path)?;
    let schema = reader.schema().map_err(Error::parquet("read", &path))?;
    if let Some(missing) = names.iter().find(|name| !schema.contains(name)) {
        return Err(Error::Shape { path, table: R::TABLE.name, detail: format!("no column `{missing}`") });
    }
    let metadata = Arc::clone(reader.get_metadata().map_err(Error::parquet("read", &path))?);
    #[allow(clippy::redundant_closure_for_method_calls)] // The type that the method belongs to has no public path.
    let groups: Vec<usize> = metadata.row_groups.iter().map(|group| group.num_rows()).collect();
    let slices = slices(&groups, rows_n);
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Ok(slices.into_iter().map(move |slice| {
        let mut reader = self::reader(&path)?.with_slice(Some(slice)).with_columns(Some(names.clone()));
        reader.set_metadata(Arc::clone(&metadata));
        let frame = reader.finish().map_err(Error::parquet("read", &path))?;
        Ok(Columns { frame, path: path.clone(), table: R::TABLE.name })
    }))
}

fn reader(path: &Path) -> Result<ParquetReader<File>> {
    Ok(ParquetReader::new(File::open(path).map_err(Error::io("open", path))?))
}

/// Runs of row groups, each as (first row, rows).
fn slices(groups: &[usize], rows_n: usize) -> Vec<(usize, usize)> {
    let mut slices: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    for &n in groups {
        match slices.last_mut() {
            Some(last) if last.1 + n <= rows_n => last.1 += n,
            _ => slices.push((start, n)),
        }
        start += n;
    }
    slices
}

impl Columns {
    /// Rows of the batch.
    pub(crate) fn height(&self) -> usize {
        self.frame.height()
    }

    fn series(&self, name: &'static str, expected: &DataType) -> Result<Series> {
        let found = self.frame.column(name).map_err(|_| self.misshapen(format!("no column `{name}`")))?;
        if found.dtype() != expected {
            return Err(self.misshapen(format!("column `{name}` is {}", found.dtype())));
        }
        Ok(found.as_materialized_series().rechunk())
    }

    fn misshapen(&self, detail: String) -> Error {
        Error::Shape { path: self.path.clone(), table: self.table, detail }
    }

    /// A column of texts.
    pub(crate) fn texts(&self, name: &'static str) -> Result<StringChunked> {
        let series = self.series(name, &DataType::String)?;
        Ok(series.str().map_err(Error::parquet("read", &self.path))?.clone())
    }

    /// A column of truth values.
    pub(crate) fn booleans(&self, name: &'static str) -> Result<BooleanChunked> {
        let series = self.series(name, &DataType::Boolean)?;
        Ok(series.bool().map_err(Error::parquet("read", &self.path))?.clone())
    }

    /// A column of counts.
    pub(crate) fn integers(&self, name: &'static str) -> Result<Int64Chunked> {
        let series = self.series(name, &DataType::Int64)?;
        Ok(series.i64().map_err(Error::parquet("read", &self.path))?.clone())
    }

    /// A column of numbers.
    pub(crate) fn numbers(&self, name: &'static str) -> Result<Float64Chunked> {
        let series = self.series(name, &DataType::Float64)?;
        Ok(series.f64().map_err(Error::parquet("read", &self.path))?.clone())
    }

    /// A column of days.
    pub(crate) fn dates(&self, name: &'static str) -> Result<Dates> {
        let series = self.series(name, &DataType::Date)?;
        Ok(Dates(series.date().map_err(Error::parquet("read", &self.path))?.physical().clone()))
    }
}

/// A column of days.
pub(crate) struct Dates(Int32Chunked);

impl Dates {
    /// The day of a row.
    pub(crate) fn get(&self, row: usize) -> Option<Date> {
        self.0.get(row).and_then(date_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_runs_of_row_groups() {
        assert_eq!(slices(&[3, 3, 3, 10, 1], 6), [(0, 6), (6, 3), (9, 10), (19, 1)]);
        assert_eq!(slices(&[], 6), []);
    }
}
