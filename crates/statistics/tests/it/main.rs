//! Numbers equal those of an independent implementation.

mod interval;
mod oracle;
mod random;
mod special;
