//! Lays the numbers out for a reader: public tables in, one page out.
//!
//! ```text
//! public/*.parquet ─ study ─┬─ part (one a section) ─ chart (SVG)
//!                           └─ page (the frame) ─ file ── report/index.html, report/charts/*.svg
//! ```
//!
//! The page needs nothing but itself: no script, no font, no request. It computes nothing: every share, interval and rank comes from
//! the tables, so a number on the page can be found there. Equal tables make equal bytes.

mod chart;
mod country;
mod error;
mod file;
mod finding;
mod format;
mod frequency_table;
mod hidden;
mod link;
mod page;
mod part;
mod study;
mod wording;

pub use error::{Error, Result};
pub use file::write;
pub use page::{Report, render};
