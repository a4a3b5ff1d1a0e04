//! What a reader of the page sees, on small invented studies.

mod further;
mod markup;
mod page;
mod parts;
mod sample;
