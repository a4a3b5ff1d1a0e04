//! The sheet that every chart is drawn on: its frame, its names for those who cannot see it, and its three sizes.

use maud::{Markup, PreEscaped, html};

use super::label;

/// How the charts look; in the page the colors come from its own variables.
pub(crate) const STYLE: &str = include_str!("chart.css");

/// What a chart says in words.
#[derive(Debug, Clone)]
pub(crate) struct Caption {
    /// Names the file and begins every id.
    pub(crate) name: &'static str,
    /// The finding.
    pub(crate) title: String,
    /// What is drawn, for those who cannot see it.
    pub(crate) desc: String,
    /// Where the numbers come from, printed under the chart where it stands alone.
    pub(crate) source: String,
}

/// Where a chart is drawn for. Type in SVG shrinks with the picture, so a narrow screen gets a drawing of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Paper and screens: names at the left, numbers at the right.
    Wide,
    /// A telephone: names and numbers above the marks.
    Narrow,
    /// A file of its own: as wide, with title and source.
    File,
}

impl Layout {
    /// The width of the drawing.
    pub(crate) fn width(self) -> f64 {
        if self == Self::Narrow { 300.0 } else { 832.0 }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
            Self::File => "file",
        }
    }
}

/// A drawing without its frame.
#[derive(Debug)]
pub(crate) struct Drawing {
    /// The elements.
    pub(crate) body: Markup,
    /// How high they reach.
    pub(crate) height: f64,
}

/// A chart, for the page and as a file.
#[derive(Debug)]
pub(crate) struct Chart {
    /// Both drawings, of which the page shows the one that fits.
    pub(crate) markup: Markup,
    /// File name and content.
    pub(crate) file: (String, String),
}

/// Draws a chart in all sizes. `draw` gets the layout and a prefix for its ids.
pub(crate) fn chart(caption: &Caption, draw: impl Fn(Layout, &str) -> Drawing) -> Chart {
    let drawn = |layout: Layout| {
        let prefix = format!("{}-{}", caption.name, layout.name());
        let drawing = draw(layout, &prefix);
        (prefix, drawing)
    };
    let in_page = |layout: Layout| {
        let (prefix, drawing) = drawn(layout);
        html! {
            svg class={ "chart " (layout.name()) } role="img" aria-labelledby={ (prefix) "-title " (prefix) "-desc" }
                viewBox={ "0 0 " (px(layout.width())) " " (px(drawing.height)) } {
                title id={ (prefix) "-title" } { (caption.title) }
                desc id={ (prefix) "-desc" } { (caption.desc) }
                (drawing.body)
            }
        }
    };
    let (prefix, drawing) = drawn(Layout::File);
    Chart {
        markup: html! { (in_page(Layout::Wide)) (in_page(Layout::Narrow)) },
        file: (format!("{}.svg", caption.name), file(caption, &prefix, &drawing)),
    }
}

fn file(caption: &Caption, prefix: &str, drawing: &Drawing) -> String {
    let margin = 20.0;
    let width = Layout::File.width() + 2.0 * margin;
    let title = label::lines(&caption.title, 96);
    let top = margin + 22.0 * title.len() as f64 + 12.0;
    let height = top + drawing.height + 44.0;
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" class="chart" width=(px(width)) height=(px(height))
            viewBox={ "0 0 " (px(width)) " " (px(height)) } role="img" aria-labelledby={ (prefix) "-title " (prefix) "-desc" } {
            title id={ (prefix) "-title" } { (caption.title) }
            desc id={ (prefix) "-desc" } { (caption.desc) }
            style { (PreEscaped(STYLE)) }
            rect class="paper" width=(px(width)) height=(px(height)) {}
            @for (line, y) in title.iter().zip((0..).map(|at| margin + 16.0 + 22.0 * f64::from(at))) {
                text class="headline" x=(px(margin)) y=(px(y)) { (line) }
            }
            g transform={ "translate(" (px(margin)) " " (px(top)) ")" } { (drawing.body) }
            text class="soft" x=(px(margin)) y=(px(height - 16.0)) { (caption.source) }
        }
    };
    markup.into_string() + "\n"
}

/// The height of a line of a label.
pub(crate) const LINE: f64 = 16.0;

/// Lines of text below each other, the first on the baseline `y`.
pub(crate) fn lines(class: &str, x: f64, y: f64, lines: &[String]) -> Markup {
    html! {
        @for (line, y) in lines.iter().zip((0..).map(|at| y + LINE * f64::from(at))) {
            text class=(class) x=(px(x)) y=(px(y)) { (line) }
        }
    }
}

/// A coordinate: a tenth of a pixel is finer than anyone sees.
pub(crate) fn px(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), ToOwned::to_owned)
}
