//! Tables are written and read back the same.

mod round_trip;
