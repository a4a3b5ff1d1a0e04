//! Keeps what was fetched, exactly as fetched, and finds it again.
