//! The axis of a chart: lines across the marks, percentages below.

use maud::{Markup, html};

use super::canvas::px;
use super::scale::Scale;
use crate::format::percent;

/// A line at every tick, the first at zero.
pub(crate) fn grid(scale: &Scale, top: f64, bottom: f64) -> Markup {
    html! {
        @for (share, class) in scale.ticks().into_iter().zip(std::iter::once("zero").chain(std::iter::repeat("grid"))) {
            line class=(class) x1=(px(scale.at(share))) x2=(px(scale.at(share))) y1=(px(top)) y2=(px(bottom)) {}
        }
    }
}

/// The share at every tick.
pub(crate) fn ticks(scale: &Scale, y: f64) -> Markup {
    html! {
        @for share in scale.ticks() {
            text class="soft middle" x=(px(scale.at(share))) y=(px(y)) { (percent(share)) }
        }
    }
}
