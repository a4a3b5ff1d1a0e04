//! Charts as SVG: pure functions from marks to a drawing.

mod axis;
pub(crate) mod bars;
pub(crate) mod canvas;
pub(crate) mod dot_interval;
mod label;
mod scale;

pub(crate) use canvas::{Caption, Chart};
