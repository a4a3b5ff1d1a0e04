//! The files of the pipelines that this crate reads, as users have them.

mod roles;
