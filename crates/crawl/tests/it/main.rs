//! A crawl against a real server on loopback that misbehaves in every way it knows.

mod board;
mod faults;
mod hosts;
mod manners;
mod rounds;
