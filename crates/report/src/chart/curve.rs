//! A line with its ribbon over a count, and the level that it may come to.

use maud::{Markup, html};

use super::canvas::{self, Caption, Chart, Drawing, Layout, px};
use crate::format::count;

/// What is expected among so many vacancies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Point {
    pub(crate) vacancies_n: u64,
    pub(crate) expected: f64,
    pub(crate) lo: f64,
    pub(crate) hi: f64,
}

/// The level that the line may come to, with its words.
#[derive(Debug, Clone)]
pub(crate) struct Estimate {
    pub(crate) n: f64,
    pub(crate) words: String,
}

/// Draws the points, the fewest vacancies first.
pub(crate) fn draw(caption: &Caption, points: &[Point], estimate: Option<&Estimate>) -> Chart {
    canvas::chart(caption, |layout, _| drawing(points, estimate, layout))
}

const TOP: f64 = 24.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 34.0;

fn drawing(points: &[Point], estimate: Option<&Estimate>, layout: Layout) -> Drawing {
    let right = layout.width() - 8.0;
    let most_x = points.iter().map(|point| point.vacancies_n).max().unwrap_or(1).max(1) as f64;
    let most = points.iter().map(|point| point.hi).chain(estimate.map(|estimate| estimate.n)).fold(1.0, f64::max);
    let step = step(most);
    let x = |n: u64| LEFT + (right - LEFT) * n as f64 / most_x;
    let y = |value: f64| TOP + HEIGHT * (1.0 - (value / most).clamp(0.0, 1.0));
    let path = |values: &mut dyn Iterator<Item = (u64, f64)>| {
        values.map(|(n, value)| format!("{},{}", px(x(n)), px(y(value)))).collect::<Vec<_>>().join(" ")
    };
    let ribbon =
        path(&mut points.iter().map(|point| (point.vacancies_n, point.lo)).chain(points.iter().rev().map(|point| (point.vacancies_n, point.hi))));
    let line = path(&mut points.iter().map(|point| (point.vacancies_n, point.expected)));
    let ticks: Vec<f64> = (0_u8..=10).map(|at| f64::from(at) * step).take_while(|value| *value <= most).collect();
    let ends = points.first().into_iter().chain(points.get(points.len() / 2)).chain(points.last());
    let body = html! {
        @for value in &ticks {
            line class=(if *value > 0.0 { "grid" } else { "zero" }) x1=(px(LEFT)) x2=(px(right)) y1=(px(y(*value))) y2=(px(y(*value))) {}
            text class="soft end" x=(px(LEFT - 5.0)) y=(px(y(*value) + 4.0)) { (format!("{value:.0}")) }
        }
        polygon class="band" points=(ribbon) {}
        polyline class="line open" points=(line) {}
        @for point in points {
            circle class="dot" cx=(px(x(point.vacancies_n))) cy=(px(y(point.expected))) r="3.5" {
                title { (spoken(point)) }
            }
        }
        @if let Some(estimate) = estimate {
            line class="whisker dashed" x1=(px(LEFT)) x2=(px(right)) y1=(px(y(estimate.n))) y2=(px(y(estimate.n))) {}
            text x=(px(LEFT + 6.0)) y=(px(y(estimate.n) - 6.0)) { (estimate.words) }
        }
        @for point in ends {
            text class="soft middle" x=(px(x(point.vacancies_n).min(right - 12.0))) y=(px(TOP + HEIGHT + 18.0)) { (count(point.vacancies_n)) }
        }
        text class="soft end" x=(px(right)) y=(px(TOP + HEIGHT + 36.0)) { "vacancies" }
        text class="soft" x="0" y=(px(TOP + HEIGHT + 36.0)) { "ribbon: 95% interval" }
    };
    Drawing { body, height: TOP + HEIGHT + 42.0 }
}

/// The distance of the ticks: 1, 2 or 5 of a power of ten, at most ten of them.
fn step(most: f64) -> f64 {
    let mut power = 1.0;
    loop {
        for factor in [1.0, 2.0, 5.0] {
            if most / (power * factor) <= 6.0 || !most.is_finite() {
                return power * factor;
            }
        }
        power *= 10.0;
    }
}

fn spoken(point: &Point) -> Markup {
    html! { (count(point.vacancies_n)) " vacancies: " (format!("{:.1}", point.expected)) " concepts expected, 95% interval " (format!("{:.1}–{:.1}", point.lo, point.hi)) }
}
