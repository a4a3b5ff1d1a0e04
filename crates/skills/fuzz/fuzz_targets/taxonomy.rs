//! Any taxonomy file: it is refused with its faults, or it tags.
#![no_main]

use libfuzzer_sys::fuzz_target;
use skills::{Tagger, Taxonomy};

fuzz_target!(|input: (&str, &str)| {
    let (file, text) = input;
    // A pattern that any input may be, in a file that would load without it.
    let pattern = file.replace(['\\', '"', '\n', '\r'], " ");
    let whole = format!("[concept.a]\nkind = \"skill\"\nlabel = {{ en = \"A\" }}\ndefinition = \"a\"\nphrases = {{ en = [\"{pattern}\"] }}\n");
    for file in [file, whole.as_str()] {
        if let Ok(taxonomy) = Taxonomy::from_files([("fuzz.toml", file)]) {
            for mention in Tagger::new(taxonomy).annotate(text, None).mentions {
                assert_eq!(text.get(mention.start..mention.end), Some(mention.surface.as_str()));
            }
        }
    }
});
