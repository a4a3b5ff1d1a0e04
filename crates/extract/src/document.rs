//! A Markdown or plain text file to a posting.

use posting::{Method, ParseQuality, parse_date};

use crate::draft::Draft;
use crate::extraction::Found;
use crate::front_matter::FrontMatter;
use crate::labels;
use crate::markdown;
use crate::origin::Origin;
use crate::plain_text::{finished, one_line, plain_text};

/// A first line longer than this is no title.
const MAX_TITLE_CHARS: usize = 120;

/// Reads a Markdown file: its front matter, else what it states in its text.
pub(crate) fn read_markdown(raw: &str, origin: &Origin) -> Found {
    let (matter, _) = FrontMatter::split(raw);
    let mut draft = fields(&matter);
    draft.description = markdown::text(raw);
    draft.title = draft.title.or_else(|| markdown::title(raw));
    read(draft, origin, Method::Markdown)
}

/// Reads a plain text file.
pub(crate) fn read_text(raw: &str, origin: &Origin) -> Found {
    let description = if crate::plain_text::has_tags(raw) { plain_text(raw) } else { finished(raw) };
    read(Draft { description, ..Draft::default() }, origin, Method::Text)
}

fn read(mut draft: Draft, origin: &Origin, method: Method) -> Found {
    let lines: Vec<&str> = draft.description.lines().collect();
    let mut stated = labels::read(&lines);
    // A reference in a text may be anything, and would make two postings one.
    stated.identifier = None;
    let first_line = lines.first().filter(|line| line.chars().count() <= MAX_TITLE_CHARS).map(|line| line.trim_start_matches("- ").to_owned());
    draft.complete(&stated);
    draft.title = draft.title.or(first_line);
    let mut found = Found::default();
    found.add(draft.finish(origin, method, ParseQuality::Clean));
    found
}

/// What a front matter states.
pub(crate) fn fields(matter: &FrontMatter<'_>) -> Draft {
    let text = |names: &[&str]| matter.get(names).map(one_line).filter(|text| !text.is_empty());
    let date = |names: &[&str]| matter.get(names).and_then(|raw| parse_date(raw, false));
    Draft {
        identifier: text(&["identifier", "reference"]),
        title: text(&["title", "job_title", "position"]),
        hiring_organization: text(&["hiring_organization", "organisation", "organization", "employer", "company", "institution"]),
        date_posted: date(&["date_posted", "dateposted", "published_date", "posted", "date"]),
        valid_through: date(&["valid_through", "validthrough", "closing_date", "closing", "closes", "deadline", "expires"]),
        job_location: text(&["job_location", "location", "place"]),
        employment_type: text(&["employment_type", "contract", "roletype"]),
        base_salary: text(&["base_salary", "salary", "compensation", "pay"]),
        ..Draft::default()
    }
}
