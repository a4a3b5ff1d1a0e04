//! Tabulating: from private tables of 5,000 vacancies to every public one.

use divan::Bencher;
use divan::counter::ItemsCount;
use rolescope_benches::{engagement_taxonomy, write_private_tables};
use tables::Provenance;

const VACANCIES: usize = 5_000;

fn main() {
    divan::main();
}

/// Rows of the private tables, read and counted, with the public tables and their CSV copies written.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn tabulate(bencher: Bencher) {
    let dir = tempfile::tempdir().expect("a folder for temporary files");
    let taxonomy = engagement_taxonomy();
    let rows_n = write_private_tables(dir.path(), &taxonomy, VACANCIES).expect("the disk has room");
    let word = |word: &str| word.to_owned();
    let provenance = Provenance { rolescope_version: word("0"), study_name: word("bench"), study_hash: word("none"), archive_hash: word("none") };
    bencher
        .counter(ItemsCount::new(rows_n))
        .bench_local(|| tables::tabulate(dir.path(), &taxonomy, &provenance, &tables::Settings::default()).expect("the tables are whole"));
}
