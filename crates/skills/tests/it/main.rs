//! The tagger as its users meet it.

mod disguise;
mod endurance;
