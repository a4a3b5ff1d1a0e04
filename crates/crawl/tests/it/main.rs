//! A crawl against a real server on loopback that misbehaves in every way it knows.

mod api;
mod board;
mod faults;
mod hostile;
mod hosts;
mod manners;
mod robots;
mod rounds;
mod wire;
