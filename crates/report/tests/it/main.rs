//! What a reader of the page sees, on small invented studies.

mod markup;
mod page;
mod sample;
