//! Tagging: the taxonomy loaded, compiled, and run over whole texts.

use aho_corasick::{AhoCorasick, Match};
use divan::Bencher;
use divan::counter::BytesCount;
use rolescope_benches::{ads, engagement_taxonomy, texts_of_large_vocabulary};
use skills::{Tagger, Taxonomy};

fn main() {
    divan::main();
}

/// The files of the engagement taxonomy, read and checked.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn load() {
    divan::black_box(engagement_taxonomy());
}

/// Its phrases made into one automaton.
#[divan::bench(sample_count = 20, sample_size = 1)]
fn compile(bencher: Bencher) {
    let taxonomy = engagement_taxonomy();
    bencher.with_inputs(|| taxonomy.clone()).bench_local_values(Tagger::new);
}

/// Every mention in every text, its section and its statement.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn annotate(bencher: Bencher) {
    let tagger = Tagger::new(engagement_taxonomy());
    let texts: Vec<_> = ads().into_iter().map(|ad| ad.text).collect();
    run(bencher, &tagger, &texts);
}

/// The mark to beat: aho-corasick over the literal phrases of the same taxonomy, overlapping, kept where a word begins and ends. No gaps, no
/// sections, no guards; case folded, nothing else.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn literals_by_aho_corasick(bencher: Bencher) {
    let literals = engagement_taxonomy().literals();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&literals).expect("the phrases are few");
    let texts: Vec<_> = ads().into_iter().map(|ad| ad.text).collect();
    let bytes_n = texts.iter().map(String::len).sum::<usize>();
    let edge = |byte: Option<&u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let hits_n = || {
        let hits = texts.iter().flat_map(|text| {
            let bytes = text.as_bytes();
            let whole = move |hit: &Match| edge(hit.start().checked_sub(1).and_then(|at| bytes.get(at))) && edge(bytes.get(hit.end()));
            automaton.find_overlapping_iter(text).filter(whole)
        });
        hits.count()
    };
    bencher.counter(BytesCount::new(bytes_n)).bench_local(hits_n);
}

/// Text of 200,000 different words.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn large_vocabulary(bencher: Bencher) {
    let tagger = Tagger::new(engagement_taxonomy());
    run(bencher, &tagger, &texts_of_large_vocabulary(20_000_000));
}

/// The same text against the labels of 100,000 concepts.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn large_taxonomy(bencher: Bencher) {
    let file = rolescope_benches::large_taxonomy(100_000);
    let taxonomy = Taxonomy::from_files([("large.toml", file.as_str())]).expect("the generated file loads");
    run(bencher, &Tagger::new(taxonomy), &texts_of_large_vocabulary(20_000_000));
}

fn run(bencher: Bencher, tagger: &Tagger, texts: &[String]) {
    let bytes_n = texts.iter().map(String::len).sum::<usize>();
    let mentions_n = || texts.iter().map(|text| tagger.annotate(text, Some("en")).mentions.len()).sum::<usize>();
    assert!(mentions_n() > 0, "nothing is found: only the search in vain would be measured");
    bencher.counter(BytesCount::new(bytes_n)).bench_local(mentions_n);
}
