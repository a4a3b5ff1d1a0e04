//! Any file under the name of any format.
#![no_main]

mod capture;

use extract::{Expectation, extract};
use libfuzzer_sys::fuzz_target;

const STARTS: [&[u8]; 5] = [b"", b"%PDF-1.7\n", b"PK\x03\x04", b"{\\rtf1 ", b"title;description\n"];

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let file = [STARTS[usize::from(kind) % STARTS.len()], bytes].concat();
    extract(&capture::capture("file:///a", None, &file), Expectation::Posting);
});
