//! The parts of the report, one a file, in the order in which they are read.

mod condition;
pub(crate) mod cover;
mod distinctive;
mod evidence;
mod flow;
mod frequency;
mod group;
mod group_table;
mod ladder;
mod methods;
mod pair;
mod pay;
mod requirement;
mod saturation;
mod skill;
mod structure;
mod title;
mod trend;

use maud::{Markup, html};

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

/// The number of the figure that comes next.
#[derive(Debug)]
struct Figures(u8);

impl Figures {
    fn next(&mut self) -> u8 {
        self.0 += 1;
        self.0
    }
}

/// All parts but the cover; those whose tables are missing are left out.
pub(crate) fn all(study: &Study) -> Vec<Part> {
    let mut figures = Figures(0);
    let parts = [
        Some(frequency::part(study, &mut figures)),
        Some(skill::part(study, &mut figures)),
        Some(requirement::part(study, &mut figures)),
        Some(group::part(study, &mut figures)),
        ladder::part(study, &mut figures),
        pair::part(study, &mut figures),
        trend::part(study, &mut figures),
        pay::part(study, &mut figures),
        structure::part(study, &mut figures),
        title::part(study, &mut figures),
        saturation::part(study, &mut figures),
        Some(evidence::part(study)),
        Some(flow::part(study)),
        Some(methods::part(study)),
    ];
    parts.into_iter().flatten().collect()
}

/// A chart under its finding, with what is drawn said above it and remarks below.
fn figure(n: u8, title: &str, what: &str, chart: &Markup, remarks: Markup) -> Markup {
    html! {
        figure {
            figcaption {
                span.number { "Figure " (n) }
                strong { (title) }
                span.what { (what) }
            }
            (chart)
            (remarks)
        }
    }
}

/// Where the numbers of a chart come from, for its file.
fn source(study: &Study) -> String {
    let run = &study.run;
    format!("Source: {}, rolescope {}, {}. Shares of advertisements observed, not of all jobs.", run.study_name, run.rolescope_version, run.run_id)
}
