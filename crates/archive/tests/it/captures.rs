//! Records read as captures, found again, and summed up.

use std::fs;
use std::io::Write as _;

use archive::{Archive, Capture, Digest, Item, Record, response_message};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::archives::{at, page, plain, write};

fn items(dir: &std::path::Path) -> Vec<Item> {
    Archive::open(dir).unwrap().captures().map(Result::unwrap).collect()
}

fn only(dir: &std::path::Path) -> Capture {
    match <[Item; 1]>::try_from(items(dir)).unwrap() {
        [Item::Capture(capture)] => capture,
        [Item::Damage(damage)] => panic!("{damage:?}"),
    }
}

#[test]
fn a_coded_response_is_decoded_and_its_digest_is_of_what_was_sent() {
    let dir = tempfile::tempdir().unwrap();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all("Beteiligung für alle".as_bytes()).unwrap();
    let sent = encoder.finish().unwrap();
    let headers = "HTTP/1.1 200 OK\r\nContent-Type: TEXT/html; charset=UTF-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n";
    let message = [headers.as_bytes(), format!("{:x}\r\n", sent.len()).as_bytes(), &sent, b"\r\n0\r\n\r\n"].concat();
    let record = Record::response("https://example.org/a b", at(7), message).with("Rolescope-Depth", "2");
    let (_, locations) = write(dir.path(), "board", &[record]);

    let capture = only(dir.path());
    assert_eq!(capture.payload, "Beteiligung für alle".as_bytes());
    assert_eq!(capture.digest, Digest::of(&sent));
    assert_eq!((capture.source.as_str(), capture.url.as_str(), capture.captured_at), ("board", "https://example.org/a%20b", at(7)));
    assert_eq!((capture.media_type.as_deref(), capture.charset.as_deref(), capture.status), (Some("text/html"), Some("utf-8"), Some(200)));
    assert_eq!(capture.note, [("Rolescope-Depth".to_owned(), "2".to_owned())]);
    assert_eq!(capture.headers.len(), 3);
    assert_eq!(capture.location, locations[0]);
    assert_eq!(Archive::open(dir.path()).unwrap().find(&Digest::of(&sent)).unwrap(), Some(capture));
}

#[test]
fn captures_can_be_read_on_another_thread() {
    let dir = tempfile::tempdir().unwrap();
    write(dir.path(), "board", &[page("https://example.org/1", 1, "one")]);
    let archive = Archive::open(dir.path()).unwrap();
    let captures = archive.captures();
    assert_eq!(std::thread::scope(|scope| scope.spawn(|| captures.count()).join().unwrap()), 1);
}

#[test]
fn a_revisit_has_the_payload_that_it_found_again() {
    let dir = tempfile::tempdir().unwrap();
    let url = "https://example.org/1";
    let head = response_message(200, [("ETag", &b"x"[..])], b"");
    let revisit = Record::revisit(url, at(9), head, &Digest::of(b"text"), (url, at(1)));
    let unknown = Record::revisit(url, at(9), Vec::new(), &Digest::of(b"other"), (url, at(8)));
    write(dir.path(), "board", &[revisit, page(url, 1, "text"), unknown]);

    let items = items(dir.path());
    let [Item::Capture(revisit), Item::Capture(page), Item::Damage(unknown)] = &items[..] else { panic!("{items:?}") };
    assert_eq!((&revisit.payload, &revisit.digest, &revisit.media_type), (&page.payload, &page.digest, &page.media_type));
    assert_eq!((revisit.captured_at, revisit.headers[0].0.as_str()), (at(9), "ETag"));
    assert_eq!(unknown.detail, "the payload that a revisit refers to is not in the archive");
}

#[test]
fn files_of_others_are_found_without_an_index_and_named_after_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let other = tempfile::tempdir().unwrap();
    let (path, _) = write(other.path(), "board", &[page("https://example.org/1", 1, "one"), page("https://example.org/2", 2, "two")]);
    let without_source = String::from_utf8(plain(&path)).unwrap().replace("isPartOf", "isPartOX");
    // The block of the first record no longer is what its digest says, so that it is damage.
    fs::write(dir.path().join("Some Crawl_2019.warc"), without_source).unwrap();
    let found = Archive::open(dir.path()).unwrap().find(&Digest::of(b"two")).unwrap().unwrap();
    assert_eq!((found.source.as_str(), found.url.as_str()), ("some-crawl-2019", "https://example.org/2"));
    assert_eq!(items(dir.path()).len(), 3);

    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&plain(&path)).unwrap();
    let single = tempfile::tempdir().unwrap();
    fs::write(single.path().join("single.warc.gz"), encoder.finish().unwrap()).unwrap();
    let found = Archive::open(single.path()).unwrap().find(&Digest::of(b"two")).unwrap().unwrap();
    assert_eq!((found.source.as_str(), found.url.as_str(), found.location.length), ("board", "https://example.org/2", 0));
}

#[test]
fn a_response_that_contradicts_itself_is_damage() {
    let message = |headers: &str, body: &[u8]| [format!("HTTP/1.1 200 OK\r\n{headers}\r\n").as_bytes(), body].concat();
    for (detail, message) in [
        ("wrong chunk after 2 bytes of content", message("Transfer-Encoding: chunked\r\n", b"2\r\nab\r\nxyz")),
        ("the content coding br is not supported", message("Content-Encoding: br\r\n", b"\xff\xfe")),
        ("the gzip content is broken", message("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08")),
        ("100 is no HTTP status of a final response", b"HTTP/1.1 100 Continue\r\n\r\n".to_vec()),
        ("the HTTP message has no status line", b"<html>".to_vec()),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let (_, locations) = write(dir.path(), "board", &[Record::response("https://example.org/", at(1), message)]);
        let items = items(dir.path());
        let [Item::Damage(damage)] = &items[..] else { panic!("{items:?}") };
        assert_eq!((damage.detail.as_str(), damage.offset, damage.length), (detail, locations[0].offset, locations[0].length));
    }
}

#[test]
fn a_fingerprint_is_of_what_was_captured_and_not_of_how_it_is_kept() {
    let fingerprint = |files: &[(&str, &[Record])]| {
        let dir = tempfile::tempdir().unwrap();
        for (source, records) in files {
            write(dir.path(), source, records);
        }
        Archive::open(dir.path()).unwrap().fingerprint().unwrap()
    };
    let [one, two] = [page("https://example.org/1", 1, "one"), page("https://example.org/2", 2, "two")];
    let first = fingerprint(&[("board", &[one.clone(), two.clone()])]);
    assert_eq!(first, fingerprint(&[("board", &[two.clone(), one.clone(), two.clone()])]));
    assert_eq!(first, fingerprint(&[("board", std::slice::from_ref(&two)), ("board", &[page("https://example.org/1", 99, "one")])]));
    assert_ne!(first, fingerprint(&[("board", std::slice::from_ref(&one))]));
    assert_ne!(first, fingerprint(&[("hall", &[one.clone(), two.clone()])]));
    let broken = Record::response("https://example.org/3", at(1), Vec::new());
    assert_ne!(first, fingerprint(&[("board", &[one, two, broken])]));
}

/// A record as others write it, with a block digest that is right unless one is given.
fn foreign(kind: &str, block_digest: &str, payload_digest: &str, block: &str) -> Vec<u8> {
    let fields = format!("WARC-Type: {kind}\r\nWARC-Target-URI: <https://example.org/>\r\nWARC-Date: 2019-05-06T07:08:09Z\r\n");
    let digests = format!("WARC-Block-Digest: {block_digest}\r\nWARC-Payload-Digest: {payload_digest}\r\n");
    let about = "WARC-Refers-To-Target-URI: https://example.org/\r\nWARC-Refers-To-Date: 2019-05-06T07:08:09Z\r\n";
    format!("WARC/1.0\r\n{fields}{digests}{about}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len()).into_bytes()
}

#[test]
fn the_digests_of_others_are_verified() {
    // Of "abc" (FIPS 180-4, RFC 1321), and of the same in one chunk.
    const SHA1: &str = "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5";
    const MD5: &str = "md5:900150983cd24fb0d6963f7d28e17f72";
    const CHUNKED_MD5: &str = "md5:8ce1d49e976186b949500395e2825116";
    let wrong_block = "the block does not match its digest";
    let wrong_payload = "the payload does not match its digest";
    let page = |headers: &str, body: &str| format!("HTTP/1.1 200 OK\r\n{headers}\r\n{body}");
    for (kind, block_digest, payload_digest, block, damage) in [
        ("resource", SHA1, MD5, "abc".to_owned(), None),
        ("resource", SHA1, SHA1, "abd".to_owned(), Some(wrong_block)),
        ("resource", MD5, SHA1, "abd".to_owned(), Some(wrong_block)),
        ("resource", "sha512:x", SHA1, "abd".to_owned(), Some(wrong_payload)),
        ("response", "crc:0", SHA1, page("", "abc"), None),
        ("response", "crc:0", MD5, page("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"), None),
        ("response", "crc:0", CHUNKED_MD5, page("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n0\r\n\r\n"), None),
        ("response", "crc:0", MD5, page("", "abd"), Some(wrong_payload)),
    ] {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("x.warc"), foreign(kind, block_digest, payload_digest, &block)).unwrap();
        let items = items(dir.path());
        let found = items.iter().find_map(|item| if let Item::Damage(damage) = item { Some(damage.detail.as_str()) } else { None });
        assert_eq!((items.len(), found), (1, damage), "{kind} {block_digest} {payload_digest} {block:?}");
    }
}

#[test]
fn a_revisit_of_others_is_believed_about_its_block_and_found_by_date_or_id() {
    const SHA1: &str = "sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5";
    let dir = tempfile::tempdir().unwrap();
    let page = foreign("response", "crc:0", SHA1, "HTTP/1.1 200 OK\r\n\r\nabc");
    let revisit = foreign("revisit", SHA1, SHA1, "HTTP/1.1 200 OK\r\n\r\n");
    let edited = |record: &[u8], from: &str, to: &str| String::from_utf8(record.to_vec()).unwrap().replace(from, to).into_bytes();
    // wget names the original by its id alone.
    let page = edited(&page, "WARC-Refers-To-Target-URI: https://example.org/", "WARC-Record-ID: <urn:uuid:1>");
    let by_id = edited(&revisit, "WARC-Refers-To-Target-URI: https://example.org/", "WARC-Refers-To: <urn:uuid:1>");
    let lost = edited(&by_id, "uuid:1", "uuid:2");
    fs::write(dir.path().join("x.warc"), [page, revisit, by_id, lost].concat()).unwrap();
    let items = items(dir.path());
    let [Item::Capture(page), Item::Capture(revisit), Item::Capture(by_id), Item::Damage(_)] = &items[..] else { panic!("{items:?}") };
    assert_eq!((&page.payload, &page.payload), (&revisit.payload, &by_id.payload));
}
