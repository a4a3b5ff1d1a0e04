//! What the benchmarks read: invented advertisements of any number and size, and tables of invented vacancies.
//!
//! Everything is drawn from a seeded generator, so that every machine measures the same bytes.

mod ad;
mod draw;
mod given;
mod grammar;
mod invented;
mod lake;
mod private_tables;
mod vocabulary;

pub use ad::{Ad, capture, captured_at};
pub use given::ads;
pub use invented::invented_ads;
pub use lake::{lake_taxonomy, write_lake};
pub use private_tables::{engagement_taxonomy, write_private_tables};
pub use vocabulary::{large_taxonomy, texts_of_large_vocabulary};
