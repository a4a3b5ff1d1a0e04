//! Turns a capture into postings.
