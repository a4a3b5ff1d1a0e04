//! Turns a capture into postings.
//!
//! [`extract`] decides what a capture is and hands it to one reader: JSON-LD and what a page shows beside it, microdata, a page without either,
//! the answer of a job board or a feed, a JSON file, Markdown, plain text. Every reader fills in a draft; a draft with a title and a text becomes
//! a posting, anything else a counted [`Fault`]. Texts come out without markup, whatever went in: headings on lines of their own, list items as lines that begin with `- `.
//! a JSON file, Markdown, plain text, a file of a word processor, PDF, a table with a posting a row. Every reader fills in a draft; a draft with a title and a text becomes a posting, anything else a
//! counted [`Fault`]. Texts come out without markup, whatever went in: headings on lines of their own, list items as lines that begin with `- `.
//!
//! ```
//! assert_eq!(extract::plain_text("<h2>You will</h2><ul><li>Plan caf&eacute; events"), "You will\n- Plan café events");
//! ```

mod blanks;
mod board;
mod bounded_html;
mod charset;
mod chrome;
mod document;
mod draft;
mod element;
mod entities;
mod error;
mod extraction;
mod fault;
mod file;
mod format;
mod front_matter;
mod gaps;
mod html_page;
mod json_file;
mod json_ld;
mod json_text;
mod labels;
mod leftover;
mod lines;
mod links;
mod markdown;
mod microdata;
mod origin;
mod page;
mod pay;
mod place;
mod plain_html;
mod plain_text;
mod rdfa;
mod reservation;
mod rows;
mod schema_org;
mod specification;
mod tokens;
mod tree;
mod tree_builder;
mod xml;
mod xml_file;

pub use error::Error;
pub use extraction::{Expectation, Extraction, Outcome, extract, extract_with};
pub use fault::{Fault, FaultKind};
pub use links::links;
pub use origin::Origin;
pub use plain_text::plain_text;
pub use reservation::is_reserved;
pub use rows::ColumnMap;
pub use schema_org::job_posting_from_json;
