//! A file that was cut off while being written.

use std::fs;

use archive::{Archive, Digest, recover};

use crate::archives::{entries, records, six, write};

#[test]
fn a_file_cut_at_any_byte_keeps_every_whole_record_and_can_be_searched() {
    let written = tempfile::tempdir().unwrap();
    let (path, locations) = write(written.path(), "board", &six()[..1]);
    let bytes = fs::read(&path).unwrap();
    let name = path.strip_prefix(written.path()).unwrap();
    let ends: Vec<u64> = std::iter::once(locations[0].offset).chain(locations.iter().map(|at| at.offset + at.length)).collect();

    for len in 0..=bytes.len() {
        let dir = tempfile::tempdir().unwrap();
        let closed = dir.path().join(name);
        fs::create_dir_all(closed.parent().unwrap()).unwrap();
        fs::write(closed.with_added_extension("open"), &bytes[..len]).unwrap();

        let recovered = recover(dir.path()).unwrap();
        let whole_n = ends.iter().filter(|&&end| end <= len as u64).count();
        let whole_len = if whole_n == 0 { 0 } else { ends[whole_n - 1] };
        assert_eq!(recovered.len(), 1);
        assert_eq!((recovered[0].records_n, recovered[0].cut_bytes_n), (whole_n, len as u64 - whole_len), "cut at {len}");
        assert_eq!(closed.exists(), whole_n > 0);
        if whole_n > 0 {
            assert_eq!((records(&closed).len(), entries(&closed).len()), (whole_n, whole_n));
        }
        let found = Archive::open(dir.path()).unwrap().find(&Digest::of(b"<h1>Engagement officer</h1>")).unwrap();
        assert_eq!(found.is_some(), whole_n > 1);
        assert_eq!(recover(dir.path()).unwrap(), []);
    }
}

#[test]
fn an_empty_folder_has_nothing_to_recover() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(recover(&dir.path().join("absent")).unwrap(), []);
}
