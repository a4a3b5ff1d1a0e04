//! Serves a folder of pages on loopback, with faults when asked: the demo's boards and the crawl's opponent.
