//! Charts as SVG: pure functions from marks to a drawing.

mod axis;
pub(crate) mod bar_list;
pub(crate) mod bars;
pub(crate) mod canvas;
pub(crate) mod curve;
pub(crate) mod dot_interval;
mod hatch;
pub(crate) mod heat_map;
mod label;
pub(crate) mod panels;
pub(crate) mod range;
mod scale;

pub(crate) use canvas::{Caption, Chart};
