//! Every number that is not a plain count, one file a statistic.

pub mod interval;
pub mod student;
