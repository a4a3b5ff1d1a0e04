//! A file that is one document to a posting: Markdown, plain text, what a word processor wrote, PDF.

use posting::{Method, ParseQuality, parse_date};

use crate::draft::Draft;
use crate::extraction::Found;
use crate::fault::{Fault, FaultKind};
use crate::file::{self, FileKind};
use crate::front_matter::FrontMatter;
use crate::labels;
use crate::markdown;
use crate::origin::Origin;
use crate::plain_text::{finished, one_line, plain_text};

/// A first line longer than this is no title.
const MAX_TITLE_CHARS: usize = 120;
/// A title stands among this many lines.
const FIRST_LINES: usize = 3;

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

/// Reads a file of a word processor, or a PDF.
pub(crate) fn read_file(kind: FileKind, bytes: &[u8], origin: &Origin) -> Found {
    let file = match file::read(kind, bytes) {
        Ok(file) => file,
        Err(fault) => return Found { postings: Vec::new(), faults: vec![fault] },
    };
    let quality = if file.faults.is_empty() { ParseQuality::Clean } else { ParseQuality::Salvaged };
    let method = if kind == FileKind::Pdf { Method::Pdf } else { Method::Document };
    let draft =
        Draft { title: file.title.as_deref().and_then(own_title), description: finished(&file.text), faults: file.faults, ..Draft::default() };
    if draft.description.is_empty() {
        let why = draft.faults.into_iter().next();
        return Found { postings: Vec::new(), faults: vec![why.unwrap_or_else(|| Fault::new(FaultKind::NoText, "no text, a scan?"))] };
    }
    // A heading further below heads a section.
    let is_first = |heading: &String| draft.description.lines().filter(|line| !line.is_empty()).take(FIRST_LINES).any(|line| line == heading);
    let heading = file.heading.filter(is_first).and_then(|heading| own_title(&heading));
    let property = file.property.filter(|title| !is_made_up(title)).and_then(|title| own_title(&one_line(&title)));
    complete(draft, heading.or(property), origin, method, quality)
}

fn read(draft: Draft, origin: &Origin, method: Method) -> Found {
    complete(draft, None, origin, method, ParseQuality::Clean)
}

/// Fills in what the text states. Of the titles, the one of `draft` comes first, then one that the text labels, then `second`, then a
/// first line.
fn complete(mut draft: Draft, second: Option<String>, origin: &Origin, method: Method, quality: ParseQuality) -> Found {
    let lines: Vec<&str> = draft.description.lines().collect();
    let mut stated = labels::read(&lines);
    // A reference in a text may be anything, and would make two postings one.
    stated.identifier = None;
    let line = |line: &&str| line.trim_start_matches("- ").to_owned();
    let short = || lines.iter().filter(|line| !line.is_empty()).take(FIRST_LINES).filter(|line| line.chars().count() <= MAX_TITLE_CHARS);
    let own_line = short().find_map(|text| own_title(&line(text)));
    let first_line = lines.first().filter(|line| line.chars().count() <= MAX_TITLE_CHARS).map(line);
    draft.complete(&stated);
    draft.title = draft.title.or(second).or(own_line).or(first_line);
    let mut found = Found::default();
    found.add(draft.finish(origin, method, quality));
    found
}

/// What a document calls itself, in lower case: no title of a job.
const KINDS: [&str; 30] = [
    "job description",
    "job specification",
    "job profile",
    "job advert",
    "job advertisement",
    "job pack",
    "position description",
    "role description",
    "role profile",
    "person specification",
    "job description and person specification",
    "job description & person specification",
    "recruitment pack",
    "candidate pack",
    "candidate information pack",
    "applicant information pack",
    "vacancy",
    "vacancy announcement",
    "terms of reference",
    "fiche de poste",
    "offre d'emploi",
    "descripción del puesto",
    "descripción del cargo",
    "oferta de empleo",
    "descrição do cargo",
    "descrição da vaga",
    "oferta de emprego",
    "stellenausschreibung",
    "stellenbeschreibung",
    "stellenangebot",
];

/// `title` without what kind of document it heads; `None` when it says nothing else, or heads a section or a statement.
fn own_title(title: &str) -> Option<String> {
    let lower = title.to_lowercase();
    let kind = KINDS.iter().filter(|kind| lower.starts_with(**kind)).max_by_key(|kind| kind.len());
    // A letter may change its length in lower case: then the title stands as it is.
    let rest = kind.and_then(|kind| title.get(kind.len()..)).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let own = rest.unwrap_or(title).trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '–' | '—' | '|' | '*'));
    let is_title = own.chars().any(char::is_alphabetic) && own.chars().count() <= MAX_TITLE_CHARS;
    (is_title && labels::headings_n(&[own]) == 0 && labels::labeled(own).is_none()).then(|| own.to_owned())
}

/// Whether a program made up the title of a file, from its name or from nothing.
fn is_made_up(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let has_extension = [".doc", ".docx", ".odt", ".rtf", ".pdf", ".indd", ".qxd", ".pub", ".tmp"].iter().any(|end| lower.ends_with(end));
    lower.starts_with("microsoft word") || lower.starts_with("untitled") || lower.contains('_') || has_extension
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
