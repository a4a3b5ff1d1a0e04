//! The hatch that marks what is unreliable, so that no color has to.

use maud::{Markup, html};

/// The pattern, for a chart's `defs`.
pub(super) fn hatch(prefix: &str) -> Markup {
    html! {
        pattern id={ (prefix) "-hatch" } width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
            rect class="paper" width="5" height="5" {}
            line class="line" x1="0" x2="0" y1="0" y2="5" {}
        }
    }
}

/// What fills a shape with it.
pub(super) fn fill(prefix: &str) -> String {
    format!("url(#{prefix}-hatch)")
}
