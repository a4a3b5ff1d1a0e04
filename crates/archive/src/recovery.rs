//! An archive that was cut off becomes whole again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::index::{self, Line};
use crate::sorter::Sorter;
use crate::{Archive, Entry, Error, Location, Reader, Record, Result, durable};

/// What became of one file that was cut off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// The file under its final name, relative to the archive's folder. Without any whole record it is removed.
    pub file: PathBuf,
    /// Whole records in it.
    pub records_n: usize,
    /// Bytes cut off its end, where a record was only begun.
    pub cut_bytes_n: u64,
}

/// Makes every `.open` file whole: cuts it after its last whole record, gives it its final name and indexes it.
///
/// Files that a [`Writer`](crate::Writer) holds at the moment are left alone. Answers what was done, by file name.
///
/// # Errors
/// When the disk refuses, or a file of the final name exists already.
pub fn recover(archive_dir: &Path) -> Result<Vec<Recovered>> {
    let mut recovered = Vec::new();
    for name in crate::archive::list(archive_dir, |name| name.ends_with(".warc.gz.open"))? {
        let path = archive_dir.join(&name);
        let opened = OpenOptions::new().read(true).write(true).open(&path);
        let file = opened.map_err(|source| Error::write(&path, source))?;
        if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) {
            recovered.push(recover_file(archive_dir, &name, &file)?);
        }
    }
    Ok(recovered)
}

fn recover_file(dir: &Path, open_name: &Path, file: &File) -> Result<Recovered> {
    let path = dir.join(open_name);
    let failed = |source| Error::write(&path, source);
    // Only `.open` goes.
    let name = open_name.with_extension("");
    let mut lines = Sorter::new(dir.join(index::LINES));
    let (mut records_n, mut whole_len) = (0, 0);
    for entry in Reader::open(&path, name.clone())? {
        if let Entry::Record(location, record) = entry? {
            records_n += 1;
            whole_len = location.offset + location.length;
            if let Some(line) = Line::of(&record, &location) {
                index::push(&mut lines, &line)?;
            }
        }
    }
    let cut_bytes_n = file.metadata().map_err(failed)?.len() - whole_len;
    if records_n == 0 {
        fs::remove_file(&path).map_err(failed)?;
    } else {
        file.set_len(whole_len).and_then(|()| file.sync_all()).map_err(failed)?;
        durable::rename(&path, &dir.join(&name)).map_err(failed)?;
        index::replace_lines(dir, &name, lines)?;
    }
    Ok(Recovered { file: name, records_n, cut_bytes_n })
}

/// The records of one writer past a place in one of its files, in order. What is damaged is passed over.
pub(crate) fn left_after(dir: &Path, place: &Location) -> Result<impl Iterator<Item = Result<(Location, Record)>> + use<>> {
    let (common, dir, place) = (stem(&place.file).to_owned(), dir.to_owned(), place.clone());
    let files: Vec<PathBuf> = Archive::open(&dir)?.files().iter().filter(|file| **file >= place.file && stem(file) == common).cloned().collect();
    let records = files.into_iter().flat_map(move |file| {
        let offset = if file == place.file { place.offset } else { 0 };
        let (reader, error) = match Reader::open_at(&dir.join(&file), file, offset) {
            Ok(reader) => (Some(reader), None),
            Err(error) => (None, Some(Err(error))),
        };
        reader.into_iter().flatten().chain(error)
    });
    Ok(records.filter_map(|entry| match entry {
        Ok(Entry::Record(location, record)) => Some(Ok((location, record))),
        Ok(Entry::Damage(_)) => None,
        Err(error) => Some(Err(error)),
    }))
}

/// What the names of one writer's files have in common: all but the number.
fn stem(file: &Path) -> &str {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.rsplit_once('-').map_or(name, |(stem, _)| stem)
}
