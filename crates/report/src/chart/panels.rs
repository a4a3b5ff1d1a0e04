//! A small picture a concept, all on one scale: shares at steps in order, as dots with intervals or as a line with a ribbon.

use maud::{Markup, html};

use super::canvas::{self, Caption, Chart, Drawing, LINE, Layout, px};
use super::label;
use crate::format::{interval, percent};

/// A share at a step.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) share: f64,
    pub(crate) lo: f64,
    pub(crate) hi: f64,
    /// `34 of 118`.
    pub(crate) count: String,
    pub(crate) reliable: bool,
}

/// What is known at a step.
#[derive(Debug, Clone)]
pub(crate) enum At {
    Point(Point),
    /// Hidden, as there are few.
    Hidden,
    /// Nothing is known.
    None,
}

/// A concept.
#[derive(Debug, Clone)]
pub(crate) struct Panel {
    pub(crate) label: String,
    /// A line under the label.
    pub(crate) note: Option<String>,
    /// One a step.
    pub(crate) at: Vec<At>,
}

/// A step: what stands under it, and its name in full.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) tick: String,
    pub(crate) name: String,
}

/// How intervals are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// A line through each dot: the steps are groups.
    Whiskers,
    /// A ribbon along the dots: the steps are times.
    Ribbon,
}

/// Draws the panels in their order.
pub(crate) fn draw(caption: &Caption, steps: &[Step], panels: &[Panel], style: Style) -> Chart {
    canvas::chart(caption, |layout, _| drawing(steps, panels, style, layout))
}

/// The height of the picture in a panel, and the room for the percentages left of it.
const HEIGHT: f64 = 92.0;
const AXIS: f64 = 38.0;
const GAP: f64 = 26.0;

fn drawing(steps: &[Step], panels: &[Panel], style: Style, layout: Layout) -> Drawing {
    let columns = if layout == Layout::Narrow { 1 } else { 3 };
    let width = (layout.width() - GAP * f64::from(columns - 1)) / f64::from(columns);
    let mut y = 0.0;
    let mut rows = Vec::new();
    for row in panels.chunks(columns as usize) {
        let above = row.iter().map(|panel| above(panel, width)).fold(0.0, f64::max);
        let xs = (0_u8..).map(|at| (width + GAP) * f64::from(at));
        rows.push(html! {
            @for (panel, x) in row.iter().zip(xs) { (one(panel, steps, style, &Frame { x, y, width, top: y + above })) }
        });
        y += above + HEIGHT + 42.0;
    }
    let body = html! {
        @for row in &rows { (row) }
        (legend(style, layout, y))
    };
    Drawing { body, height: y + if layout == Layout::Narrow { 42.0 } else { 20.0 } }
}

/// Where a panel lies: its corner, its width, and where its picture begins.
struct Frame {
    x: f64,
    y: f64,
    width: f64,
    top: f64,
}

impl Frame {
    fn share(&self, share: f64) -> f64 {
        self.top + HEIGHT * (1.0 - share.clamp(0.0, 1.0))
    }

    fn step(&self, at: usize, of: usize) -> f64 {
        let room = self.width - AXIS;
        self.x + AXIS + room * (at as f64 + 0.5) / of.max(1) as f64
    }
}

/// So many characters of a bold label fit.
fn characters(width: f64) -> usize {
    (width / 7.7) as usize
}

/// The height of the words above the picture.
fn above(panel: &Panel, width: f64) -> f64 {
    let label = LINE * label::lines(&panel.label, characters(width)).len() as f64;
    label + if panel.note.is_some() { 14.0 } else { 0.0 } + 12.0
}

fn one(panel: &Panel, steps: &[Step], style: Style, frame: &Frame) -> Markup {
    let lines = label::lines(&panel.label, characters(frame.width));
    let below = frame.y + LINE * lines.len() as f64;
    html! {
        g {
            title { (panel.label) @if let Some(note) = &panel.note { ": " (note) } }
            (canvas::lines("strong", frame.x, frame.y + 12.0, &lines))
            @if let Some(note) = &panel.note { text class="soft" x=(px(frame.x)) y=(px(below + 11.0)) { (label::line(note, characters(frame.width) + 4)) } }
        }
        @for share in [0.0, 0.5, 1.0] {
            line class=(if share > 0.0 { "grid" } else { "zero" }) x1=(px(frame.x + AXIS)) x2=(px(frame.x + frame.width)) y1=(px(frame.share(share))) y2=(px(frame.share(share))) {}
            text class="soft end" x=(px(frame.x + AXIS - 5.0)) y=(px(frame.share(share) + 4.0)) { (percent(share)) }
        }
        @if style == Style::Ribbon { (ribbons(panel, frame)) }
        (joints(panel, frame))
        @for (at, (here, step)) in panel.at.iter().zip(steps).enumerate() {
            (dot(&format!("{}, {}", panel.label, step.name), here, style == Style::Whiskers || is_alone(panel, at), frame.step(at, steps.len()), frame))
        }
        @for (at, step) in steps.iter().enumerate() {
            @if is_named(at, steps, frame.width - AXIS) { text class="tiny middle" x=(px(frame.step(at, steps.len()))) y=(px(frame.top + HEIGHT + 15.0)) { (step.tick) } }
        }
    }
}

/// A point without neighbors has no ribbon to show its interval.
fn is_alone(panel: &Panel, at: usize) -> bool {
    let next = [at.checked_sub(1), Some(at + 1)].into_iter().flatten().filter_map(|at| panel.at.get(at));
    next.filter_map(point).count() == 0
}

/// Where the names of the steps are too long for the room: every second, third …
fn is_named(at: usize, steps: &[Step], room: f64) -> bool {
    let longest = steps.iter().map(|step| step.tick.chars().count()).max().unwrap_or(0);
    let fit = (room / (5.6 * longest as f64 + 3.0)) as usize;
    at.is_multiple_of(steps.len().div_ceil(fit.max(1)).max(1))
}

fn point(at: &At) -> Option<&Point> {
    match at {
        At::Point(point) => Some(point),
        At::Hidden | At::None => None,
    }
}

/// The neighbors that both have a point, with their places.
fn neighbors<'p>(panel: &'p Panel, frame: &'p Frame) -> impl Iterator<Item = ((f64, &'p Point), (f64, &'p Point))> {
    let n = panel.at.len();
    panel.at.windows(2).enumerate().filter_map(move |(at, pair)| {
        let (one, next) = (point(&pair[0])?, point(&pair[1])?);
        Some(((frame.step(at, n), one), (frame.step(at + 1, n), next)))
    })
}

fn ribbons(panel: &Panel, frame: &Frame) -> Markup {
    let corner = |x: f64, share: f64| format!("{},{}", px(x), px(frame.share(share)));
    html! {
        @for ((x, one), (x2, next)) in neighbors(panel, frame) {
            polygon class="band" points={ (corner(x, one.lo)) " " (corner(x, one.hi)) " " (corner(x2, next.hi)) " " (corner(x2, next.lo)) } {}
        }
    }
}

fn joints(panel: &Panel, frame: &Frame) -> Markup {
    html! {
        @for ((x, one), (x2, next)) in neighbors(panel, frame) {
            line class=(if one.reliable && next.reliable { "line" } else { "line dashed" })
                x1=(px(x)) x2=(px(x2)) y1=(px(frame.share(one.share))) y2=(px(frame.share(next.share))) {}
        }
    }
}

fn dot(name: &str, at: &At, has_line: bool, x: f64, frame: &Frame) -> Markup {
    html! {
        @match at {
            At::Point(point) => g {
                title { (name) ": " (spoken(point)) }
                @if has_line {
                    line class=(if point.reliable { "whisker" } else { "whisker dashed" }) x1=(px(x)) x2=(px(x)) y1=(px(frame.share(point.lo))) y2=(px(frame.share(point.hi))) {}
                }
                circle class=(if point.reliable { "dot" } else { "hollow" }) cx=(px(x)) cy=(px(frame.share(point.share))) r="4" {}
            },
            At::Hidden => text class="tiny middle" x=(px(x)) y=(px(frame.share(0.0) - 4.0)) { "c" },
            At::None => {},
        }
    }
}

fn spoken(point: &Point) -> String {
    let doubt = if point.reliable { "" } else { "; unreliable" };
    format!("{}, 95% interval {}, {} vacancies{doubt}", percent(point.share), interval(point.lo, point.hi), point.count)
}

fn legend(style: Style, layout: Layout, y: f64) -> Markup {
    let interval = if style == Style::Whiskers { "line through a dot: 95% interval" } else { "ribbon or line: 95% interval" };
    let rest = "hollow, dashed: unreliable; c: hidden";
    html! {
        @if layout == Layout::Narrow {
            text class="soft" x="0" y=(px(y + 8.0)) { (interval) }
            text class="soft" x="0" y=(px(y + 26.0)) { (rest) }
        } @else {
            text class="soft" x="0" y=(px(y + 8.0)) { (interval) "; " (rest) }
        }
    }
}
