//! A group of bars a concept: required, desired, duty. Told apart by place, fill and word, never by color alone.

use maud::{Markup, html};

use super::axis::{grid, ticks};
use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::label;
use super::scale::Scale;
use crate::format::{interval, percent};

/// What a bar stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Solid.
    Required,
    /// Dotted.
    Desired,
    /// Pale, with an outline.
    Duty,
}

impl Kind {
    /// In the order of the bars.
    pub(crate) const ALL: [Self; 3] = [Self::Required, Self::Desired, Self::Duty];

    /// As the tables say.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Desired => "desired",
            Self::Duty => "duty",
        }
    }
}

/// One bar.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    pub(crate) kind: Kind,
    pub(crate) share: f64,
    pub(crate) lo: f64,
    pub(crate) hi: f64,
    /// `34 of 96`.
    pub(crate) count: String,
    pub(crate) reliable: bool,
}

/// The bars of one concept.
#[derive(Debug, Clone)]
pub(crate) struct Group {
    pub(crate) label: String,
    pub(crate) bars: Vec<Bar>,
}

/// Draws the groups in their order.
pub(crate) fn draw(caption: &Caption, groups: &[Group]) -> Chart {
    canvas::chart(caption, |layout, prefix| drawing(groups, layout, prefix))
}

const PITCH: f64 = 16.0;
const LABEL: f64 = 236.0;

fn drawing(groups: &[Group], layout: Layout, prefix: &str) -> Drawing {
    let narrow = layout == Layout::Narrow;
    let (left, right) = if narrow { (0.0, 172.0) } else { (254.0, 566.0) };
    let scale = Scale::holding(groups.iter().flat_map(|group| &group.bars).map(|bar| bar.hi), left, right);
    let top = 4.0;
    let mut y = top;
    let mut rows = Vec::with_capacity(groups.len());
    for group in groups {
        let lines = label::lines(&group.label, if narrow { 42 } else { 34 });
        let above = if narrow { LINE * lines.len() as f64 + 4.0 } else { 0.0 };
        let bars = PITCH * group.bars.len() as f64;
        let first = if narrow { y + 14.0 } else { y + (bars - LINE * lines.len() as f64) / 2.0 + 12.0 };
        rows.push(html! {
            (canvas::lines(if narrow { "strong" } else { "end" }, if narrow { 0.0 } else { LABEL }, first, &lines))
            @for (bar, y) in group.bars.iter().zip((0..).map(|at| y + above + PITCH * f64::from(at))) {
                (drawn(bar, group, &scale, prefix, layout, y))
            }
        });
        y += above + bars + 14.0;
    }
    let body = html! {
        defs { (specks(prefix)) }
        @if !narrow { (grid(&scale, top, y - 8.0)) }
        @for row in &rows { (row) }
        (ticks(&scale, y + 8.0))
        text class="soft" x=(px(left)) y=(px(y + 32.0)) { "line: 95% interval; dashed, with u: unreliable" }
    };
    Drawing { body, height: y + 40.0 }
}

fn drawn(bar: &Bar, group: &Group, scale: &Scale, prefix: &str, layout: Layout, y: f64) -> Markup {
    let (left, length) = (scale.at(0.0), scale.at(bar.share) - scale.at(0.0));
    let fill = (bar.kind == Kind::Desired).then(|| format!("url(#{prefix}-specks)"));
    let doubt = if bar.reliable { "" } else { "u" };
    let spoken =
        format!("{}, {}: {}, 95% interval {}, {} vacancies", group.label, bar.kind.code(), percent(bar.share), interval(bar.lo, bar.hi), bar.count);
    let narrow = layout == Layout::Narrow;
    let (word, share) = if narrow { (180.0, 276.0) } else { (582.0, 690.0) };
    html! {
        g {
            title { (spoken) }
            rect class=(bar.kind.code()) fill=[fill] x=(px(left)) y=(px(y + 2.0)) width=(px(length.max(0.5))) height="11" {}
            (whisker(bar, scale, y + 7.5))
            text class="soft" x=(px(word)) y=(px(y + 12.0)) { (bar.kind.code()) }
            text class="strong end" x=(px(share)) y=(px(y + 12.0)) { (percent(bar.share)) }
            text class="soft" x=(px(share + 4.0)) y=(px(y + 12.0)) { (doubt) }
            @if !narrow { text class="soft end" x="832" y=(px(y + 12.0)) { (bar.count) } }
        }
    }
}

/// A line over the interval; the fills are pale enough for it to show.
fn whisker(bar: &Bar, scale: &Scale, y: f64) -> Markup {
    let (lo, hi, y) = (px(scale.at(bar.lo)), px(scale.at(bar.hi)), px(y));
    html! {
        line class=(if bar.reliable { "whisker" } else { "whisker dashed" }) x1=(lo) x2=(hi) y1=(y) y2=(y) {}
    }
}

fn specks(prefix: &str) -> Markup {
    html! {
        pattern id={ (prefix) "-specks" } width="4" height="4" patternUnits="userSpaceOnUse" {
            rect class="paper" width="4" height="4" {}
            circle class="speck" cx="2" cy="2" r="1.2" {}
        }
    }
}
