//! Numbers equal those of an independent implementation.

mod correction;
mod interval;
mod oracle;
mod quality;
mod random;
mod special;
