//! Writes the tables and computes every number.
