//! What a user sees of the extraction: captures in, postings out.

mod board;
mod boards;
mod captures;
mod files;
mod malformed;
mod rows;
