//! A page without structured data to a posting: its heading, what it states beside it, and the block of text below.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::draft::Draft;
use crate::element::{Kind, Tag};
use crate::labels::{self, Field, holds_date, labeled};
use crate::microdata;
use crate::page::Page;
use crate::plain_text::{lines, one_line};
use crate::rdfa;
use crate::tree::NodeRef;

/// Below this, a page shows no advertisement.
const MIN_WORDS: usize = 60;
/// The same for a page that says who hires and until when.
const MIN_WORDS_WITH_FACTS: usize = 25;
/// A page that says that the job is closed is one when it says little else.
const MAX_CLOSED_WORDS: usize = 120;
/// The paragraph below the heading is a byline when it is at most this long.
const MAX_BYLINE_CHARS: usize = 250;
/// A longer line of it is text.
const MAX_FACT_BYTES: usize = 120;

/// What a page shows.
pub(crate) struct Reading {
    /// The fields and the text.
    pub(crate) draft: Draft,
    /// Why there is none, when there is none.
    pub(crate) absent: Option<&'static str>,
    /// Whether the page's markup says that it is a posting.
    is_marked: bool,
    /// Whether the page is a list of links.
    is_listing: bool,
}

impl Reading {
    /// Whether a stranger would take the page for an advertisement.
    pub(crate) fn looks_like_posting(&self) -> bool {
        let draft = &self.draft;
        if self.is_listing || words_up_to(&draft.description, 2 * MIN_WORDS) < 2 * MIN_WORDS {
            return false;
        }
        let facts = [draft.hiring_organization.is_some(), draft.date_posted.is_some(), draft.valid_through.is_some(), draft.base_salary.is_some()];
        let facts_n = facts.into_iter().filter(|fact| *fact).count();
        let headings_n = labels::headings_n(&lines(&draft.description).collect::<Vec<_>>());
        let speaks_of_job = || headings_n + facts_n >= 4 || headings_n + facts_n + cues_n(&draft.description) >= 4;
        self.is_marked || ((headings_n >= 1 || facts_n >= 2) && speaks_of_job())
    }
}

/// Reads a page.
pub(crate) fn read(page: &Page<'_>) -> Reading {
    let title = page.title();
    let block = page.block();
    let texts = page.texts(block);
    let byline = byline(page);
    let description = body(texts.block(), title.as_deref().unwrap_or_default(), &byline);
    let marked = if page.holds("JobPosting") { microdata::read(page.root()).or_else(|| rdfa::read(page.root())) } else { None };
    let is_marked = marked.is_some();
    let mut draft = marked.unwrap_or_default();
    draft.complete(&Draft { title, ..stated(page, &texts.whole, &byline) });
    if draft.hiring_organization.is_none() {
        draft.hiring_organization = in_title(page, draft.title.as_deref().unwrap_or_default(), &texts.whole);
    }
    let description = if draft.description.is_empty() { description } else { draft.description.clone() };
    let words_n = words_up_to(&description, MAX_CLOSED_WORDS);
    let is_listing = !is_marked && page.link_share(block) > 0.4;
    draft.description = description;
    let absent = absent(&draft, words_n, is_listing);
    Reading { draft, absent, is_marked, is_listing }
}

/// The number of words of a text, counted no further than `max`.
fn words_up_to(text: &str, max: usize) -> usize {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(max).count()
}

/// How many of the words that advertisements have in common occur in a text.
fn cues_n(text: &str) -> usize {
    const CUES: &str = "apply|salary|full time|full-time|part time|part-time|fixed term|fixed-term|closing date|vacancy|interview|references|candidat|rémunération|\
                        salaire|contrat|temps plein|poste|entretien|bewerb|befristet|vollzeit|teilzeit|vergütung|gehalt|stelle|salario|contrato|postul|\
                        jornada|vacante|entrevista|salário|vaga|tempo inteiro|integral";
    static FINDERS: LazyLock<Vec<Finder<'static>>> = LazyLock::new(|| CUES.split('|').map(Finder::new).collect());
    let text = text.to_lowercase();
    FINDERS.iter().filter(|cue| cue.find(text.as_bytes()).is_some()).count()
}

fn absent(draft: &Draft, words_n: usize, is_listing: bool) -> Option<&'static str> {
    const CLOSED: [&str; 14] = [
        "has closed",
        "is closed",
        "no longer available",
        "no longer accepting",
        "has expired",
        "been filled",
        "not found",
        "n'est plus disponible",
        "a expiré",
        "ya no está disponible",
        "ha caducado",
        "já não está disponível",
        "nicht mehr verfügbar",
        "ist abgelaufen",
    ];
    let says_so = || {
        let text = format!("{}\n{}", draft.title.as_deref().unwrap_or_default(), draft.description).to_lowercase();
        CLOSED.iter().any(|words| text.contains(words))
    };
    let states_facts = draft.hiring_organization.is_some() && draft.valid_through.is_some();
    if words_n < MAX_CLOSED_WORDS && says_so() {
        Some("the page says that the job is closed or gone")
    } else if words_n < if states_facts { MIN_WORDS_WITH_FACTS } else { MIN_WORDS } {
        Some("the page has hardly any text")
    } else {
        is_listing.then_some("the page is a list of links")
    }
}

/// The lines of the first thing below the heading, when it is short and states something about the job.
fn byline(page: &Page<'_>) -> Vec<String> {
    let Some(heading) = page.heading() else { return Vec::new() };
    let mut at: NodeRef<'_> = heading;
    for _ in 0..3 {
        // What is far too long is not worth reading: a character has at most four bytes.
        let text = |node| if page.text_n(node) > 8 * MAX_BYLINE_CHARS { None } else { Some(page.text(node)) };
        let mut below = at.next_siblings().filter(|node| node.is_element()).map(|node| (node.tag(), text(node)));
        if let Some((tag, text)) = below.find(|(_, text)| text.as_deref() != Some("")) {
            let Some(text) = text else { return Vec::new() };
            let is_short = text.chars().count() <= MAX_BYLINE_CHARS && (!tag.is(Kind::HEADING) || tag == Tag::H1);
            let lines: Vec<String> = lines(&text).map(str::to_owned).collect();
            let states_something = lines.iter().any(|line| labeled(line).is_some() || holds_date(line))
                || employer_and_place(&lines, &page.title_element().unwrap_or_default()).hiring_organization.is_some();
            return if is_short && states_something { lines } else { Vec::new() };
        }
        match at.parent() {
            Some(above) => at = above,
            None => break,
        }
    }
    Vec::new()
}

/// What the page states by labels, then what its byline lets one read.
fn stated(page: &Page<'_>, whole: &str, byline: &[String]) -> Draft {
    let lines: Vec<&str> = lines(whole).collect();
    let mut draft = labels::read(&byline.iter().map(String::as_str).collect::<Vec<_>>());
    draft.complete(&labels::read(&lines));
    if draft.date_posted.is_none() {
        let published = page.meta("article:published_time").or_else(|| page.meta("datePosted"));
        draft.date_posted = published.and_then(|raw| posting::parse_date(&raw, false));
    }
    let title_element = page.title_element().unwrap_or_default();
    let from_byline = employer_and_place(byline, &title_element);
    draft.complete(&from_byline);
    draft
}

/// The employer and the place of a byline such as `The Lab, Leeds. Posted on 1 May 2026`, or of one on three lines.
fn employer_and_place(byline: &[String], title_element: &str) -> Draft {
    let facts: Vec<&str> = byline.iter().map(String::as_str).filter(|line| labeled(line).is_none() && !line.starts_with("- ")).collect();
    let (Some(first), true) = (facts.first(), byline.len() <= 5) else { return Draft::default() };
    let has_date = byline.iter().any(|line| holds_date(line));
    let parts: Vec<&str> = first.split([',', '·', '|', '•']).map(str::trim).filter(|part| !part.is_empty()).collect();
    // The longest beginning of the line that the page's title repeats is a name, commas and all.
    let repeated = first.match_indices([',', '·', '|', '•']).map(|(at, _)| first[..at].trim()).rfind(|name| title_element.contains(*name));
    let name = match (repeated, parts.as_slice()) {
        (Some(name), _) => name,
        (None, _) if facts.len() >= 2 && has_date => first,
        (None, [name, _, ..]) if has_date => name,
        _ => return Draft::default(),
    };
    let rest = first[name.len()..].trim_start_matches([',', '·', '|', '•', ' ']);
    let place = if rest.is_empty() { facts.get(1).copied().unwrap_or_default() } else { rest };
    let place = place.split(['·', '|', '•']).next().unwrap_or_default().split(". ").next().unwrap_or_default().trim();
    Draft {
        hiring_organization: Some(one_line(name)),
        job_location: (!place.is_empty() && !holds_date(place)).then(|| place.to_owned()),
        ..Draft::default()
    }
}

/// The employer in a page title such as `Officer, The Lab | Board`, when the page speaks of it.
fn in_title(page: &Page<'_>, title: &str, whole: &str) -> Option<String> {
    let element = page.title_element()?;
    let site = page.meta("og:site_name").unwrap_or_default();
    let (_, rest) = element.split_once(title).filter(|_| !title.is_empty())?;
    let parts = rest.split(" | ").flat_map(|part| part.split(" - ")).flat_map(|part| part.split(" – ")).flat_map(|part| part.split(" · "));
    let names = parts.map(|part| part.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').trim_start_matches("at ").trim());
    names.map(|name| name.trim_end_matches(')')).find(|name| name.len() > 2 && *name != site && whole.contains(*name)).map(str::to_owned)
}

/// The text of the block without the heading, what is stated below it, and what follows the advertisement.
fn body(text: &str, title: &str, byline: &[String]) -> String {
    let lines: Vec<&str> = lines(text).collect();
    let heading = lines.iter().position(|line| !title.is_empty() && line.trim_start_matches("- ") == title).filter(|at| *at <= lines.len() * 2 / 5);
    let start = heading.map_or(0, |at| at + 1);
    let start = start + stated_n(&lines[start..], byline, heading.is_some());
    let end = (start..lines.len())
        .rev()
        .take_while(|at| *at >= start + (lines.len() - start) / 2)
        .filter(|at| is_tail(lines[*at]))
        .last()
        .unwrap_or(lines.len());
    let others = (start + 1..end).find(|at| opens_other_jobs(lines[*at])).unwrap_or(end);
    let offset = |line: usize| lines[..line].iter().map(|line| line.len() + 1).sum::<usize>().min(text.len());
    text[offset(start)..offset(others)].trim_matches('\n').to_owned()
}

/// How many lines at the start state facts beside the text. Away from the heading it takes two facts to tell them from the text.
fn stated_n(lines: &[&str], byline: &[String], is_below_heading: bool) -> usize {
    let is_stated = |at: usize| {
        let before = at.checked_sub(1).map(|before| lines[before]);
        let is_value = before.and_then(labeled).is_some_and(|(field, value)| value.is_empty() && field != Field::Title);
        lines[at].is_empty()
            || labeled(lines[at]).is_some()
            || is_value
            || (lines[at].len() <= MAX_FACT_BYTES && byline.iter().any(|line| line == lines[at]))
    };
    let stated_n = (0..lines.len()).take_while(|at| is_stated(*at)).count();
    let facts_n = || lines[..stated_n].iter().filter(|line| labeled(line).is_some()).count();
    if is_below_heading || facts_n() >= 2 { stated_n } else { 0 }
}

/// A line that is the title of a list of other advertisements, wherever it stands.
fn opens_other_jobs(line: &str) -> bool {
    const TITLES: [&str; 15] = [
        "you may also like",
        "similar jobs",
        "related jobs",
        "more jobs",
        "other jobs",
        "recommended jobs",
        "jobs like this",
        "more jobs like this",
        "similar vacancies",
        "offres similaires",
        "ofertas similares",
        "ofertas relacionadas",
        "vagas semelhantes",
        "ähnliche stellen",
        "weitere stellen",
    ];
    line.len() <= 30 && TITLES.contains(&line.trim_end_matches(':').to_lowercase().as_str())
}

/// A line that opens what follows an advertisement.
fn is_tail(line: &str) -> bool {
    const WORDS: [&str; 34] = [
        "share this",
        "you may also like",
        "similar jobs",
        "related jobs",
        "more like this",
        "more jobs",
        "other jobs",
        "jobs like this",
        "recommended jobs",
        "back to",
        "apply for this job",
        "apply now",
        "save this job",
        "print this",
        "offres similaires",
        "partager cette offre",
        "postuler à",
        "retour aux offres",
        "ofertas similares",
        "compartir esta oferta",
        "ofertas relacionadas",
        "inscribirme",
        "ofertas semelhantes",
        "partilhar",
        "candidatar-me",
        "vagas semelhantes",
        "ähnliche stellen",
        "stelle teilen",
        "jetzt bewerben",
        "zurück zur",
        "weitere stellen",
        "get jobs like this",
        "postularme",
        "je postule",
    ];
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic());
    if line.chars().take(81).count() > 80 {
        return false;
    }
    let line = line.to_lowercase();
    WORDS.iter().any(|words| line.starts_with(words))
}
