//! Numbers equal those of an independent implementation.

mod agreement;
mod change;
mod contrast;
mod correction;
mod coverage;
mod false_discovery;
mod interval;
mod oracle;
mod pairs;
mod quality;
mod random;
mod ranks;
mod saturation;
mod shrinkage;
mod special;
mod suppression;
mod trend;
