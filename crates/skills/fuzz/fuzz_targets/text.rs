//! Any text: nothing panics, every span fits, and tagging again, with what is remembered from other texts, says the same.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use skills::{Tagger, Taxonomy};

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../pipelines/engagement/taxonomy");
    Tagger::new(Taxonomy::from_dir(dir.as_ref()).expect("the taxonomy of the repository loads"))
});

fuzz_target!(|text: &str| {
    let annotation = TAGGER.annotate(text, None);
    for mention in &annotation.mentions {
        assert_eq!(text.get(mention.start..mention.end), Some(mention.surface.as_str()));
    }
    assert_eq!(TAGGER.annotate(text, None), annotation);
});
