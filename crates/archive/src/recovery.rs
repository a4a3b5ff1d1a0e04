//! An archive that was cut off becomes whole again.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use crate::index::{self, Line};
use crate::sorter::Sorter;
use crate::{Entry, Error, Reader, Result, durable};

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
