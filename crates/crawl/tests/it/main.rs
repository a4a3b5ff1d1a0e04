//! A crawl against a real server on loopback that misbehaves in every way it knows.

mod api;
mod board;
mod child;
mod faults;
mod flood;
mod hostile;
mod hosts;
mod machinery;
mod manners;
mod robots;
mod rounds;
mod wire;
