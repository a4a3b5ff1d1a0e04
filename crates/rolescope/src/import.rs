//! Files of any kind into the archive, byte for byte: one record a file, and one a line of JSON Lines.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use archive::{Digest, Entry, Record, RecordType, SourceId, Writer};
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use url::Url;

use crate::session::Session;

/// The media type of a record that stands for what could not be read; its payload says why.
pub(crate) const DAMAGED: &str = "application/x-damaged";
/// The named field of a record that holds one line of a file.
const LINE: &str = "Rolescope-Line";
/// The longest line and the largest file that is kept.
const LONGEST: u64 = 64 << 20;

/// What an import put into the archive.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Imported {
    pub(crate) files_n: u64,
    pub(crate) records_n: u64,
    /// Records that stand for what could not be read.
    pub(crate) damaged_n: u64,
}

/// Puts every file of `paths` into the archive, folders by name.
pub(crate) fn import(session: &Session, paths: &[PathBuf], writer: &mut Writer, now: Timestamp) -> Result<Imported> {
    let bar = session.progress.bar("import", None);
    let mut import = Import { writer, now, imported: Imported::default() };
    for path in paths {
        let root = path.parent().unwrap_or(Path::new("")).to_owned();
        for file in files_under(path)? {
            session.check_stop()?;
            bar.set_message(file.display().to_string());
            let before = import.imported.records_n;
            import.file(&file, &address(file.strip_prefix(&root).unwrap_or(&file)))?;
            bar.inc(import.imported.records_n - before);
        }
    }
    bar.finish_and_clear();
    Ok(import.imported)
}

/// Removes what an import of the source `id` that was cut off left in the archive: nobody was told of it, and it is imported again whole.
pub(crate) fn discard_unfinished(archive_dir: &Path, id: &SourceId) -> Result<()> {
    if !archive_dir.is_dir() {
        return Ok(());
    }
    for path in files_under(archive_dir)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // SOURCE-TIME-NUMBER.warc.gz.open; the source's own name may hold hyphens.
        if name.ends_with(".open") && name.rsplitn(3, '-').nth(2) == Some(id.as_str()) {
            std::fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}

/// The file itself, or all files below a folder, by name. Hidden ones and links to folders are passed over.
pub(crate) fn files_under(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut entries = Vec::new();
    for entry in std::fs::read_dir(path).with_context(|| format!("cannot read folder {}", path.display()))? {
        let entry = entry.with_context(|| format!("cannot read folder {}", path.display()))?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            entries.push((entry.path(), entry.file_type().with_context(|| format!("cannot read {}", entry.path().display()))?));
        }
    }
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    let mut files = Vec::new();
    for (path, kind) in entries {
        if kind.is_dir() {
            files.extend(files_under(&path)?);
        } else if path.is_file() {
            files.push(path);
        }
    }
    Ok(files)
}

/// `file:///` and the path below what the user named, so that no folder of this machine gets into the archive.
fn address(relative: &Path) -> Url {
    let mut url = Url::parse("file:///").expect("a constant address");
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.extend(relative.components().map(|part| part.as_os_str().to_string_lossy()));
    }
    url
}

struct Import<'a> {
    writer: &'a mut Writer,
    now: Timestamp,
    imported: Imported,
}

impl Import<'_> {
    fn file(&mut self, path: &Path, address: &Url) -> Result<()> {
        self.imported.files_n += 1;
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let (stem, is_gz) = name.strip_suffix(".gz").map_or((name.as_str(), false), |stem| (stem, true));
        let extension = stem.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension == "warc" {
            return self.warc(path, address);
        }
        let file = match File::open(path) {
            Ok(file) => file,
            Err(error) => return self.damaged(address, &format!("cannot open: {error}")),
        };
        let reader: Box<dyn BufRead> =
            if is_gz { Box::new(BufReader::new(MultiGzDecoder::new(BufReader::new(file)))) } else { Box::new(BufReader::new(file)) };
        match extension {
            "jsonl" | "ndjson" => self.lines(reader, address),
            other => self.whole(reader, address, media_type(other)),
        }
    }

    fn whole(&mut self, reader: impl Read, address: &Url, media_type: &str) -> Result<()> {
        let mut payload = Vec::new();
        match reader.take(LONGEST + 1).read_to_end(&mut payload) {
            Ok(_) if payload.len() as u64 > LONGEST => self.damaged(address, "larger than 64 MiB"),
            Ok(_) => self.append(&Record::resource(address.as_str(), self.now, media_type, payload)),
            Err(error) => self.damaged(address, &format!("cannot read: {error}")),
        }
    }

    /// Each line is a record of its own, named by its digest, so that the order of the lines makes no difference.
    fn lines(&mut self, mut reader: impl BufRead, address: &Url) -> Result<()> {
        for number in 1_u64.. {
            let mut line = Vec::new();
            match reader.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.len() as u64 == LONGEST && !line.ends_with(b"\n") => {
                    self.damaged(address, &format!("line {number} is longer than 64 MiB"))?;
                    if reader.skip_until(b'\n').is_err() {
                        break;
                    }
                }
                Ok(_) => self.line(&line, number, address)?,
                Err(error) => {
                    self.damaged(address, &format!("cannot read on after line {}: {error}", number - 1))?;
                    break;
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, line: &[u8], number: u64, address: &Url) -> Result<()> {
        let line = line.trim_ascii();
        if line.is_empty() {
            return Ok(());
        }
        let digest = blake3::hash(line).to_hex();
        let address = format!("{address}#{}", &digest[..16]);
        self.append(&Record::resource(&address, self.now, "application/json", line.to_vec()).with(LINE, &number.to_string()))
    }

    /// The responses and resources of another archive, as they are.
    fn warc(&mut self, path: &Path, address: &Url) -> Result<()> {
        let reader = match archive::read_records(path) {
            Ok(reader) => reader,
            Err(error) => return self.damaged(address, &error.to_string()),
        };
        for entry in reader {
            match entry {
                Ok(Entry::Record(_, record)) if matches!(record.kind, RecordType::Response | RecordType::Resource | RecordType::Revisit) => {
                    self.append(&record)?;
                }
                Ok(Entry::Record(..)) => {}
                Ok(Entry::Damage(damage)) => self.damaged(address, &format!("damaged at byte {}: {}", damage.offset, damage.detail))?,
                Err(error) => return self.damaged(address, &error.to_string()),
            }
        }
        Ok(())
    }

    fn damaged(&mut self, address: &Url, why: &str) -> Result<()> {
        self.imported.damaged_n += 1;
        let address = format!("{address}#{}", Digest::of(why.as_bytes()).as_str().chars().rev().take(8).collect::<String>());
        self.append(&Record::resource(&address, self.now, DAMAGED, why.as_bytes().to_vec()))
    }

    fn append(&mut self, record: &Record) -> Result<()> {
        self.writer.append(record)?;
        self.imported.records_n += 1;
        Ok(())
    }
}

fn media_type(extension: &str) -> &'static str {
    match extension {
        "html" | "htm" | "xhtml" => "text/html",
        "md" | "markdown" => "text/markdown",
        "txt" | "text" => "text/plain",
        "json" | "jsonld" => "application/json",
        "csv" => "text/csv",
        "tsv" | "tab" => "text/tab-separated-values",
        "rtf" => "application/rtf",
        "xml" => "application/xml",
        "pdf" => "application/pdf",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "odt" => "application/vnd.oasis.opendocument.text",
        _ => "application/octet-stream",
    }
}
