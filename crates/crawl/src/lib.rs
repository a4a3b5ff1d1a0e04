//! Fetches politely and hands to the archive.
//!
//! The whole story is one call: [`crawl`] takes a [`Source`], asks the site's robots.txt and its reservation of text and data
//! mining what may be fetched, fetches from many hosts at once and from each one page after another, with the pauses that were asked for, and appends every exchange
//! and every decision to the archive before it says so in the [`State`].
//!
//! This crate reads no HTML: what a page links to is told by the caller's closure. It reads no clock, no environment and no
//! randomness either: they come in with the [`Surroundings`].

mod access;
mod address;
mod adoption;
mod board;
mod canonical;
mod coding;
mod commit;
mod crawl;
mod disk;
mod error;
mod fetch;
mod frontier;
mod glob;
mod host;
mod key;
mod listing;
mod permission;
mod politeness;
mod receipt;
mod request;
mod reservation;
mod robots;
mod round_end;
mod schedule;
mod sitemap;
mod source;
mod state;
mod summary;
mod visit;

pub use access::{Access, Refusal};
pub use address::is_public;
pub use board::{Board, KeyForm, Listing};
pub use canonical::canonical;
pub use crawl::{Page, Reading, Round, Surroundings, crawl};
pub use error::{Error, Result};
pub use key::Key;
pub use listing::{Completeness, ListingPage, completeness_of_site};
pub use request::{posting, shown};
pub use reservation::{Reservation, Ruling};
pub use robots::{CRAWL_DELAY_MAX_MS, Decision, Robots, RobotsAnswer, path_of};
pub use round_end::RoundEnd;
pub use source::{AGENT, Limits, Pattern, Source};
pub use state::State;
pub use summary::{Event, Summary};
