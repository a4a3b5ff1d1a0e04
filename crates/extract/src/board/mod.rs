//! The answers of job boards: one file a board, all with one signature.
//!
//! A board is recognized by the shape of its answer, and by the address only where the shape is everybody's. To add one: a file, a line in
//! `BOARDS`, and a fixture under `tests/it/boards/`.

mod answer;
mod arbeitsagentur;
mod ashby;
mod bamboohr;
mod breezy;
mod eightfold;
mod eploy;
mod feed;
mod greenhouse;
mod job_xml;
mod json_feed;
mod lever;
mod neogov;
mod nhs_jobs;
mod oracle;
mod paylocity;
mod personio;
mod phenom;
mod pinpoint;
mod recruitee;
mod reed;
mod reliefweb;
mod rippling;
mod smartrecruiters;
mod usajobs;
mod workable;
mod workday;

use posting::{Method, ParseQuality};
use serde_json::Value;

pub(crate) use answer::Answer;

use crate::draft::Draft;
use crate::extraction::Found;
use crate::fault::{Fault, FaultKind};
use crate::origin::Origin;

/// A job board and how its answers are read.
struct Board {
    /// The name that its faults carry.
    name: &'static str,
    /// Whether an answer is of this board.
    recognizes: fn(&Answer<'_>) -> bool,
    /// Reads an answer of this board.
    read: fn(&Answer<'_>) -> Reading,
}

/// The boards; the first that recognizes an answer reads it, and the general shapes come last.
const BOARDS: [Board; 26] = [
    arbeitsagentur::BOARD,
    ashby::BOARD,
    bamboohr::BOARD,
    breezy::BOARD,
    eightfold::BOARD,
    eploy::BOARD,
    greenhouse::BOARD,
    json_feed::BOARD,
    lever::BOARD,
    neogov::BOARD,
    nhs_jobs::BOARD,
    oracle::BOARD,
    paylocity::BOARD,
    personio::BOARD,
    phenom::BOARD,
    pinpoint::BOARD,
    recruitee::BOARD,
    reed::BOARD,
    reliefweb::BOARD,
    rippling::BOARD,
    smartrecruiters::BOARD,
    usajobs::BOARD,
    workable::BOARD,
    workday::BOARD,
    job_xml::BOARD,
    feed::BOARD,
];

/// What an answer holds.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    drafts: Vec<(Draft, ParseQuality)>,
    /// What a crawler fetches next: the page of each advertisement whose text is not here, and the next page of a list.
    pub(crate) links: Vec<String>,
    faults: Vec<Fault>,
}

impl Reading {
    /// Takes up an advertisement; one without a text is a link to `detail`, else to its own address.
    fn add(&mut self, draft: Draft, detail: Option<String>) {
        if draft.description.is_empty() {
            self.list(&draft, detail);
        } else {
            self.drafts.push((draft, ParseQuality::Clean));
        }
    }

    /// Takes up an advertisement of which only the beginning is here.
    fn add_cut(&mut self, draft: Draft) {
        self.links.extend(draft.url.clone());
        self.drafts.push((draft, ParseQuality::Salvaged));
    }

    /// Takes up an advertisement whose text is not here, or too little of it.
    fn list(&mut self, draft: &Draft, detail: Option<String>) {
        let link = detail.or_else(|| draft.url.clone());
        // Some boards repeat an advertisement for each of its places.
        if link.is_none() || self.links.last() != link.as_ref() {
            let title = draft.title.as_deref().unwrap_or_default();
            self.faults.push(Fault::new(FaultKind::Listed, format!("{title}: the text stands on its own page")));
            self.links.extend(link);
        }
    }

    /// Counts an advertisement that the board does not show.
    fn hide(&mut self, draft: &Draft, reason: &str) {
        let title = draft.title.as_deref().unwrap_or_default();
        self.faults.push(Fault::new(FaultKind::Unlisted, format!("{title}: {reason}")));
    }

    /// The advertisement that was taken up last, when it has this identifier: some boards repeat one for each of its places.
    fn same(&mut self, identifier: Option<&str>) -> Option<&mut Draft> {
        let (last, _) = self.drafts.last_mut()?;
        (identifier.is_some() && last.identifier.as_deref() == identifier).then_some(last)
    }

    /// Hands on what was read.
    pub(crate) fn add_to(self, found: &mut Found, origin: &Origin) {
        found.faults.extend(self.faults);
        // Several advertisements without an address must not share that of the answer: they would be one.
        let is_alone = self.drafts.len() == 1;
        let origin = Origin { url: origin.url.clone().filter(|_| is_alone), ..origin.clone() };
        for (draft, quality) in self.drafts {
            found.add(draft.finish(&origin, Method::Board, quality));
        }
    }
}

/// Reads an answer; `None` when it is of no board that is known here.
pub(crate) fn read(answer: &Answer<'_>) -> Option<Reading> {
    let board = BOARDS.iter().find(|board| (board.recognizes)(answer))?;
    let mut reading = (board.read)(answer);
    for fault in &mut reading.faults {
        fault.detail = format!("{}: {}", board.name, fault.detail);
    }
    Some(reading)
}

/// What the scripts of a page hand to a board's own list, as JSON.
pub(crate) fn embedded(page: &str) -> Option<Value> {
    paylocity::embedded(page).or_else(|| phenom::embedded(page))
}

/// The value that the script of a page gives to `name`.
fn script_value(page: &str, name: &str) -> Option<Value> {
    let rest = page[page.find(name)? + name.len()..].trim_start().strip_prefix('=')?;
    serde_json::Deserializer::from_str(rest).into_iter().next()?.ok()
}
