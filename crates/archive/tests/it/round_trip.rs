//! What is written is what is read.

use std::fs;
use std::io::Write as _;

use archive::{Archive, Entry, Record, RecordType, reindex};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;

use crate::archives::{at, entries, page, plain, records, six, write};

fn any_record() -> impl Strategy<Value = Record> {
    let bytes = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..400),
        Just(b"a\r\n\r\nWARC/1.1\r\nWARC-Type: resource\r\nContent-Length: 1\r\n\r\nx\r\n\r\n".to_vec()),
        Just(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n".to_vec()),
    ];
    (0..6, ".{0,30}", 0_i64..99, bytes, prop::option::of(("[A-Za-z][A-Za-z-]{0,9}", ".{0,20}"))).prop_map(|(kind, uri, second, block, field)| {
        let record = match kind {
            0 => Record::response(&uri, at(second), block),
            1 => Record::request(&uri, at(second), block),
            2 => Record::metadata(&uri, at(second), "text/plain", block),
            3 => Record { kind: RecordType::Other("invented".to_owned()), ..Record::resource(&uri, at(second), "a/b", block) },
            4 => Record::revisit(&uri, at(second), block, &archive::Digest::of(b"x"), (&uri, at(0))),
            _ => Record::resource(&uri, at(second), "text/plain", block),
        };
        match field {
            Some((name, value)) if !["warc-type", "content-length"].contains(&name.to_ascii_lowercase().as_str()) => record.with(&name, &value),
            _ => record,
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn records_come_back_in_order_and_each_opens_alone(written in prop::collection::vec(any_record(), 0..8)) {
        let dir = tempfile::tempdir().unwrap();
        let (path, locations) = write(dir.path(), "board", &written);
        let found = records(&path);
        prop_assert_eq!(found.len(), entries(&path).len());
        prop_assert_eq!(&found[0].1.kind, &RecordType::Warcinfo);
        prop_assert_eq!(found[1..].iter().map(|(_, record)| record).collect::<Vec<_>>(), written.iter().collect::<Vec<_>>());

        let archive = Archive::open(dir.path()).unwrap();
        let bytes = fs::read(&path).unwrap();
        let alone = dir.path().join("alone.warc.gz");
        let mut end = found[0].0.length;
        for (location, record) in locations.iter().zip(&written) {
            prop_assert_eq!(location.offset, end);
            end += location.length;
            prop_assert_eq!(&archive.record(location).unwrap(), record);
            fs::write(&alone, &bytes[location.offset as usize..end as usize]).unwrap();
            prop_assert_eq!(records(&alone).into_iter().map(|(_, record)| record).collect::<Vec<_>>(), vec![record.clone()]);
        }
        prop_assert_eq!(end, bytes.len() as u64);
    }
}

#[test]
fn the_same_records_are_the_same_bytes() {
    let dirs = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let [a, b] = dirs.each_ref().map(|dir| write(dir.path(), "board", &six()).0);
    assert_eq!(fs::read(a).unwrap(), fs::read(b).unwrap());
    let [a, b] = dirs.each_ref().map(|dir| fs::read_to_string(dir.path().join("index.cdxj")).unwrap());
    assert_eq!(a, b);
    assert_eq!(a.lines().count(), 4);
}

#[test]
fn plain_files_and_files_of_a_single_member_are_read_too() {
    let dir = tempfile::tempdir().unwrap();
    let (path, _) = write(dir.path(), "board", &six());
    let expected: Vec<Record> = records(&path).into_iter().map(|(_, record)| record).collect();

    let plain_path = dir.path().join("plain.warc");
    fs::write(&plain_path, plain(&path)).unwrap();
    let found = records(&plain_path);
    assert_eq!(found.iter().map(|(_, record)| record.clone()).collect::<Vec<_>>(), expected);
    let bytes = fs::read(&plain_path).unwrap();
    assert!(found.iter().all(|(location, _)| bytes[location.offset as usize..].starts_with(b"WARC/1.1\r\n")));
    assert_eq!(found.iter().map(|(location, _)| location.length).sum::<u64>(), bytes.len() as u64);

    let single_path = dir.path().join("single.warc.gz");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&bytes).unwrap();
    fs::write(&single_path, encoder.finish().unwrap()).unwrap();
    assert_eq!(records(&single_path).into_iter().map(|(_, record)| record).collect::<Vec<_>>(), expected);
}

#[test]
fn arc_files_are_refused_by_name() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("old.warc");
    fs::write(&path, "filedesc://old.arc 0.0.0.0 20060101000000 text/plain 10\n").unwrap();
    let error = archive::read_records(&path).err().unwrap().to_string();
    assert!(error.contains("old.warc") && error.contains("ARC"), "{error}");
}

#[test]
fn an_index_written_anew_is_the_index() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "board", &six());
    write(dir.path(), "town-hall", &[page("https://example.org/a", 1, "a")]);
    let index = dir.path().join("index.cdxj");
    let before = fs::read_to_string(&index).unwrap();
    fs::write(&index, "nonsense\n").unwrap();
    reindex(dir.path()).unwrap();
    assert_eq!(fs::read_to_string(&index).unwrap(), before);
}

#[test]
fn a_place_that_is_not_exactly_one_record_is_an_error() {
    let dir = tempfile::tempdir().unwrap();
    let (path, locations) = write(dir.path(), "board", &six());
    let archive = Archive::open(dir.path()).unwrap();
    for (offset, length) in [(1, 0), (0, 1), (1, -1), (9_999, 0)] {
        let mut location = locations[0].clone();
        location.offset += offset;
        location.length = location.length.saturating_add_signed(length);
        assert!(archive.record(&location).is_err(), "{location:?}");
    }
    assert!(matches!(&entries(&path)[1], Entry::Record(location, _) if location.offset == locations[0].offset));
}
