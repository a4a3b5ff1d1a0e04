//! A JSON object in the words of schema.org's `JobPosting` to a posting.
//!
//! Objects without a type are read as well, when they have a title and a text by one of the names that job boards use.

use std::collections::HashMap;

use posting::{JobPosting, Method, ParseQuality};
use serde_json::Value;
use url::Url;

use crate::draft::Draft;
use crate::fault::{Fault, FaultKind};
use crate::markdown;
use crate::origin::Origin;
use crate::pay::pay_line;
use crate::place::{country, place_line};
use crate::plain_text::{one_line, plain_text};

const TITLE: &[&str] = &["title", "jobTitle", "job_title", "positionTitle", "name"];
const TEXT: &[&str] = &["description", "jobDescription", "job_description", "body", "content", "text"];
const ORGANIZATION: &[&str] =
    &["hiringOrganization", "company_name", "companyName", "company", "organisation", "organization", "employer", "employerName"];
const POSTED: &[&str] =
    &["datePosted", "date_posted", "published_at", "publishedAt", "published_date", "posted_at", "createdAt", "created_at", "date"];
const CLOSING: &[&str] = &["validThrough", "valid_through", "closing_date", "closingDate", "deadline", "expirationDate"];
const CONTRACT: &[&str] = &["employmentType", "employment_type", "type_of_contract", "contract", "roleType"];
const ADDRESS: &[&str] = &["url", "jobUrl", "shareLink", "link"];
const IDENTIFIER: &[&str] = &["identifier", "id", "reference", "jobId"];

/// Properties that hold parts of the text, and the heading that stands over each.
pub(crate) const PARTS: &[(&str, &str)] = &[
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("requirements", "Requirements"),
    ("skills", "Skills"),
    ("educationRequirements", "Education requirements"),
    ("experienceRequirements", "Experience requirements"),
    ("jobBenefits", "Benefits"),
    ("benefits", "Benefits"),
];

/// The objects of a page that have an `@id`, which others may refer to.
pub(crate) type Nodes<'a> = HashMap<&'a str, &'a Value>;

/// Reads a `JobPosting` from JSON-LD, from a JSON file or from a line of JSON Lines; the faults are fields that could not be read.
///
/// # Errors
///
/// When the object is no job advertisement, or has no title or no text.
pub fn job_posting_from_json(value: &Value, origin: &Origin) -> Result<(JobPosting, Vec<Fault>), Fault> {
    job_posting_of_list(value, origin.url.as_deref(), origin)
}

/// Reads one of several objects in a file at `base`.
pub(crate) fn job_posting_of_list(value: &Value, base: Option<&str>, origin: &Origin) -> Result<(JobPosting, Vec<Fault>), Fault> {
    if !is_job_posting(value) && !looks_like_one(value) {
        return Err(Fault::new(FaultKind::NotAJobPosting, value.to_string().chars().take(100).collect::<String>()));
    }
    draft(value, &Nodes::new(), base).finish(origin, Method::Json, ParseQuality::Clean)
}

/// Whether an object says that it is a `JobPosting`.
pub(crate) fn is_job_posting(value: &Value) -> bool {
    types(value).any(|name| name.rsplit(['/', '#', ':']).next().is_some_and(|name| name.eq_ignore_ascii_case("JobPosting")))
}

fn types(value: &Value) -> impl Iterator<Item = &str> {
    let found = value.get("@type").or_else(|| value.get("type"));
    let single = found.and_then(Value::as_str);
    single.into_iter().chain(found.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str))
}

fn looks_like_one(value: &Value) -> bool {
    let has =
        |names: &[&str]| names.iter().any(|name| value.get(*name).is_some_and(|value| value.as_str().is_some_and(|text| !text.trim().is_empty())));
    value.get("@type").is_none() && has(TITLE) && has(TEXT)
}

/// Reads what there is; `base` is the address of the page.
pub(crate) fn draft(value: &Value, nodes: &Nodes<'_>, base: Option<&str>) -> Draft {
    let location = value.get("jobLocation").or_else(|| value.get("location")).or_else(|| value.get("locations"));
    let address_country = location.and_then(|location| country(location, nodes));
    let mut draft = Draft {
        url: first(value, ADDRESS, scalar).and_then(|raw| own_address(&raw, base)),
        identifier: first(value, IDENTIFIER, identifier),
        title: first(value, TITLE, scalar).map(|raw| one_line(&raw)),
        hiring_organization: first(value, ORGANIZATION, |value| name(value, nodes)),
        job_location: place_line(location, value, nodes),
        employment_type: first(value, CONTRACT, |value| Some(joined(value))).map(|raw| raw.replace("https://schema.org/", "")),
        base_salary: pay_line(value),
        description: description(value),
        ..Draft::default()
    };
    draft.date(first(value, POSTED, dated), first(value, CLOSING, dated), address_country.as_deref() == Some("US"));
    draft.address_country = address_country;
    draft
}

/// The first property of `names` that `read` can make something of.
fn first<T>(value: &Value, names: &[&str], read: impl Fn(&Value) -> Option<T>) -> Option<T> {
    names.iter().filter_map(|name| value.get(*name)).find_map(read)
}

/// A string that is not blank, or a number, as text.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// All the text in a value on one line.
fn joined(value: &Value) -> String {
    match value {
        Value::Array(values) => values.iter().filter_map(scalar).map(|raw| one_line(&raw)).collect::<Vec<_>>().join(", "),
        other => scalar(other).map(|raw| one_line(&raw)).unwrap_or_default(),
    }
}

/// The name of an organization: a string, an object, the first of several, or what an `@id` refers to.
fn name(value: &Value, nodes: &Nodes<'_>) -> Option<String> {
    let value = value.as_array().and_then(|values| values.first()).unwrap_or(value);
    let stated = |value: &Value| ["name", "legalName", "alternateName"].iter().find_map(|key| value.get(*key).and_then(scalar));
    let raw = match value {
        Value::String(text) => nodes.get(text.as_str()).map_or_else(|| scalar(value), |node| stated(node)),
        _ => stated(value).or_else(|| nodes.get(value.get("@id")?.as_str()?).and_then(|node| stated(node))),
    };
    raw.map(|raw| one_line(&raw)).filter(|name| !name.is_empty() && Url::parse(name).is_err())
}

fn identifier(value: &Value) -> Option<String> {
    let value = value.as_array().and_then(|values| values.first()).unwrap_or(value);
    let raw = scalar(value).or_else(|| value.get("value").or_else(|| value.get("@value")).and_then(scalar))?;
    Some(one_line(&raw)).filter(|text| !text.is_empty())
}

/// The posting's own address. A home page is no address of a posting, though some sites say so.
pub(crate) fn own_address(raw: &str, base: Option<&str>) -> Option<String> {
    let base = base.and_then(|base| Url::parse(base).ok());
    let url = Url::options().base_url(base.as_ref()).parse(raw).ok()?;
    let is_home = url.path() == "/" && url.query().is_none();
    (matches!(url.scheme(), "http" | "https") && !is_home).then(|| url.to_string())
}

/// A date as text; `{"@value": …}` is JSON-LD's long form.
fn dated(value: &Value) -> Option<String> {
    scalar(value).or_else(|| value.get("@value").and_then(scalar))
}

/// The description, and below it the parts that are not in it already.
fn description(value: &Value) -> String {
    let whole = TEXT.iter().filter_map(|name| value.get(*name).and_then(Value::as_str)).max_by_key(|raw| raw.len());
    let mut text = whole.map(text_of).unwrap_or_default();
    for (name, heading) in PARTS {
        if let Some(value) = value.get(*name) {
            append(&mut text, heading, &part(value));
        }
    }
    text
}

/// The text of a value, whether it is HTML, Markdown or plain.
pub(crate) fn text_of(raw: &str) -> String {
    if markdown::is_likely(raw) { markdown::text(raw) } else { plain_text(raw) }
}

fn part(value: &Value) -> String {
    match value {
        Value::Array(values) => {
            values.iter().map(part).filter(|text| !text.is_empty()).map(|text| format!("- {text}")).collect::<Vec<_>>().join("\n")
        }
        Value::Object(_) => {
            let months = value.get("monthsOfExperience").and_then(scalar).map(|months| format!("{months} months of experience"));
            let stated = ["description", "name", "credentialCategory"].iter().find_map(|key| value.get(*key).and_then(scalar));
            stated.map(|raw| text_of(&raw)).or(months).unwrap_or_default()
        }
        other => scalar(other).map(|raw| text_of(&raw)).unwrap_or_default(),
    }
}

/// Adds the lines of `part` that `text` does not have.
pub(crate) fn append(text: &mut String, heading: &str, part: &str) {
    let words = format!(" {} ", posting::text::normalized(text));
    let is_there = |line: &str| words.contains(&format!(" {} ", posting::text::normalized(line)));
    let missing: Vec<&str> = part.lines().filter(|line| !line.is_empty() && !is_there(line)).collect();
    if missing.is_empty() {
        return;
    }
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    for line in std::iter::once(heading).filter(|heading| !heading.is_empty()).chain(missing) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(line);
    }
}
