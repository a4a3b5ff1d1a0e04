//! Serves a folder of pages on loopback by virtual host, with faults when asked: the demo's boards and the crawl's opponent.
//!
//! A *site* is a folder with one subfolder a host: `FOLDER/jobs.engaged.example/vacancies/12.html` answers
//! `http://jobs.engaged.example/vacancies/12`. Hosts need no DNS: the crawl pins them to the address, and a browser finds them
//! as `http://jobs.engaged.example.localhost:PORT/`.
//!
//! The server is written on the socket itself and on no web framework, because half of its work is to misbehave exactly:
//! a body that stops short of its promised length, a body without an end.

mod error;
mod fault;
mod folder;
mod http;
mod log;
mod server;

pub use error::{Error, Result};
pub use fault::{Fault, Faults};
pub use log::RequestLog;
pub use server::{Options, Site, serve};
