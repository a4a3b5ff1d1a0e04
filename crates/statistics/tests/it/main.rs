//! Numbers equal those of an independent implementation.

mod agreement;
mod contrast;
mod correction;
mod false_discovery;
mod interval;
mod oracle;
mod pairs;
mod quality;
mod random;
mod special;
mod suppression;
