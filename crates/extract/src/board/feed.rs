//! RSS 2.0, RSS 1.0 and Atom, with what job boards add to them.

use serde_json::Value;

use super::answer::{Answer, Body, at, each, first, line, together};
use super::{Board, Reading};
use crate::draft::Draft;
use crate::xml::TEXT;

pub(super) const BOARD: Board = Board { name: "feed", recognizes, read };

/// A shorter text is a teaser.
const MIN_WORDS: usize = 60;

/// Where the items of each kind of feed stand, and what stands above them.
const FEEDS: [(&str, &str); 3] = [("rss.channel.item", "rss.channel"), ("rdf:RDF.item", "rdf:RDF.channel"), ("feed.entry", "feed")];

/// A feed is read when it speaks of jobs: any other is somebody's news.
fn recognizes(answer: &Answer<'_>) -> bool {
    FEEDS.iter().any(|(items, channel)| {
        let items = each(at(answer.value, items));
        let is_about_jobs = || {
            let channel = at(answer.value, channel);
            let named = [line(channel, "title"), line(channel, "description"), line(channel, "link"), Some(answer.path().to_owned())];
            named.into_iter().flatten().any(|text| speaks_of_jobs(&text))
        };
        !items.is_empty() && (items.iter().any(|item| added(item, EMPLOYERS).or_else(|| added(item, CONTRACTS)).is_some()) || is_about_jobs())
    })
}

fn speaks_of_jobs(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "job",
        "jobs",
        "career",
        "careers",
        "vacancy",
        "vacancies",
        "recruitment",
        "hiring",
        "opportunities",
        "positions",
        "emploi",
        "emplois",
        "offres",
        "recrutement",
        "empleo",
        "empleos",
        "vacantes",
        "vagas",
        "emprego",
        "stellen",
        "stellenangebote",
        "karriere",
    ];
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word) || word.starts_with("jobs") || word.ends_with("jobs"))
}

fn read(answer: &Answer<'_>) -> Reading {
    let mut reading = Reading::default();
    for item in FEEDS.iter().flat_map(|(items, _)| each(at(answer.value, items))) {
        let mut draft = draft(item, answer);
        // Teamtailor's feed carries the name of the employer.
        if draft.hiring_organization.is_none() && item.as_object().is_some_and(|item| item.keys().any(|key| key.starts_with("tt:"))) {
            draft.hiring_organization = line(answer.value, "rss.channel.title");
        }
        let (words_n, is_cut) = (posting::text::words_n(&draft.description), is_cut(&draft.description));
        if words_n < MIN_WORDS {
            reading.list(&draft, None);
        } else if is_cut {
            reading.add_cut(draft);
        } else {
            reading.add(draft, None);
        }
    }
    let next = each(at(answer.value, "feed.link")).iter().chain(each(at(answer.value, "rss.channel.atom:link")));
    let next = next.filter(|link| line(link, "@rel").as_deref() == Some("next"));
    reading.links.extend(next.filter_map(|link| answer.join(&line(link, "@href")?)));
    reading
}

/// Elements that boards add, by their name without a prefix.
const EMPLOYERS: &[&str] = &["company", "employer", "hiringOrganization", "company_name"];
const PLACES: &[&str] = &["location", "locations", "city"];
const CONTRACTS: &[&str] = &["job_type", "jobType", "employmentType", "employment_type", "contract_type"];
const PAYS: &[&str] = &["salary", "pay", "baseSalary"];
const CLOSINGS: &[&str] = &["closingDate", "closing_date", "validThrough", "expires", "deadline", "closes"];

fn draft(item: &Value, answer: &Answer<'_>) -> Draft {
    let mut draft = Draft {
        url: address(item).and_then(|raw| answer.join(&raw)),
        identifier: first(item, &["guid", "guid.#text", "id", "@rdf:about"]),
        title: first(item, &["title", "title.#text"]),
        hiring_organization: added(item, EMPLOYERS),
        job_location: added(item, PLACES),
        employment_type: added(item, CONTRACTS),
        base_salary: added(item, PAYS),
        description: description(item),
        ..Draft::default()
    };
    draft.date(first(item, &["pubDate", "dc:date", "published", "issued", "updated"]), added(item, CLOSINGS), false);
    draft
}

/// An element's text, a link's `href`, or a permanent identifier that is an address.
fn address(item: &Value) -> Option<String> {
    let links = each(at(item, "link"));
    let is_page = |link: &&Value| line(link, "@rel").is_none_or(|rel| rel == "alternate");
    let guid = || first(item, &["guid", "guid.#text"]).filter(|guid| guid.starts_with("http"));
    links.iter().find(is_page).and_then(|link| first(link, &["", "@href", TEXT])).or_else(guid)
}

/// The longest of the texts that an item may have.
fn description(item: &Value) -> String {
    const NAMES: [&str; 8] =
        ["content:encoded", "content", "content.#text", "description", "description.#text", "summary", "summary.#text", "job_listing:description"];
    let texts = NAMES.iter().map(|name| Body::default().part("", item, name).finish());
    texts.max_by_key(|text| posting::text::words_n(text)).unwrap_or_default()
}

/// The text of the first element with one of `names`, in any name space; of the names or cities in it when it holds elements.
fn added(item: &Value, names: &[&str]) -> Option<String> {
    let object = item.as_object()?;
    let is_named = |key: &str| names.contains(&key.rsplit(':').next().unwrap_or(key));
    object.iter().filter(|(key, _)| is_named(key)).find_map(|(_, value)| text_below(value, 0))
}

fn text_below(value: &Value, depth: usize) -> Option<String> {
    match value {
        Value::Array(values) => together(values.iter().filter_map(|value| text_below(value, depth)), "; "),
        Value::Object(object) if depth < 4 => {
            let parts: Vec<&Value> = ["name", "city", "country", "location"]
                .iter()
                .filter_map(|name| object.iter().find(|(key, _)| key.rsplit(':').next() == Some(name)).map(|(_, value)| value))
                .collect();
            let parts = together(parts.into_iter().filter_map(|value| text_below(value, depth + 1)), ", ");
            parts.or_else(|| line(value, TEXT))
        }
        Value::Object(_) => None,
        one => line(one, ""),
    }
}

fn is_cut(text: &str) -> bool {
    let end = text.trim_end_matches(|c: char| c.is_whitespace() || "])»→>".contains(c));
    let last = end.lines().last().unwrap_or_default().to_lowercase();
    end.ends_with("...")
        || end.ends_with('…')
        || ["read more", "continue reading", "lire la suite", "leer más", "weiterlesen"].iter().any(|more| last.ends_with(more))
}
