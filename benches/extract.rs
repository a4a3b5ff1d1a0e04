//! Extracting: captures to postings, by kind of capture, and what the stage then does with every posting.

use archive::Capture;
use divan::Bencher;
use divan::counter::BytesCount;
use extract::{Expectation, extract};
use posting::{Fingerprint, JobPosting, Particulars, Roles, redact};
use rolescope_benches::{Ad, ads, capture, captured_at};

fn main() {
    divan::main();
}

fn postings(captures: &[Capture]) -> Vec<JobPosting> {
    captures.iter().flat_map(|capture| extract(capture, Expectation::Posting).postings).collect()
}

fn measure(bencher: Bencher, media_type: &str, payload: impl Fn(Ad) -> String) {
    let captures: Vec<Capture> = ads().into_iter().enumerate().map(|(number, ad)| capture(number, media_type, payload(ad))).collect();
    let bytes_n = captures.iter().map(|capture| capture.payload.len()).sum::<usize>();
    let postings_n = postings(&captures).len();
    assert!(postings_n * 10 >= captures.len() * 9, "{postings_n} postings of {} captures: refusals would be measured", captures.len());
    bencher.counter(BytesCount::new(bytes_n)).bench_local(|| postings(&captures));
}

/// Lines of JSON Lines, each a capture of its own as an import makes them, with descriptions in HTML.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn json_lines(bencher: Bencher) {
    measure(bencher, "application/json", |ad| ad.json);
}

/// Pages with the posting in a JSON-LD script and shown below it.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn pages_with_json_ld(bencher: Bencher) {
    measure(bencher, "text/html", |ad| ad.page_with_json_ld());
}

/// Pages that only show the posting.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn plain_pages(bencher: Bencher) {
    measure(bencher, "text/html", |ad| ad.plain_page());
}

/// `look` at every posting of the JSON lines; the bytes are those of the descriptions.
fn measure_postings<T>(bencher: Bencher, look: impl Fn(&JobPosting) -> T) {
    let captures: Vec<Capture> = ads().into_iter().enumerate().map(|(number, ad)| capture(number, "application/json", ad.json)).collect();
    let postings = postings(&captures);
    let bytes_n = postings.iter().map(|posting| posting.description.len()).sum::<usize>();
    bencher.counter(BytesCount::new(bytes_n)).bench_local(|| postings.iter().map(&look).collect::<Vec<T>>());
}

/// Personal data out of the description.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn then_redact(bencher: Bencher) {
    measure_postings(bencher, |posting| redact(&posting.description));
}

/// The language of the description.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn then_language(bencher: Bencher) {
    measure_postings(bencher, |posting| posting::language(&posting.description));
}

/// Whether the description has a section that says what the person must bring.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn then_person_specification(bencher: Bencher) {
    measure_postings(bencher, |posting| skills::has_person_specification(&posting.description));
}

/// What tells the vacancy of the posting from others.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn then_fingerprint(bencher: Bencher) {
    measure_postings(bencher, |posting| Fingerprint::of(posting, captured_at()));
}

/// All that it says of the job: kind, place, dates, contract, pay, grade, structure.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn then_particulars(bencher: Bencher) {
    let file = include_str!("../pipelines/engagement/roles.toml");
    let roles = Roles::from_toml("roles.toml", file).expect("the roles of engagement are sound");
    measure_postings(bencher, |posting| Particulars::of(posting, Some("en"), Some(&roles)));
}
