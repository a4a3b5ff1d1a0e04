//! The closed files of an archive, read as captures.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::capture::Content;
use crate::index::{self, Line};
use crate::{Capture, Damage, Digest, Entry, Error, Location, Reader, Record, RecordType, Result, SourceId};

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// One fetched or imported thing.
    Capture(Capture),
    /// Something that could not be read.
    Damage(Damage),
}

/// A folder of WARC files, open for reading: ours, and any others that were put there.
pub struct Archive {
    dir: PathBuf,
    files: Vec<PathBuf>,
    places: OnceLock<Places>,
    by_id: OnceLock<BTreeMap<String, Location>>,
}

/// Where payloads lie, by digest, and by URL and time of the capture.
#[derive(Default)]
struct Places {
    by_digest: BTreeMap<String, Vec<Location>>,
    by_visit: BTreeMap<(String, String), Location>,
}

impl Archive {
    /// Opens a folder of WARC files, in whatever subfolders. A folder that does not exist is an empty archive.
    ///
    /// # Errors
    /// When it cannot be listed.
    pub fn open(dir: &Path) -> Result<Archive> {
        let files = list(dir, |name| name.strip_suffix(".gz").unwrap_or(name).rsplit_once('.').is_some_and(|(_, kind)| kind == "warc"))?;
        Ok(Archive { dir: dir.to_owned(), files, places: OnceLock::new(), by_id: OnceLock::new() })
    }

    /// The closed WARC files, sorted, relative to the folder.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Everything captured, file by file in order, one record in memory at a time.
    ///
    /// Captures are final HTTP responses of any status, resources, and revisits with the payload that they found again.
    /// A record that contradicts itself comes out as [`Item::Damage`] and not as a capture. The first revisit makes the
    /// index be read into memory.
    pub fn captures(&self) -> impl Iterator<Item = Result<Item, Error>> {
        self.files.iter().flat_map(|file| {
            let (captures, error) = match FileCaptures::open(self, file) {
                Ok(captures) => (Some(captures), None),
                Err(error) => (None, Some(Err(error))),
            };
            captures.into_iter().flatten().chain(error)
        })
    }

    /// The first capture, in the order of files, that holds this payload itself.
    ///
    /// Looks it up in the index; files that the index does not know are read through, once.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn find(&self, digest: &Digest) -> Result<Option<Capture>> {
        let places = self.places()?;
        for location in places.by_digest.get(digest.as_str()).into_iter().flatten() {
            if let Some(content) = self.content(location, |_, content| content.digest == *digest)? {
                return Ok(Some(content.cite(self.source_of(&location.file)?, location.clone())));
            }
        }
        Ok(None)
    }

    /// The one record at a place.
    ///
    /// # Errors
    /// When the file cannot be read, or the place does not hold exactly one whole record.
    pub fn record(&self, location: &Location) -> Result<Record> {
        record_at(&self.dir, location)
    }

    /// A digest of what was captured: the set of source, URL and payload of all captures, and the damage found.
    ///
    /// Dates, file names and order have no part in it, nor has capturing the same twice.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn fingerprint(&self) -> Result<String> {
        let mut captures = Vec::new();
        let mut damages = Vec::new();
        for item in self.captures() {
            match item? {
                Item::Capture(Capture { source, url, digest, .. }) => captures.push(Digest::of(format!("{source}\n{url}\n{digest}").as_bytes())),
                Item::Damage(Damage { detail, .. }) => damages.push(Digest::of(detail.as_bytes())),
            }
        }
        captures.sort_unstable();
        captures.dedup();
        damages.sort_unstable();
        let lines: Vec<&str> = captures.iter().map(Digest::as_str).chain(["damage"]).chain(damages.iter().map(Digest::as_str)).collect();
        Ok(Digest::of(lines.join("\n").as_bytes()).to_string())
    }

    /// What the wanted one of the records at a place holds: there are several when they share a gzip member. None when
    /// nothing sound is there.
    fn content(&self, location: &Location, is_wanted: impl Fn(&Record, &Content) -> bool) -> Result<Option<Content>> {
        for entry in Reader::open_at(&self.dir.join(&location.file), location.file.clone(), location.offset)? {
            match entry? {
                Entry::Record(found, record) if found == *location => {
                    let content = Content::of(&record).ok().flatten();
                    if let Some(content) = content.filter(|content| is_wanted(&record, content)) {
                        return Ok(Some(content));
                    }
                }
                Entry::Record(found, _) if found.offset != location.offset => break,
                Entry::Record(..) | Entry::Damage(_) => {}
            }
        }
        Ok(None)
    }

    fn source_of(&self, file: &Path) -> Result<SourceId> {
        let first = Reader::open(&self.dir.join(file), file.to_owned())?.next().transpose()?;
        let said = match first {
            Some(Entry::Record(_, record)) => source_said(&record),
            _ => None,
        };
        Ok(said.unwrap_or_else(|| source_by_name(file)))
    }

    /// A revisit with the payload of the capture that it refers to.
    fn resolve(&self, revisit: &Record) -> Result<Option<Content>> {
        let places = self.places()?;
        let claimed = revisit.fields.get("WARC-Payload-Digest").and_then(|text| text.parse::<Digest>().ok());
        if let Some(digest) = claimed.filter(Digest::is_sha256) {
            let location = places.by_digest.get(digest.as_str()).and_then(|locations| locations.first());
            return location.map_or(Ok(None), |location| self.content(location, |_, content| content.digest == digest));
        }
        if let Some((visit, location)) = visit_referred_to(revisit).and_then(|visit| places.by_visit.get_key_value(&visit)) {
            return self.content(location, |_, content| content.url == visit.0 && index::time(content.captured_at) == visit.1);
        }
        let Some(id) = revisit.fields.get("WARC-Refers-To") else { return Ok(None) };
        let is_wanted = |record: &Record, _: &Content| record.record_id() == Some(id);
        self.by_id()?.get(id).map_or(Ok(None), |location| self.content(location, is_wanted))
    }

    /// Where the record of each id lies. No index holds that; the files are read through once, when a revisit names its
    /// original by nothing else, as those of wget do.
    fn by_id(&self) -> Result<&BTreeMap<String, Location>> {
        if let Some(by_id) = self.by_id.get() {
            return Ok(by_id);
        }
        let mut by_id = BTreeMap::new();
        for file in &self.files {
            for entry in Reader::open(&self.dir.join(file), file.clone())? {
                let Entry::Record(location, record) = entry? else { continue };
                if let (RecordType::Response | RecordType::Resource, Some(id)) = (&record.kind, record.record_id()) {
                    by_id.entry(id.to_owned()).or_insert(location);
                }
            }
        }
        Ok(self.by_id.get_or_init(|| by_id))
    }

    fn places(&self) -> Result<&Places> {
        if let Some(places) = self.places.get() {
            return Ok(places);
        }
        let known: HashSet<&PathBuf> = self.files.iter().collect();
        let mut lines = index::load(&self.dir)?;
        lines.retain(|line| line.location().is_some_and(|location| known.contains(&location.file)));
        let indexed: HashSet<PathBuf> = lines.iter().filter_map(Line::location).map(|location| location.file).collect();
        for file in self.files.iter().filter(|file| !indexed.contains(*file)) {
            for line in index::scan(&self.dir, file)? {
                lines.push(line?);
            }
        }
        Ok(self.places.get_or_init(|| Places::of(&lines)))
    }
}

impl Places {
    fn of(lines: &[Line]) -> Places {
        let mut places = Places::default();
        for line in lines.iter().filter(|line| !line.is_revisit()) {
            if let Some(location) = line.location() {
                places.by_visit.insert((line.url().to_owned(), line.time().to_owned()), location.clone());
                places.by_digest.entry(line.digest().to_owned()).or_default().push(location);
            }
        }
        places.by_digest.values_mut().for_each(|locations| locations.sort_unstable());
        places
    }
}

/// The captures of one file.
struct FileCaptures<'a> {
    archive: &'a Archive,
    reader: Reader,
    source: SourceId,
}

impl<'a> FileCaptures<'a> {
    fn open(archive: &'a Archive, file: &Path) -> Result<FileCaptures<'a>> {
        let reader = Reader::open(&archive.dir.join(file), file.to_owned())?;
        Ok(FileCaptures { archive, reader, source: source_by_name(file) })
    }

    /// What a record says was captured; none when it is of another kind.
    fn item(&mut self, location: Location, record: &Record) -> Result<Option<Item>> {
        let content = match record.kind {
            RecordType::Revisit => match self.archive.resolve(record)? {
                Some(original) => Content::of_revisit(record, original).map(Some),
                None => Err("the payload that a revisit refers to is not in the archive".to_owned()),
            },
            _ => Content::of(record),
        };
        Ok(match content {
            Ok(content) => content.map(|content| Item::Capture(content.cite(self.source.clone(), location))),
            Err(detail) => {
                let Location { file, offset, length } = location;
                Some(Item::Damage(Damage { file, offset, length, detail }))
            }
        })
    }
}

impl Iterator for FileCaptures<'_> {
    type Item = Result<Item>;

    fn next(&mut self) -> Option<Result<Item>> {
        loop {
            let (location, record) = match self.reader.next()? {
                Ok(Entry::Record(location, record)) => (location, record),
                Ok(Entry::Damage(damage)) => return Some(Ok(Item::Damage(damage))),
                Err(error) => return Some(Err(error)),
            };
            if let Some(source) = source_said(&record) {
                self.source = source;
            }
            if let Some(item) = self.item(location, &record).transpose() {
                return Some(item);
            }
        }
    }
}

/// The one record at a place.
pub(crate) fn record_at(dir: &Path, location: &Location) -> Result<Record> {
    let path = dir.join(&location.file);
    let detail = match Reader::open_at(&path, location.file.clone(), location.offset)?.next().transpose()? {
        Some(Entry::Record(found, record)) if found == *location => return Ok(record),
        Some(Entry::Record(found, _)) => format!("a record of {} bytes at byte {}", found.length, found.offset),
        Some(Entry::Damage(damage)) => damage.detail,
        None => "the end of the file".to_owned(),
    };
    Err(Error::NoRecord { path, offset: location.offset, length: location.length, detail })
}

/// URL and time of the capture that a revisit found again.
fn visit_referred_to(revisit: &Record) -> Option<(String, String)> {
    let url = revisit.fields.get("WARC-Refers-To-Target-URI")?.trim_matches(['<', '>']).replace(' ', "%20");
    let at = revisit.fields.get("WARC-Refers-To-Date")?.parse().ok()?;
    Some((url, index::time(at)))
}

/// The source that a `warcinfo` record names.
fn source_said(record: &Record) -> Option<SourceId> {
    if record.kind != RecordType::Warcinfo {
        return None;
    }
    let text = String::from_utf8_lossy(&record.block);
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("isPartOf"))?.1.trim().parse().ok()
}

fn source_by_name(file: &Path) -> SourceId {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    SourceId::slug(name.split(".warc").next().unwrap_or_default())
}

/// The files under a folder whose names a question is answered yes for, sorted, relative to the folder.
pub(crate) fn list(dir: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        let path = dir.join(&folder);
        let entries = match fs::read_dir(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound && folder.as_os_str().is_empty() => break,
            entries => entries.map_err(|source| Error::read(&path, source))?,
        };
        for entry in entries {
            let entry = entry.map_err(|source| Error::read(&path, source))?;
            let name = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else if is_wanted(&entry.file_name().to_string_lossy()) {
                files.push(name);
            }
        }
    }
    files.sort_unstable();
    Ok(files)
}
