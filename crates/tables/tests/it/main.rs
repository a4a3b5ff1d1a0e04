//! Tables are written and read back the same, and numbers equal those of an independent implementation.

mod oracle;
mod round_trip;
