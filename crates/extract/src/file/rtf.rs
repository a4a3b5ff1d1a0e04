//! Rich Text Format to a document.
use super::Document;
use crate::fault::Fault;
pub(super) fn read(_bytes: &[u8]) -> Result<Document, Fault> {
    Ok(Document::default())
}
