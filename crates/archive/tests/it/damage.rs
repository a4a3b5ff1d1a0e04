//! Damage anywhere loses at most the records that it touches, and is reported.

use std::fs;
use std::io::Write as _;
use std::ops::Range;
use std::path::Path;

use archive::{Archive, Entry, Record};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use crate::archives::{entries, plain, records, six, write};

/// A file's bytes, and each record with the bytes that are its own.
struct Whole {
    bytes: Vec<u8>,
    records: Vec<(Range<usize>, Record)>,
}

fn whole(path: &Path) -> Whole {
    let extent = |offset: u64, length: u64| offset as usize..(offset + length) as usize;
    let records = records(path).into_iter().map(|(location, record)| (extent(location.offset, location.length), record));
    Whole { bytes: fs::read(path).unwrap(), records: records.collect() }
}

/// The same six records, compressed and plain.
fn both(dir: &Path) -> [(&'static str, Whole); 2] {
    let (path, _) = write(dir, "board", &six());
    let plain_path = dir.join("plain.warc");
    fs::write(&plain_path, plain(&path)).unwrap();
    [("broken.warc.gz", whole(&path)), ("broken.warc", whole(&plain_path))]
}

/// Records that must come out do so in order, and nothing but records of the file comes out except in place of a
/// damaged one.
fn check(path: &Path, whole: &Whole, bytes: &[u8], touched: impl Fn(&Range<usize>) -> bool, what: &str) {
    // Some file systems flush a file that is cut and written again, which would take most of the time.
    let _ = fs::remove_file(path);
    fs::write(path, bytes).unwrap();
    let found: Vec<Record> = records(path).into_iter().map(|(_, record)| record).collect();
    let mut rest = found.iter();
    for (_, record) in whole.records.iter().filter(|(extent, _)| !touched(extent)) {
        assert!(rest.any(|found| found == record), "{what} lost {:?}", record.target_uri());
    }
    assert!(found.len() <= whole.records.len(), "{what} made records up");
}

#[test]
fn a_flipped_byte_loses_at_most_its_own_record() {
    let dir = tempfile::tempdir().unwrap();
    for (name, whole) in both(dir.path()) {
        for at in 0..whole.bytes.len() {
            let mut bytes = whole.bytes.clone();
            bytes[at] ^= [0x01, 0x80, 0xff, 0x10][at % 4];
            check(&dir.path().join(name), &whole, &bytes, |extent| extent.contains(&at), &format!("{name}: byte {at}"));
        }
    }
}

#[test]
fn a_file_cut_anywhere_keeps_the_records_before_the_cut_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    for (name, whole) in both(dir.path()) {
        for len in 1..whole.bytes.len() {
            let path = dir.path().join(name);
            check(&path, &whole, &whole.bytes[..len], |extent| extent.end > len, &format!("{name}: cut at {len}"));
            // A plain record is whole once its block is.
            let is_between = whole.records.iter().any(|(extent, _)| (len..=len + 4).contains(&extent.end));
            let is_reported = entries(&path).iter().any(|entry| matches!(entry, Entry::Damage(_)));
            assert!(is_reported || is_between, "{name}: cut at {len} unnoticed");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn bytes_put_in_or_overwritten_lose_at_most_what_they_touch(
        at in 0.0..1.0_f64, garbage in prop::collection::vec(any::<u8>(), 1..40), is_put_in: bool,
    ) {
        let dir = tempfile::tempdir().unwrap();
        for (name, whole) in both(dir.path()) {
            let at = (at * whole.bytes.len() as f64) as usize;
            let end = if is_put_in { at } else { (at + garbage.len()).min(whole.bytes.len()) };
            let mut bytes = whole.bytes.clone();
            bytes.splice(at..end, garbage.iter().copied());
            let touched = |extent: &Range<usize>| extent.start < end.max(at + 1) && at <= extent.end;
            check(&dir.path().join(name), &whole, &bytes, touched, name);
        }
    }

    #[test]
    fn nonsense_never_panics(bytes in prop::collection::vec(any::<u8>(), 0..200), beginning in 0_usize..4) {
        let dir = tempfile::tempdir().unwrap();
        let head = [&b""[..], b"WARC/1.1\r\n", b"\x1f\x8b\x08\x00\0\0\0\0\0\0", b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 9\r\n\r\n"];
        fs::write(dir.path().join("x.warc"), [head[beginning], &bytes[..]].concat()).unwrap();
        for item in Archive::open(dir.path()).unwrap().captures() {
            item.unwrap();
        }
    }
}

fn check_detail(name: &str, bytes: &[u8], expected: &[&str]) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let details: Vec<String> =
        entries(&path).into_iter().filter_map(|entry| if let Entry::Damage(damage) = entry { Some(damage.detail) } else { None }).collect();
    assert_eq!(details, expected);
}

#[test]
fn damage_is_named() {
    let record = |fields: &str, block: &str| format!("WARC/1.1\r\n{fields}\r\n{block}\r\n\r\n").into_bytes();
    let good = record("WARC-Type: resource\r\nContent-Length: 1\r\n", "x");
    let cases: [(&str, Vec<u8>); 6] = [
        ("the field Content-Length is missing", record("WARC-Type: resource\r\n", "x")),
        ("the field WARC-Type is missing", record("Content-Length: 1\r\n", "x")),
        ("the record does not end after the 1 bytes that it claims", record("WARC-Type: resource\r\nContent-Length: 1\r\n", "xyz")),
        ("the record of 999999999 bytes is larger than 268435456", record("WARC-Type: resource\r\nContent-Length: 999999999\r\n", "x")),
        (
            "the block does not match its digest",
            record(&format!("WARC-Type: resource\r\nWARC-Block-Digest: {}\r\nContent-Length: 1\r\n", archive::Digest::of(b"y")), "x"),
        ),
        ("no WARC record begins here", b"garbage\r\n\r\n".to_vec()),
    ];
    for (detail, bytes) in &cases {
        check_detail("x.warc", &[&good[..], bytes, &good].concat(), &[detail]);
        let members = [&good, bytes, &good].map(|bytes| gzip(bytes));
        check_detail("x.warc.gz", &members.concat(), &[detail]);
    }
    check_detail("x.warc.gz", &[&gzip(&good)[..], b"garbage", &gzip(&good)].concat(), &["no gzip member begins here"]);
    let mut wrong = gzip(&good);
    let at = wrong.len() - 5;
    wrong[at] ^= 1;
    check_detail("x.warc.gz", &[&wrong[..], &gzip(&good)].concat(), &["the gzip member has a wrong checksum"]);
    check_detail("x.warc.gz", &gzip(&good)[..20], &["the gzip member is cut off"]);
}

#[test]
fn a_member_that_goes_on_for_ever_is_given_up() {
    let good = b"WARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\nx\r\n\r\n".to_vec();
    let bomb = gzip(&[&good[..], &vec![b'\n'; 300 << 20]].concat());
    check_detail("x.warc.gz", &[&bomb[..], &gzip(&good)].concat(), &["the gzip member goes on too long after a broken record"]);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
