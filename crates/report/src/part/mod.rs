//! The parts of the report, one a file, in the order in which they are read.

pub(crate) mod cover;
mod evidence;
mod flow;
mod frequency;
mod group;
mod methods;
mod requirement;
mod skill;

use maud::{Markup, html};

use crate::chart::Chart;
use crate::study::Study;

/// One numbered part of the page.
#[derive(Debug)]
pub(crate) struct Part {
    /// Where a link can point.
    pub(crate) id: &'static str,
    /// Its heading.
    pub(crate) title: &'static str,
    /// What stands under the heading.
    pub(crate) body: Markup,
    /// The charts' own files.
    pub(crate) files: Vec<(String, String)>,
}

impl Part {
    fn of(id: &'static str, title: &'static str, body: Markup) -> Self {
        Self { id, title, body, files: Vec::new() }
    }
}

/// All parts but the cover.
pub(crate) fn all(study: &Study) -> Vec<Part> {
    vec![
        frequency::part(study),
        skill::part(study),
        requirement::part(study),
        group::part(study),
        evidence::part(study),
        flow::part(study),
        methods::part(study),
    ]
}

/// A chart under its finding, with what is drawn said above it and remarks below.
fn figure(n: u8, title: &str, what: &str, chart: &Chart, remarks: Markup) -> Markup {
    html! {
        figure {
            figcaption {
                span.number { "Figure " (n) }
                strong { (title) }
                span.what { (what) }
            }
            (chart.markup)
            (remarks)
        }
    }
}

/// Where the numbers of a chart come from, for its file.
fn source(study: &Study) -> String {
    let run = &study.run;
    format!("Source: {}, rolescope {}, {}. Shares of advertisements observed, not of all jobs.", run.study_name, run.rolescope_version, run.run_id)
}
