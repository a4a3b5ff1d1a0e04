//! Says what a posting is, when two are one vacancy, and what kind of job it is.
