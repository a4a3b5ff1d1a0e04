//! Tagging: the taxonomy loaded, compiled, and run over whole texts.

use divan::Bencher;
use divan::counter::BytesCount;
use posting::text::language;
use rolescope_benches::{ads, engagement_taxonomy};
use skills::Tagger;

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
    let texts: Vec<_> = ads().into_iter().map(|ad| (language(&ad.text), ad.text)).collect();
    let bytes_n = texts.iter().map(|(_, text)| text.len()).sum::<usize>();
    let mentions_n = || texts.iter().map(|(lang, text)| tagger.annotate(text, *lang).mentions.len()).sum::<usize>();
    assert!(mentions_n() >= texts.len(), "fewer mentions than texts: only the search in vain would be measured");
    bencher.counter(BytesCount::new(bytes_n)).bench_local(mentions_n);
}
