//! The class `Tagger`: a compiled taxonomy that annotates texts by the batch while other Python threads run.

use std::path::{Path, PathBuf};

use posting::language;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyList;
use skills::{Annotation, Taxonomy};

use crate::annotated::Annotated;
use crate::error::exception;

/// A taxonomy, compiled. Made once, used for any number of texts, from any number of threads.
#[pyclass(frozen, module = "rolescope")]
pub(crate) struct Tagger(skills::Tagger);

#[pymethods]
impl Tagger {
    /// Reads the taxonomy from the `*.toml` files of a folder.
    ///
    /// Raises OSError when it cannot be read, ValueError with all its faults when it cannot be used.
    #[new]
    fn new(py: Python<'_>, taxonomy_dir: PathBuf) -> PyResult<Self> {
        py.detach(|| compile(Taxonomy::from_dir(Path::new(&taxonomy_dir))))
    }

    /// Reads the taxonomy from the files given as (name, text).
    ///
    /// Raises ValueError with all its faults when it cannot be used.
    #[staticmethod]
    fn from_files(py: Python<'_>, files: Vec<(String, String)>) -> PyResult<Self> {
        py.detach(|| compile(Taxonomy::from_files(files.iter().map(|(name, text)| (name.as_str(), text.as_str())))))
    }

    /// Says of each text, in the same order, which concepts it holds: a dict with lang, sections and mentions.
    ///
    /// start and end count the bytes of text.encode(), end exclusive. lang is the language of all the texts, as two letters; without
    /// it each text is asked for its own.
    #[pyo3(signature = (texts, lang = None))]
    fn annotate<'py>(&self, py: Python<'py>, texts: Vec<PyBackedStr>, lang: Option<String>) -> PyResult<Bound<'py, PyList>> {
        let found: Vec<(Option<&str>, Annotation)> = py.detach(|| {
            let of_text = |text: &PyBackedStr| {
                let lang = lang.as_deref().or_else(|| language(text));
                (lang, self.0.annotate(text, lang))
            };
            texts.iter().map(of_text).collect()
        });
        PyList::new(py, found.iter().map(|(lang, annotation)| Annotated::new(*lang, annotation)))
    }
}

fn compile(taxonomy: Result<Taxonomy, skills::Error>) -> PyResult<Tagger> {
    taxonomy.map(|taxonomy| Tagger(skills::Tagger::new(taxonomy))).map_err(|error| exception(&error))
}
