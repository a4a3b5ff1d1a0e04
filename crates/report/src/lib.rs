//! Lays the numbers out for a reader.
