//! Amounts as the middle half of a group and its median, each currency on an axis of its own.

use maud::{Markup, html};

use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::label;
use crate::format::amount;

/// A group's quartiles.
#[derive(Debug, Clone)]
pub(crate) struct Range {
    pub(crate) label: String,
    pub(crate) p25: f64,
    pub(crate) median: f64,
    pub(crate) p75: f64,
    /// `28 of 102`.
    pub(crate) count: String,
}

/// The ranges in one currency.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    pub(crate) heading: String,
    pub(crate) ranges: Vec<Range>,
}

/// Draws the sections in their order.
pub(crate) fn draw(caption: &Caption, sections: &[Section]) -> Chart {
    canvas::chart(caption, |layout, _| drawing(sections, layout))
}

const LABEL: f64 = 236.0;
const TRACK: (f64, f64) = (254.0, 524.0);
const MEDIAN: f64 = 592.0;
const HALF: f64 = 714.0;

fn drawing(sections: &[Section], layout: Layout) -> Drawing {
    let narrow = layout == Layout::Narrow;
    let (left, right) = if narrow { (0.0, 300.0) } else { TRACK };
    let mut y = 0.0;
    let mut rows = Vec::new();
    for section in sections {
        let most = section.ranges.iter().map(|range| range.p75).fold(1.0, f64::max);
        let place = |value: f64| left + (right - left) * (value / most).clamp(0.0, 1.0) * 0.96;
        rows.push(headings(&section.heading, layout, y));
        y += 26.0;
        for range in &section.ranges {
            let lines = label::lines(&range.label, if narrow { 42 } else { 34 });
            let text = LINE * lines.len() as f64;
            let height = text + if narrow { 42.0 } else { 12.0 };
            let middle = if narrow { y + text + 26.0 } else { y + height / 2.0 };
            let first = if narrow { y + 13.0 } else { middle - text / 2.0 + 12.0 };
            rows.push(html! {
                g {
                    title { (spoken(range, &section.heading)) }
                    (canvas::lines(if narrow { "" } else { "end" }, if narrow { 0.0 } else { LABEL }, first, &lines))
                    line class="zero" x1=(px(left)) x2=(px(left)) y1=(px(middle - 9.0)) y2=(px(middle + 9.0)) {}
                    rect class="band" x=(px(place(range.p25))) y=(px(middle - 5.0)) width=(px((place(range.p75) - place(range.p25)).max(1.0))) height="10" rx="2" {}
                    line class="median" x1=(px(place(range.median))) x2=(px(place(range.median))) y1=(px(middle - 8.0)) y2=(px(middle + 8.0)) {}
                    (numbers(range, layout, if narrow { y + text + 12.0 } else { middle + 4.5 }))
                }
            });
            y += height;
        }
        y += 12.0;
    }
    let body = html! {
        @for row in &rows { (row) }
        rect class="band" x=(px(left)) y=(px(y + 3.0)) width="34" height="10" rx="2" {}
        line class="median" x1=(px(left + 17.0)) x2=(px(left + 17.0)) y1=(px(y)) y2=(px(y + 16.0)) {}
        text class="soft" x=(px(left + 42.0)) y=(px(y + 12.0)) { "median, and the middle half; from zero" }
    };
    Drawing { body, height: y + 22.0 }
}

fn headings(heading: &str, layout: Layout, y: f64) -> Markup {
    html! {
        @if layout == Layout::Narrow {
            text class="strong" x="0" y=(px(y + 14.0)) { (heading) }
        } @else {
            text class="strong" x=(px(TRACK.0)) y=(px(y + 14.0)) { (heading) }
            text class="soft end" x=(px(MEDIAN)) y=(px(y + 14.0)) { "Median" }
            text class="soft end" x=(px(HALF)) y=(px(y + 14.0)) { "Middle half" }
            text class="soft end" x="832" y=(px(y + 14.0)) { "Vacancies" }
        }
    }
}

fn half(range: &Range) -> String {
    format!("{}–{}", amount(range.p25), amount(range.p75))
}

fn numbers(range: &Range, layout: Layout, y: f64) -> Markup {
    html! {
        @if layout == Layout::Narrow {
            text class="strong" x="0" y=(px(y)) { (amount(range.median)) }
            text class="soft end" x="190" y=(px(y)) { (half(range)) }
            text class="soft end" x="300" y=(px(y)) { (range.count) }
        } @else {
            text class="strong end" x=(px(MEDIAN)) y=(px(y)) { (amount(range.median)) }
            text class="soft end" x=(px(HALF)) y=(px(y)) { (half(range)) }
            text class="soft end" x="832" y=(px(y)) { (range.count) }
        }
    }
}

fn spoken(range: &Range, heading: &str) -> String {
    format!("{}, {heading}: median {}, middle half {}, {} vacancies", range.label, amount(range.median), half(range), range.count)
}
