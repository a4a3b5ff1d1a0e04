//! The archive: pages into it, records and captures out of it.

use std::path::{Path, PathBuf};

use archive::{Archive, Entry, Item, Record, Result, Writer, read_records, response_message};
use divan::Bencher;
use divan::counter::BytesCount;
use rolescope_benches::{captured_at, invented_ads};
use tempfile::TempDir;

/// Pages after which what was appended must outlive a power cut.
const SYNC_EVERY: usize = 100;

fn main() {
    divan::main();
}

/// Invented always: what the archive does with bytes does not depend on what they say.
fn pages() -> Vec<String> {
    invented_ads(2_000, 4_096).iter().map(rolescope_benches::Ad::plain_page).collect()
}

fn bytes_of(pages: &[String]) -> BytesCount {
    BytesCount::new(pages.iter().map(String::len).sum::<usize>())
}

fn write(dir: &Path, pages: &[String]) -> Result<Vec<PathBuf>> {
    let mut writer = Writer::create(dir, &"bench".parse()?, captured_at(), "rolescope-benches")?;
    for (number, page) in pages.iter().enumerate() {
        let message = response_message(200, [("Content-Type", &b"text/html; charset=utf-8"[..])], page.as_bytes());
        writer.append(&Record::response(&format!("https://jobs.example/{number}"), captured_at(), message))?;
        if number % SYNC_EVERY == SYNC_EVERY - 1 {
            writer.sync()?;
        }
    }
    writer.finish()
}

fn temporary() -> TempDir {
    tempfile::tempdir().expect("a folder for temporary files")
}

/// Pages hashed, packed, written, and synced every 100; the file closed and indexed.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn append(bencher: Bencher) {
    let pages = pages();
    bencher.counter(bytes_of(&pages)).with_inputs(temporary).bench_refs(|dir| write(dir.path(), &pages).expect("the disk has room"));
}

/// Records of one file, unpacked and checked against their block digests.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn records(bencher: Bencher) {
    let (pages, dir) = (pages(), temporary());
    let files = write(dir.path(), &pages).expect("the disk has room");
    let read = || files.iter().flat_map(|file| read_records(&dir.path().join(file)).expect("a file just written"));
    assert_eq!(read().filter(|entry| matches!(entry, Ok(Entry::Record(..)))).count(), pages.len() + 1, "the pages and the record before them");
    bencher.counter(bytes_of(&pages)).bench_local(|| read().count());
}

/// The same file as captures: the message taken apart, the payload decoded and checked against its own digest.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn captures(bencher: Bencher) {
    let (pages, dir) = (pages(), temporary());
    write(dir.path(), &pages).expect("the disk has room");
    let archive = Archive::open(dir.path()).expect("a folder just written");
    assert_eq!(archive.captures().filter(|item| matches!(item, Ok(Item::Capture(_)))).count(), pages.len());
    bencher.counter(bytes_of(&pages)).bench_local(|| archive.captures().count());
}
