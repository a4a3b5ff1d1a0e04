//! The command as its users meet it, and the rules of the house.

mod access;
mod annotate;
mod bad_input;
mod bad_tables;
mod command;
mod compare;
mod demo;
mod gold;
mod init;
mod kill;
mod listing;
mod recount;
mod same_bytes;
mod taxonomy;
mod tidy;
mod training_and_gold;
