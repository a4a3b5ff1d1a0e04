//! The tagger for Python: the module `rolescope`, with one call a batch.
//!
//! ```python
//! from rolescope import Tagger
//!
//! tagger = Tagger("pipelines/engagement/taxonomy")
//! for found in tagger.annotate(["You will run community workshops."]):
//!     print(found["lang"], found["sections"], found["mentions"])
//! ```
//!
//! It translates and adds no behavior of its own: what `rolescope annotate` says of a line, `Tagger.annotate` says of a text.

mod annotated;
mod error;
mod tagger;

/// Reads job descriptions and says which skills they ask for, where, and how firmly.
#[pyo3::pymodule]
mod rolescope {
    #[pymodule_export]
    use crate::tagger::Tagger;

    #[pymodule_export]
    #[allow(non_upper_case_globals)] // The name that Python's tools look for.
    const __version__: &str = env!("CARGO_PKG_VERSION");
}
