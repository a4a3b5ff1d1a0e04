//! Writes the tables, and counts what they say with the formulas of `statistics`.
//!
//! ```text
//! captures ─ postings ─ duplicates        faults          private, written by the stages
//!               │                            │
//!            mentions ─ vacancy_skills       │
//!               │             │              │
//!            evidence   skill_frequency    flow           public, computed here
//!               └───── run · concepts · columns ─┘
//! ```
//!
//! Each table is declared once, with its columns and their meaning; rows go to Parquet in batches and come back the same.

mod catalog;
mod cell;
mod columns;
mod comparison;
mod conditions;
mod corpus;
mod croissant;
mod csv_copy;
mod dictionary;
mod error;
mod evidence;
mod export;
mod flow;
mod gold;
mod load_sql;
mod package;
mod pairs;
mod parquet;
mod pay;
pub mod private;
pub mod public;
mod reference;
mod saturation;
mod sensitivity;
mod skills_by_group;
mod sources;
mod structure;
mod tabulate;
mod titles;
mod training_gap;
mod trend;
mod unit;
mod whole_file;
mod workbook;

pub use catalog::{Access, Column, Row, Table, tables, to_json};
pub use cell::{Cell, Kind, Value};
pub use comparison::{Comparison, compare, run_of, write_comparison};
pub use dictionary::dictionary;
pub use error::{Error, Result};
pub use flow::reconcile;
pub use package::sha256_hex;
pub use parquet::{SCHEMA_VERSION, TableWriter, batches, path_of, read, write};
pub use skills_by_group::Bootstrap;
pub use tabulate::{Provenance, Settings, skill_frequency, tabulate};
