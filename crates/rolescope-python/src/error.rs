//! Errors of the taxonomy as the exceptions that Python has for them, in the same words.

use std::io;

use pyo3::PyErr;
use pyo3::exceptions::PyValueError;

/// `OSError` (and what lies under it, such as `FileNotFoundError`) for what cannot be read, `ValueError` for what cannot be used.
pub(crate) fn exception(error: &skills::Error) -> PyErr {
    match error {
        skills::Error::Unreadable { source, .. } => io::Error::new(source.kind(), format!("{error}: {source}")).into(),
        _ => PyValueError::new_err(error.to_string().trim_end().to_owned()),
    }
}
