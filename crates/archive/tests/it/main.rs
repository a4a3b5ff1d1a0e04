//! The archive as its users see it: written, read, damaged, recovered.

mod archives;
mod captures;
mod damage;
mod recovery;
mod round_trip;
