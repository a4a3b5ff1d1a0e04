//! Fetches politely and hands to the archive.
