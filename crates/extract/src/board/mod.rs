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

    /// Whether `draft` is the advertisement that was taken up last, whose places it then adds to: some boards repeat one for each of its places.
    fn repeats(&mut self, draft: &Draft) -> bool {
        const MAX_PLACES_BYTES: usize = 2000;
        let Some((last, _)) = self.drafts.last_mut().filter(|(last, _)| last.identifier.is_some() && last.identifier == draft.identifier) else {
            return false;
        };
        let places = last.job_location.get_or_insert_default();
        for place in draft.job_location.iter().flat_map(|line| line.split("; ")) {
            if places.len() < MAX_PLACES_BYTES && !places.split("; ").any(|known| known == place) {
                places.push_str(if places.is_empty() { "" } else { "; " });
                places.push_str(place);
            }
        }
        true
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The value of an invented answer.
    fn value(file: &std::path::Path) -> Option<Value> {
        let text = String::from_utf8_lossy(&std::fs::read(file).unwrap()).into_owned();
        match file.extension()?.to_str()? {
            "json" => serde_json::from_str(&text).ok(),
            "xml" => crate::xml::parse(&text).ok(),
            "html" => embedded(&text),
            _ => None,
        }
    }

    #[test]
    fn no_answer_is_of_two_boards_and_none_of_no_fixture() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/boards");
        let mut seen = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let file = entry.unwrap().path();
            let Some(value) = value(&file) else { continue };
            let answer = Answer::of(None, &value);
            let names: Vec<&str> = BOARDS.iter().filter(|board| (board.recognizes)(&answer)).map(|board| board.name).collect();
            // Neogov's feed is RSS as well.
            assert!(names.len() <= 1 || names == ["neogov", "feed"], "{}: {names:?}", file.display());
            seen.extend(names);
        }
        for board in &BOARDS {
            assert!(seen.contains(&board.name), "no fixture of {}", board.name);
        }
    }
}
