//! The `rolescope` command.
fn main() {}
