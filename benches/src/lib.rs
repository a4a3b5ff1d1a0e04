//! One benchmark per stage.
