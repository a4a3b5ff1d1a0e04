//! Tables are written and read back the same, and the public ones keep their laws whatever the private ones say.

mod laws;
mod round_trip;
mod sensitivity;
mod study;
