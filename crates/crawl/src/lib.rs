//! Fetches politely and hands to the archive.

mod glob;
mod robots;
pub use robots::*;
